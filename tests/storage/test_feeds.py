"""The sources: due, failing, moving, going."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storage import Address, NewArticle, Storage
from storage.records import Visit
from tests.storage.conftest import Clock, own_story

FEED = "https://a.example/feed"


async def test_a_feed_is_added_once_and_due_at_once(storage: Storage, clock: Clock) -> None:
    feed, new = await storage.feeds.add(FEED, title="A", topic="local")
    again, new_again = await storage.feeds.add(FEED)
    assert (new, new_again) == (True, False)
    assert again == feed == (await storage.feeds.due(clock()))[0]


async def test_after_a_fetch_it_is_due_when_it_said(storage: Storage, clock: Clock) -> None:
    feed, _ = await storage.feeds.add(FEED)
    later = clock.forward(minutes=15)
    await storage.feeds.fetched([Visit(feed.id, next_fetch_at=later, etag='"x"', title="Named by itself")])
    await storage.feeds.fetched([Visit(feed.id, next_fetch_at=later, etag='"y"', title="Renamed")])
    clock.forward(seconds=-1)
    assert await storage.feeds.due(clock()) == ()
    (due,) = await storage.feeds.due(later)
    assert (due.etag, due.name, due.failures, due.health) == ('"y"', "Named by itself", 0, None)


async def test_several_fetches_are_noted_at_once(storage: Storage, clock: Clock) -> None:
    feeds = [(await storage.feeds.add(f"https://{n}.example/feed"))[0] for n in range(3)]
    await storage.feeds.remove(feeds[1].id)
    visits = [Visit(feed.id, clock(), etag=f'"{feed.id}"', site_url=f"https://{feed.id}.example/") for feed in feeds]
    first, gone, last = await storage.feeds.fetched(visits)
    assert gone is None
    for feed, noted in ((feeds[0], first), (feeds[2], last)):
        assert noted == await storage.feeds.get(feed.id)
        assert noted is not None
        assert (noted.etag, noted.site_url) == (f'"{feed.id}"', f"https://{feed.id}.example/")
    await storage.feeds.fetched([Visit(feeds[0].id, clock())])
    again = await storage.feeds.get(feeds[0].id)
    assert again is not None
    assert (again.etag, again.site_url) == (None, first.site_url if first else "")


async def test_failures_are_counted_until_a_fetch_goes_well(storage: Storage, clock: Clock) -> None:
    feed, _ = await storage.feeds.add(FEED)
    await storage.feeds.failed(feed.id, reason="no answer", next_fetch_at=clock())
    failed = await storage.feeds.failed(feed.id, reason="no answer", next_fetch_at=clock())
    assert (failed.failures, failed.health) == (2, "no answer")
    await storage.feeds.fetched([Visit(feed.id, next_fetch_at=clock())])
    well = await storage.feeds.get(feed.id)
    assert well is not None
    assert (well.failures, well.health) == (0, None)
    with pytest.raises(KeyError):
        await storage.feeds.failed(99, reason="gone", next_fetch_at=clock())


async def test_a_stopped_feed_is_not_due_until_it_is_resumed(storage: Storage, clock: Clock) -> None:
    feed, _ = await storage.feeds.add(FEED)
    stopped = await storage.feeds.stop(feed.id, reason="410 Gone")
    assert stopped == await storage.feeds.get(feed.id)
    assert (stopped.stopped, stopped.health) == (True, "410 Gone")
    assert await storage.feeds.due(clock()) == ()
    await storage.feeds.resume(feed.id)
    assert len(await storage.feeds.due(clock())) == 1


async def test_a_feed_that_moved_answers_to_both_addresses(storage: Storage) -> None:
    feed, _ = await storage.feeds.add(FEED)
    moved = await storage.feeds.moved(feed.id, "https://b.example/feed")
    assert moved.url == "https://b.example/feed"
    assert await storage.feeds.by_url(FEED) == await storage.feeds.by_url(moved.url) == moved
    assert await storage.feeds.add(FEED) == (moved, False)
    back = await storage.feeds.moved(feed.id, FEED)
    assert (back.id, back.url) == (feed.id, FEED)


async def test_a_feed_that_moves_to_a_known_one_becomes_it(
    storage: Storage, article: Callable[..., NewArticle]
) -> None:
    old, _ = await storage.feeds.add(FEED)
    known, _ = await storage.feeds.add("https://b.example/feed")
    await storage.articles.add(article(feed_id=old.id), own_story)
    await storage.chats.mute(Address(1), old.id)
    assert await storage.feeds.moved(old.id, known.url) == known
    assert await storage.feeds.by_url(FEED) == known
    assert (await storage.chats.get(Address(1))).muted == {known.id}
    assert (await storage.articles.latest(limit=1)).stories[0].newest.feed_id == known.id


async def test_a_removed_feed_leaves_its_articles(storage: Storage, article: Callable[..., NewArticle]) -> None:
    feed, _ = await storage.feeds.add(FEED)
    await storage.articles.add(article(feed_id=feed.id), own_story)
    assert await storage.feeds.remove(feed.id)
    assert not await storage.feeds.remove(feed.id)
    assert (await storage.articles.latest(limit=1)).stories[0].newest.feed_id is None
