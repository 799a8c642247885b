"""What was promised is sent once, whatever the network does."""

from __future__ import annotations

import asyncio

import pytest

from bot.answers import Reply, payload
from bot.html import escape
from bot.requests import Desk
from bot.schedule.digest_rounds import DigestRounds
from playground import Playground, Reader
from storage import Storage
from storage.records import Address, Kind, State
from tests.storage.taking import taken


@pytest.fixture
async def anna(desk: Desk, playground: Playground) -> Reader:
    return await started(playground.reader("Anna"))


async def started(reader: Reader) -> Reader:
    """A bot may write only to who has written to it."""
    await reader.send("/start")
    await reader.next_message()
    return reader


def told(reader: Reader) -> list[str]:
    """What the bot wrote beside its greeting."""
    return [message.text for message in reader.from_bot if not message.text.startswith("Good to see you")]


async def promise(storage: Storage, reader: Reader, *texts: str, slot: str = "one", kind: Kind = Kind.DIGEST) -> None:
    await storage.outbox.enqueue(kind, Address(reader.id), slot, [payload(Reply(escape(text))) for text in texts])


async def settled(playground: Playground, reader: Reader, count: int) -> list[str]:
    await playground.wait_for(lambda: len(told(reader)) >= count)
    return told(reader)


async def outbox(desk: Desk) -> dict[State, int]:
    return {state: count for state, count in (await desk.storage.outbox.counts()).items() if count}


async def until_outbox(desk: Desk, playground: Playground, wanted: dict[State, int]) -> None:
    """Waits for a message beside the greeting to be tried, and then for the outbox to be as wanted."""
    await playground.wait_for(lambda: len(playground.calls_of("sendMessage")) > 1)
    async with asyncio.timeout(5):
        while await outbox(desk) != wanted:
            await asyncio.sleep(0)


async def test_parts_arrive_in_their_order(anna: Reader, desk: Desk, playground: Playground) -> None:
    await promise(desk.storage, anna, "one", "two", "three")
    desk.wake()
    assert await settled(playground, anna, 3) == ["one", "two", "three"]


async def test_the_same_promise_made_twice_is_kept_once(anna: Reader, desk: Desk, playground: Playground) -> None:
    await asyncio.gather(*(promise(desk.storage, anna, "once") for _ in range(5)))
    await promise(desk.storage, anna, "then", slot="two")
    desk.wake()
    assert await settled(playground, anna, 2) == ["once", "then"]


@pytest.mark.parametrize("trouble", ["server_error", "bad_gateway", "cut_before"])
async def test_a_passing_trouble_loses_nothing(
    anna: Reader, desk: Desk, playground: Playground, clock, trouble: str
) -> None:
    playground.fail("sendMessage", trouble, times=1)
    await promise(desk.storage, anna, "late, but here")
    desk.wake()
    await until_outbox(desk, playground, {State.QUEUED: 1} if trouble != "cut_before" else {State.SENT: 1})
    clock.pass_by(minutes=1)
    desk.wake()
    assert await settled(playground, anna, 1) == ["late, but here"]


async def test_a_cut_after_delivery_doubles_at_most_once(anna: Reader, desk: Desk, playground: Playground) -> None:
    playground.fail("sendMessage", "cut_after", times=5)
    await promise(desk.storage, anna, "twice at most")
    desk.wake()
    await until_outbox(desk, playground, {State.UNCERTAIN: 1})
    assert told(anna) == ["twice at most"] * 2


async def test_with_never_a_cut_doubles_nothing(start_bot, playground: Playground) -> None:
    async with start_bot(delivery={"uncertain": "never"}) as desk:
        anna = await started(playground.reader("Anna"))
        playground.fail("sendMessage", "cut_after", times=1)
        await promise(desk.storage, anna, "once")
        desk.wake()
        await until_outbox(desk, playground, {State.UNCERTAIN: 1})
        assert len(told(anna)) == 1


@pytest.mark.parametrize("hours", [1, -1])
async def test_what_is_to_be_tried_again_is_whichever_way_the_clock_jumps(
    anna: Reader, desk: Desk, playground: Playground, clock, hours: int
) -> None:
    playground.fail("sendMessage", "server_error", times=1)
    await promise(desk.storage, anna, "at last")
    desk.wake()
    await until_outbox(desk, playground, {State.QUEUED: 1})
    clock.pass_by(hours=hours)
    desk.wake()
    assert await settled(playground, anna, 1) == ["at last"]


