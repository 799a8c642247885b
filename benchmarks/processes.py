"""A server that counts and a bot against it, each a process of its own, on cores of their own."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent
_TOKEN = "1234567:AAPlaygroundPlaygroundPlayground_00"
_TICKS = os.sysconf("SC_CLK_TCK")
BOTS_CORE, SERVERS_CORE = 0, 1
OURS = ("-m", "bot", "run")


class Server:
    """`strict_api.py` with these options."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"

    def counts(self) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.url}/counts") as answer:
            told: dict[str, Any] = json.load(answer)["result"]
            return told

    async def reached(self, chats: int) -> dict[str, Any]:
        """Waits until so many chats have got their message; its counts then."""
        while True:
            counts = await asyncio.to_thread(self.counts)
            if counts["chats"] >= chats:
                return counts
            await asyncio.sleep(0.2)


@asynccontextmanager
async def serving(*options: str) -> AsyncIterator[Server]:
    """One at work within the block."""
    script = str(_HERE / "strict_api.py")
    async with _process(SERVERS_CORE, script, *options, stdout=asyncio.subprocess.PIPE) as process:
        assert process.stdout is not None
        yield Server(int(await process.stdout.readline()))


@asynccontextmanager
async def running(server: Server, path: Path, *what: str, **keys: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A bot, `OURS` or another, within the block; then it is killed. Its log is written, and read by nobody."""
    environment = {
        "TELEGIST_TELEGRAM__TOKEN": _TOKEN,
        "TELEGIST_TELEGRAM__API_URL": server.url,
        "TELEGIST_STORAGE__URL": f"sqlite+aiosqlite:///{path}",
        **keys,
    }
    async with _process(BOTS_CORE, *what, stderr=asyncio.subprocess.DEVNULL, env=os.environ | environment) as process:
        yield process


@asynccontextmanager
async def _process(core: int, *arguments: str, **options: Any) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, *arguments),
        cwd=_HERE.parent,
        preexec_fn=partial(os.sched_setaffinity, 0, {core % (os.cpu_count() or 1)}),
        **options,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def processor_seconds(process: asyncio.subprocess.Process) -> float:
    """What it has used of its core so far, all its threads together."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
