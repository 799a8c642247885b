"""Child processes for all that chews on strangers' bytes: it can be slow, huge or hang without the bot noticing.

The event loop only passes messages. A job that takes too long dies with its process, and the next job gets a new one;
the other processes go on. Each starts when a job finds no other free, and ends after a while with none, so that an
idle bot stays small.
"""

from __future__ import annotations

import asyncio
import os
import pickle
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from ingest.errors import BY_CODE, Timeout, Unreadable
from ingest.workers.child_process import ChildProcess
from ingest.workers.turns import Turns

P = ParamSpec("P")
T = TypeVar("T")

JOB_SECONDS = 20.0
IDLE_SECONDS = 60.0
_MOST_PROCESSES = 8
_MEMORY_EACH = 512 * 1024 * 1024  # bytes of the machine's: a process takes a quarter of it, a hostile page more


class Worker:
    """Runs module-level functions in child processes, one at a time in each. An async context manager.

    First come, first served; but jobs somebody waits for (`run_first`) go before those of a round of polling (`run`).
    """

    def __init__(
        self, *, seconds: float = JOB_SECONDS, idle_seconds: float = IDLE_SECONDS, processes: int | None = None
    ) -> None:
        """`seconds`: the time limit of one job; `idle_seconds`: how long a child waits for another job; `processes`:
        how many there may be at a time, as many as the machine has processors and memory for when not given."""
        self._seconds = seconds
        self._idle_seconds = idle_seconds
        self._turns = Turns(processes or most_processes())
        self._working: set[ChildProcess] = set()
        self._resting: list[tuple[ChildProcess, asyncio.TimerHandle]] = []
        self._farewells: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def pids(self) -> frozenset[int]:
        """The children's process ids."""
        children = [*self._working, *(child for child, _ in self._resting)]
        return frozenset(child.pid for child in children if child.pid is not None)

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`function(*args, **kwargs)`, run in a child. Arguments and result are pickled.

        Raises the IngestError the function raises; Timeout when it takes too long; Unreadable when it breaks or takes
        the process down with it.
        """
        return await self._result(self._turns.second(), function, args, kwargs)  # type: ignore[no-any-return]

    async def run_first(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As `run`, but before all that `run` was asked for and has not begun."""
        return await self._result(self._turns.first(), function, args, kwargs)  # type: ignore[no-any-return]

    async def _result(
        self, turn: AbstractAsyncContextManager[None], function: Callable[..., Any], args: Any, kwargs: Any
    ) -> Any:
        what = function.__name__
        async with turn:
            job = pickle.dumps((function, args, kwargs), pickle.HIGHEST_PROTOCOL)
            child = self._next_child()
            try:
                answer = await child.answer(job, seconds=self._seconds)
            except TimeoutError:
                await child.kill()
                raise Timeout(
                    f"{what}: it took over {self._seconds:g} s and was stopped; the source sends what can't be read"
                ) from None
            except (EOFError, OSError):
                await child.kill()
                raise Unreadable(f"{what}: the process reading it died; the source sends what can't be read") from None
            except BaseException:
                # Cancelled half-way: what is still to come belongs to nobody, so the next job must not read it.
                await child.kill()
                raise
            finally:
                self._working.discard(child)
            self._rest(child)
        succeeded, value = pickle.loads(answer)  # noqa: S301 - our own child wrote it
        if succeeded:
            return value
        code, message = value
        raise BY_CODE[code](message)

    async def close(self) -> None:
        """Ends the children, each after the job it is at."""
        async with self._turns.all():
            resting, self._resting = self._resting, []
            for child, clock in resting:
                clock.cancel()
                await child.kill()
        for task in tuple(self._farewells):
            await task

    def _next_child(self) -> ChildProcess:
        """The one that has rested least: the others may leave."""
        if self._resting:
            child, clock = self._resting.pop()
            clock.cancel()
        else:
            child = ChildProcess()
        self._working.add(child)
        return child

    def _rest(self, child: ChildProcess) -> None:
        clock = asyncio.get_running_loop().call_later(self._idle_seconds, self._retire, child)
        self._resting.append((child, clock))

    def _retire(self, child: ChildProcess) -> None:
        self._resting = [(other, clock) for other, clock in self._resting if other is not child]
        task = asyncio.create_task(child.kill())
        self._farewells.add(task)
        task.add_done_callback(self._farewells.discard)


def most_processes() -> int:
    """As many as there are processors for us to use, if the memory is enough for them."""
    affinity = getattr(os, "sched_getaffinity", None)  # not everywhere
    processors = len(affinity(0)) if affinity else os.cpu_count() or 1
    try:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError, AttributeError):
        memory = _MEMORY_EACH
    return max(1, min(processors, memory // _MEMORY_EACH, _MOST_PROCESSES))
