"""Two queues before one door."""

from __future__ import annotations

import asyncio

import pytest

from ingest.workers.turns import Turns


async def all_are_free(turns: Turns) -> None:
    async with asyncio.timeout(5), turns.all():
        pass


async def test_the_first_queue_goes_before_the_second_and_each_in_order() -> None:
    turns = Turns()
    went: list[str] = []

    async def take(name: str) -> None:
        async with turns.first() if name.isupper() else turns.second():
            went.append(name)
            await asyncio.sleep(0)

    await asyncio.gather(*map(take, "abAcB"))
    assert went == ["a", "A", "B", "b", "c"]
    await all_are_free(turns)


async def test_an_error_ends_a_turn() -> None:
    turns = Turns()
    with pytest.raises(ValueError, match="broken"):
        async with turns.first():
            raise ValueError("broken")
    await all_are_free(turns)


@pytest.mark.parametrize("handed_over", [False, True])
async def test_who_gives_up_waiting_stops_nobody(handed_over: bool) -> None:
    turns = Turns()

    async def take() -> bool:
        async with turns.second():
            return True

    async with turns.second():
        impatient, patient = asyncio.create_task(take()), asyncio.create_task(take())
        await asyncio.sleep(0)
        if not handed_over:
            impatient.cancel()
    if handed_over:  # its turn has come, and it hasn't noticed yet
        impatient.cancel()
    assert await patient
    assert impatient.cancelled()
    await all_are_free(turns)


async def test_as_many_have_a_turn_at_a_time_as_may() -> None:
    turns = Turns(2)
    having = most = 0

    async def take() -> None:
        nonlocal having, most
        async with turns.second():
            having += 1
            most = max(most, having)
            for _ in range(3):
                await asyncio.sleep(0)
            having -= 1

    await asyncio.gather(*(take() for _ in range(7)))
    assert most == 2
    await all_are_free(turns)
