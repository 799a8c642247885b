"""The bot as a process of its own, which can be killed, and what it said."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playground import Playground

_ROOT = Path(__file__).parents[2]
_STARTING = 60.0  # seconds, on a machine that does other things too
_STOPPING = 10.0


class BotProcess:
    """`telegist run` on that playground, and on the database at `path`; `keys` are environment variables of its own."""

    def __init__(self, playground: Playground, path: Path, **keys: str) -> None:
        self._playground = playground
        self._environment = {
            **os.environ,
            "TELEGIST_TELEGRAM__TOKEN": playground.token,
            "TELEGIST_TELEGRAM__API_URL": playground.url,
            "TELEGIST_STORAGE__URL": f"sqlite+aiosqlite:///{path}",
            **keys,
        }
        self._process: asyncio.subprocess.Process | None = None
        self._listening: asyncio.Task[None] | None = None
        self.said = ""
        """Its log, through a pipe: a file of its own could not grow on a full disk."""

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def start(self) -> None:
        """Returns at once: what is waited for is what it does on the wire."""
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            env=self._environment,
            cwd=_ROOT,
            stderr=asyncio.subprocess.PIPE,
        )
        self._listening = asyncio.create_task(self._listen(self._process.stderr))

    async def start_polling(self) -> None:
        """Returns when it waits for updates."""
        await self._playground.wait_for(lambda: not self._playground.polled, timeout=_STARTING)
        await self.start()
        await self._playground.wait_for(lambda: self._playground.polled, timeout=_STARTING)

    async def kill(self) -> None:
        """kill -9."""
        assert self._process is not None
        self._process.kill()
        await self._ended()

    async def stop(self) -> int:
        """Asks it to stop, and gives it ten seconds; its exit code."""
        assert self._process is not None
        self._process.terminate()
        async with asyncio.timeout(_STOPPING):
            return await self._ended()

    async def says(self, words: str) -> None:
        """Waits until its log tells of this."""
        async with asyncio.timeout(_STARTING):
            while words not in self.said:
                await asyncio.sleep(0.01)

    async def _ended(self) -> int:
        assert self._process is not None
        assert self._listening is not None
        code = await self._process.wait()
        await self._listening
        return code

    async def _listen(self, pipe: asyncio.StreamReader | None) -> None:
        assert pipe is not None
        while line := await pipe.readline():
            self.said += line.decode()

    async def close(self) -> None:
        """Nothing of it stays behind, whatever the test came to."""
        if self._process is not None and self._process.returncode is None:
            await self.kill()


@asynccontextmanager
async def bot_process(playground: Playground, path: Path, **keys: str) -> AsyncIterator[BotProcess]:
    """One that is not started yet, and does not outlive the block."""
    process = BotProcess(playground, path, **keys)
    try:
        yield process
    finally:
        await process.close()