async def test_a_clock_put_forward_and_back_brings_one_digest_a_day(
    anna: Reader, desk: Desk, playground: Playground, clock, add_article
) -> None:
    await anna.ask("/subscribe 13:00 UTC")
    await add_article(1)
    before, rounds = len(anna.from_bot), DigestRounds(desk)
    clock.pass_by(hours=1)
    await rounds.run()
    await playground.wait_for(lambda: len(anna.from_bot) > before)
    clock.pass_by(hours=-1)
    for _ in range(12):
        clock.pass_by(minutes=10)
        assert await rounds.run() == 0
    clock.pass_by(hours=23)
    assert await rounds.run() == 1


async def test_a_429_is_obeyed_and_is_no_failure(anna: Reader, desk: Desk, playground: Playground, clock) -> None:
    playground.fail("sendMessage", "too_many", times=1, seconds=1)
    await promise(desk.storage, anna, "after the pause")
    desk.wake()
    await until_outbox(desk, playground, {State.QUEUED: 1})
    clock.pass_by(seconds=2)
    desk.wake()
    assert await settled(playground, anna, 1) == ["after the pause"]


async def test_a_long_text_for_one_chat_holds_up_no_other(anna: Reader, desk: Desk, playground: Playground) -> None:
    ben = await started(playground.reader("Ben"))
    await promise(desk.storage, anna, *(f"part {number}" for number in range(30)), kind=Kind.REPLY)
    desk.wake()
    await settled(playground, anna, 2)
    await promise(desk.storage, ben, "meanwhile")
    desk.wake()
    assert await settled(playground, ben, 1) == ["meanwhile"]
    assert len(told(anna)) < 30


@pytest.mark.parametrize("code", [401, 404, 500])
async def test_polling_goes_on_after_any_refusal(playground: Playground, start_bot, code: int) -> None:
    async with start_bot():
        anna = playground.reader("Anna")
        playground.fail("getUpdates", "refuse", times=1, code=code, description="Unauthorized")
        await anna.ask("/help")  # answers the poll under way; the next one is refused
        assert (await anna.ask("/help")).text


async def test_what_is_read_in_full_leaves_no_trace(
    anna: Reader, desk: Desk, playground: Playground, add_article, eventually
) -> None:
    await add_article(1)
    await anna.send("/latest")
    await settled(playground, anna, 1)
    await anna.press("Full text")
    await settled(playground, anna, 2)

    async def nothing_kept() -> bool:
        totals = await desk.storage.totals()
        return totals.chats == 0 and not any(totals.outbox.values())

    await eventually(nothing_kept)


async def test_one_chat_in_trouble_delays_no_other(anna: Reader, desk: Desk, playground: Playground) -> None:
    ben = await started(playground.reader("Ben"))
    playground.fail("sendMessage", "refuse", times=1, chat=anna, description="Bad Request: something odd")
    await promise(desk.storage, anna, "refused", "the next part goes out")
    await promise(desk.storage, ben, "unharmed")
    desk.wake()
    assert await settled(playground, ben, 1) == ["unharmed"]
    assert await settled(playground, anna, 1) == ["the next part goes out"]
    await until_outbox(desk, playground, {State.SENT: 2, State.FAILED: 1})


async def test_a_block_learnt_when_sending_pauses_the_chat(anna: Reader, desk: Desk, playground: Playground) -> None:
    await anna.send("/subscribe 13:00")
    await settled(playground, anna, 1)
    playground.fail("sendMessage", "blocked", times=1)
    await promise(desk.storage, anna, "nobody wants this")
    desk.wake()
    await until_outbox(desk, playground, {State.FAILED: 1})
    assert (await desk.storage.chats.get(Address(anna.id))).blocked
    assert (await desk.storage.totals()).subscriptions == 1


async def test_what_a_dead_process_left_behind_goes_out(
    start_bot, playground: Playground, settings, clock, anna_before: Reader
) -> None:
    async with await Storage.open(settings.storage.url, clock=clock) as storage:
        await promise(storage, anna_before, "claimed, then killed", "still waiting")
        await taken(storage, clock())
    async with start_bot():
        await playground.wait_for(lambda: len(told(anna_before)) == 2)
    assert told(anna_before) == ["claimed, then killed", "still waiting"]


@pytest.fixture
async def anna_before(playground: Playground, start_bot) -> Reader:
    """A reader whose bot is not running yet (`start_bot` has made the database)."""
    reader = playground.reader("Anna")
    await reader.send("/start")
    return reader
