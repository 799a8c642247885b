"""The line that says where a story's sources tell different numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.html import MESSAGE_LIMIT, bold, length, plain
from bot.messages.story import list_stories
from bot.story_summaries import joint_summaries
from bot.words import words_in
from playground.newsroom.articles import load_articles
from storage.records import Article, Story
from summarizer.story import StorySummary, Telling, summarize_story

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # a Sunday


def story(*told: tuple[str, str], number: int = 1, language: str = "en", hours: float = 1, **changes: object) -> Story:
    """A story by the (source, text) of its tellings, the newest first, each `hours` after the next."""
    articles = []
    for place, (source, text) in enumerate(told):
        key = f"https://example.org/{10 * number + place}"
        values: dict[str, object] = {
            "id": 10 * number + place, "story_id": number, "feed_id": None, "key": key, "url": key, "source": source,
            "title": "Ferry off Skarra", "untitled": False, "text": text, "summary": (text,), "language": language,
            "author": None, "published_at": NOW - timedelta(hours=hours * (place + 1)), "stored_at": NOW,
        } | changes  # fmt: skip
        articles.append(Article(**values))  # type: ignore[arg-type]
    return Story(number, tuple(articles))


def summary_of(one: Story, language: str = "en") -> StorySummary:
    tellings = [Telling(a.source, a.title, a.text, a.published_at, a.language) for a in one.articles]
    return summarize_story(tellings, sentences=3, language=language)


def shown(one: Story, language: str = "en", *, now: datetime = NOW, timezone: str = "UTC") -> list[str]:
    """The lines of the story's card."""
    html = list_stories([one], words_in(language), now, together={one.id: summary_of(one, language)}, timezone=timezone)
    return plain(html).splitlines()


def english(*tolls: str) -> Story:
    papers = ("Post", "Herald", "Gazette", "Echo", "Star")
    return story(
        *(
            (paper, f"{toll} people were killed when the ferry sank.")
            for paper, toll in zip(papers, tolls, strict=False)
        )
    )


@pytest.mark.parametrize(
    ("tolls", "line"),
    [
        (("15", "12"), "Sources differ: 15 killed (Post, 11:00), 12 (Herald, 10:00)"),
        (("At least 15", "12"), "Sources differ: at least 15 killed (Post, 11:00), 12 (Herald, 10:00)"),
        (("Fifteen", "Twelve"), "Sources differ: 15 killed (Post, 11:00), 12 (Herald, 10:00)"),
        (("15", "12", "12"), "Sources differ: 15 killed (Post, 11:00), 12 (Herald and 1 more, 10:00)"),
        (("2,500", "1,400"), "Sources differ: 2,500 killed (Post, 11:00), 1,400 (Herald, 10:00)"),
    ],
)
def test_numbers_of_people_are_said_with_source_and_time_the_latest_first(tolls: tuple[str, ...], line: str) -> None:
    assert shown(english(*tolls))[-1] == line


@pytest.mark.parametrize(
    ("told", "line"),
    [
        (
            ("Погиб 21 человек.", "Погибли 23 человека."),
            "Источники расходятся: 21 погибший (Маяк, 11:00), 23 (Голос, 10:00)",
        ),
        (
            ("Пострадали не менее 31 человека.", "Пострадали 25 человек."),
            "Источники расходятся: минимум 31 пострадавший (Маяк, 11:00), 25 (Голос, 10:00)",
        ),
        (
            ("Эвакуированы 1500 человек.", "Эвакуированы 1201 человек."),
            "Источники расходятся: 1\xa0500 эвакуированных (Маяк, 11:00), 1\xa0201 (Голос, 10:00)",
        ),
    ],
)
def test_russian_numbers_decline(told: tuple[str, str], line: str) -> None:
    tail = " Паром затонул у острова, спасатели искали людей весь день."
    one = story(("Маяк", told[0] + tail), ("Голос", told[1] + tail), language="ru")
    assert shown(one, "ru")[-1] == line


def test_times_are_the_readers_and_name_the_day_where_it_is_not_plain() -> None:
    one = english("15", "12")
    assert shown(one, timezone="Asia/Tokyo")[-1].endswith("15 killed (Post, 20:00), 12 (Herald, 19:00)")
    morning = NOW + timedelta(hours=20)
    assert shown(one, now=morning)[-1].endswith("15 killed (Post, 11:00), 12 (Herald, 10:00)")
    monday = NOW + timedelta(days=1)
    assert shown(one, now=monday)[-1].endswith("15 killed (Post, Sun 11:00), 12 (Herald, Sun 10:00)")
    assert shown(one, "ru", now=monday)[-1].endswith("15 погибших (Post, вс 11:00), 12 (Herald, вс 10:00)")
    later = NOW + timedelta(days=7)
    assert "15 killed (Post, Sun, 22 November, 11:00)" in shown(one, now=later)[-1]


