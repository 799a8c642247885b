"""A digest tells each story once, what matters first, from as many sources as it can."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.digest import Candidate, compose

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
) -> Candidate:
    chosen = TITLES[number % len(TITLES)] if title is None else title
    published = NOW - timedelta(hours=hours)
    return Candidate(number, sources, chosen, (chosen + ".",), published, "en", article or number, size)


def test_what_several_sources_tell_comes_first() -> None:
    digest = compose([story(1), story(2, sources=("Gazette", "Herald", "Post")), story(3)], items=2, now=NOW)
    assert digest.stories[0].story_id == 2
    assert digest.left_out == 1


def test_of_equals_the_fresher_comes_first() -> None:
    digest = compose([story(1, hours=20), story(2, hours=1)], items=2, now=NOW)
    assert [s.story_id for s in digest.stories] == [2, 1]


def test_one_source_does_not_fill_the_digest_while_others_have_something_to_tell() -> None:
    loud = [story(n, hours=1) for n in range(1, 6)]
    digest = compose([*loud, story(6, sources=("Herald",), hours=3)], items=3, now=NOW)
    assert 6 in {s.story_id for s in digest.stories}


def test_a_subject_is_not_told_over_and_over() -> None:
    cherries = [
        story(n, title=f"Farmers expect a poor cherry harvest in the {side}", sources=(side,), hours=1)
        for n, side in enumerate(("north", "south", "east", "west"), start=20)
    ]
    digest = compose([*cherries, story(4, sources=("Herald",), hours=4)], items=2, now=NOW)
    assert 4 in {s.story_id for s in digest.stories}


def test_a_story_is_told_once_by_its_newest_article_with_all_its_sources() -> None:
    digest = compose(
        [story(1, hours=5, article=7), story(1, hours=1, article=9, sources=("Herald",))], items=5, now=NOW
    )
    assert [(s.article_id, s.sources) for s in digest.stories] == [(9, ("Herald", "Gazette"))]
    assert digest.left_out == 0


def test_nothing_new_is_an_empty_digest() -> None:
    assert compose([], items=5, now=NOW).stories == ()


def test_a_digest_of_no_items_is_refused() -> None:
    with pytest.raises(ValueError, match="items"):
        compose([story(1)], items=0, now=NOW)


@given(st.permutations(range(1, 13)), st.integers(1, 15))
def test_the_order_of_the_input_changes_nothing(order: list[int], items: int) -> None:
    stories = [story(n, sources=("Gazette", "Herald", "Post")[: 1 + n % 3], hours=n % 5, size=n * 700) for n in order]
    digest = compose(stories, items=items, now=NOW)
    assert digest == compose(sorted(stories, key=lambda s: s.story_id), items=items, now=NOW)
    assert len(digest.stories) == min(items, 12)
    assert digest.left_out == 12 - len(digest.stories)


@pytest.mark.parametrize("sizes", [(3, 7, 7, 7), (5, 5, 5, 5, 5), (7, 3, 10, 4), (10, 1, 13)])
def test_the_digests_that_follow_one_another_tell_every_story_once(sizes: tuple[int, ...]) -> None:
    sources = ("Gazette", "Herald", "Post")
    stories = [story(n, sources=(sources[n * n % 3],), hours=n * 7 % 23, size=500 * (n % 9)) for n in range(1, 25)]
    told: list[int] = []
    for items in sizes:
        page = compose(stories, items=items, now=NOW, skip=len(told))
        told += [one.story_id for one in page.stories]
        assert page.left_out == 24 - len(told)
    assert sorted(told) == list(range(1, 25))


def test_what_is_told_in_the_readers_language_comes_before_all_else() -> None:
    ours = [story(n, hours=20) for n in range(1, 4)]
    others = [replace(story(n, sources=("Весть", "Голос", "Труд"), hours=1), language="ru") for n in range(4, 7)]
    told = [one.story_id for one in compose([*others, *ours], items=5, now=NOW, language="en").stories]
    assert set(told[:3]) == {1, 2, 3}
    assert set(told[3:]) < {4, 5, 6}
    assert {one.story_id for one in compose([*others, *ours], items=3, now=NOW).stories} & {4, 5, 6}
