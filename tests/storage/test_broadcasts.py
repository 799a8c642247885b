"""A broadcast: each chat that is meant gets it once, whatever happens between two slices."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import Address, Kind, Storage
from storage.broadcast_records import Audience, Circle, Progress
from storage.database import Database
from storage.records import Message, State
from tests.storage.conftest import START, Clock
from tests.storage.taking import finish, put_back, take, taken

SAID = {"text": "The bot moves house.", "buttons": []}
ALL = Audience()


async def chats(storage: Storage, *chat_ids: int, language: str = "en") -> None:
    for chat_id in chat_ids:
        await storage.chats.set_language(Address(chat_id), language)


async def put(storage: Storage, broadcast_id: int, backlog: int = 100) -> int:
    return await storage.broadcasts.advance(broadcast_id, backlog=backlog)


async def send_all(storage: Storage, clock: Clock) -> list[Message]:
    went = []
    while message := await take(storage, clock()):
        await finish(storage, message)
        went.append(message)
    return went


async def deliver(storage: Storage, clock: Clock, broadcast_id: int, backlog: int = 100) -> list[int]:
    """Until nothing more comes; the chats that got it, in order."""
    told = []
    while await put(storage, broadcast_id, backlog):
        told += [message.address.chat_id for message in await send_all(storage, clock)]
    return told


async def test_each_chat_gets_it_once_though_never_more_than_the_backlog_waits(storage: Storage, clock: Clock) -> None:
    await chats(storage, *range(1, 26))
    begun = await storage.broadcasts.begin(SAID, ALL)
    assert (begun.total, begun.left) == (25, 25)
    assert await put(storage, begun.id, backlog=10) == 10
    assert await put(storage, begun.id, backlog=10) == 0
    assert (await storage.outbox.counts())[State.QUEUED] == 10
    told = [message.address.chat_id for message in await send_all(storage, clock)]
    told += await deliver(storage, clock, begun.id, backlog=10)
    assert told == list(range(1, 26))
    done = await storage.broadcasts.get(begun.id)
    assert done is not None
    assert (done.progress, done.sent, done.left, done.ended_at) == (Progress.DONE, 25, 0, START)


async def test_two_at_it_at_once_put_nothing_in_twice(storage: Storage) -> None:
    await chats(storage, *range(1, 31))
    begun = await storage.broadcasts.begin(SAID, ALL)
    assert sum(await asyncio.gather(*(put(storage, begun.id, backlog=20) for _ in range(4)))) == 20


async def test_killed_at_any_moment_while_slices_go_in_each_chat_is_in_once(
    storage: Storage, clock: Clock, url: str
) -> None:
    await chats(storage, *range(1, 401))
    begun = await storage.broadcasts.begin(SAID, ALL)
    program = f"""
import asyncio
from storage import Storage
async def main():
    async with await Storage.open({url!r}) as storage:
        for backlog in range(1, 10_000):
            await storage.broadcasts.advance({begun.id}, backlog=backlog)
            print(backlog, flush=True)
