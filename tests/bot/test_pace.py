"""The pace of sending: never more than Telegram allows, hardly less, the urgent first, and its own word obeyed."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest
from telegram.error import RetryAfter

from bot.delivery.limiter import LaneLimiter, Limits
from bot.delivery.pace import ChatPace, Meter, Window
from storage.records import Kind
from tests.bot.quick_loop import run_quickly


def test_a_meter_lets_a_burst_through_and_then_its_rate() -> None:
    meter, passed = Meter(rate=2, burst=3), []
    now = 0.0
    for _ in range(7):
        now += meter.wait(now)
        meter.take(now)
        passed.append(now)
    assert passed == [0, 0, 0, 0.5, 1.0, 1.5, 2.0]


def test_a_held_meter_waits_and_then_keeps_its_rate() -> None:
    meter = Meter(rate=1, burst=4)
    meter.hold(10)
    assert meter.wait(0) == 10
    meter.take(10)
    assert meter.wait(10) == 1


def test_a_window_never_holds_more_than_it_may() -> None:
    window, passed = Window(3, 60.0), []
    now = 0.0
    for _ in range(7):
        now += window.wait(now) or 1.0
        window.take(now)
        passed.append(now)
    assert passed == [1, 2, 3, 61, 62, 63, 121]
    assert not window.rested(180)
    assert window.rested(181)


def test_a_chat_that_rested_is_as_good_as_new() -> None:
    pace = ChatPace(Meter(1, burst=4), Window(20, 60.0))
    assert pace.rested(0)
    pace.take(100)
    assert not pace.rested(159)
    assert pace.rested(160)


async def _go(limiter: LaneLimiter, chat: int, kind: Kind, went: list[tuple[float, Kind]]) -> None:
    await limiter.turn(str(chat), kind)
    went.append((asyncio.get_running_loop().time(), kind))


@pytest.mark.parametrize("per_second", [30, 250, 1000])
def test_a_broadcast_uses_the_pace_and_no_second_holds_more(per_second: int) -> None:
    async def broadcast() -> list[float]:
        limiter, went = LaneLimiter(Limits(per_second=per_second)), []
        await asyncio.gather(*(_go(limiter, chat, Kind.BROADCAST, went) for chat in range(1, 20 * per_second)))
        return [at for at, _ in went]

    went = run_quickly(broadcast())
    assert len(went) / (went[-1] - went[0]) > per_second * 29 / 30
    assert all(later - earlier > 1 for earlier, later in zip(went, went[per_second:], strict=False))


def test_a_reply_during_a_broadcast_waits_for_one_turn_at_most() -> None:
    async def both() -> float:
        limiter, went = LaneLimiter(), []
        broadcast = [asyncio.create_task(_go(limiter, chat, Kind.BROADCAST, went)) for chat in range(1, 600)]
        waits = []
        for number in range(10):
            await asyncio.sleep(0.5 + number / 70)
            asked = asyncio.get_running_loop().time()
            await _go(limiter, 10_000 + number, Kind.REPLY, went)
            waits.append(went[-1][0] - asked)
        await asyncio.gather(*broadcast)
        return max(waits)

    assert run_quickly(both()) < 0.036


def test_the_urgent_go_first() -> None:
    async def all_kinds() -> list[Kind]:
        limiter, went = LaneLimiter(), []
        kinds = [Kind.BROADCAST, Kind.DIGEST, Kind.ALERT, Kind.REPLY] * 3
        await _go(limiter, 99, Kind.BROADCAST, went)
        await asyncio.gather(*(_go(limiter, chat, kind, went) for chat, kind in enumerate(kinds)))
        return [kind for _, kind in went[1:]]

    assert run_quickly(all_kinds()) == [kind for kind in Kind for _ in range(3)]


@pytest.mark.parametrize(("chat", "most", "seconds"), [("7", 5, 1.0), ("-7", 20, 60.0), ("@channel", 20, 60.0)])
def test_a_chat_keeps_to_its_own_pace(chat: str, most: int, seconds: float) -> None:
    async def one_chat() -> list[float]:
        limiter, went = LaneLimiter(), []
        for _ in range(50):
            await limiter.turn(chat, Kind.REPLY)
            went.append(asyncio.get_running_loop().time())
        return went

    went = run_quickly(one_chat())
    assert all(later - earlier >= seconds for earlier, later in zip(went, went[most:], strict=False))
    if chat == "7":
        assert [round(later - earlier, 3) for earlier, later in pairwise(went)][10:] == [1.0] * 39


def test_a_busy_chat_holds_up_no_other() -> None:
    async def two_chats() -> float:
        limiter, went = LaneLimiter(), []
        busy = [asyncio.create_task(_go(limiter, 1, Kind.REPLY, went)) for _ in range(30)]
        await asyncio.sleep(1.0)
        began = asyncio.get_running_loop().time()
        await _go(limiter, 2, Kind.DIGEST, went)
        waited = asyncio.get_running_loop().time() - began
        await asyncio.gather(*busy)
        return waited

    assert run_quickly(two_chats()) < 0.1


def test_many_chats_leave_nothing_behind_in_memory() -> None:
    async def many() -> int:
        limiter, went = LaneLimiter(Limits(per_second=1000)), []
        for chat in range(25_000):
            await _go(limiter, chat, Kind.BROADCAST, went)
        return len(limiter._chats)

    assert run_quickly(many()) < 20_000


async def _told_to_wait(limiter: LaneLimiter, chat: str, seconds: int) -> None:
    async def refused() -> bool:
        raise RetryAfter(seconds)

    await limiter.turn(chat, Kind.DIGEST)
    with pytest.raises(RetryAfter):
        await limiter.process_request(refused, (), {}, "sendMessage", {"chat_id": chat}, Kind.DIGEST)


def test_one_chat_that_is_told_to_wait_holds_up_no_other() -> None:
    async def one() -> tuple[float, float]:
        limiter, went = LaneLimiter(), []
        await _told_to_wait(limiter, "1", 30)
        began = asyncio.get_running_loop().time()
        await _go(limiter, 2, Kind.REPLY, went)
        other = asyncio.get_running_loop().time() - began
        return other, limiter.wait("1")

    other, held = run_quickly(one())
    assert other < 0.1
    assert 29 < held <= 30


def test_two_quiet_chats_that_are_told_to_wait_mean_all() -> None:
    async def two() -> float:
        limiter, went = LaneLimiter(), []
        await _told_to_wait(limiter, "1", 30)
        await _told_to_wait(limiter, "2", 30)
        began = asyncio.get_running_loop().time()
        await _go(limiter, 3, Kind.REPLY, went)
        return asyncio.get_running_loop().time() - began

    assert 29 < run_quickly(two()) <= 30.1


def test_busy_chats_that_are_told_to_wait_mean_themselves() -> None:
    async def busy() -> float:
        limiter, went = LaneLimiter(), []
        for chat in ("-1", "-2"):
            await limiter.turn(chat, Kind.DIGEST)
            await _told_to_wait(limiter, chat, 30)
        began = asyncio.get_running_loop().time()
        await _go(limiter, 3, Kind.REPLY, went)
        return asyncio.get_running_loop().time() - began

    assert run_quickly(busy()) < 0.1


async def test_the_limiter_lets_other_calls_pass_at_once() -> None:
    limiter = LaneLimiter(Limits(per_second=0.001))

    async def call() -> bool:
        return True

    for _ in range(5):
        assert await limiter.process_request(call, (), {}, "getUpdates", {}, None)
        assert await limiter.process_request(call, (), {}, "answerCallbackQuery", {}, None)
