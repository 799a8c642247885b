"""What somebody types while they are typing: of all that waits to be answered, only the newest is."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

Work = Coroutine[Any, Any, Any]

_REST = 0.2  # seconds


class NewestOnly:
    """One work at a time for each person, so many a second at most; who brings another while one waits takes its place.

    A person is known by a number while something of theirs is at work and `rest` seconds longer; nothing is kept.
    """

    def __init__(self, hands: asyncio.Semaphore, *, rest: float = _REST) -> None:
        """`hands` bounds how many are at work at once."""
        self._hands = hands
        self._rest = rest
        self._waiting: dict[int, Work | None] = {}

    async def do(self, person: int, work: Work) -> None:
        """Does it, and what the person brings meanwhile; or leaves it to the call that is at work for them already."""
        if person in self._waiting:
            _drop(self._waiting[person])
            self._waiting[person] = work
            return
        self._waiting[person] = work
        try:
            while work_now := self._waiting[person]:
                self._waiting[person] = None
                async with self._hands:
                    await work_now
                await asyncio.sleep(self._rest)
        finally:
            _drop(self._waiting.pop(person))


def _drop(work: Work | None) -> None:
    if work is not None:
        work.close()
