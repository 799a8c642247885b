"""Handing on together what came at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from ingest.polling.gathering import Gathering
from storage.errors import StorageError


class Door:
    """Hands numbers on doubled, once it is open; keeps what went together."""

    def __init__(self) -> None:
        self.went: list[list[int]] = []
        self.open = asyncio.Event()
        self.busy = asyncio.Event()
        self.locked = False

    async def __call__(self, numbers: Sequence[int]) -> Sequence[int]:
        self.went.append(list(numbers))
        self.busy.set()
        await self.open.wait()
        if self.locked:
            raise StorageError("locked")
        if 13 in numbers:
            raise ValueError("13")
        return [2 * number for number in numbers]


async def test_what_comes_while_something_is_handed_on_goes_together() -> None:
    door = Door()
    gathering = Gathering(door, most=5)
    first = asyncio.create_task(gathering([1]))
    await door.busy.wait()
    asked = [asyncio.create_task(gathering(numbers)) for numbers in ([2, 3], [], [4], [5, 6, 7], [8], [9])]
    await asyncio.sleep(0)
    door.open.set()
    assert await asyncio.gather(first, *asked) == [[2], [4, 6], [], [8], [10, 12, 14], [16], [18]]
    assert door.went == [[1], [2, 3, 4, 5, 6, 7], [8, 9]]
    assert await gathering([10]) == [20]  # what comes alone goes alone
    await gathering.finish()


async def test_what_is_wrong_with_one_is_nobody_elses_trouble() -> None:
    door = Door()
    door.open.set()
    gathering = Gathering(door, most=9)
    asked = [gathering(numbers) for numbers in ([1], [2, 3], [13, 4], [5])]
    first, second, wrong, last = await asyncio.gather(*asked, return_exceptions=True)
    assert (first, second, last) == ([2], [4, 6], [10])
    assert isinstance(wrong, ValueError)


async def test_a_database_that_fails_is_not_asked_again_for_each() -> None:
    door = Door()
    door.locked = True
    gathering = Gathering(door, most=9)
    door.open.set()
    asked = (gathering([number]) for number in range(3))
    assert all(isinstance(one, StorageError) for one in await asyncio.gather(*asked, return_exceptions=True))
    assert door.went == [[0, 1, 2]]


async def test_who_gives_up_takes_nobody_along() -> None:
    door = Door()
    gathering = Gathering(door, most=9)
    hasty = asyncio.create_task(gathering([1]))
    await door.busy.wait()
    patient = asyncio.create_task(gathering([2]))
    hasty.cancel()
    with pytest.raises(asyncio.CancelledError):
        await hasty
    finished = asyncio.create_task(gathering.finish())
    door.open.set()
    assert await patient == [4]
    await finished
    assert door.went == [[1], [2]]
