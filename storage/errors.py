"""What storage raises. Each message reads 'what: which: what to do', for the operator."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class StorageError(Exception):
    """The base of all that storage raises on purpose."""


class BadUrl(StorageError):
    """The database's address can't be used."""


class DatabaseLocked(StorageError):
    """Another process has held the database for longer than the busy time-out."""


class DatabaseReadOnly(StorageError):
    """The database can be read, not written."""


class DatabaseNewer(StorageError):
    """The database was made by a newer version of this program, which may keep things we would spoil."""


class DatabaseBroken(StorageError):
    """The file is no database, is damaged, or belongs to another program."""


_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26


def from_sqlite(error: sqlite3.Error, where: str) -> StorageError | None:
    """The error an operator understands, or None for one that is a fault in our own SQL.

    SQLite's extended result codes carry the primary one in their low byte.
    """
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (_BUSY, _LOCKED):
        return DatabaseLocked(
            f"The database is locked: {where}: another process is writing to it; wait for it to finish, or stop it."
        )
    if code == _READONLY:
        return DatabaseReadOnly(
            f"The database is read-only: {where}: let the user this runs as write to the file and to its folder."
        )
    if code == _NOTADB:
        return DatabaseBroken(
            f"This is not a database: {where}: set [storage] url to another file, or move this one away."
        )
    if code == _CORRUPT:
        return DatabaseBroken(f"The database is damaged: {where}: stop the program and put a backup in its place.")
    if code == _FULL:
        return StorageError(f"The disk is full: {where}: free some space; nothing half-written was kept.")
    if code == _CANTOPEN:
        return StorageError(
            f"The database can't be opened: {where}: see that it is a file in a folder this user may read and write."
        )
    if code == _IOERR:
        return StorageError(f"The disk failed: {where}: {error}: look at the system's log.")
    return None


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Turns what the driver raises inside the block into our own errors."""
    try:
        yield
    except PoolTimeout as error:
        raise DatabaseLocked(
            f"The database is busy: {where}: too much waits for it; try again, or move it to a quicker disk."
        ) from error
    except (sqlite3.Error, DBAPIError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        ours = from_sqlite(cause, where) if isinstance(cause, sqlite3.Error) else None
        if ours is None:
            raise
        raise ours from error
