"""The outbox: in order of urgency, one at a time in a chat, each message with one known fate."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from datetime import timedelta

import pytest

from storage import Address, Kind, Storage
from storage.marks import Begun, Finished, Moved, PutBack, Unwelcome
from storage.outbox import LONGEST_WAIT
from storage.records import State
from tests.storage.conftest import Clock
from tests.storage.taking import finish, put_back, take, taken

READER, OTHER = Address(1), Address(2)


async def test_each_kind_goes_the_oldest_first(storage: Storage, clock: Clock) -> None:
    for number, kind in enumerate((Kind.BROADCAST, Kind.DIGEST, Kind.ALERT, Kind.REPLY, Kind.REPLY)):
        await storage.outbox.enqueue(kind, Address(number), "s", [{"number": number}])
    went = [(await taken(storage, clock())).payload["number"] for _ in range(5)]
    assert went == [3, 4, 2, 1, 0]
    assert await take(storage, clock()) is None


async def test_a_chat_gets_one_message_at_a_time(storage: Storage, clock: Clock) -> None:
    await storage.outbox.enqueue(Kind.REPLY, READER, "a", [{}])
    await storage.outbox.enqueue(Kind.REPLY, READER, "b", [{}])
    await storage.outbox.enqueue(Kind.REPLY, OTHER, "c", [{}])
    first, third = await storage.outbox.ready(Kind.REPLY, clock(), limit=10)
    assert (first.slot, first.state, first.attempts, third.slot) == ("a", State.QUEUED, 0, "c")
    assert await storage.outbox.record([Begun(first), Begun(third)]) == {first.id, third.id}
    assert await take(storage, clock(), busy=[first.chat_pk, third.chat_pk]) is None
    await finish(storage, first)
    assert (await taken(storage, clock(), busy=[third.chat_pk])).slot == "b"


async def test_many_messages_for_one_chat_leave_room_for_the_others(storage: Storage, clock: Clock) -> None:
    for number in range(20):
        await storage.outbox.enqueue(Kind.ALERT, READER, f"story {number}", [{}])
    await storage.outbox.enqueue(Kind.ALERT, OTHER, "story 1", [{}])
    assert [one.address for one in await storage.outbox.ready(Kind.ALERT, clock(), limit=2)] == [READER, OTHER]


async def test_a_long_text_that_is_under_way_lets_only_its_next_part_go(storage: Storage, clock: Clock) -> None:
    await storage.outbox.enqueue(Kind.REPLY, READER, "text", [{"n": 1}, {"n": 2}, {"n": 3}])
    await storage.outbox.enqueue(Kind.REPLY, READER, "another", [{"n": 4}])
    await finish(storage, await taken(storage, clock()))
    (next_one,) = await storage.outbox.ready(Kind.REPLY, clock(), limit=10)
    assert next_one.payload == {"n": 2}


@pytest.mark.parametrize("fate", [State.SENT, State.FAILED, State.UNCERTAIN])
async def test_later_parts_go_out_whatever_became_of_the_earlier(storage: Storage, clock: Clock, fate: State) -> None:
    await storage.outbox.enqueue(Kind.REPLY, READER, "text", [{"n": 1}, {"n": 2}])
    await finish(storage, await taken(storage, clock()), fate)
    assert (await taken(storage, clock())).part == 2
    assert (await storage.outbox.counts())[fate] == 1


async def test_a_part_waits_for_the_one_before_it_even_while_that_waits_to_be_retried(
    storage: Storage, clock: Clock
) -> None:
    await storage.outbox.enqueue(Kind.REPLY, READER, "text", [{"n": 1}, {"n": 2}])
    for _ in range(3):
        await put_back(storage, await taken(storage, clock()), clock() + timedelta(seconds=30))
        assert await take(storage, clock()) is None
        clock.forward(seconds=30)
    again = await taken(storage, clock())
    assert (again.part, again.attempts, again.doubts, again.reason) == (1, 3, 0, "because")


async def test_what_waits_to_be_retried_holds_up_nothing_else_in_its_chat(storage: Storage, clock: Clock) -> None:
    await storage.outbox.enqueue(Kind.DIGEST, READER, "monday", [{}])
    await storage.outbox.enqueue(Kind.DIGEST, READER, "tuesday", [{}])
    await put_back(storage, await taken(storage, clock()), clock() + timedelta(seconds=30))
    assert (await taken(storage, clock())).slot == "tuesday"


async def test_to_be_told_to_wait_is_no_failed_attempt(storage: Storage, clock: Clock) -> None:
    await storage.outbox.enqueue(Kind.DIGEST, READER, "day", [{}])
    await put_back(storage, await taken(storage, clock()), counted=False)
    await put_back(storage, await taken(storage, clock()))
    assert (await taken(storage, clock())).attempts == 1


async def test_a_clock_that_was_set_back_keeps_nothing_waiting(storage: Storage, clock: Clock) -> None:
    await storage.outbox.enqueue(Kind.DIGEST, READER, "day", [{}])
    await put_back(storage, await taken(storage, clock()), clock() + LONGEST_WAIT)
    assert await take(storage, clock()) is None
    clock.forward(hours=-1)
    assert (await taken(storage, clock())).slot == "day"


async def test_saying_it_again_says_nothing(storage: Storage, clock: Clock) -> None:
    assert await storage.outbox.enqueue(Kind.REPLY, READER, "text", [{"n": 1}, {"n": 2}]) == 2
    await finish(storage, await taken(storage, clock()))
    assert await storage.outbox.enqueue(Kind.REPLY, READER, "text", [{"n": 1}, {"n": 2}, {"n": 3}]) == 1
    assert await storage.outbox.enqueue(Kind.ALERT, READER, "text", [{"n": 1}]) == 1


async def test_what_went_out_leaves_no_words_behind(storage: Storage, clock: Clock) -> None:
    for kind in (Kind.REPLY, Kind.DIGEST):
        await storage.outbox.enqueue(kind, READER, "text", [{"text": "private"}] * 3)
        for state in (State.SENT, State.FAILED, State.UNCERTAIN):
            await finish(storage, await taken(storage, clock()), state)
    assert "private" not in json.dumps(await storage.chats.export(READER))


async def test_what_was_refused_for_our_fault_keeps_its_words_for_the_operator(storage: Storage, clock: Clock) -> None:
    await storage.outbox.enqueue(Kind.DIGEST, READER, "day", [{"text": "<b>broken"}])
    await finish(storage, await taken(storage, clock()), State.FAILED, kept=True)
    assert "<b>broken" in json.dumps(await storage.chats.export(READER))


async def test_a_message_in_doubt_is_known_as_such_when_it_goes_again(storage: Storage, clock: Clock) -> None:
    await storage.outbox.enqueue(Kind.REPLY, READER, "text", [{"n": 1}])
    await put_back(storage, await taken(storage, clock()), doubted=True)
    again = await taken(storage, clock())
    assert (again.payload, again.doubts) == ({"n": 1}, 1)


async def test_nothing_begins_that_does_not_wait_any_more(storage: Storage, clock: Clock) -> None:
    for number in range(3):
        await storage.outbox.enqueue(Kind.DIGEST, Address(number), "day", [{}])
    forgotten, blocked, begun = await storage.outbox.ready(Kind.DIGEST, clock(), limit=10)
    await storage.chats.forget(forgotten.address)
    await storage.chats.block(blocked.address.chat_id)
    everything = [Begun(forgotten), Begun(blocked), Begun(begun)]
    assert await storage.outbox.record(everything) == {begun.id}
    assert await storage.outbox.record(everything) == frozenset()


async def test_marks_of_many_messages_are_written_together(storage: Storage, clock: Clock) -> None:
    for number in range(6):
        await storage.outbox.enqueue(Kind.DIGEST, Address(-number), "day", [{}])
    one, two, three, four, five, six = await storage.outbox.ready(Kind.DIGEST, clock(), limit=10)
    await storage.outbox.record([Begun(each) for each in (one, two, three, four, five)])
    marks = [
        Finished(one, State.SENT, telegram_message_id=5),
        PutBack(two, None, "429", counted=False),
        Unwelcome(three),
        Finished(three, State.FAILED, "403"),
        Moved(four, -1004),
        PutBack(four, None, "the group moved", counted=False),
        Begun(six),
    ]
    assert await storage.outbox.record(marks) == {six.id}
    counts = {state: count for state, count in (await storage.outbox.counts()).items() if count}
    assert counts == {State.SENT: 1, State.FAILED: 1, State.QUEUED: 2, State.SENDING: 2}
    assert (await storage.chats.get(three.address)).blocked
    moved = [message.address for message in await storage.outbox.ready(Kind.DIGEST, clock(), limit=10)]
    assert moved == [two.address, Address(-1004)]


async def test_the_next_moment_is_known(storage: Storage, clock: Clock) -> None:
    await storage.outbox.enqueue(Kind.REPLY, READER, "a", [{}])
    assert await storage.outbox.next_at(clock()) is None  # it can go now
    later = clock() + timedelta(minutes=1)
    await put_back(storage, await taken(storage, clock()), later)
    assert await storage.outbox.next_at(clock()) == later


@pytest.mark.parametrize("fate", ["sent", "failed", "uncertain", "recovered", "blocked"])
async def test_nothing_tells_what_somebody_read_once_the_last_part_met_its_fate(
    storage: Storage, clock: Clock, fate: str
) -> None:
    await storage.outbox.enqueue(Kind.REPLY, READER, "full:42", [{"n": 1}, {"n": 2}])
    await finish(storage, await taken(storage, clock()), State.FAILED, kept=True)
    assert len((await storage.chats.export(READER))["outbox"]) == 2
    if fate == "blocked":
        await storage.chats.block(READER.chat_id)
    elif fate == "recovered":
        await taken(storage, clock())
        assert await storage.outbox.recover(resend=False) == 1
    else:
        await finish(storage, await taken(storage, clock()), State(fate), kept=True)
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
        await finish(storage, await taken(storage, clock()))
    left = [(row["kind"], row["slot"]) for row in (await storage.chats.export(READER))["outbox"]]
    assert left == [("reply", "more"), ("digest", "text")]
    for _ in range(2):
        await finish(storage, await taken(storage, clock()))
    assert [row["kind"] for row in (await storage.chats.export(READER))["outbox"]] == ["digest"]
    assert (await storage.chats.get(OTHER)).language == "ru"


_KILLED = """
import asyncio, os
from storage import Address, Kind, Storage, utc_now
from storage.marks import Begun
async def main():
    storage = await Storage.open({url!r})
    async with storage.outbox.tending():
        await storage.outbox.enqueue(Kind.DIGEST, Address(1), "text", [{{"n": 1}}])
        (message,) = await storage.outbox.ready(Kind.DIGEST, utc_now(), limit=1)
        await storage.outbox.record([Begun(message)])
        {end}
