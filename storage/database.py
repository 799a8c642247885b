"""One database: its engines, its transactions. What is SQLite's own about a connection is set up here."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, event, make_url
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage import vocabulary
from storage.driver import connect
from storage.errors import BadUrl, DatabaseReadOnly, StorageError, translated

__all__ = ["BUSY_SECONDS", "Database", "insert"]

BUSY_SECONDS = 10.0
"""How long a writer waits for another process to finish; `?timeout=` in the address says otherwise."""

_READERS = 3
_QUEUE_SECONDS = 60.0
_WAL_ATTEMPTS = 10


class Database:
    """One writer and a few readers on one SQLite file.

    A writer that began as a reader can't wait for its turn (SQLite answers 'locked' at once), so every writing
    transaction starts with BEGIN IMMEDIATE, on the one connection kept for it; readers go on beside it (WAL).
    """

    def __init__(self, url: str) -> None:
        self.url = _parsed(url)
        self.path = self.url.database or ""
        """The file, or a 'file:' URI."""
        self._writer = _engine(self.url, size=1, writes=True)
        self._readers = _engine(self.url, size=_READERS, writes=False)

    def prepare(self) -> None:
        """Makes the parent folder and the file, for their owner's eyes only: they tell who reads what."""
        if self.path.startswith("file:"):
            return
        path = Path(self.path)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not path.exists():
                os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        except PermissionError as error:
            raise DatabaseReadOnly(
                f"The database can't be made: {path}: let the user this runs as write there, or set [storage] url."
            ) from error
        except OSError as error:
            raise StorageError(
                f"The database can't be made: {path}: {error.strerror}: set [storage] url to another place."
            ) from error

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that may write: committed at the block's end, undone by an exception."""
        with translated(self.path):
            async with self._writer.begin() as connection:
                yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees one state of the database throughout."""
        with translated(self.path):
            async with self._readers.begin() as connection:
                yield connection

    async def close(self) -> None:
        """Ends all connections."""
        await self._readers.dispose()
        await self._writer.dispose()


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadUrl(
            "The database's address can't be read: [storage] url: write it as sqlite+aiosqlite:///path/to/file.db."
        ) from error
    if parsed.drivername == "sqlite":
        parsed = parsed.set(drivername="sqlite+aiosqlite")
    shown = parsed.render_as_string(hide_password=True)
    if parsed.drivername != "sqlite+aiosqlite":
        raise BadUrl(f"This kind of database isn't supported: {shown}: use sqlite+aiosqlite:///path/to/file.db.")
    if not parsed.database or ":memory:" in parsed.database or parsed.query.get("mode") == "memory":
        raise BadUrl(f"The database needs a file: {shown}: use sqlite+aiosqlite:///path/to/file.db.")
    return parsed


def _engine(url: URL, *, size: int, writes: bool) -> AsyncEngine:
    connect_args: dict[str, Any] = {"async_creator_fn": connect}
    if "timeout" not in url.query:
        connect_args["timeout"] = BUSY_SECONDS
    engine = create_async_engine(
        url,
        pool_size=size,
        max_overflow=0,
        pool_timeout=_QUEUE_SECONDS,
        pool_reset_on_return=None,  # every transaction has ended by then: one more rollback is a visit to the thread
        connect_args=connect_args,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        try:
            _set_up(connection, writes=writes)
        except BaseException:
            # SQLAlchemy would leave that to a task of its own, which the event loop may not live to see.
            connection.close()
            raise

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Any) -> None:
        if writes:
            try:
                cursor = connection.connection.cursor()
                cursor.execute("BEGIN IMMEDIATE")
                cursor.close()
            except BaseException:
                # Whoever is cancelled here has no transaction yet to undo, while the thread begins it all the same.
                connection.connection.rollback()
                raise
        else:
            connection.connection.driver_connection.begin_with_next()

    @event.listens_for(engine.sync_engine, "rollback")
    def forget(connection: Any) -> None:
        connection.info.pop(vocabulary.REMEMBERED, None)

    return engine


def _set_up(connection: Any, *, writes: bool) -> None:
    # Transactions are begun by us: the driver's own way begins them too late, and never IMMEDIATE.
    connection.isolation_level = None
    cursor = connection.cursor()
    if writes:
        _write_ahead(cursor)
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    # What a reader had forgotten is overwritten, wherever that costs no extra writing.
    cursor.execute("PRAGMA secure_delete = FAST")
    if not writes:
        cursor.execute("PRAGMA query_only = ON")
    cursor.close()


def _write_ahead(cursor: Any) -> None:
    """Turns the write-ahead log on, for all time.

    SQLite waits for no one here: of two processes that open a new database, one is told that it is locked. It does
    wait to begin a transaction, so that is how the other's end is waited for.
    """
    for attempts_left in reversed(range(_WAL_ATTEMPTS)):
        cursor.execute("PRAGMA journal_mode")
        if cursor.fetchone()[0] == "wal":
            return
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if not attempts_left:
                raise
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("ROLLBACK")
