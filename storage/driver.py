"""SQLite's driver, with one visit to the connection's thread for a statement.

aiosqlite visits it four times (cursor, execute, fetch, close), and each visit costs more than what SQLite does there.
SQLAlchemy reads all rows at once anyway.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any, Self

import aiosqlite
from aiosqlite.core import _STOP_RUNNING_SENTINEL


def connect(database: str, **options: Any) -> Connection:
    """A connection to be awaited; `options` are those of `sqlite3.connect`."""
    return Connection(lambda: sqlite3.connect(database, **options), iter_chunk_size=64)


class Connection(aiosqlite.Connection):
    """aiosqlite's, with a cursor that visits its thread once."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # A connection somebody forgot to close must not keep the process from ending.
        self._thread.daemon = True
        self._begins = False

    def stop(self) -> None:
        """Ends the thread once it has done what it was asked. Nobody waits for that: a future for it might outlive the
        event loop it belongs to, when a connection fails while it is set up."""
        self._running = False
        self._tx.put_nowait((None, self._end))

    def _end(self) -> object:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        return _STOP_RUNNING_SENTINEL

    def cursor(self) -> Cursor:  # type: ignore[override]
        return Cursor(self)

    def begin_with_next(self) -> None:
        """Lets a reading transaction begin with its first statement: to begin one takes no lock and reads nothing, but
        would be a visit of its own."""
        self._begins = True

    async def commit(self) -> None:
        """Ends the transaction, if it has begun."""
        if self._began():
            await super().commit()

    async def rollback(self) -> None:
        """Undoes the transaction, if it has begun."""
        if self._began():
            await super().rollback()

    def _began(self) -> bool:
        begins, self._begins = self._begins, False
        return not begins

    async def visit(self, method: str, *arguments: Any) -> _Answer:
        """Runs a cursor's method in the connection's thread and brings everything back."""
        begin = "" if self._began() else "BEGIN"
        answer: _Answer = await self._execute(  # type: ignore[no-untyped-call]
            _answer, self._conn, begin, method, *arguments
        )
        return answer


class Cursor:
    """As much of a cursor as SQLAlchemy asks for; it holds an answer and nothing that needs closing."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._answer = _Answer()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def execute(self, operation: str, parameters: Any = ()) -> Self:
        self._answer = await self._connection.visit("execute", operation, parameters)
        return self

    async def executemany(self, operation: str, parameters: Iterable[Any]) -> Self:
        self._answer = await self._connection.visit("executemany", operation, parameters)
        return self

    async def fetchall(self) -> Sequence[Any]:
        return self._answer.rows

    async def close(self) -> None:
        """Keeps the answer: SQLAlchemy asks for the row count after this."""

    @property
    def description(self) -> Any:
        return self._answer.description

    @property
    def rowcount(self) -> int:
        return self._answer.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._answer.lastrowid


class _Answer:
    __slots__ = ("description", "lastrowid", "rowcount", "rows")

    def __init__(self, cursor: sqlite3.Cursor | None = None) -> None:
        self.description: Any = cursor.description if cursor else None
        self.rows: Sequence[Any] = cursor.fetchall() if cursor and cursor.description else ()
        # After the rows: a statement that returns some has changed them all only then.
        self.rowcount = cursor.rowcount if cursor else -1
        self.lastrowid = cursor.lastrowid if cursor else None


def _answer(connection: sqlite3.Connection, begin: str, method: str, *arguments: Any) -> _Answer:
    cursor = connection.cursor()
    try:
        if begin:
            cursor.execute(begin)
        getattr(cursor, method)(*arguments)
        return _Answer(cursor)
    finally:
        cursor.close()
