from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from storage import Storage
from storage.pushes import Push, PushState
from storage.records import Visit

TOPIC, HUB, US = "https://a.example/feed", "https://hub.example/", "https://bot.example/push"


async def _wanted(storage: Storage, topic: str = TOPIC, hub: str = HUB) -> Push:
    feed, _ = await storage.feeds.add(TOPIC)
    await storage.pushes.want(feed.id, topic, hub)
    return (await storage.pushes.wanted())[feed.id]


async def _next_fetch(storage: Storage, feed_id: int) -> Any:
    feed = await storage.feeds.get(feed_id)
    assert feed is not None
    return feed.next_fetch_at


async def test_what_is_wanted_is_due_at_once_and_later_when_it_was_asked_for(storage: Storage, clock: Any) -> None:
    push = await _wanted(storage)
    assert (push.topic, push.hub, push.state, push.attempts) == (TOPIC, HUB, PushState.WANTED, 0)
    assert await storage.pushes.due(clock(), US, 9) == (push,)
    await storage.pushes.asked(push.key, US, clock() + timedelta(minutes=5))
    assert await storage.pushes.due(clock(), US, 9) == ()
    clock.forward(minutes=5)
    assert [one.attempts for one in await storage.pushes.due(clock(), US, 9)] == [1]


async def test_hubs_that_know_us_under_a_former_address_are_asked_again(storage: Storage, clock: Any) -> None:
    push = await _wanted(storage)
    await storage.pushes.asked(push.key, US, clock())
    await storage.pushes.confirmed(push.key, clock() + timedelta(days=9), clock() + timedelta(days=6))
    assert await storage.pushes.due(clock(), US, 9) == ()
    assert len(await storage.pushes.due(clock(), "https://new.example/push", 9)) == 1


async def test_keys_and_secrets_are_nobodys_guess(storage: Storage) -> None:
    first = await _wanted(storage)
    other, _ = await storage.feeds.add("https://b.example/feed")
    await storage.pushes.want(other.id, TOPIC, HUB)
    second = (await storage.pushes.wanted())[other.id]
    assert len({first.key, first.secret, second.key, second.secret}) == 4
    assert min(len(first.key), len(first.secret)) >= 32


async def test_a_feed_that_names_another_hub_leaves_the_first(storage: Storage) -> None:
    first = await _wanted(storage)
    second = await _wanted(storage, hub="https://other.example/")
    assert second.hub == "https://other.example/"
    left = await storage.pushes.get(first.key)
    assert left is not None
    assert not left.wanted
    back = await _wanted(storage)
    assert back.key == first.key


async def test_pushes_are_forgotten_with_their_feed_and_not_asked_for_while_it_is_stopped(
    storage: Storage, clock: Any
) -> None:
    push = await _wanted(storage)
    await storage.feeds.stop(push.feed_id, reason="gone")
    assert await storage.pushes.due(clock(), US, 9) == ()
    await storage.feeds.remove(push.feed_id)
    assert await storage.pushes.get(push.key) is None
    await storage.pushes.want(push.feed_id, TOPIC, HUB)
    assert await storage.pushes.wanted() == {}


async def test_a_push_makes_its_feed_due_at_most_once_a_minute_and_none_is_lost(storage: Storage, clock: Any) -> None:
    push = await _wanted(storage)
    far = clock() + timedelta(hours=3)
    await storage.feeds.fetched([Visit(push.feed_id, next_fetch_at=far)])
    start = clock.forward(seconds=10)
    await storage.pushes.arrived(push.key)
    assert await _next_fetch(storage, push.feed_id) == start
    await storage.feeds.fetched([Visit(push.feed_id, next_fetch_at=far)])
    for _ in range(5):
        clock.forward(seconds=10)
        await storage.pushes.arrived(push.key)
        assert await _next_fetch(storage, push.feed_id) == start + timedelta(minutes=1)


@pytest.mark.parametrize("kind", ["failing", "stopped", "unwanted"])
async def test_a_push_doesnt_disturb_a_feed_that_is_left_alone(storage: Storage, clock: Any, kind: str) -> None:
    push = await _wanted(storage)
    far = clock() + timedelta(hours=3)
    await storage.feeds.fetched([Visit(push.feed_id, next_fetch_at=far)])
    if kind == "failing":
        await storage.feeds.failed(push.feed_id, reason="down", next_fetch_at=far)
    elif kind == "stopped":
        await storage.feeds.stop(push.feed_id, reason="gone")
    else:
        await storage.pushes.unwant(push.feed_id)
    await storage.pushes.arrived(push.key)
    assert await _next_fetch(storage, push.feed_id) == far


async def test_a_push_in_the_middle_of_a_fetch_makes_for_another_soon(storage: Storage, clock: Any) -> None:
    push = await _wanted(storage)
    far = clock() + timedelta(hours=3)
    begun = clock()
    await storage.pushes.missed(push.feed_id, begun)
    clock.forward(seconds=2)
    await storage.pushes.arrived(push.key)
    await storage.feeds.fetched([Visit(push.feed_id, next_fetch_at=far)])
    await storage.pushes.missed(push.feed_id, begun)
    assert await _next_fetch(storage, push.feed_id) == begun + timedelta(minutes=1)
