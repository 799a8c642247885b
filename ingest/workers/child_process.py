"""One child process for what chews on strangers' bytes: started, asked, killed. What runs there is `child`."""

from __future__ import annotations

import asyncio
import contextlib
import os
import struct
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process

HEADER = struct.Struct(">Q")
START_SECONDS = 30.0
_PIPE = 1024 * 1024  # bytes read ahead: less would mean a stop and a start for every few articles


class ChildProcess:
    """Answers one job after the other. It starts with the first."""

    def __init__(self) -> None:
        self._process: Process | None = None

    @property
    def pid(self) -> int | None:
        """Its process id, None while there's none."""
        return self._process.pid if self._process else None

    async def answer(self, job: bytes, *, seconds: float) -> bytes:
        """What the child answers to a job; TimeoutError after so many seconds of it.

        EOFError or OSError when the child is gone. After any error it can only be killed: what is still to come from
        it belongs to nobody.
        """
        if self._process is None:
            await self._start()
        async with asyncio.timeout(seconds):
            return await self._exchange(job)

    async def _start(self) -> None:
        # Strangers' bytes are read there: no place for the bot's token.
        environment = {name: value for name, value in os.environ.items() if not name.upper().startswith("TELEGIST_")}
        environment |= {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        # Two threads of linear algebra would only take memory from one job at a time.
        environment.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", PYTHONUNBUFFERED="1")
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "ingest.workers.child"),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=environment,
            limit=_PIPE,
        )
        async with asyncio.timeout(START_SECONDS):
            await self._exchange(b"")

    async def _exchange(self, job: bytes) -> bytes:
        assert self._process is not None
        jobs, answers = self._process.stdin, self._process.stdout
        assert jobs is not None
        assert answers is not None
        jobs.write(HEADER.pack(len(job)) + job)
        await jobs.drain()
        (length,) = HEADER.unpack(await answers.readexactly(HEADER.size))
        return await answers.readexactly(length)

    async def kill(self) -> None:
        """Ends it, whatever it is doing."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()
        # The loop closes the pipes' transports one step after the process is gone.
        await asyncio.sleep(0)