asyncio.run(main())
"""


@pytest.mark.parametrize(("resend", "state"), [(True, State.QUEUED), (False, State.UNCERTAIN)])
async def test_a_process_killed_while_sending_leaves_a_message_in_doubt(
    url: str, clock: Clock, resend: bool, state: State
) -> None:
    killed = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", _KILLED.format(url=url, end="os._exit(9)")], check=False
    )
    assert killed.returncode == 9
    async with await Storage.open(url, clock=clock) as storage, storage.outbox.tending():
        assert await take(storage, clock()) is None
        assert await storage.outbox.recover(resend=resend) == 1
        assert (await storage.outbox.counts())[state] == 1
        if resend:
            assert (await taken(storage, clock())).doubts == 1
            assert await storage.outbox.recover(resend=True) == 1
            assert (await storage.outbox.counts())[State.UNCERTAIN] == 1


async def test_one_process_delivers_and_another_takes_over_when_it_dies(url: str, storage: Storage) -> None:
    assert not storage.outbox.tended()
    program = _KILLED.format(url=url, end="print('at work', flush=True); await asyncio.sleep(60)")
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", program, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    assert await process.stdout.readline() == b"at work\n"
    assert storage.outbox.tended()
    async with asyncio.timeout(20):
        waiting = asyncio.create_task(_recover_when_alone(storage))
        await asyncio.sleep(0)
        process.kill()
        await process.wait()
        assert await waiting == 1


async def _recover_when_alone(storage: Storage) -> int:
    async with storage.outbox.tending():
        return await storage.outbox.recover(resend=True)


async def test_what_was_sent_long_ago_goes_and_what_waits_stays(storage: Storage, clock: Clock) -> None:
    await storage.outbox.enqueue(Kind.DIGEST, READER, "old", [{}])
    await finish(storage, await taken(storage, clock()))
    await storage.outbox.enqueue(Kind.DIGEST, READER, "waits", [{}])
    clock.forward(days=8)
    await storage.outbox.enqueue(Kind.DIGEST, OTHER, "new", [{}])
    assert await storage.outbox.purge(clock() - timedelta(days=7)) == 1
    assert (await storage.outbox.counts())[State.QUEUED] == 2


async def test_the_backlog_is_told_by_kind_and_state(storage: Storage, clock: Clock) -> None:
    began = clock()
    for number in range(3):
        await storage.outbox.enqueue(Kind.DIGEST, Address(number), "day", [{}])
        clock.forward(seconds=1)
    await finish(storage, await taken(storage, clock()))
    await finish(storage, await taken(storage, clock()), State.FAILED)
    told = {(one.kind, one.state): (one.count, one.oldest) for one in await storage.outbox.backlog()}
    assert told == {
        (Kind.DIGEST, State.FAILED): (1, began + timedelta(seconds=1)),
        (Kind.DIGEST, State.QUEUED): (1, began + timedelta(seconds=2)),
    }
    assert (await storage.outbox.queued(Kind.DIGEST), await storage.outbox.queued(Kind.ALERT)) == (1, 0)


async def test_what_was_put_off_is_no_backlog_before_its_moment(storage: Storage, clock: Clock) -> None:
    await storage.outbox.enqueue(Kind.DIGEST, READER, "day", [{}])
    moment = clock() + timedelta(minutes=5)
    await put_back(storage, await taken(storage, clock()), moment)
    assert [one.oldest for one in await storage.outbox.backlog()] == [None]
    clock.forward(minutes=6)
    assert [one.oldest for one in await storage.outbox.backlog()] == [moment]
