"""Connections that break, refusals, and a chat that hangs: each costs its own message time, and no other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from playground import Playground
from tests.faults.bot_process import bot_process
from tests.faults.broadcast import Broadcast


@dataclass(frozen=True)
class Size:
    messages: int
    of_each: int


SIZES = [
    pytest.param(Size(60, 4), id="short"),
    pytest.param(Size(3000, 200), id="whole", marks=pytest.mark.soak),
]
PACE = {"TELEGIST_DELIVERY__PER_SECOND": "100"}


@pytest.mark.parametrize("size", SIZES)
async def test_troubles_of_every_kind_lose_nothing(playground: Playground, tmp_path: Path, size: Size) -> None:
    """Cut after delivery, a message comes twice: once too often for each cut, and no more."""
    path, each = tmp_path / "test.db", size.of_each
    broadcast = Broadcast(playground, path, size.messages)
    troubled = iter(broadcast.readers)
    for trouble in ("cut_before", "server_error", "bad_gateway", "too_many", "cut_after"):
        for _ in range(each):
            playground.fail("sendMessage", trouble, chat=next(troubled))
    for reader in broadcast.readers[-each:]:  # and what comes first for anybody
        playground.fail("sendMessage", "server_error", chat=reader)
        playground.fail("sendMessage", "too_many", chat=reader)
    await broadcast.promise()
    async with bot_process(playground, path, **PACE) as bot:
        await bot.start()
        await broadcast.settle()
        assert await bot.stop() == 0
    count = broadcast.count()
    print(f"\n7 x {each} troubles: {count}")
    assert (count.sent, count.lost) == (size.messages, 0)
    assert count.doubled == each


async def test_told_to_wait_for_all_it_waits_once_and_not_for_each(playground: Playground, tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    broadcast = Broadcast(playground, path, 60)
    playground.fail("sendMessage", "too_many", times=6, seconds=1)
    await broadcast.promise()
    async with bot_process(playground, path, **PACE) as bot:
        await bot.start()
        await broadcast.settle()
        assert await bot.stop() == 0
    count = broadcast.count()
    assert (count.sent, count.lost, count.doubled) == (60, 0, 0)
    assert "told to wait by Telegram, all together" in bot.said


async def test_a_chat_whose_sends_hang_holds_up_no_other(playground: Playground, tmp_path: Path) -> None:
    """Nor does it keep the bot from stopping; what became of its message is then in doubt, so it comes once more."""
    path = tmp_path / "test.db"
    broadcast = Broadcast(playground, path, 60)
    hanging = broadcast.readers[3]
    playground.fail("sendMessage", "delay", seconds=3600, chat=hanging)
    await broadcast.promise()
    async with bot_process(playground, path, **PACE) as bot:
        await bot.start()
        await broadcast.reach_all_but([hanging])
        assert await bot.stop() == 0
        assert len(broadcast.under_way()) == 1
        await bot.start()
        await broadcast.settle()
        assert await bot.stop() == 0
    count = broadcast.count()
    assert (count.sent, count.lost, count.doubled) == (60, 0, 0)
