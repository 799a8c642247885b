"""kill -9 at any moment of a broadcast: nothing is lost, and doubled at most what was under way.

The whole form, 3,000 messages and 200 kills at Telegram's own pace, is `make soak`'s.
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from playground import Playground
from tests.faults.bot_process import bot_process
from tests.faults.broadcast import Broadcast


@dataclass(frozen=True)
class Size:
    messages: int
    kills: int


SIZES = [
    pytest.param(Size(40, 2), id="short"),
    pytest.param(Size(3000, 200), id="whole", marks=pytest.mark.soak),
]
_PER_SECOND = 30
_STARTING = 2.5  # seconds, about


async def kill_again_and_again(
    playground: Playground, path: Path, size: Size, uncertain: str
) -> tuple[Broadcast, set[int]]:
    """The broadcast, and the messages that were under way at a kill.

    Each life ends after a random number of its messages: some while it starts, half of the others at the very moment
    a message arrives, half at any moment until the next one does.
    """
    chance = random.Random(size.kills)
    broadcast = Broadcast(playground, path, size.messages)
    await broadcast.promise()
    keys = {"TELEGIST_DELIVERY__PER_SECOND": str(_PER_SECOND), "TELEGIST_DELIVERY__UNCERTAIN": uncertain}
    under_way: set[int] = set()
    async with bot_process(playground, path, **keys) as bot:
        for _ in range(size.kills):
            before, lives_for = broadcast.arrived.total(), chance.randint(0, size.messages // (size.kills + 1))
            await bot.start()
            await broadcast.reach(before + lives_for)
            longest = chance.choice((0, 1 / _PER_SECOND)) if lives_for else _STARTING
            await asyncio.sleep(chance.uniform(0, longest))
            await bot.kill()
            under_way |= broadcast.under_way()
        await bot.start_polling()
        await broadcast.settle()
        assert await bot.stop() == 0
    print(f"\n{size.kills} kills, {len(under_way)} under way, uncertain = {uncertain}: {broadcast.count()}")
    return broadcast, under_way


@pytest.mark.parametrize("size", SIZES)
async def test_killed_again_and_again_it_loses_nothing(playground: Playground, tmp_path: Path, size: Size) -> None:
    broadcast, under_way = await kill_again_and_again(playground, tmp_path / "test.db", size, "resend-once")
    count = broadcast.count()
    assert count.unsaid == 0
    assert count.sent + count.uncertain == count.promised
    assert count.doubled <= len(under_way)
    assert max(broadcast.arrived.values()) <= 2


@pytest.mark.parametrize("size", SIZES)
async def test_with_never_nothing_is_doubled_and_each_doubt_is_told(
    playground: Playground, tmp_path: Path, size: Size
) -> None:
    broadcast, under_way = await kill_again_and_again(playground, tmp_path / "test.db", size, "never")
    count = broadcast.count()
    assert count.doubled == 0
    assert count.unsaid == 0
    assert count.sent + count.uncertain == count.promised
    assert count.uncertain == len(under_way)
