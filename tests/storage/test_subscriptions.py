"""Subscriptions: who is due, and a digest handed over exactly once."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects import sqlite

from storage import Address, Kind, Storage
from storage.records import Handover, Subscription
from storage.schema import subscriptions
from storage.subscriptions import AT_WORK
from tests.storage.conftest import START, Clock

READER = Address(1)


async def subscribed(storage: Storage, address: Address = READER, *, due: datetime = START) -> Subscription:
    return await storage.subscriptions.put(
        address, time="08:00", timezone="UTC", weekdays=range(7), items=5, say_when_empty=True, next_due_at=due
    )


def made(subscription: Subscription, *texts: str, after_id: int = 7) -> Handover:
    payloads = tuple({"text": text} for text in texts)
    return Handover(subscription, "2026-03-01", payloads, after_id, subscription.next_due_at + timedelta(days=1))


async def test_a_digest_due_is_handed_over_by_one_of_two_processes(url: str, storage: Storage, clock: Clock) -> None:
    await subscribed(storage)
    async with await Storage.open(url, clock=clock) as second:
        (due,) = await second.subscriptions.due(clock())
        workers = (storage, second)
        assert sorted(
            await asyncio.gather(*(worker.subscriptions.hand_over([made(due, "a", "b")]) for worker in workers))
        ) == [0, 1]
    kept = await storage.subscriptions.get(READER)
    assert kept is not None
    assert (kept.after_id, kept.next_due_at) == (7, START + timedelta(days=1))
    assert await storage.subscriptions.due(clock()) == ()
    assert await storage.outbox.queued(Kind.DIGEST) == 2


async def test_those_that_are_due_are_found_by_their_index(url: str, storage: Storage) -> None:
    """Else every round would look at every subscription there is."""
    query = select(subscriptions.c.chat_pk).where(AT_WORK, subscriptions.c.next_due_at <= START)
    statement = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    with closing(sqlite3.connect(url.partition("///")[2])) as connection:
        (plan,) = connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
    assert "ix_subscriptions_due" in plan[-1]


async def test_many_are_handed_over_at_once_and_those_that_changed_meanwhile_are_not(
    storage: Storage, clock: Clock
) -> None:
    same, moved, left, blocked = [await subscribed(storage, Address(number)) for number in range(1, 5)]
    await subscribed(storage, moved.address, due=START + timedelta(hours=1))
    await storage.subscriptions.remove(left.address)
    await storage.chats.block(blocked.address.chat_id)
    assert await storage.subscriptions.hand_over([made(one, "news") for one in (same, moved, left, blocked)]) == 1
    (message,) = await storage.outbox.ready(Kind.DIGEST, clock(), limit=10)
    assert (message.address, message.payload) == (same.address, {"text": "news"})


async def test_what_was_told_is_never_new_again(storage: Storage) -> None:
    subscription = await subscribed(storage)
    await storage.subscriptions.hand_over([made(subscription, after_id=9)])
    again = await subscribed(storage)
    assert await storage.subscriptions.hand_over([made(again, after_id=5)]) == 1
    kept = await storage.subscriptions.get(READER)
    assert kept is not None
    assert kept.after_id == 9


async def test_a_digest_with_nothing_to_say_only_moves_on(storage: Storage, clock: Clock) -> None:
    subscription = await subscribed(storage)
    assert await storage.subscriptions.hand_over([made(subscription)]) == 1
    assert await storage.outbox.queued(Kind.DIGEST) == 0
    assert await storage.subscriptions.due(clock()) == ()
    assert len(await storage.subscriptions.due(START + timedelta(days=1))) == 1


async def test_a_forgotten_chat_gets_nothing(storage: Storage) -> None:
    subscription = await subscribed(storage)
    await storage.chats.forget(READER)
    assert await storage.subscriptions.hand_over([made(subscription, "news")]) == 0


async def test_subscribing_again_changes_the_wishes_and_keeps_the_place(storage: Storage) -> None:
    await storage.subscriptions.hand_over([made(await subscribed(storage))])
    again = await subscribed(storage)
    assert (again.after_id, again.weekdays, again.next_due_at) == (7, frozenset(range(7)), START)
    assert (await storage.totals()).subscriptions == 1
    assert await storage.subscriptions.remove(READER)
    assert not await storage.subscriptions.remove(READER)


async def test_subscribing_ends_a_block(storage: Storage, clock: Clock) -> None:
    await subscribed(storage)
    await storage.chats.block(READER.chat_id)
    assert await storage.subscriptions.due(clock()) == ()
    await subscribed(storage)
    assert len(await storage.subscriptions.due(clock())) == 1
    assert not (await storage.chats.get(READER)).blocked


async def test_a_digest_carries_what_its_chat_has_set(storage: Storage, clock: Clock) -> None:
    feed, _ = await storage.feeds.add("https://a.example/feed")
    await subscribed(storage)
    await storage.chats.set_language(READER, "ru")
    await storage.chats.mute(READER, feed.id)
    (due,) = await storage.subscriptions.due(clock())
    assert (due.address, due.language, due.muted) == (READER, "ru", {feed.id})
    assert due == await storage.subscriptions.get(READER)


async def test_what_is_due_when_is_counted_without_those_that_are_paused(storage: Storage) -> None:
    soon, later = START + timedelta(minutes=1), START + timedelta(minutes=9)
    for number, due in enumerate((soon, START, START, later, START), start=1):
        await subscribed(storage, Address(number), due=due)
    await storage.chats.block(5)
    counted = await storage.subscriptions.demand(START + timedelta(minutes=5), limit=100)
    assert counted == ((START, 2), (soon, 1))
    assert await storage.subscriptions.demand(later, limit=3) == counted
