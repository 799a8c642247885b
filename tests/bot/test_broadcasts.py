"""A broadcast over the wire: stopped, resumed, killed, refused; and each chat got it once."""

from __future__ import annotations

import asyncio
import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from bot.answers import Reply, payload
from bot.broadcasts import broadcasts
from bot.html import Html
from bot.requests import Desk
from playground import Playground, Reader
from storage import Storage
from storage.broadcast_records import Audience, Broadcast, Progress
from storage.records import Address, State

SAID = "The bot moves on Monday."
QUICK = {"per_second": 1000}


@pytest.fixture
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.broadcasts.backlog", lambda per_second: 10)


async def readers(playground: Playground, desk: Desk, count: int) -> list[Reader]:
    """So many people who have started the bot and chosen a language."""
    people = [playground.reader(f"Reader {number}") for number in range(count)]
    for person in people:
        playground.world.chats[person.id].started = True
        await desk.storage.chats.set_language(Address(person.id), "en")
    return people


def copies(person: Reader) -> int:
    return sum(message.text == SAID for message in person.from_bot)


async def begin(storage: Storage) -> int:
    return (await storage.broadcasts.begin(payload(Reply(Html(SAID))), Audience())).id


async def standing(desk: Desk, broadcast_id: int) -> Broadcast:
    one = await desk.storage.broadcasts.get(broadcast_id)
    assert one is not None
    return one


async def until_settled(desk: Desk, broadcast_id: int, count: int) -> None:
    """Slice after slice, as the tick puts them in, until so many met their fate."""
    async with asyncio.timeout(20):
        while (await standing(desk, broadcast_id)).settled < count:
            await broadcasts(desk)


async def until_done(desk: Desk, broadcast_id: int) -> Broadcast:
    async with asyncio.timeout(20):
        while (one := await standing(desk, broadcast_id)).progress is not Progress.DONE:
            await broadcasts(desk)
        return one


async def test_stopped_in_the_middle_and_resumed_each_chat_gets_it_once(
    start_bot, playground: Playground, small_slices: None, eventually
) -> None:
    async with start_bot(delivery=QUICK) as desk:
        people = await readers(playground, desk, 50)
        gone, refusing = people[3], people[7]
        playground.fail("sendMessage", "blocked", chat=gone)
        playground.fail("sendMessage", "refuse", chat=refusing, description="Bad Request: something odd")
        number = await begin(desk.storage)
        await until_settled(desk, number, 20)
        assert await desk.storage.broadcasts.stop(number)

        async def nothing_in_flight() -> bool:
            return (await standing(desk, number)).waiting == 0

        await eventually(nothing_in_flight)
        had_it = sum(map(copies, people))
        assert 18 <= had_it < 48
        await broadcasts(desk)
        assert (await standing(desk, number)).waiting == 0
        assert await desk.storage.broadcasts.resume(number)
        done = await until_done(desk, number)
    assert (done.progress, done.sent, done.failed, done.left) == (Progress.DONE, 48, 2, 0)
    assert Counter(map(copies, people)) == {1: 48, 0: 2}
    assert copies(gone) == copies(refusing) == 0


async def test_a_bot_that_ends_between_two_slices_goes_on_after_its_start(
    start_bot, playground: Playground, small_slices: None
) -> None:
    async with start_bot(delivery=QUICK) as desk:
        people = await readers(playground, desk, 50)
        number = await begin(desk.storage)
        await until_settled(desk, number, 15)
    async with start_bot(delivery=QUICK) as desk:
        done = await until_done(desk, number)
    assert (done.progress, done.sent) == (Progress.DONE, 50)
    assert Counter(map(copies, people)) == {1: 50}


BOT_OF_SMALL_SLICES = """
import datetime, sys
import bot.broadcasts
bot.broadcasts.backlog = lambda per_second: 10
bot.broadcasts.EVERY = datetime.timedelta(seconds=0.3)
from bot.cli import main
sys.argv = ["telegist", "run"]
main()
"""


async def test_killed_between_two_slices_it_goes_on_and_doubles_nothing(
    start_bot, playground: Playground, tmp_path: Path, settings
) -> None:
    environment = os.environ | {
        "TELEGIST_TELEGRAM__TOKEN": playground.token,
        "TELEGIST_TELEGRAM__API_URL": playground.url,
        "TELEGIST_STORAGE__URL": settings.storage.url,
        "TELEGIST_DELIVERY__PER_SECOND": "1000",
        "TELEGIST_DELIVERY__UNCERTAIN": "never",
    }
    async with await Storage.open(settings.storage.url) as storage:
        people = [playground.reader(f"Reader {number}") for number in range(50)]
        for person in people:
            playground.world.chats[person.id].started = True
            await storage.chats.set_language(Address(person.id), "en")
        number = await begin(storage)
        for wanted in (15, 35, 50):
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", BOT_OF_SMALL_SLICES),
                cwd=tmp_path,
                env=environment,
                stderr=asyncio.subprocess.DEVNULL,
            )
            try:
                await at_rest(playground, storage, number, wanted)
            finally:
                process.kill()
                await process.wait()
        counts = await storage.outbox.counts()
    got = Counter(map(copies, people))
    assert set(got) <= {0, 1}
    assert got[0] <= counts[State.SENDING] + counts[State.UNCERTAIN]  # they were on their way at a kill


async def at_rest(playground: Playground, storage: Storage, broadcast_id: int, wanted: int) -> None:
    """Waits until so many of the messages are out, or on their way since before, and none is queued."""
    async with asyncio.timeout(20):
        while True:
            one, counts = await storage.broadcasts.get(broadcast_id), await storage.outbox.counts()
            assert one is not None
            if one.settled + counts[State.SENDING] >= wanted and not counts[State.QUEUED]:
                return
            await asyncio.sleep(0.01)


async def test_groups_and_channels_are_told_apart_by_telegram(
    start_bot, playground: Playground, tmp_path: Path, settings
) -> None:
    (tmp_path / "moving.txt").write_text(SAID)
    environment = os.environ | {
        "TELEGIST_TELEGRAM__TOKEN": playground.token,
        "TELEGIST_TELEGRAM__API_URL": playground.url,
        "TELEGIST_STORAGE__URL": settings.storage.url,
    }
    async with start_bot(delivery=QUICK) as desk:
        (anna,) = await readers(playground, desk, 1)
        places = [
            playground.group("Small", admins=[anna]),
            playground.group("Super", admins=[anna], supergroup=True),
            playground.channel("Daily", anna),
        ]
        for place in places:
            await desk.storage.chats.set_language(Address(place.id), "en")
        await desk.storage.chats.set_language(Address(-1_009_999_999_999), "en")  # Telegram knows nothing of it
        for number, circle in enumerate(("channels", "groups"), start=1):
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "broadcast", "moving.txt", "--yes", "--to", circle),
                cwd=tmp_path,
                env=environment,
                stdout=asyncio.subprocess.PIPE,
            )
            told, _ = await process.communicate()
            assert f"broadcast {number} begins" in told.decode()
            await until_done(desk, number)
    assert [sum(message.text == SAID for message in place.from_bot) for place in places] == [1, 1, 1]
    assert copies(anna) == 0
    done = {one.id: one for one in await closed(settings)}
    assert [(done[number].sent, done[number].failed) for number in (1, 2)] == [(1, 0), (2, 1)]


async def closed(settings) -> tuple[Broadcast, ...]:
    async with await Storage.open(settings.storage.url) as storage:
        return await storage.broadcasts.list(10)
