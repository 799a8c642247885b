"""What was made a moment ago: for as long as it says, and not a moment longer."""

from __future__ import annotations

import asyncio

from bot.recent import Recent
from tests.bot.quick_loop import run_quickly


def test_a_thing_goes_when_its_time_is_over_though_nobody_asks() -> None:
    async def live() -> None:
        recent = Recent[str, int](most=9, seconds=60)
        recent.put("a", 1)
        await asyncio.sleep(40)
        recent.put("b", 2)
        assert (recent.get("a"), recent.get("b")) == (1, 2)
        await asyncio.sleep(30)
        assert (len(recent._kept), recent.get("a"), recent.get("b")) == (1, None, 2)

    run_quickly(live())


def test_a_thing_put_anew_has_its_time_anew() -> None:
    async def live() -> None:
        recent = Recent[str, int](most=9, seconds=60)
        recent.put("a", 1)
        await asyncio.sleep(40)
        recent.put("a", 2)
        await asyncio.sleep(40)
        assert recent.get("a") == 2

    run_quickly(live())


def test_the_oldest_makes_room_and_clearing_leaves_no_timer() -> None:
    async def live() -> None:
        recent = Recent[str, int](most=2, seconds=60)
        for number, key in enumerate("abc"):
            recent.put(key, number)
        assert [recent.get(key) for key in "abc"] == [None, 1, 2]
        timers = [timer for _, timer in recent._kept.values()]
        recent.clear()
        assert not recent._kept
        assert all(timer.cancelled() for timer in timers)

    run_quickly(live())
