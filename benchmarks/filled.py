"""Databases as they are after years: many chats, a broadcast that waits, subscriptions by the million."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.answers import Reply, payload
from bot.html import Html
from storage import Storage, utc_now
from storage.columns import as_json, microseconds
from storage.outbox_rows import PRIORITY
from storage.records import Kind

TEXT = Html("<b>The harbour is closed tomorrow.</b>\n\n" + "Ships wait outside until the storm is over. " * 8)


def address(path: Path) -> str:
    """The database as `[storage] url` names it."""
    return f"sqlite+aiosqlite:///{path}"


async def empty(path: Path) -> None:
    """A database with its tables."""
    await (await Storage.open(address(path))).close()


def add_broadcast(path: Path, chats: int) -> None:
    """Chats 1, 2, … and for each of them a message that waits, a few hundred characters long."""
    said = as_json(payload(Reply(TEXT)))
    now = microseconds(utc_now())
    rows = ((Kind.BROADCAST, PRIORITY[Kind.BROADCAST], number, now, said) for number in range(1, chats + 1))
    with closing(sqlite3.connect(path)) as connection, connection:
        _add_chats(connection, range(1, chats + 1))
        connection.executemany(
            "INSERT INTO outbox (kind, priority, chat_pk, slot, part, state, attempts, doubts, created_at, payload)"
            " VALUES (?, ?, ?, 'broadcast:1', 1, 'queued', 0, 0, ?, ?)",
            rows,
        )


def add_subscriptions(path: Path, wanted: Iterable[tuple[str, str, datetime]], *, paused_every: int = 0) -> None:
    """A chat with a daily digest for each (time, zone, next moment); every so many-th is paused, if any."""
    columns = "chat_pk, time, timezone, weekdays, items, say_when_empty, after_id, next_due_at, paused"
    rows = [
        (number, time, zone, microseconds(due), bool(paused_every and number % paused_every == 0))
        for number, (time, zone, due) in enumerate(wanted, start=1)
    ]
    with closing(sqlite3.connect(path)) as connection, connection:
        _add_chats(connection, (number for number, *_ in rows))
        connection.executemany(
            f"INSERT INTO subscriptions ({columns}) VALUES (?, ?, ?, '[0,1,2,3,4,5,6]', 5, 1, 0, ?, ?)", rows
        )


def _add_chats(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    connection.executemany(
        "INSERT INTO chats (id, chat_id, thread_id, blocked) VALUES (?, ?, 0, 0)",
        ((number, number) for number in numbers),
    )
