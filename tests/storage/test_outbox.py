"""The outbox: in order of urgency, one at a time in a chat, each message with one known fate."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from datetime import timedelta

import pytest

from storage import Address, Kind, Storage
from storage.records import Message, State, Subscription
from tests.storage.conftest import START, Clock

READER, OTHER = Address(1), Address(2)


async def claim(storage: Storage, clock: Clock) -> Message:
    message = await storage.outbox.claim(clock())
    assert message is not None
    return message


async def subscribed(storage: Storage) -> Subscription:
    return await storage.subscriptions.put(
        READER, time="08:00", timezone="UTC", weekdays=range(7), items=5, say_when_empty=True, next_due_at=START
    )


async def test_the_most_urgent_goes_first_then_the_oldest(storage: Storage, clock: Clock) -> None:
    for number, kind in enumerate((Kind.BROADCAST, Kind.DIGEST, Kind.ALERT, Kind.REPLY, Kind.REPLY)):
        await storage.outbox.enqueue(kind, Address(number), "s", [{"number": number}])
    went = [(await claim(storage, clock)).payload["number"] for _ in range(5)]
    assert went == [3, 4, 2, 1, 0]
    assert await storage.outbox.claim(clock()) is None


async def test_a_chat_gets_one_message_at_a_time(storage: Storage, clock: Clock) -> None:
    await storage.outbox.enqueue(Kind.REPLY, READER, "a", [{}])
    await storage.outbox.enqueue(Kind.REPLY, READER, "b", [{}])
    await storage.outbox.enqueue(Kind.DIGEST, OTHER, "c", [{}])
    first = await claim(storage, clock)
    assert (first.slot, first.state, first.attempts) == ("a", State.SENDING, 1)
    assert (await claim(storage, clock)).slot == "c"
    assert await storage.outbox.claim(clock()) is None
    await storage.outbox.sent(first.id, 10)
    assert (await claim(storage, clock)).slot == "b"


@pytest.mark.parametrize("fate", ["sent", "failed", "uncertain"])
async def test_later_parts_go_out_whatever_became_of_the_earlier(storage: Storage, clock: Clock, fate: str) -> None:
    await storage.outbox.enqueue(Kind.REPLY, READER, "text", [{"n": 1}, {"n": 2}])
    first = await claim(storage, clock)
    if fate == "sent":
        await storage.outbox.sent(first.id, 10)
    elif fate == "failed":
        await storage.outbox.failed(first.id, reason="400")
    else:
        await storage.outbox.uncertain(first.id, reason="time-out")
    assert (await claim(storage, clock)).part == 2
    assert (await storage.outbox.counts())[State(fate)] == 1


async def test_a_part_waits_for_the_one_before_it_even_while_that_waits_to_be_retried(
    storage: Storage, clock: Clock
) -> None:
    await storage.outbox.enqueue(Kind.REPLY, READER, "text", [{"n": 1}, {"n": 2}])
    for _ in range(3):
        first = await claim(storage, clock)
        await storage.outbox.retry(first.id, not_before=clock() + timedelta(seconds=30), reason="429")
        assert await storage.outbox.claim(clock()) is None
        clock.forward(seconds=30)
    again = await claim(storage, clock)
    assert (again.part, again.attempts, again.doubts, again.reason) == (1, 4, 0, "429")


async def test_saying_it_again_says_nothing(storage: Storage, clock: Clock) -> None:
    assert await storage.outbox.enqueue(Kind.REPLY, READER, "text", [{"n": 1}, {"n": 2}]) == 2
    message = await claim(storage, clock)
    await storage.outbox.sent(message.id, 10)
    assert await storage.outbox.enqueue(Kind.REPLY, READER, "text", [{"n": 1}, {"n": 2}, {"n": 3}]) == 1
    assert await storage.outbox.enqueue(Kind.ALERT, READER, "text", [{"n": 1}]) == 1


async def test_what_went_out_leaves_no_words_behind(storage: Storage, clock: Clock) -> None:
    await storage.outbox.enqueue(Kind.REPLY, READER, "text", [{"text": "private"}] * 3)
    await storage.outbox.sent((await claim(storage, clock)).id, 10)
    await storage.outbox.failed((await claim(storage, clock)).id, reason="400")
    await storage.outbox.uncertain((await claim(storage, clock)).id, reason="time-out")
    assert "private" not in json.dumps(await storage.chats.export(READER))


async def test_a_doubtful_message_is_sent_once_more_and_never_twice(storage: Storage, clock: Clock) -> None:
    await storage.outbox.enqueue(Kind.REPLY, READER, "text", [{"n": 1}])
    first = await claim(storage, clock)
    assert await storage.outbox.uncertain(first.id, reason="time-out", resend_at=clock()) is State.QUEUED
    second = await claim(storage, clock)
    assert (second.id, second.payload, second.doubts) == (first.id, {"n": 1}, 1)
    assert await storage.outbox.uncertain(second.id, reason="time-out", resend_at=clock()) is State.UNCERTAIN
    assert await storage.outbox.claim(clock()) is None


async def test_the_next_moment_is_known(storage: Storage, clock: Clock) -> None:
    assert await storage.outbox.next_at() is None
    await storage.outbox.enqueue(Kind.REPLY, READER, "a", [{}])
    assert await storage.outbox.next_at() == clock()
    later = clock() + timedelta(minutes=1)
    await storage.outbox.retry((await claim(storage, clock)).id, not_before=later, reason="429")
    assert await storage.outbox.next_at() == later


async def test_what_waits_for_another_message_has_no_moment_of_its_own(storage: Storage, clock: Clock) -> None:
    await storage.outbox.enqueue(Kind.REPLY, READER, "text", [{"n": 1}, {"n": 2}])
    first = await claim(storage, clock)
    await storage.outbox.enqueue(Kind.DIGEST, READER, "day", [{}])
    assert await storage.outbox.next_at() is None
    later = clock() + timedelta(minutes=1)
    await storage.outbox.retry(first.id, not_before=later, reason="429")
    assert await storage.outbox.next_at() == clock()
    await storage.outbox.sent((await claim(storage, clock)).id, 10)
    assert await storage.outbox.next_at() == later
    assert await storage.outbox.claim(clock()) is None
    await storage.outbox.enqueue(Kind.DIGEST, OTHER, "day", [{}])
    assert await storage.outbox.next_at() == clock()


async def test_a_message_whose_sending_never_began_was_never_claimed(storage: Storage, clock: Clock) -> None:
    await storage.outbox.enqueue(Kind.REPLY, READER, "text", [{"n": 1}])
    first = await claim(storage, clock)
    await storage.outbox.release(first.id)
    assert await storage.outbox.recover(resend=False, claimed_before=clock.forward(days=1)) == 0
    assert await claim(storage, clock) == first
    await storage.outbox.retry(first.id, not_before=clock(), reason="429")
    await storage.outbox.release(first.id)
    again = await claim(storage, clock)
    assert (again.attempts, again.reason) == (2, "429")


@pytest.mark.parametrize("fate", ["sent", "failed", "uncertain", "recovered", "blocked"])
async def test_nothing_tells_what_somebody_read_once_the_last_part_met_its_fate(
    storage: Storage, clock: Clock, fate: str
) -> None:
    await storage.outbox.enqueue(Kind.REPLY, READER, "full:42", [{"n": 1}, {"n": 2}])
    await storage.outbox.failed((await claim(storage, clock)).id, reason="400")
    assert len((await storage.chats.export(READER))["outbox"]) == 2
    if fate == "blocked":
        await storage.chats.block(READER.chat_id)
    else:
        last = await claim(storage, clock)
        if fate == "sent":
            await storage.outbox.sent(last.id, 10)
        elif fate == "failed":
            await storage.outbox.failed(last.id, reason="400")
        elif fate == "uncertain":
            assert await storage.outbox.uncertain(last.id, reason="time-out") is State.UNCERTAIN
        else:
            assert await storage.outbox.recover(resend=False, claimed_before=clock.forward(minutes=10)) == 1
    assert (await storage.chats.export(READER))["outbox"] == []
    totals = await storage.totals()
    assert (totals.chats, sum(totals.outbox.values())) == (0, 0)


async def test_a_reply_that_is_done_takes_nothing_else_of_the_chat_along(storage: Storage, clock: Clock) -> None:
    await storage.chats.set_language(OTHER, "ru")
    for address in (READER, OTHER):
        await storage.outbox.enqueue(Kind.REPLY, address, "text", [{}])
    await storage.outbox.enqueue(Kind.REPLY, READER, "more", [{}])
    await storage.outbox.enqueue(Kind.DIGEST, READER, "text", [{}])
    for _ in range(2):
        await storage.outbox.sent((await claim(storage, clock)).id, 10)
    left = [(row["kind"], row["slot"]) for row in (await storage.chats.export(READER))["outbox"]]
    assert left == [("reply", "more"), ("digest", "text")]
    for _ in range(2):
        await storage.outbox.sent((await claim(storage, clock)).id, 10)
    assert [row["kind"] for row in (await storage.chats.export(READER))["outbox"]] == ["digest"]
    assert (await storage.chats.get(OTHER)).language == "ru"


@pytest.mark.parametrize(("resend", "state"), [(True, State.QUEUED), (False, State.UNCERTAIN)])
async def test_a_process_killed_while_sending_leaves_a_message_in_doubt(
    url: str, clock: Clock, resend: bool, state: State
) -> None:
    program = f"""
