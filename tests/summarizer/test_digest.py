"""A digest tells each story once, what matters first, from as many sources as it can."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.digest import Candidate, compose_digest
from summarizer.digest.phrases import Interest
from summarizer.digest.rubrics import FOREIGN, OTHER
from summarizer.digest.topics import TOPICS

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
TITLES = [
    "Bridge over the Lim closed to lorries",
    "Farmers expect a poor cherry harvest",
    "Parliament votes on the school budget",
    "Museum of clocks opens in Vessel Street",
    "Ferry to the islands sails again",
    "Rovers lose their goalkeeper for a month",
    "New vaccine against river fever tested",
    "Airport workers end their strike",
]


def story(
    number: int,
    *,
    title: str | None = None,
    sources: tuple[str, ...] = ("Gazette",),
    hours: float = 2,
    size: int = 3000,
    article: int | None = None,
    topic: str | None = None,
    language: str = "en",
) -> Candidate:
    chosen = TITLES[number % len(TITLES)] if title is None else title
    published = NOW - timedelta(hours=hours)
    summary = (chosen + ".",)
    return Candidate(number, sources, chosen, summary, published, language, article or number, size, topic)


def test_what_several_sources_tell_comes_first() -> None:
    digest = compose_digest([story(1), story(2, sources=("Gazette", "Herald", "Post")), story(3)], items=2, now=NOW)
    assert digest.stories[0].story_id == 2
    assert digest.left_out == 1


def test_of_equals_the_fresher_comes_first() -> None:
    digest = compose_digest([story(1, hours=20), story(2, hours=1)], items=2, now=NOW)
    assert [s.story_id for s in digest.stories] == [2, 1]


def test_one_source_does_not_fill_the_digest_while_others_have_something_to_tell() -> None:
    loud = [story(n, hours=1) for n in range(1, 6)]
    digest = compose_digest([*loud, story(6, sources=("Herald",), hours=3)], items=3, now=NOW)
    assert 6 in {s.story_id for s in digest.stories}


def test_a_subject_is_not_told_over_and_over() -> None:
    cherries = [
        story(n, title=f"Farmers expect a poor cherry harvest in the {side}", sources=(side,), hours=1)
        for n, side in enumerate(("north", "south", "east", "west"), start=20)
    ]
    digest = compose_digest([*cherries, story(4, sources=("Herald",), hours=4)], items=2, now=NOW)
    assert 4 in {s.story_id for s in digest.stories}


def test_a_story_is_told_once_by_its_newest_article_with_all_its_sources() -> None:
    digest = compose_digest(
        [story(1, hours=5, article=7), story(1, hours=1, article=9, sources=("Herald",))], items=5, now=NOW
    )
    assert [(s.article_id, s.sources) for s in digest.stories] == [(9, ("Herald", "Gazette"))]
    assert digest.left_out == 0


def test_nothing_new_is_an_empty_digest() -> None:
    assert compose_digest([], items=5, now=NOW).stories == ()


def test_a_digest_of_no_items_is_refused() -> None:
    with pytest.raises(ValueError, match="items"):
        compose_digest([story(1)], items=0, now=NOW)


@given(st.permutations(range(1, 13)), st.integers(1, 15))
def test_the_order_of_the_input_changes_nothing(order: list[int], items: int) -> None:
    stories = [story(n, sources=("Gazette", "Herald", "Post")[: 1 + n % 3], hours=n % 5, size=n * 700) for n in order]
    digest = compose_digest(stories, items=items, now=NOW)
    assert digest == compose_digest(sorted(stories, key=lambda s: s.story_id), items=items, now=NOW)
    assert len(digest.stories) == min(items, 12)
    assert digest.left_out == 12 - len(digest.stories)


def test_composing_twice_gives_the_same_digest_in_every_process() -> None:
    program = """
from tests.summarizer.test_digest import a_mixed_day, NOW
from summarizer.digest import compose_digest
for skip in (0, 7, 14):
    print(compose_digest(a_mixed_day(), items=7, now=NOW, skip=skip, language="en"))
