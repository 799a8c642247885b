"""What systemd hears, over a real datagram socket."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from bot.notify import keep_watchdog_quiet, notify
from playground import Playground


class Manager:
    """The service manager's end: what was said to it, a message each."""

    def __init__(self, address: str | bytes) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(address)
        self._socket.setblocking(False)

    def heard(self) -> list[str]:
        said = []
        while True:
            try:
                said.append(self._socket.recv(4096).decode())
            except BlockingIOError:
                return said

    async def hears(self) -> str:
        return (await asyncio.get_running_loop().sock_recv(self._socket, 4096)).decode()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Manager]:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    listening = Manager(str(tmp_path / "notify"))
    yield listening
    listening.close()


@pytest.fixture
def short_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", "2000")
    monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()))


def test_several_things_are_said_in_one_message(manager: Manager) -> None:
    notify("READY=1", "STATUS=at work")
    assert manager.heard() == ["READY=1\nSTATUS=at work"]


@pytest.mark.skipif(sys.platform != "linux", reason="abstract sockets are Linux's")
def test_a_socket_without_a_file_is_reached_too(monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"telegist-{uuid4()}"
    monkeypatch.setenv("NOTIFY_SOCKET", "@" + name)
    listening = Manager(b"\0" + name.encode())
    notify("READY=1")
    assert listening.heard() == ["READY=1"]
    listening.close()


@pytest.mark.parametrize("address", ["", "nonsense", "/nowhere/notify"])
def test_without_systemd_nothing_happens(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    notify("READY=1")


@pytest.mark.usefixtures("short_watch")
async def test_the_watchdog_hears_of_a_bot_that_is_alive_and_not_of_one_that_is_not(manager: Manager) -> None:
    alive, asked = True, asyncio.Queue[None]()

    def look() -> bool:
        asked.put_nowait(None)
        return alive

    watching = asyncio.create_task(keep_watchdog_quiet(look))
    async with asyncio.timeout(5):
        assert [await manager.hears() for _ in range(3)] == ["WATCHDOG=1"] * 3
        alive, asked = False, asyncio.Queue[None]()
        manager.heard()
        for _ in range(3):
            await asked.get()
    assert manager.heard() == []
    watching.cancel()


@pytest.mark.parametrize(("name", "value"), [
    ("WATCHDOG_PID", "1"), ("WATCHDOG_USEC", ""), ("WATCHDOG_USEC", "soon"), ("WATCHDOG_USEC", "0"),
])  # fmt: skip
@pytest.mark.usefixtures("short_watch")
async def test_a_watchdog_that_watches_another_process_or_none_is_left_alone(
    manager: Manager, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    await keep_watchdog_quiet(lambda: True)
    assert manager.heard() == []


async def test_the_bot_says_when_it_is_ready_alive_and_stopping(
    playground: Playground, tmp_path: Path, manager: Manager
) -> None:
    environment = os.environ | {
        "TELEGIST_TELEGRAM__TOKEN": playground.token,
        "TELEGIST_TELEGRAM__API_URL": playground.url,
        "WATCHDOG_USEC": "100000",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"), cwd=tmp_path, env=environment, stderr=asyncio.subprocess.DEVNULL
    )
    async with asyncio.timeout(30):
        assert (await manager.hears()).splitlines()[0] == "READY=1"
        heard = ""
        while heard != "STATUS=at work as @telegist_demo_bot":
            heard = await manager.hears()
        while heard != "WATCHDOG=1":
            heard = await manager.hears()
        process.send_signal(signal.SIGTERM)
        while heard != "STOPPING=1":
            heard = await manager.hears()
        assert await process.wait() == 0
