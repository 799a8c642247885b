"""Messages as rows of the outbox: putting them in, reading them out, and leaving no trace of replies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, exists, literal, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.chat_rows import address_of, drop_idle
from storage.columns import Json, as_json
from storage.database import insert
from storage.records import Kind, Message, State
from storage.schema import chats, outbox

PRIORITY = {kind: number for number, kind in enumerate(Kind)}
"""`Kind` lists them in order of urgency."""

FINAL = (State.SENT, State.FAILED, State.UNCERTAIN)
"""The states a message never leaves."""

PUT = insert(outbox).on_conflict_do_nothing()
"""Takes `queued_row`s; one that is or was there already stays as it is."""

SELECT = select(outbox, chats.c.chat_id, chats.c.thread_id).join_from(outbox, chats)


async def put(
    connection: AsyncConnection,
    kind: Kind,
    chat_pk: int,
    slot: str,
    payloads: Sequence[Mapping[str, Any]],
    *,
    created_at: datetime,
) -> int:
    """Queues one message a payload, as parts 1, 2, …; a part that is or was there already stays as it is."""
    queued = 0
    for part, payload in enumerate(payloads, start=1):
        row = queued_row(kind, chat_pk, slot, part, as_json(payload), created_at)
        queued += (await connection.execute(PUT, row)).rowcount
    return queued


async def put_for_all(
    connection: AsyncConnection,
    kind: Kind,
    chat_pks: Iterable[int],
    slot: str,
    payload: Mapping[str, Any],
    *,
    created_at: datetime,
) -> None:
    """Queues one message for each of these chats that wasn't told this before."""
    said = as_json(payload)
    rows = [queued_row(kind, chat_pk, slot, 1, said, created_at) for chat_pk in chat_pks]
    if rows:
        await connection.execute(PUT, rows)


async def put_for_selected(
    connection: AsyncConnection,
    kind: Kind,
    chat_pks: Select[tuple[int]],
    slot: str,
    payload: Mapping[str, Any],
    *,
    created_at: datetime,
) -> int:
    """As `put_for_all`, for the chats a query finds, which never leave the database; returns how many were new."""
    chosen = chat_pks.subquery()
    row = queued_row(kind, 0, slot, 1, as_json(payload), created_at)
    values = {name: literal(value, outbox.c[name].type) for name, value in row.items()} | {"chat_pk": chosen.c.id}
    rows = select(*values.values()).where(true())  # SQLite would take ON CONFLICT for a join's ON
    return (await connection.execute(PUT.from_select(list(values), rows))).rowcount


def queued_row(kind: Kind, chat_pk: int, slot: str, part: int, payload: Json, created_at: datetime) -> dict[str, Any]:
    """The row of a message that begins to wait."""
    return {
        "kind": kind,
        "priority": PRIORITY[kind],
        "chat_pk": chat_pk,
        "slot": slot,
        "part": part,
        "payload": payload,
        "state": State.QUEUED,
        "attempts": 0,
        "doubts": 0,
        "created_at": created_at,
    }


def message(row: Row[Any]) -> Message:
    """A row of `SELECT` as a message."""
    return Message(
        id=row.id,
        kind=Kind(row.kind),
        address=address_of(row.chat_id, row.thread_id),
        chat_pk=row.chat_pk,
        slot=row.slot,
        part=row.part,
        payload=row.payload,
        state=State(row.state),
        attempts=row.attempts,
        created_at=row.created_at,
        doubts=row.doubts,
        not_before=row.not_before,
        reason=row.reason,
    )


async def drop_answered(connection: AsyncConnection, condition: ColumnElement[bool]) -> None:
    """Removes, of the rows that meet the condition, replies all parts of which have met their fate.

    Their slots tell what somebody read. A chat of which nothing else is kept goes with them.
    """
    part = outbox.alias()
    unfinished = exists().where(
        part.c.kind == outbox.c.kind,
        part.c.chat_pk == outbox.c.chat_pk,
        part.c.slot == outbox.c.slot,
        part.c.state.not_in(FINAL),
    )
    answered = delete(outbox).where(outbox.c.kind == Kind.REPLY, condition, ~unfinished).returning(outbox.c.chat_pk)
    chat_pks = set((await connection.execute(answered)).scalars())
    if chat_pks:
        await drop_idle(connection, chats.c.id.in_(chat_pks))
