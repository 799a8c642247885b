"""A copy of the database while it is in use."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.database import BUSY_SECONDS, Database
from storage.errors import StorageError, translated


async def backup(database: Database, path: str | Path) -> None:
    """Writes a compact, consistent copy; nobody has to stop. StorageError if something is there already.

    VACUUM INTO reads one state of the database, as a reader does, so writers go on beside it.
    """
    target = Path(path)
    await asyncio.to_thread(_copy, database.path, target)


def _copy(source: str, target: Path) -> None:
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise StorageError(f"The backup would overwrite a file: {target}: name another, or move it away.") from error
    except OSError as error:
        raise StorageError(
            f"The backup can't be written: {target}: {error.strerror}: name a file in a folder you may write to."
        ) from error
    try:
        with translated(str(target)), closing(_connect(source)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _connect(source: str) -> sqlite3.Connection:
    return sqlite3.connect(source, timeout=BUSY_SECONDS, isolation_level=None, uri=source.startswith("file:"))
