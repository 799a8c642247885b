"""What was made a moment ago and may be asked for again: in memory only, and for as long as it says."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """The last few things, each for some seconds. When its time is over a thing is gone, whether anybody asks or not:
    readers' words may be in it."""

    def __init__(self, *, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._kept: OrderedDict[K, tuple[V, asyncio.TimerHandle]] = OrderedDict()

    def get(self, key: K) -> V | None:
        """The thing, None if it is gone."""
        kept = self._kept.get(key)
        return kept[0] if kept else None

    def put(self, key: K, value: V) -> None:
        """Keeps it; the one kept longest goes where there are too many."""
        self._drop(key)
        while len(self._kept) >= self._most:
            self._drop(next(iter(self._kept)))
        self._kept[key] = value, asyncio.get_running_loop().call_later(self._seconds, self._drop, key)

    def clear(self) -> None:
        """Lets all of it go."""
        for key in tuple(self._kept):
            self._drop(key)

    def _drop(self, key: K) -> None:
        _, clock = self._kept.pop(key, (None, None))
        if clock is not None:
            clock.cancel()