asyncio.run(main())
"""
    for after in (1, 40, 7):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, stdout=asyncio.subprocess.PIPE, limit=2**20
        )
        assert process.stdout is not None
        for _ in range(after):
            await process.stdout.readline()
        process.kill()
        await process.communicate()
    told = [message.address.chat_id for message in await send_all(storage, clock)]
    told += await deliver(storage, clock, begun.id)
    assert told == list(range(1, 401))


async def test_stopped_and_resumed_it_loses_and_doubles_nothing(storage: Storage, clock: Clock) -> None:
    await chats(storage, *range(1, 21))
    begun = await storage.broadcasts.begin(SAID, ALL)
    await put(storage, begun.id, backlog=10)
    *first, sending = [await taken(storage, clock()) for _ in range(5)]
    for message in first:
        await finish(storage, message)
    assert await storage.broadcasts.stop(begun.id)
    assert not await storage.broadcasts.stop(begun.id)
    assert (await storage.outbox.counts())[State.QUEUED] == 0
    assert await put(storage, begun.id) == 0
    await put_back(storage, sending, clock())  # after the stop
    await storage.broadcasts.keep_up(backlog=10, stopped_before=START)
    assert await take(storage, clock()) is None
    assert await storage.broadcasts.resume(begun.id)
    assert not await storage.broadcasts.resume(begun.id)
    told = [message.address.chat_id for message in first]
    told += await deliver(storage, clock, begun.id, backlog=7)
    assert sorted(told) == list(range(1, 21))


async def test_what_may_have_gone_out_is_not_sent_anew_by_a_stop_and_a_resume(storage: Storage, clock: Clock) -> None:
    await chats(storage, 1, 2)
    begun = await storage.broadcasts.begin(SAID, ALL)
    await put(storage, begun.id)
    await put_back(storage, await taken(storage, clock()), clock(), doubted=True)
    await storage.broadcasts.stop(begun.id)
    await storage.broadcasts.resume(begun.id)
    assert await deliver(storage, clock, begun.id) == [2]
    done = await storage.broadcasts.get(begun.id)
    assert done is not None
    assert (done.sent, done.uncertain) == (1, 1)


async def test_what_failed_early_and_is_tried_again_while_stopped_takes_nobody_back(
    storage: Storage, clock: Clock
) -> None:
    await chats(storage, *range(1, 11))
    begun = await storage.broadcasts.begin(SAID, ALL)
    await put(storage, begun.id, backlog=5)
    await put_back(storage, await taken(storage, clock()), clock() + timedelta(minutes=9))
    told = [message.address.chat_id for message in await send_all(storage, clock)]
    await storage.broadcasts.stop(begun.id)
    await storage.broadcasts.resume(begun.id)
    told += await deliver(storage, clock, begun.id, backlog=3)
    assert sorted(told) == list(range(1, 11))


async def test_it_is_for_the_chats_that_are_meant(storage: Storage) -> None:
    await chats(storage, 1, 2, -3, -1_000_000_000_004)
    await chats(storage, 5, -6, language="ru")
    await storage.chats.set_timezone(Address(7), "Europe/Berlin")  # no language of its own
    await chats(storage, 8)
    await storage.chats.block(8)
    reach = storage.broadcasts.reach
    assert await reach(ALL) == 7
    assert await reach(Audience(Circle.PRIVATE)) == 4
    assert await reach(Audience(Circle.GROUPS)) == 3
    assert await reach(Audience(Circle.GROUPS, chat_ids=(-3, -6))) == 2
    assert await reach(Audience(languages=("ru",))) == 2
    assert await reach(Audience(languages=("en", None))) == 5
    assert await reach(Audience(Circle.PRIVATE, ("ru",), (1, 2))) == 0
    assert await storage.broadcasts.chat_ids(Audience(chat_ids=(2, 8, 99))) == (2,)


async def test_of_a_forum_only_topics_where_somebody_subscribed_or_follows_are_told(storage: Storage) -> None:
    forum, quiet, digest, follows = Address(-100), Address(-100, 1), Address(-100, 2), Address(-100, 3)
    await storage.chats.set_language(forum, "en")
    await storage.chats.set_language(quiet, "en")
    await storage.alerts.add(follows, "storm")
    await storage.subscriptions.put(
        digest, time="08:00", timezone="UTC", weekdays=range(7), items=5, say_when_empty=False, next_due_at=START
    )
    begun = await storage.broadcasts.begin(SAID, ALL)
    assert await put(storage, begun.id) == 3
    assert {entry.address for entry in await storage.outbox_review.entries([State.QUEUED], Kind, limit=9)} == {
        forum,
        digest,
        follows,
    }


async def test_a_chat_that_comes_meanwhile_is_told_and_one_that_goes_is_not_waited_for(
    storage: Storage, clock: Clock
) -> None:
    await chats(storage, 1, 2, 3)
    begun = await storage.broadcasts.begin(SAID, ALL)
    await put(storage, begun.id, backlog=1)
    await storage.chats.forget(Address(3))
    await storage.chats.block(1)
    await chats(storage, 4)
    assert await deliver(storage, clock, begun.id) == [2, 4]
    done = await storage.broadcasts.get(begun.id)
    assert done is not None
    assert (done.progress, done.sent, done.failed, done.left) == (Progress.DONE, 2, 1, 0)


async def test_one_that_is_done_keeps_neither_its_text_nor_whom_it_was_for(
    storage: Storage, clock: Clock, tmp_path: Path
) -> None:
    await chats(storage, 1234567, 2)
    begun = await storage.broadcasts.begin(SAID, Audience(chat_ids=(1234567,)))
    await deliver(storage, clock, begun.id)
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'telegist.db'}")
    async with database.read() as connection:
        kept = str((await connection.execute(text("SELECT * FROM broadcasts"))).all())
    await database.close()
    assert "moves house" not in kept
    assert "1234567" not in kept
    same = await storage.broadcasts.said_since(SAID, Audience(chat_ids=(1234567,)), START)
    assert same is not None
    assert (same.id, same.audience.chat_ids, same.sent) == (begun.id, (), 1)


async def test_the_same_to_the_same_is_known_again(storage: Storage, clock: Clock) -> None:
    begun = await storage.broadcasts.begin(SAID, ALL)
    since = storage.broadcasts.said_since
    assert await since(SAID, ALL, START) == begun
    assert await since(SAID, Audience(Circle.PRIVATE), START) is None
    assert await since({"text": "another"}, ALL, START) is None
    assert await since(SAID, ALL, clock.forward(days=8) - timedelta(days=7)) is None


async def test_one_that_was_stopped_long_ago_is_done_with_what_was_sent(storage: Storage, clock: Clock) -> None:
    await chats(storage, *range(1, 6))
    begun = await storage.broadcasts.begin(SAID, ALL)
    await put(storage, begun.id, backlog=2)
    await send_all(storage, clock)
    await storage.broadcasts.stop(begun.id)
    assert await storage.broadcasts.keep_up(backlog=9, stopped_before=START) == 0
    assert await storage.broadcasts.resume(begun.id)
    await storage.broadcasts.stop(begun.id)
    await storage.broadcasts.keep_up(backlog=9, stopped_before=clock.forward(seconds=1))
    assert not await storage.broadcasts.resume(begun.id)
    (listed,) = await storage.broadcasts.list(10)
    assert (listed.progress, listed.sent, listed.total) == (Progress.DONE, 2, 5)


async def test_each_that_runs_is_brought_on_by_a_slice(storage: Storage) -> None:
    await chats(storage, *range(1, 6))
    for said in ("one", "two"):
        await storage.broadcasts.begin({"text": said}, ALL)
    assert await storage.broadcasts.keep_up(backlog=3, stopped_before=START) == 6
    assert await storage.broadcasts.keep_up(backlog=3, stopped_before=START) == 0


@pytest.mark.parametrize("finished", [False, True])
async def test_rows_of_a_broadcast_are_needed_until_it_is_done(
    storage: Storage, clock: Clock, tmp_path: Path, finished: bool
) -> None:
    from sqlalchemy import func, select

    from storage.broadcasts import NEEDED
    from storage.schema import outbox

    await chats(storage, 1)
    begun = await storage.broadcasts.begin(SAID, ALL)
    await put(storage, begun.id)
    await storage.outbox.enqueue(Kind.DIGEST, Address(1), "broadcast:1", [{}])
    await send_all(storage, clock)
    if finished:
        await put(storage, begun.id)
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'telegist.db'}")
    async with database.read() as connection:
        needed = (await connection.execute(select(func.count()).select_from(outbox).where(NEEDED))).scalar_one()
    await database.close()
    assert needed == (0 if finished else 1)


async def test_purging_leaves_what_tells_who_got_it_until_it_is_done(storage: Storage, clock: Clock) -> None:
    await chats(storage, 1)
    begun = await storage.broadcasts.begin(SAID, ALL)
    await put(storage, begun.id)
    await send_all(storage, clock)
    assert await storage.outbox.purge(clock.forward(days=8)) == 0
    await put(storage, begun.id)
    assert await storage.outbox.purge(clock.forward(seconds=1)) == 1
