"""Doing at one time what several ask for at the same time: what costs much for one costs little more for many."""

from __future__ import annotations

from asyncio import Future, Task, create_task, get_running_loop
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from storage.errors import StorageError

T = TypeVar("T")
R = TypeVar("R")


class Gathering(Generic[T, R]):
    """Hands things on, together with all that came while those before them were being handed on.

    Nothing waits for company: what comes alone goes alone. Who hands something on waits for what comes of it, so that
    no more can be waiting than there are who ask.
    """

    def __init__(self, hand_on: Callable[[Sequence[T]], Awaitable[Sequence[R]]], *, most: int) -> None:
        """`hand_on` gives a result for each, in order; `most` things are enough for one time."""
        self._hand_on = hand_on
        self._most = most
        self._waiting: deque[tuple[Sequence[T], Future[Sequence[R]]]] = deque()
        self._work: Task[None] | None = None

    async def __call__(self, things: Sequence[T]) -> Sequence[R]:
        """What came of each of these, which go together. Raises what `hand_on` raises for them alone."""
        if not things:
            return []
        result: Future[Sequence[R]] = get_running_loop().create_future()
        self._waiting.append((things, result))
        if self._work is None:
            self._work = create_task(self._empty())
        return await result

    async def finish(self) -> None:
        """Returns when all that was asked for is done."""
        if self._work is not None:
            await self._work

    async def _empty(self) -> None:
        try:
            while self._waiting:
                together = [self._waiting.popleft()]
                while self._waiting and sum(len(things) for things, _ in together) < self._most:
                    together.append(self._waiting.popleft())
                await self._do(together)
        finally:
            self._work = None

    async def _do(self, together: Sequence[tuple[Sequence[T], Future[Sequence[R]]]]) -> None:
        try:
            results = await self._hand_on([thing for things, _ in together for thing in things])
        except Exception as error:
            if len(together) == 1 or isinstance(error, StorageError):
                for _, result in together:
                    if not result.done():
                        result.set_exception(error)
            else:  # one of them is at fault, and only that one shall fail
                for one in together:
                    await self._do([one])
            return
        start = 0
        for things, result in together:
            if not result.done():  # else whoever asked has gone
                result.set_result(results[start : start + len(things)])
            start += len(things)
