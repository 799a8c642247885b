"""A disk without space, and a database somebody else holds: the bot says so, waits, and goes on by itself.

On a full disk of its own (tmpfs, which takes root to mount) SQLite meets ENOSPC. Without root the kernel is told that
no file of the process may grow (RLIMIT_FSIZE): another error number, and the same inability to write.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from playground import Playground
from tests.faults.bot_process import BotProcess, bot_process
from tests.faults.broadcast import Broadcast


@dataclass(frozen=True)
class Disk:
    """Where the database lies, and how to take away the space there from a bot, and give it back."""

    folder: Path
    fill: Callable[[BotProcess], None]
    free: Callable[[BotProcess], None]


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    if os.geteuid() != 0:
        pytest.skip("only root may mount a file system of 4 MB")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], capture_output=True, text=True)
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.strip()}")
    ballast = folder / "ballast"

    def fill(_: BotProcess) -> None:
        with ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                return

    try:
        yield Disk(folder, fill, lambda _: ballast.unlink())
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def no_file_may_grow(folder: Path) -> Iterator[Disk]:
    def limit(bot: BotProcess, size: int) -> None:
        with suppress(ProcessLookupError):  # one that ended took its limit with it
            resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    yield Disk(folder, lambda bot: limit(bot, 0), lambda bot: limit(bot, resource.RLIM_INFINITY))


@pytest.fixture(params=[small_disk, no_file_may_grow])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    with request.param(folder) as disk:
        yield disk


@pytest.mark.parametrize(
    ("messages", "times"),
    [pytest.param(60, 1, id="short"), pytest.param(3000, 20, id="whole", marks=pytest.mark.soak)],
)
async def test_a_full_disk_stops_the_sending_and_nothing_else(
    playground: Playground, disk: Disk, messages: int, times: int
) -> None:
    """It stops cleanly while the disk is full, and once there is space goes on, by itself or when started anew."""
    path = disk.folder / "test.db"
    broadcast = Broadcast(playground, path, messages)
    await broadcast.promise()
    ben, under_way = playground.reader("Ben"), set[int]()
    async with bot_process(playground, path) as bot:
        await bot.start()
        for time in range(1, 2 * times + 1):
            await broadcast.reach(time * messages // (2 * times + 2))
            bot.said = ""
            disk.fill(bot)
            await bot.says("nothing is sent that can't be written down")
            came = broadcast.arrived.total()
            assert (await ben.ask("/help")).text
            assert broadcast.arrived.total() == came
            if time % 2:
                disk.free(bot)
                continue
            assert await bot.stop() == 0
            disk.free(bot)
            under_way |= broadcast.under_way()
            await bot.start()
        await broadcast.settle()
        assert await bot.stop() == 0
    count = broadcast.count()
    print(f"\nfull {2 * times} times, {len(under_way)} under way when stopped: {count}")
    assert (count.sent, count.lost) == (messages, 0)
    assert count.doubled <= len(under_way)


async def test_a_database_somebody_holds_is_waited_for(playground: Playground, tmp_path: Path) -> None:
    """Longer than a writer's patience, which is a tenth of a second here."""
    path = tmp_path / "test.db"
    broadcast = Broadcast(playground, path, 60)
    await broadcast.promise()
    url = f"sqlite+aiosqlite:///{path}?timeout=0.1"
    async with bot_process(playground, path, TELEGIST_STORAGE__URL=url) as bot:
        await bot.start()
        await broadcast.reach(20)
        with closing(sqlite3.connect(path, timeout=60, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await bot.says("nothing is sent that can't be written down: The database is locked")
            came = broadcast.arrived.total()
            assert (await playground.reader("Ben").ask("/help")).text
            assert broadcast.arrived.total() == came
            other.execute("ROLLBACK")
        await broadcast.settle()
        assert await bot.stop() == 0
    count = broadcast.count()
    assert (count.sent, count.lost, count.doubled) == (60, 0, 0)