"""
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1
    assert answers.pop().count("Digest(") == 3


def a_mixed_day() -> list[Candidate]:
    """24 stories of three sources, all topics and two languages."""
    sources = ("Gazette", "Herald", "Post")
    topics = (None, *TOPICS)
    return [
        story(
            n,
            sources=sources[: 1 + n % 3] if n % 4 else (sources[n * n % 3],),
            hours=n * 7 % 23,
            size=500 * (n % 9),
            topic=topics[n * 5 % len(topics)],
            language="ru" if n % 6 == 0 else "en",
        )
        for n in range(1, 25)
    ]


@pytest.mark.parametrize("sizes", [(3, 7, 7, 7), (5, 5, 5, 5, 5), (7, 3, 10, 4), (10, 1, 13)])
def test_the_digests_that_follow_one_another_tell_every_story_once(sizes: tuple[int, ...]) -> None:
    followed = [Interest(("cherry",)), Interest(("goalkeeper",))]
    told: list[int] = []
    for items in sizes:
        page = compose_digest(
            a_mixed_day(), items=items, now=NOW, skip=len(told), language="en", followed=followed, muted=["volcano"]
        )
        told += [one.story_id for one in page.stories]
        assert page.left_out == 24 - len(told)
    assert sorted(told) == list(range(1, 25))


def test_what_is_told_in_the_readers_language_comes_before_all_else() -> None:
    ours = [story(n, hours=20) for n in range(1, 4)]
    others = [replace(story(n, sources=("Весть", "Голос", "Труд"), hours=1), language="ru") for n in range(4, 7)]
    told = [one.story_id for one in compose_digest([*others, *ours], items=5, now=NOW, language="en").stories]
    assert set(told[:3]) == {1, 2, 3}
    assert set(told[3:]) < {4, 5, 6}
    assert {one.story_id for one in compose_digest([*others, *ours], items=3, now=NOW).stories} & {4, 5, 6}


def headings(
    stories: list[Candidate], *, items: int = 20, language: str | None = "en"
) -> list[tuple[str | None, list[int]]]:
    digest = compose_digest(stories, items=items, now=NOW, language=language)
    return [(rubric.topic, [one.story_id for one in rubric.stories]) for rubric in digest.rubrics]


def day(*topics: str | None, language: str = "en") -> list[Candidate]:
    """A story for each of these topics, each fresher than the next; one of different size and source from another."""
    return [
        story(n, hours=2 * n, topic=topic, sources=(f"Paper {n}",), title=f"Headline {n}", language=language)
        for n, topic in enumerate(topics, 1)
    ]


def test_up_to_five_stories_need_no_headings() -> None:
    assert headings(day("sport", "sport", "world", "world", "health")) == [(None, [1, 2, 3, 4, 5])]


def test_more_than_five_stand_under_topics_that_of_the_weightiest_first() -> None:
    assert headings(day("world", "sport", "politics", "world", "sport", "politics", "sport")) == [
        ("world", [1, 4]),
        ("sport", [2, 5, 7]),
        ("politics", [3, 6]),
    ]


def test_a_story_alone_in_its_topic_keeps_its_heading() -> None:
    assert headings(day("world", "sport", "sport", "health", "culture", None)) == [
        ("world", [1]),
        ("sport", [2, 3]),
        ("health", [4]),
        ("culture", [5]),
        (OTHER, [6]),
    ]


def test_news_told_by_several_or_weightier_than_all_stands_first_though_its_topic_cannot_be_told() -> None:
    alone = [(None, [1]), ("sport", [2, 4]), ("culture", [6]), (OTHER, [3, 5])]
    stories = day(None, "sport", None, "sport", None, "culture")
    assert headings(stories) == alone
    told_by_two = [replace(one, sources=("A", "B")) if one.story_id in {2, 3} else one for one in stories]
    assert headings(told_by_two) == [(None, [3]), ("sport", [2, 4]), ("culture", [6]), (OTHER, [1, 5])]


def test_where_no_topic_is_known_there_are_no_headings() -> None:
    assert headings(day(*[None] * 9)) == [(None, list(range(1, 10)))]


def test_a_day_of_one_topic_has_one_heading() -> None:
    assert headings(day(*["sport"] * 7)) == [("sport", [1, 2, 3, 4, 5, 6, 7])]


def test_stories_in_another_language_stand_last_under_a_heading_of_their_own() -> None:
    ours = day("world", "world", "sport", "sport")
    foreign = [replace(one, story_id=one.story_id + 10) for one in day("world", "sport", language="ru")]
    assert headings([*foreign, *ours]) == [("world", [1, 2]), ("sport", [3, 4]), (FOREIGN, [11, 12])]
    only_foreign = day("world", "sport", "sport", "world", "health", None, language="ru")
    assert headings(only_foreign) == [("world", [1, 4]), ("sport", [2, 3]), ("health", [5]), (OTHER, [6])]


def test_one_topic_does_not_fill_the_digest_while_another_of_equal_weight_waits() -> None:
    sport = [replace(one, story_id=one.story_id + 10) for one in day(*["sport"] * 6)]
    art = replace(story(1, title="An exhibition", hours=13, sources=("Herald",)), topic="culture")
    told = compose_digest([*sport, art], items=6, now=NOW).stories
    assert 1 in {one.story_id for one in told}


@pytest.mark.parametrize(
    ("phrase", "wins"),
    [
        (("cherries",), True),
        (("cherry harvests",), True),
        (("poor harvest",), False),
        (("harvest poor",), False),
        (("farmers", "cherry"), True),
        (("farmers", "lorries"), False),
        (("cherr",), False),
        ((), False),
        (("",), False),
    ],
)
def test_what_a_chat_follows_weighs_more_in_whole_words_of_any_form(phrase: tuple[str, ...], wins: bool) -> None:
    stories = [story(1, title="Farmers expect a poor cherry harvest", hours=5), story(3, hours=1)]
    told = [s.story_id for s in compose_digest(stories, items=2, now=NOW, followed=[Interest(phrase)]).stories]
    assert told == ([1, 3] if wins else [3, 1])


def test_followed_words_are_found_in_other_forms_in_russian_too() -> None:
    harvest = story(1, title="Садоводы ждут плохого урожая вишни", hours=5, language="ru")
    other = story(3, title="Мост через Лим закрыли", hours=1, language="ru")
    told = compose_digest([harvest, other], items=2, now=NOW, followed=[Interest(("вишня",))]).stories
    assert told[0].story_id == 1
    told = compose_digest([harvest, other], items=2, now=NOW, followed=[Interest(("вишня",), ("плохой",))]).stories
    assert told[0].story_id == 3


def test_muted_words_are_not_told_nor_counted() -> None:
    stories = [story(n) for n in range(8)]
    digest = compose_digest(stories, items=3, now=NOW, muted=["goalkeepers", "school budget", "clocks vessel", ""])
    assert digest.left_out == 3
    rest = compose_digest(stories, items=8, now=NOW, skip=3, muted=["goalkeepers", "school budget"]).stories
    assert {2, 5}.isdisjoint({s.story_id for s in (*digest.stories, *rest)})
    assert {s.story_id for s in (*digest.stories, *rest)} == {0, 1, 3, 4, 6, 7}


def test_no_phrase_reaches_from_the_title_into_the_summary() -> None:
    one = replace(story(1, title="Ferry sails"), summary=("Again it rains.",))
    assert not compose_digest([one], items=1, now=NOW, muted=["it rains"]).stories
    assert compose_digest([one], items=1, now=NOW, muted=["sails again"]).stories


candidates = st.builds(
    lambda number, sources, title, hours, size, topic, language: story(
        number, sources=tuple(sources), title=title, hours=hours, size=size, topic=topic, language=language
    ),
    number=st.integers(1, 40),
    sources=st.lists(st.sampled_from(["Gazette", "Herald", "Post"]), max_size=3),
    title=st.text(max_size=30) | st.sampled_from(TITLES),
    hours=st.floats(-5, 300),
    size=st.integers(0, 50_000),
    topic=st.sampled_from([None, *TOPICS]),
    language=st.sampled_from(["en", "ru", "ja", ""]),
)


@given(st.lists(candidates, max_size=30), st.lists(st.integers(1, 9), min_size=1), st.sampled_from([None, "en", "ru"]))
def test_whatever_the_day_brings_every_story_is_told_once(
    stories: list[Candidate], sizes: list[int], language: str | None
) -> None:
    told: list[int] = []
    left = len({one.story_id for one in stories})
    for items in [*sizes, 40]:
        page = compose_digest(stories, items=items, now=NOW, skip=len(told), language=language)
        assert all(rubric.stories for rubric in page.rubrics)
        assert len({rubric.topic for rubric in page.rubrics}) == len(page.rubrics)
        told += [one.story_id for one in page.stories]
        left -= len(page.stories)
        assert page.left_out == left
    assert left == 0
    assert len(told) == len(set(told))
