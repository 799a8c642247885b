from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers import Button, Reply, from_payload, payload, rows
from bot.digests import Composed
from bot.html import MESSAGE_LIMIT, Html, bold, join, length, link, plain, quote
from bot.messages.digest import digest_message, rest_message
from bot.messages.fulltext import full_text, split
from bot.messages.shortening import cut, share_room, take_sentences
from bot.messages.story import list_stories
from bot.words import words_in
from language import utf16_length
from storage.records import Article, Story
from summarizer.digest.rubrics import Rubric
from summarizer.digest.topics import TOPICS

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ENGLISH = words_in("en")

hostile = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("<>&\"'\n😀א"), max_size=300)


def article(number: int = 1, **changes: object) -> Article:
    values: dict[str, object] = {
        "id": number,
        "story_id": number,
        "feed_id": None,
        "key": f"https://example.org/{number}",
        "url": f"https://example.org/{number}",
        "source": "The Harbour",
        "title": f"Ferry {number} runs again",
        "untitled": False,
        "text": "The ferry runs again.\n\nIt had been away for a week.",
        "summary": ("Islanders cheered on the quay.", "It had been away for a week."),
        "language": "en",
        "author": None,
        "published_at": NOW - timedelta(hours=2),
        "stored_at": NOW,
    }
    return Article(**(values | changes))  # type: ignore[arg-type]


def story(*articles: Article) -> Story:
    return Story(articles[0].story_id, articles)


def test_text_is_escaped_wherever_it_becomes_markup() -> None:
    assert bold("a < b & c") == "<b>a &lt; b &amp; c</b>"
    assert link("<x>", 'https://e.org/?a=1&b="') == '<a href="https://e.org/?a=1&amp;b=&#34;">&lt;x&gt;</a>'
    assert join(["<", bold(">")]) == "&lt;\n<b>&gt;</b>"


def test_only_web_addresses_become_links() -> None:
    assert link("x", "javascript:alert(1)") == link("x", None) == "x"


@given(hostile, hostile)
def test_telegram_reads_back_what_was_put_in(parsed_by_telegram, first: str, second: str) -> None:
    html = join([bold("x" + first), quote("y" + second), link("z", "https://example.org/" + first)])
    shown, _ = parsed_by_telegram(str(html))
    wanted = plain(html)
    assert wanted == f"x{first}\ny{second}\nz"
    assert shown.split() == wanted.split()


def test_length_counts_what_telegram_counts() -> None:
    assert length(bold("😀 <&>")) == 6


@given(hostile, st.integers(1, 80))
def test_a_cut_text_fits(text: str, limit: int) -> None:
    assert utf16_length(cut(text, limit)) <= limit


def test_a_cut_ends_at_a_word() -> None:
    assert cut("The council has voted, after all, for it", 24) == "The council has voted…"


def test_only_whole_sentences_are_taken_while_one_fits() -> None:
    assert take_sentences(["One two.", "Three four.", "Five."], 20) == ("One two.", "Three four.")
    assert take_sentences(["word " * 100], 60)[0].endswith("word…")


def test_a_story_shows_headline_source_age_and_summary() -> None:
    shown = plain(list_stories([story(article())], ENGLISH, NOW))
    assert shown.splitlines() == [
        "Ferry 1 runs again",
        "The Harbour · 2 hours ago",
        "Islanders cheered on the quay. It had been away for a week.",
    ]


def test_two_sources_of_one_story_are_one_entry() -> None:
    shown = list_stories([story(article(1), article(2, source="The Gull"))], ENGLISH, NOW)
    assert plain(shown).count("runs again") == 1
    assert '<i>The Harbour, <a href="https://example.org/2">The Gull</a> · 2 hours ago</i>' in shown


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Paper 1, Paper 2, Paper 3 and 4 more · 2"), ("ru", "Paper 3 и ещё 4 · 2")]
)
def test_of_many_sources_the_first_are_named_and_the_rest_counted(language: str, said: str) -> None:
    told = story(*(article(number, source=f"Paper {number}") for number in range(1, 8)))
    assert said in plain(list_stories([told], words_in(language), NOW))


def test_a_source_written_from_right_to_left_does_not_turn_its_line_around() -> None:
    shown = plain(list_stories([story(article(source="عيون"))], ENGLISH, NOW))
    assert "\u2068عيون\u2069 · 2 hours ago" in shown


