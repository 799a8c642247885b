"""Taking turns at something that serves a few at a time, with a queue for whoever is being waited for by somebody."""

from __future__ import annotations

from asyncio import CancelledError, Future, get_running_loop
from collections import deque
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager


class Turns:
    """A semaphore with two queues: all in the first come before any in the second. `async with turns.first():`"""

    def __init__(self, at_a_time: int = 1) -> None:
        """`at_a_time`: how many can have a turn."""
        self._at_a_time = self._free = at_a_time
        self._first: deque[Future[None]] = deque()
        self._second: deque[Future[None]] = deque()

    @asynccontextmanager
    async def first(self) -> AsyncIterator[None]:
        """A turn, before all who wait in the second queue."""
        await self._wait(self._first)
        try:
            yield
        finally:
            self._next()

    @asynccontextmanager
    async def second(self) -> AsyncIterator[None]:
        """A turn, once nobody waits in the first queue."""
        await self._wait(self._second)
        try:
            yield
        finally:
            self._next()

    @asynccontextmanager
    async def all(self) -> AsyncIterator[None]:
        """All turns at once, before all who wait in the second queue."""
        async with AsyncExitStack() as stack:
            for _ in range(self._at_a_time):
                await stack.enter_async_context(self.first())
            yield

    async def _wait(self, queue: deque[Future[None]]) -> None:
        if self._free:
            self._free -= 1
            return
        turn: Future[None] = get_running_loop().create_future()
        queue.append(turn)
        try:
            await turn
        except CancelledError:
            # The turn came in the very moment the wait was called off: it is the next one's.
            if turn.done() and not turn.cancelled():
                self._next()
            raise

    def _next(self) -> None:
        """Hands the turn over without letting go of it, so that nobody who comes now gets in between."""
        for queue in (self._first, self._second):
            while queue:
                turn = queue.popleft()
                if not turn.done():
                    turn.set_result(None)
                    return
        self._free += 1
