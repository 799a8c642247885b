"""Telling systemd how the bot is (sd_notify(3)): started, stopping, still alive. Without systemd nothing is told."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import Callable

_log = logging.getLogger(__name__)


def notify(*said: str) -> None:
    """Tells the service manager, for example `notify("READY=1", "STATUS=at work")`; to tell it nothing is no error."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return
    if address.startswith("@"):
        address = "\0" + address[1:]  # Linux's abstract sockets, which have no file
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.setblocking(False)
            manager.sendto("\n".join(said).encode(), address)
    except OSError as error:
        _log.warning("the service manager was not told: %s", error.strerror)


async def keep_watchdog_quiet(alive: Callable[[], bool]) -> None:
    """Tells a watchdog, where one watches this process, that all is well, for as long as `alive` says so.

    An event loop that hangs tells nothing: the service manager then ends the process and starts it anew.
    """
    seconds = _watchdog_seconds()
    while seconds:
        if alive():
            notify("WATCHDOG=1")
        await asyncio.sleep(seconds / 2)


def _watchdog_seconds() -> float:
    """How long it may hear nothing; 0 where none watches, or it watches another process."""
    meant = os.environ.get("WATCHDOG_PID") or str(os.getpid())
    microseconds = os.environ.get("WATCHDOG_USEC", "")
    return int(microseconds) / 1e6 if microseconds.isdecimal() and meant == str(os.getpid()) else 0.0