def test_what_the_headline_says_is_not_said_again() -> None:
    shown = plain(
        list_stories([story(article(summary=("The ferry runs again.", "A gale had damaged it.")))], ENGLISH, NOW)
    )
    assert shown.splitlines()[2:] == ["A gale had damaged it."]
    bare = article(title="Ferry runs again after gale", summary=("Ferry runs again after gale",))
    assert plain(list_stories([story(bare)], ENGLISH, NOW)).splitlines() == [
        "Ferry runs again after gale",
        "The Harbour · 2 hours ago",
    ]


def test_a_long_summary_folds() -> None:
    long = article(summary=("A sentence of some length that tells a lot of what there is to tell.",) * 5)
    assert "<blockquote expandable>" in list_stories([story(long)], ENGLISH, NOW)


def test_an_untitled_article_says_its_beginning_once() -> None:
    untitled = article(
        title="A lawmaker has fled the country…",
        untitled=True,
        summary=("A lawmaker has fled the country after a post.",),
    )
    shown = list_stories([story(untitled)], ENGLISH, NOW)
    assert plain(shown).count("A lawmaker") == 1
    assert "after a post." in plain(shown)


@settings(max_examples=50)
@given(st.lists(st.tuples(hostile, st.lists(hostile, max_size=3)), min_size=1, max_size=10))
def test_any_page_fits_one_message_that_telegram_takes(parsed_by_telegram, pages) -> None:
    stories = [
        story(
            article(number, title="t" + title * 3, summary=tuple(text * 9 for text in texts), source=title * 2 or "s")
        )
        for number, (title, texts) in enumerate(pages, 1)
    ]
    html = list_stories(stories, ENGLISH, NOW)
    assert length(html) <= MESSAGE_LIMIT
    parsed_by_telegram(str(html))


def composed(stories: list[Story], left_out: int) -> Composed:
    return Composed((Rubric(None, tuple(stories)),), left_out, after_id=0, newest_id=9, told=0, composed_at=NOW)


@given(st.lists(st.lists(hostile, max_size=4), max_size=8), st.integers(0, 1500))
def test_shared_room_is_never_exceeded(texts: list[list[str]], room: int) -> None:
    told = share_room(texts, room)
    assert sum(utf16_length(text) + 1 for text in told if text) <= room


def test_every_story_gets_its_first_sentence_before_any_gets_its_second() -> None:
    texts = [["a" * 30 + ".", "b" * 30 + ".", "c" * 30 + "."], ["d" * 30 + ".", "e" * 30 + "."]]
    assert share_room(texts, 100) == ["a" * 30 + ". " + "b" * 30 + ".", "d" * 30 + "."]


def test_scripts_without_spaces_have_none_between_sentences() -> None:
    assert share_room([["船が沖にいる。", "嵐は去った。"]], 100) == ["船が沖にいる。嵐は去った。"]


def test_an_endless_sentence_takes_nothing_from_the_others() -> None:
    told = share_room([["word " * 500], ["Short one."], ["Another.", "And more."]], 300)
    assert told[1] == "Short one."
    assert told[0].endswith("word…")
    assert told[2].startswith("Another.")


def test_twenty_stories_with_endless_titles_and_many_sources_fit_one_message(parsed_by_telegram) -> None:
    stories = [
        story(*(article(10 * n + m, title="<Long> & longer " * 40, source=f"Paper {m} " * 9) for m in range(5)))
        for n in range(20)
    ]
    html = list_stories(stories, ENGLISH, NOW, head=bold("Sunday"))
    assert length(html) <= MESSAGE_LIMIT
    _, entities = parsed_by_telegram(str(html))
    assert len(entities) <= 100
    assert plain(html).count("Long") >= 20
    assert plain(html).count("Islanders cheered") == 20


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_fullest_digest_keeps_within_telegrams_limits(parsed_by_telegram, language: str) -> None:
    summary = ("Это длинное предложение, в котором сказано очень многое о том, что случилось в городе за день.",) * 3
    stories = [
        story(*(article(10 * n + m, title="Очень длинный заголовок " * 20, source=f"Газета {m}", summary=summary)
                for m in range(6)))
        for n in range(20)
    ]  # fmt: skip
    made = Composed(
        (*(Rubric(topic, (stories[n],)) for n, topic in enumerate(TOPICS)), Rubric("other", tuple(stories[11:]))),
        left_out=300, after_id=10**9, newest_id=10**9, told=0, composed_at=NOW, alert_id=10**9,
    )  # fmt: skip
    reply = digest_message(made, words_in(language), now=NOW, timezone="UTC")
    assert length(reply.text) <= MESSAGE_LIMIT
    shown, entities = parsed_by_telegram(str(reply.text))
    assert len(entities) <= 100
    assert sum(line.startswith(tuple(f"{n}. " for n in range(1, 21))) for line in shown.splitlines()) == 20


