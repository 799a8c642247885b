"""Who delivers: one process for a database, known by a lock that goes with it, however it ends."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage.errors import StorageError

_LOOK_EVERY = 1.0  # seconds


@asynccontextmanager
async def tending(database: str) -> AsyncIterator[None]:
    """Holds the lock within the block, once whoever holds it now lets go. `database` is the file's path.

    Raises StorageError where there can be no such file.
    """
    handle = _opened(database)
    try:
        while not _locked(handle):  # noqa: ASYNC110 - a lock tells nobody when it is let go
            await asyncio.sleep(_LOOK_EVERY)
        yield
    finally:
        os.close(handle)


def tended(database: str) -> bool:
    """Whether somebody holds the lock."""
    handle = _opened(database)
    try:
        return not _locked(handle)
    finally:
        os.close(handle)


def _opened(database: str) -> int:
    path = f"{database.removeprefix('file:').partition('?')[0]}-courier"
    try:
        return os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StorageError(
            f"No lock can be had beside the database: {path}: {error.strerror}: let the user this runs as write there."
        ) from error


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
