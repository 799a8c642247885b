"""One child process for all that chews on strangers' bytes: it can be slow, huge or hang without the bot noticing.

The event loop only passes messages. A job that takes too long dies with its process, and the next job gets a new one.
The process starts with the first job and ends after a while with none, so that an idle bot stays small.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import struct
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from ingest.errors import BY_CODE, Timeout, Unreadable
from ingest.turns import Turns

P = ParamSpec("P")
T = TypeVar("T")

HEADER = struct.Struct(">Q")
JOB_SECONDS = 20.0
START_SECONDS = 30.0
IDLE_SECONDS = 60.0


class Worker:
    """Runs module-level functions in the child, one at a time. An async context manager.

    First come, first served; but jobs somebody waits for (`run_first`) go before those of a round of polling (`run`).
    """

    def __init__(self, *, seconds: float = JOB_SECONDS, idle_seconds: float = IDLE_SECONDS) -> None:
        """`seconds`: the time limit of one job; `idle_seconds`: how long the child waits for another job."""
        self._seconds = seconds
        self._idle_seconds = idle_seconds
        self._turns = Turns()
        self._child: Process | None = None
        self._idle: asyncio.TimerHandle | None = None
        self._farewells: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def pid(self) -> int | None:
        """The child's process id, None while there's none."""
        return self._child.pid if self._child else None

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`function(*args, **kwargs)`, run in the child. Arguments and result are pickled.

        Raises the IngestError the function raises; Timeout when it takes too long; Unreadable when it breaks or takes
        the process down with it.
        """
        job = pickle.dumps((function, args, kwargs), pickle.HIGHEST_PROTOCOL)
        return await self._result(self._turns.second(), function.__name__, job)  # type: ignore[no-any-return]

    async def run_first(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As `run`, but before all that `run` was asked for and has not begun."""
        job = pickle.dumps((function, args, kwargs), pickle.HIGHEST_PROTOCOL)
        return await self._result(self._turns.first(), function.__name__, job)  # type: ignore[no-any-return]

    async def _result(self, turn: AbstractAsyncContextManager[None], what: str, job: bytes) -> Any:
        async with turn:
            self._stop_clock()
            try:
                child = self._child or await self._start()
                async with asyncio.timeout(self._seconds):
                    answer = await _exchange(child, job)
            except TimeoutError:
                await self._kill()
                raise Timeout(
                    f"{what}: it took over {self._seconds:g} s and was stopped; the source sends what can't be read"
                ) from None
            except (EOFError, OSError):
                await self._kill()
                raise Unreadable(f"{what}: the process reading it died; the source sends what can't be read") from None
            except BaseException:
                # Cancelled half-way: what is still to come belongs to nobody, so the next job must not read it.
                await self._kill()
                raise
            finally:
                self._start_clock()
        succeeded, value = pickle.loads(answer)  # noqa: S301 - our own child wrote it
        if succeeded:
            return value
        code, message = value
        raise BY_CODE[code](message)

    async def close(self) -> None:
        """Ends the child."""
        self._stop_clock()
        async with self._turns.first():
            self._stop_clock()
            await self._kill()
        for task in tuple(self._farewells):
            await task

    async def _start(self) -> Process:
        # Strangers' bytes are read there: no place for the bot's token.
        environment = {name: value for name, value in os.environ.items() if not name.upper().startswith("TELEGIST_")}
        environment |= {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        # Two threads of linear algebra would only take memory from one job at a time.
        environment.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", PYTHONUNBUFFERED="1")
        self._child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "ingest.child", stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment
        )
        async with asyncio.timeout(START_SECONDS):
            await _exchange(self._child, b"")
        return self._child

    async def _kill(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        if child.stdin is not None:
            child.stdin.close()
        await child.wait()
        # The loop closes the pipes' transports one step after the process is gone.
        await asyncio.sleep(0)

    def _start_clock(self) -> None:
        self._stop_clock()
        self._idle = asyncio.get_running_loop().call_later(self._idle_seconds, self._retire)

    def _stop_clock(self) -> None:
        idle, self._idle = self._idle, None
        if idle is not None:
            idle.cancel()

    def _retire(self) -> None:
        task = asyncio.create_task(self._say_farewell())
        self._farewells.add(task)
        task.add_done_callback(self._farewells.discard)

    async def _say_farewell(self) -> None:
        if not self._turns.taken():
            async with self._turns.second():
                await self._kill()


async def _exchange(child: Process, job: bytes) -> bytes:
    """Sends `job` and gives back its answer. EOFError or OSError when the child is gone."""
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(HEADER.pack(len(job)) + job)
    await child.stdin.drain()
    (length,) = HEADER.unpack(await child.stdout.readexactly(HEADER.size))
    return await child.stdout.readexactly(length)