import asyncio, datetime, os
from storage import Address, Kind, Storage
async def main():
    storage = await Storage.open({url!r})
    await storage.outbox.enqueue(Kind.DIGEST, Address(1), "text", [{{"n": 1}}])
    await storage.outbox.claim({clock()!r})
    os._exit(9)
asyncio.run(main())
"""
    killed = await asyncio.to_thread(subprocess.run, [sys.executable, "-c", program], check=False)
    assert killed.returncode == 9
    async with await Storage.open(url, clock=clock) as storage:
        assert await storage.outbox.claim(clock()) is None
        assert await storage.outbox.recover(resend=resend, claimed_before=clock()) == 0
        assert await storage.outbox.recover(resend=resend, claimed_before=clock.forward(minutes=10)) == 1
        assert (await storage.outbox.counts())[state] == 1
        if resend:
            assert (await claim(storage, clock)).attempts == 2
            assert await storage.outbox.recover(resend=True, claimed_before=clock.forward(minutes=10)) == 1
            assert (await storage.outbox.counts())[State.UNCERTAIN] == 1


async def test_two_processes_never_claim_the_same_message(url: str, storage: Storage, clock: Clock) -> None:
    for number in range(60):
        await storage.outbox.enqueue(Kind.DIGEST, Address(number), "s", [{}])

    async def drain(worker: Storage) -> list[int]:
        claimed = []
        while message := await worker.outbox.claim(clock()):
            claimed.append(message.id)
        return claimed

    async with await Storage.open(url, clock=clock) as second:
        drained = await asyncio.gather(drain(storage), drain(second), drain(second))
    everything = [number for claimed in drained for number in claimed]
    assert len(everything) == len(set(everything)) == 60


async def test_a_digest_due_is_delivered_by_one_of_two_processes(url: str, storage: Storage, clock: Clock) -> None:
    await subscribed(storage)
    async with await Storage.open(url, clock=clock) as second:
        (due,) = await second.subscriptions.due(clock())

        async def deliver(worker: Storage) -> bool:
            return await worker.subscriptions.deliver(
                due, slot="2026-03-01", payloads=[{"n": 1}, {"n": 2}], after_id=7, next_due_at=START + timedelta(days=1)
            )

        assert sorted(await asyncio.gather(deliver(storage), deliver(second))) == [False, True]
    kept = await storage.subscriptions.get(READER)
    assert kept is not None
    assert (kept.after_id, kept.next_due_at) == (7, START + timedelta(days=1))
    assert await storage.subscriptions.due(clock()) == ()
    assert (await storage.outbox.counts())[State.QUEUED] == 2


async def test_a_digest_with_nothing_to_say_only_moves_on(storage: Storage, clock: Clock) -> None:
    subscription = await subscribed(storage)
    later = START + timedelta(days=1)
    assert await storage.subscriptions.deliver(subscription, slot="d", payloads=[], after_id=7, next_due_at=later)
    assert await storage.outbox.next_at() is None
    assert await storage.subscriptions.due(clock()) == ()
    assert len(await storage.subscriptions.due(later)) == 1


async def test_nothing_is_delivered_to_who_left_or_blocked_us_meanwhile(storage: Storage, clock: Clock) -> None:
    subscription = await subscribed(storage)
    later = START + timedelta(days=1)
    await storage.chats.block(READER.chat_id)
    assert not await storage.subscriptions.deliver(subscription, slot="d", payloads=[{}], after_id=7, next_due_at=later)
    await storage.chats.forget(READER)
    assert not await storage.subscriptions.deliver(subscription, slot="d", payloads=[{}], after_id=7, next_due_at=later)
    assert await storage.outbox.claim(clock()) is None


async def test_subscribing_again_changes_the_wishes_and_keeps_the_place(storage: Storage) -> None:
    first = await subscribed(storage)
    later = START + timedelta(days=1)
    assert await storage.subscriptions.deliver(first, slot="d", payloads=[], after_id=7, next_due_at=later)
    again = await subscribed(storage)
    assert (again.after_id, again.weekdays, again.next_due_at) == (7, frozenset(range(7)), START)
    assert (await storage.totals()).subscriptions == 1
    assert await storage.subscriptions.remove(READER)
    assert not await storage.subscriptions.remove(READER)


async def test_a_digest_carries_what_its_chat_has_set(storage: Storage, clock: Clock) -> None:
    feed, _ = await storage.feeds.add("https://a.example/feed")
    await subscribed(storage)
    await storage.chats.set_language(READER, "ru")
    await storage.chats.mute(READER, feed.id)
    (due,) = await storage.subscriptions.due(clock())
    assert (due.address, due.language, due.muted) == (READER, "ru", {feed.id})
    assert due == await storage.subscriptions.get(READER)
