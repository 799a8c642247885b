"""Counting over time: every mute, nothing a reader brought; the stories most sources tell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event

from storage import Address, NewArticle, Storage
from storage.query import parse
from tests.storage.conftest import START, Clock, own_story

Make = Callable[..., NewArticle]
EDGES = tuple(START + timedelta(days=days) for days in (-3, -2, -1, 0))


async def put(storage: Storage, article: Make, number: int, days_ago: float, **changes: object) -> int:
    """Stores an article of so many days ago; its id."""
    new = article(number, published_at=START - timedelta(days=days_ago), **changes)
    return (await storage.articles.add(new, own_story)).article.id


async def test_each_query_is_counted_between_each_two_edges(storage: Storage, article: Make) -> None:
    for number, (days, text) in enumerate(
        [(0.5, "A toll."), (0.6, "A tolled bell."), (2.5, "The toll."), (9, "Toll.")]
    ):
        await put(storage, article, number, days, text=text, title="Town")
    await put(storage, article, 9, 1.5, text="A ferry.", title="Quay")
    counted = await storage.trends.counts([parse("toll"), None, parse("ferry -quay"), parse("quay"), None], EDGES)
    assert counted == [(1, 0, 2), (1, 1, 2), (0, 0, 0), (0, 1, 0), (1, 1, 2)]


@pytest.mark.parametrize("text", ["zebra", "-bridge", "", "source:nobody", "bridge -bridges", "\"';--", "bri* zeb*"])
async def test_what_nothing_can_meet_counts_nought(storage: Storage, article: Make, text: str) -> None:
    await put(storage, article, 1, 0.5)
    assert await storage.trends.counts([parse(text)], EDGES) == [(0, 0, 0)]


@pytest.mark.parametrize(
    ("text", "count"),
    [("bridges", 2), ('"new bridge"', 1), ("brid*", 2), ("source:ёлка", 1), ("мостам", 1), ("bridge since:1h", 2)],
)
async def test_the_language_is_that_of_searches(storage: Storage, article: Make, text: str, count: int) -> None:
    await put(storage, article, 1, 0.5, text="A new bridge.", title="One")
    await put(storage, article, 2, 0.5, text="The bridge is new.", title="Two")
    await put(storage, article, 3, 0.5, text="Новый мост.", title="Три", language="ru", source="Новая Ёлка")
    ((*_, counted),) = await storage.trends.counts([parse(text)], EDGES)
    assert counted == count


async def test_mutes_are_honoured_and_what_readers_brought_is_left_out(storage: Storage, article: Make) -> None:
    feed, _ = await storage.feeds.add("https://muted.example/feed", title="Muted")
    await put(storage, article, 1, 0.5, feed_id=feed.id)
    await put(storage, article, 2, 0.5, text="A toll bridge.")
    await put(storage, article, 3, 0.5, by_reader=True)
    await put(storage, article, 4, 0.5)
    bridge = [parse("bridge"), None]
    assert await storage.trends.counts(bridge, EDGES) == [(0, 0, 3), (0, 0, 3)]
    muted = await storage.trends.counts(bridge, EDGES, muted={feed.id}, muted_words={"toll", "zebra"})
    assert muted == [(0, 0, 1), (0, 0, 1)]
    stories = await storage.trends.told_most(EDGES[0], EDGES[-1], limit=9, muted={feed.id}, muted_words={"toll"})
    assert [story.newest.key for story in stories] == ["https://news.example/4"]
    lines = await storage.trends.headlines(EDGES[0], EDGES[-1], limit=9, muted={feed.id}, muted_words={"toll"})
    assert [line.title for line in lines] == ["Bridge number 4 opens"]


async def test_the_stories_of_most_sources_come_first(storage: Storage, article: Make) -> None:
    stories: dict[int, int] = {}
    tellings = [(1, "A"), (1, "A"), (1, "A"), (2, "A"), (2, "B"), (3, "A"), (3, "B"), (3, "B"), (4, "A")]
    for number, (story, source) in enumerate(tellings):
        new = article(number, source=source, published_at=START - timedelta(hours=20 - number))
        stored = await storage.articles.add(new, lambda *_, story=story: stories.get(story))
        stories[story] = stored.article.story_id
    await put(storage, article, 30, 20, source="C")
    found = await storage.trends.told_most(EDGES[0], EDGES[-1], query=parse("bridge"), limit=3)
    assert [story.id for story in found] == [stories[3], stories[2], stories[1]]
    assert [story.told for story in found] == [3, 2, 3]
    assert await storage.trends.told_most(EDGES[0], EDGES[-1], query=parse("zebra"), limit=3) == ()
    lines = await storage.trends.headlines(EDGES[0], EDGES[-1], limit=2)
    assert {line.story_id for line in lines} == {stories[2], stories[3]}
    assert [line.sources for line in lines] == [2, 2]


async def test_when_the_first_article_came_in(storage: Storage, article: Make, clock: Clock) -> None:
    assert await storage.trends.begun() is None
    await put(storage, article, 1, 300)
    clock.forward(days=2)
    await put(storage, article, 2, 0)
    assert await storage.trends.begun() == START


async def test_counting_walks_no_more_than_the_span_and_touches_no_text(storage: Storage, article: Make) -> None:
    """As SQLite plans it: the listing's index for each span, and no row of an article but by its id."""
    await put(storage, article, 1, 0.5)
    asked: list[tuple[str, tuple[object, ...]]] = []
    engine = storage._database._readers.sync_engine
    event.listen(
        engine, "before_cursor_execute", lambda _1, _2, statement, values, *_: asked.append((statement, values))
    )
    await storage.trends.counts([parse("bridge"), None], EDGES, muted={7}, muted_words={"toll"})
    counting = [one for one in asked if "span" in one[0]]
    assert len(counting) == 2
    async with storage._database.read() as connection:
        for statement, values in counting:
            plan = [row[3] for row in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
            of_articles = [step for step in plan if " articles " in f"{step} "]
            assert of_articles == [
                "SEARCH articles USING COVERING INDEX ix_articles_listing (published_at>? AND published_at<?) LEFT-JOIN"
            ]


async def test_what_a_chat_saved_of_old_does_not_tell_since_when_articles_are_kept(
    storage: Storage, article: Make, clock: Clock
) -> None:
    now, clock.now = clock.now, clock.now - timedelta(days=100)
    old = await put(storage, article, 1, 100)
    clock.now = now
    assert await storage.trends.begun() == now - timedelta(days=100)
    await storage.saved.add(Address(1), old)
    assert await storage.trends.begun() is None
    await put(storage, article, 2, 0)
    assert await storage.trends.begun() == now
