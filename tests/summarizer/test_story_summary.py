"""Several articles on one event become one summary that says each thing once and names who said it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.story import StorySummary, Telling, summarize_story

NEWSROOM = Path(__file__).parents[2] / "playground/newsroom/articles"
MORNING = datetime(2026, 11, 22, 8, tzinfo=UTC)

FIRST = Telling(
    "Gazette",
    "Ferry sinks off Skarra",
    "A ferry with 60 passengers on board sank off the island of Skarra on Sunday, and 12 people were killed. "
    "It went down within minutes, the coastguard said.\n\n"
    "Fishermen from the island were the first to reach the wreck. "
    "The ferry was built in 1981 and belonged to the Northline company.",
    MORNING,
    "en",
)
SECOND = Telling(
    "Herald",
    "Twelve die as ferry sinks",
    "The Skarra ferry sank on Sunday with 60 passengers on board; 12 people were killed. "
    "Divers will look for the ship's recorder on Monday. "
    "Northline promised to pay for the funerals of all victims.",
    MORNING + timedelta(hours=2),
    "en",
)
THIRD = Telling(
    "Post",
    "Ferry: captain questioned",
    "At least 15 people were killed when the Skarra ferry sank, hospitals said on Sunday evening. "
    "Police questioned the captain, Jon Vael, about a storm warning he had not obeyed. "
    "He denies any guilt.",
    MORNING + timedelta(hours=9),
    "en",
)
STORY = [FIRST, SECOND, THIRD]


def texts(summary: StorySummary) -> list[str]:
    return [sentence.text for sentence in summary.sentences]


def test_sentences_are_verbatim_and_known_by_their_article_and_place() -> None:
    summary = summarize_story(STORY)
    assert len(summary.sentences) == 4
    for sentence in summary.sentences:
        article = STORY[sentence.article]
        assert sentence.source == article.source
        assert article.text[sentence.start : sentence.end] == sentence.text


def test_datelines_and_times_of_a_ticker_are_not_told() -> None:
    wire = Telling(
        "Wire",
        "Ferry off Skarra",
        "SKARRA, Norland (AP) — A ferry sank off the island of Skarra on Sunday with 60 passengers.\n\n"
        "12:40 — The coastguard has sent two helicopters to the place of the wreck.",
        MORNING,
        "en",
    )
    summary = summarize_story([wire])
    assert [sentence.text[:7] for sentence in summary.sentences] == ["A ferry", "The coa"]
    assert all(wire.text[s.start : s.end] == s.text for s in summary.sentences)


def test_what_several_sources_say_is_said_once() -> None:
    told = texts(summarize_story(STORY, sentences=6))
    assert sum("killed" in sentence for sentence in told) == 1
    assert sum("60 passengers" in sentence for sentence in told) <= 1


def test_the_newest_state_comes_first() -> None:
    assert texts(summarize_story(STORY))[0].startswith("At least 15 people were killed")


def test_what_several_sources_agree_on_is_worth_more() -> None:
    alone = Telling("Echo", "Choir", "The choir of Skarra sang at noon in the old church there.", MORNING, "en")
    same_moment = [Telling(t.source, t.title, t.text, MORNING, "en") for t in (alone, FIRST, SECOND)]
    assert "ferry" in texts(summarize_story(same_moment, sentences=1))[0]


def test_a_pronoun_comes_only_right_after_the_sentence_it_points_at() -> None:
    told = texts(summarize_story(STORY, sentences=9))
    if "He denies any guilt." in told:
        assert told[told.index("He denies any guilt.") - 1].startswith("Police questioned the captain")
    said = texts(summarize_story(STORY, sentences=1))
    assert not said[0].startswith(("He ", "It "))
    lone = Telling("Echo", "Guilt", "He denies any guilt in this whole affair.", MORNING, "en")
    assert summarize_story([lone]).sentences == ()


def test_sources_that_count_differently_are_named_with_their_numbers() -> None:
    (quarrel,) = summarize_story(STORY).disagreements
    assert quarrel.thing == "At least 15 people were killed when the Skarra ferry sank"
    assert (quarrel.sides[0].number, quarrel.sides[0].source) == ("15", "Post")
    assert {side.number for side in quarrel.sides[1:]} == {"12"}
    for side in quarrel.sides:
        assert side.number in STORY[side.article].text[side.start : side.end]
        assert side.published_at == STORY[side.article].published_at


def test_a_later_number_of_the_same_source_is_no_disagreement() -> None:
    later = Telling("Gazette", THIRD.title, THIRD.text, THIRD.published_at, "en")
    summary = summarize_story([FIRST, later])
    assert summary.disagreements == ()
    assert not any("12 people" in sentence for sentence in texts(summary))


def test_an_article_that_gives_both_numbers_disagrees_with_nobody() -> None:
    both = Telling(
        "Post", "Toll", "Hospitals say that 15 people were killed. The coastguard says that 12 people were killed.",
        THIRD.published_at, "en",
    )  # fmt: skip
    assert summarize_story([FIRST, both]).disagreements == ()


def test_only_what_is_new_since_the_last_telling_comes() -> None:
    summary = summarize_story(STORY, since=SECOND.published_at)
    assert {sentence.source for sentence in summary.sentences} == {"Post"}
    assert any("15 people" in sentence for sentence in texts(summary))
    assert any("captain" in sentence for sentence in texts(summary))
    assert len(summary.disagreements) == 1


def test_nothing_new_is_an_empty_summary() -> None:
    again = Telling("Echo", "Ferry sinks", FIRST.text, THIRD.published_at, "en")
    summary = summarize_story([FIRST, SECOND, again], since=SECOND.published_at)
    assert summary.sentences == ()
    assert summary.disagreements == ()
    assert summarize_story([FIRST, SECOND], since=SECOND.published_at).sentences == ()


def test_sentences_told_before_are_not_told_again() -> None:
    first = texts(summarize_story(STORY, sentences=2))
    second = texts(summarize_story(STORY, sentences=4, told=first))
    assert second
    assert not set(first) & set(second)
    assert not any("killed" in sentence for sentence in second)


def test_a_story_in_two_languages_is_told_in_one() -> None:
    russian = Telling(
        "Весть", "Затонул паром", "У острова Скарра в воскресенье затонул паром, погибли 12 человек. "
        "Полиция допросила капитана Йона Ваэля, сообщила береговая охрана.", MORNING, "ru",
    )  # fmt: skip
    assert {s.source for s in summarize_story([*STORY, russian]).sentences} <= {"Gazette", "Herald", "Post"}
    told = summarize_story([*STORY, russian], language="ru")
    assert told.language == "ru"
    assert {s.source for s in told.sentences} == {"Весть"}
    assert summarize_story(STORY, language="ru").language == "en"


def test_russian_sources_that_count_differently_are_shown() -> None:
    one = Telling("Весть", "Взрыв", "При взрыве на заводе в Липовске погибли двенадцать человек.", MORNING, "ru")
    other = Telling(
        "Голос",
        "Взрыв",
        "Число погибших при взрыве на заводе в Липовске выросло до 15.",
        MORNING + timedelta(hours=1),
        "ru",
    )
    (quarrel,) = summarize_story([one, other]).disagreements
    assert [(side.number, side.source) for side in quarrel.sides] == [("15", "Голос"), ("двенадцать", "Весть")]


def test_two_prices_in_one_sentence_are_no_disagreement() -> None:
    one = Telling("Gazette", "Train", "A seat on the night train will cost 29 crowns, a bed 49 crowns.", MORNING, "en")
    other = Telling(
        "Post", "Train", "A bed on the night train will cost 49 crowns and a seat 29 crowns.", MORNING, "en"
    )
    third = Telling("Echo", "Train", "A meal on the night train will cost 40 crowns.", MORNING, "en")
    assert summarize_story([one, other, third]).disagreements == ()


def newsroom(name: str, hours: int) -> Telling:
    path = NEWSROOM / name
    head, _, text = path.read_text("utf8").partition("\n\n")
    title = next(line.removeprefix("title: ") for line in head.split("\n") if line.startswith("title: "))
    return Telling(path.parent.name, title, text, MORNING + timedelta(hours=hours), "en")


def test_of_a_free_retelling_only_what_it_adds_is_new() -> None:
    first = newsroom("harbour-post/night-train-returns.txt", 0)
    retold = newsroom("inland-courier/sleeper-service-approved.txt", 3)
    new = texts(summarize_story([first, retold], since=first.published_at))
    assert any("Gil Ferrant" in sentence for sentence in new)
    assert not any("21.40" in sentence or "49 crowns" in sentence for sentence in new)
    assert summarize_story([first, retold]).disagreements == ()


def test_each_source_of_the_newsroom_is_heard() -> None:
    storm = [
        newsroom("harbour-post/storm-closes-marrow-harbour.txt", 0),
        newsroom("inland-courier/ferries-cancelled-gale.txt", 3),
    ]
    assert {sentence.source for sentence in summarize_story(storm).sentences} == {"harbour-post", "inland-courier"}


def test_of_no_articles_there_is_nothing_to_tell() -> None:
    assert summarize_story([]) == StorySummary((), (), "en")
    with pytest.raises(ValueError, match="sentences"):
        summarize_story(STORY, sentences=0)


WORDS = [
    "The",
    "ferry",
    "sank",
    "12 people were killed.",
    "15 dead.",
    "He",
    "said",
    "«",
    "\n\n",
    "погибли",
    "$3 million",
    "a",
    "船",
]
TEXTS = st.text(max_size=200) | st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
TELLINGS = st.builds(
    Telling,
    source=st.sampled_from(["Gazette", "Herald", "Post"]),
    title=st.text(max_size=30),
    text=TEXTS,
    published_at=st.integers(0, 48).map(lambda hours: MORNING + timedelta(hours=hours)),
    language=st.sampled_from(["en", "ru", "zh", "xx"]),
)


@given(
    st.lists(TELLINGS, max_size=6),
    st.integers(1, 6),
    st.none() | st.integers(0, 48).map(lambda hours: MORNING + timedelta(hours=hours)),
    st.lists(TEXTS, max_size=3),
)
def test_whatever_the_articles_it_stays_verbatim_and_says_nothing_twice(
    articles: list[Telling], count: int, since: datetime | None, told: list[str]
) -> None:
    summary = summarize_story(articles, sentences=count, since=since, told=told)
    assert summary == summarize_story(articles, sentences=count, since=since, told=told)
    assert len(summary.sentences) <= count
    assert len(set(texts(summary))) == len(summary.sentences)
    for sentence in summary.sentences:
        article = articles[sentence.article]
        assert article.text[sentence.start : sentence.end] == sentence.text
        assert article.source == sentence.source
        assert since is None or article.published_at > since
    for quarrel in summary.disagreements:
        assert len({side.source for side in quarrel.sides}) == len(quarrel.sides) >= 2
        for side in quarrel.sides:
            assert side.number in articles[side.article].text[side.start : side.end]