def test_things_are_named_as_the_sources_name_them() -> None:
    one = story(
        ("Post", "The flood destroyed 40 wooden houses in Brackwater on Sunday."),
        ("Herald", "The flood destroyed 25 houses in Brackwater on Sunday."),
    )
    assert shown(one)[-1] == "Sources differ: 40 wooden houses (Post, 11:00), 25 (Herald, 10:00)"


def test_a_number_the_summary_does_not_tell_comes_with_its_clause() -> None:
    one = story(
        ("Post", "The flood destroyed 40 wooden houses in Brackwater on Sunday."),
        ("Herald", "The flood destroyed 25 houses in Brackwater on Sunday."),
    )
    made = summary_of(one)
    silent = StorySummary(made.sentences[:0], made.disagreements, made.language)
    line = plain(list_stories([one], words_in("en"), NOW, together={1: silent})).splitlines()[-1]
    assert line == (
        "Sources differ: “The flood destroyed 40 wooden houses in Brackwater on Sunday” (Post, 11:00), "
        "25 (Herald, 10:00)"
    )


def test_of_several_disagreements_the_gravest_is_told_and_no_other() -> None:
    one = story(
        ("Post", "The flood destroyed 40 houses in Brackwater. Doctors said 31 people were injured. 5 people died."),
        ("Herald", "The flood destroyed 25 houses in Brackwater. Doctors said 20 people were injured. 3 people died."),
    )
    assert len(summary_of(one).disagreements) == 3
    assert shown(one)[-1] == "Sources differ: 5 killed (Post, 11:00), 3 (Herald, 10:00)"
    assert "\n".join(shown(one)).count("Sources differ") == 1


def test_sources_that_agree_get_no_line() -> None:
    assert not any("differ" in line for line in shown(english("12", "12")))


def test_names_of_sources_are_escaped_and_kept_from_turning_the_line() -> None:
    one = story(
        ("<b>Post</b> & Sons", "15 people were killed when the ferry sank."),
        ("عيون", "12 people were killed when the ferry sank."),
    )
    html = list_stories([one], words_in("en"), NOW, together={1: summary_of(one)})
    assert "15 killed (&lt;b&gt;Post&lt;/b&gt; &amp; Sons, 11:00), 12 (\u2068عيون\u2069, 10:00)" in html


def test_who_speaks_in_the_summary_is_named_before_who_does_not() -> None:
    one = story(
        ("Post", "The ferry sank off Skarra on Sunday."),
        ("Herald", "The ferry sank off Skarra on Sunday."),
        ("Echo", "The ferry sank off Skarra on Sunday."),
        ("Gazette", "Divers will look for the ship's recorder before the winter storms begin."),
    )
    assert shown(one)[1].startswith("Post, Gazette, Herald and 1 more · ")


def test_an_article_without_a_title_begins_with_its_own_beginning() -> None:
    first = "15 people were killed when the ferry sank off Skarra on Sunday, the coastguard said."
    one = story(
        ("Post", f"Divers found the wreck of the ferry today. {first}"),
        ("Herald", "The ferry had left Skarra with 60 passengers on board."),
        title="Divers found the wreck…",
        untitled=True,
    )
    lines = shown(one)
    assert lines[0].startswith("Divers found the wreck of the ferry today. ")
    assert "\n".join(lines).count("Divers found") == 1


@pytest.mark.parametrize("language", ["en", "ru"])
def test_twenty_stories_that_disagree_fit_one_message(language: str, parsed_by_telegram) -> None:
    stories = [
        story(
            *(
                (f"The Paper of {paper} and all the valleys <&>", f"{toll} people were killed when the ferry sank. It "
                 "went down within minutes of leaving the harbour, said those who saw it from the quay.")
                for paper, toll in (("Skarra", 15), ("Lindmoor", 12), ("Corvale", 9))
            ),
            number=number,
            title="A headline of a length that no reader would put up with " * 9,
        )
        for number in range(1, 21)
    ]  # fmt: skip
    together = {one.id: summary_of(one) for one in stories}
    html = list_stories(stories, words_in(language), NOW, head=bold("Sunday"), together=together)
    assert length(html) <= MESSAGE_LIMIT
    text, entities = parsed_by_telegram(str(html))
    assert len(entities) <= 100
    assert sum(line.startswith(tuple(f"{number}. " for number in range(1, 21))) for line in text.splitlines()) == 20
    assert text.count("15 people were killed") == 20