def test_a_grouped_digest_has_its_headings_in_the_readers_language_and_numbers_run_through() -> None:
    stories = [story(article(number)) for number in range(1, 7)]
    rubrics = (
        Rubric("sport", tuple(stories[:2])),
        Rubric("world", tuple(stories[2:5])),
        Rubric("other", (stories[5],)),
    )
    made = Composed(rubrics, 0, after_id=0, newest_id=9, told=7, composed_at=NOW)
    for language, headings in (("en", ["SPORT", "WORLD", "OTHER NEWS"]), ("ru", ["СПОРТ", "В МИРЕ", "ДРУГИЕ НОВОСТИ"])):
        reply = rest_message(made, words_in(language), now=NOW, timezone="UTC")
        lines = plain(reply.text).splitlines()
        assert [line for line in lines if line.isupper()] == headings
        assert lines[lines.index(headings[1]) + 1] == "10. Ferry 3 runs again"
        assert reply.buttons[0][0].text.endswith("8")


def test_a_topic_of_a_newer_version_is_told_without_a_heading() -> None:
    made = Composed((Rubric("gardening", (story(article(1)),)),), 0, 0, 9, 0, NOW)
    text = plain(digest_message(made, ENGLISH, now=NOW, timezone="UTC").text)
    assert text.startswith("Sunday, 22 November\n\nFerry 1 runs again")


def test_a_digest_is_dated_and_offers_the_rest() -> None:
    reply = digest_message(composed([story(article(1)), story(article(2))], 4), ENGLISH, now=NOW, timezone="UTC")
    assert plain(reply.text).startswith("Sunday, 22 November\n\n1. Ferry 1 runs again")
    assert [button.text for row in reply.buttons for button in row] == ["Text 1", "Text 2", "and 4 more"]


def test_a_digest_without_news_is_one_line() -> None:
    reply = digest_message(composed([], 0), words_in("ru"), now=NOW, timezone="UTC")
    assert plain(reply.text).splitlines()[1:] == ["С прошлого дайджеста ничего нового."]
    assert not reply.buttons


def test_a_full_text_is_whole_and_ends_its_parts_at_paragraphs() -> None:
    paragraphs = [f"Paragraph {number}. " + "It goes on for a while. " * 20 for number in range(40)]
    parts = full_text(article(text="\n\n".join(part.strip() for part in paragraphs)), ENGLISH, NOW)
    assert len(parts) > 3
    assert all(length(part.text) <= MESSAGE_LIMIT for part in parts)
    told = "\n\n".join(plain(part.text) for part in parts)
    assert all(part.strip() in told for part in paragraphs)
    assert plain(parts[0].text).startswith("Ferry 1 runs again\nThe Harbour · 2 hours ago\n")
    assert f"In {len(parts)} messages" in parts[0].text
    assert all(plain(part.text).startswith("Paragraph") for part in parts[1:])


@settings(max_examples=60)
@given(st.lists(hostile, max_size=8), st.integers(2, 90))
def test_split_loses_nothing_and_fits(paragraphs: list[str], limit: int) -> None:
    text = "\n\n".join(paragraphs)
    parts = list(split(text, "en", limit))
    assert all(0 < utf16_length(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_reply_survives_the_outbox() -> None:
    reply = Reply(bold("<x>"), rows([Button("a", "b"), Button("c", "d"), Button("e", "f")], width=2))
    assert from_payload(payload(reply)) == reply
    assert isinstance(from_payload(payload(reply)).text, Html)


@pytest.mark.parametrize("data", ["", "x" * 65, "я" * 33])
def test_a_button_that_telegram_would_refuse_is_not_made(data: str) -> None:
    with pytest.raises(ValueError, match="64"):
        Button("x", data)
