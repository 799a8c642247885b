"""Two queues before one door."""

from __future__ import annotations

import asyncio

import pytest

from ingest.turns import Turns


async def test_the_first_queue_goes_before_the_second_and_each_in_order() -> None:
    turns = Turns()
    went: list[str] = []

    async def take(name: str) -> None:
        async with turns.first() if name.isupper() else turns.second():
            went.append(name)
            await asyncio.sleep(0)

    await asyncio.gather(*map(take, "abAcB"))
    assert went == ["a", "A", "B", "b", "c"]
    assert not turns.taken()


async def test_an_error_ends_a_turn() -> None:
    turns = Turns()
    with pytest.raises(ValueError, match="broken"):
        async with turns.first():
            raise ValueError("broken")
    assert not turns.taken()


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
    assert not turns.taken()