def test_three_of_twenty_stories_that_disagree_say_so_under_whatever_headlines() -> None:
    stories = [
        story(("The Paper of Skarra and all the valleys", "15 people were killed when the ferry sank."),
              ("The Paper of Lindmoor and all the valleys", "12 people were killed when the ferry sank."),
              number=number, title="A headline of a length that no reader would put up with " * 9)
        for number in range(1, 21)
    ]  # fmt: skip
    together = {one.id: summary_of(one) for one in stories[5:8]}
    html = list_stories(stories, words_in("en"), NOW, head=bold("Sunday"), together=together)
    assert length(html) <= MESSAGE_LIMIT
    assert plain(html).count("Sources differ") == 3
    assert plain(html).count("people were killed when") == 20


def test_seven_stories_that_disagree_all_say_so() -> None:
    stories = [
        story(("Post", "15 people were killed when the ferry sank."),
              ("Herald", "12 people were killed when the ferry sank."), number=number)
        for number in range(1, 8)
    ]  # fmt: skip
    together = {one.id: summary_of(one) for one in stories}
    assert plain(list_stories(stories, words_in("en"), NOW, together=together)).count("Sources differ") == 7


hostile = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("<>&\"'\n😀א"), max_size=300)
claim = st.sampled_from(
    ["15 people were killed.", "12 people were killed.", "At least 2 million people were evacuated."]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.tuples(hostile, claim, hostile), min_size=2, max_size=4), min_size=1, max_size=10))
def test_whatever_sources_say_fits_one_message_that_telegram_takes(parsed_by_telegram, pages) -> None:
    stories = [
        story(
            *((f"{source}{place}", f"{said} {text}") for place, (source, said, text) in enumerate(told)), number=number
        )
        for number, told in enumerate(pages, 1)
    ]
    together = {one.id: summary_of(one) for one in stories}
    html = list_stories(stories, words_in("ru"), NOW, together=together, timezone="Pacific/Apia")
    assert length(html) <= MESSAGE_LIMIT
    parsed_by_telegram(str(html))


async def test_only_stories_of_several_articles_that_say_something_have_a_joint_summary() -> None:
    several, alone = english("15", "12"), story(("Post", "The choir sang at noon."), number=2)
    wordless = story(("Post", "He denies it."), ("Herald", "He denies it."), number=3)
    made = await joint_summaries([several, alone, wordless], sentences=3, language="en")
    assert made.keys() == {several.id}


async def test_a_joint_summary_is_worked_out_once_and_anew_when_an_article_is_rewritten() -> None:
    one = english("15", "12")
    first = (await joint_summaries([one], sentences=3, language="en"))[1]
    assert (await joint_summaries([english("15", "12")], sentences=3, language="en"))[1] is first
    assert (await joint_summaries([one], sentences=1, language="en"))[1] is not first
    rewritten = (await joint_summaries([english("16", "12")], sentences=3, language="en"))[1]
    assert rewritten.disagreements[0].sides[0].number == "16"


async def test_a_sentence_comes_after_what_leads_up_to_it_in_its_article() -> None:
    passengers = "On board were sixty passengers, most of them on their way to the fair in Lindmoor."
    one = story(
        (
            "Post",
            f"The ferry capsized off Skarra on Sunday, and 15 people were killed, said the governor. {passengers}",
        ),
        ("Herald", f"The Sunday ferry has capsized, and rescuers count 12 people killed. {passengers}"),
        ("Echo", f"A ferry capsized. {passengers}"),
    )
    made = (await joint_summaries([one], sentences=3, language="en"))[1]
    told = [(sentence.article, sentence.start) for sentence in made.sentences]
    assert passengers in [sentence.text for sentence in made.sentences]
    assert told[0][1] == 0


async def test_a_joint_summary_begins_where_one_of_its_articles_does() -> None:
    storm = [one for one in load_articles() if one.title.startswith(("Storm closes Marrow", "Hundreds stranded"))]
    one = story(
        *((article.source.name, "\n\n".join(article.paragraphs)) for article in storm), title="Storm", hours=0.1
    )
    made = (await joint_summaries([one], sentences=3, language="en"))[1]
    assert made.sentences[0].start == 0
    assert made == summary_of(one)
