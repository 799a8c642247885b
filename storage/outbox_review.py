"""The outbox as the operator sees it: what waits, what failed and why; putting back, removing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Delete, Row, Select, Update, delete, select, union_all, update

from storage.broadcasts import NEEDED
from storage.chat_rows import address_of
from storage.database import Database
from storage.outbox_rows import SELECT, message
from storage.records import Address, Kind, Message, State
from storage.schema import chats, outbox

UNSENT = (State.QUEUED, State.SENDING, State.FAILED, State.UNCERTAIN)
"""All but 'sent': of those there may be a million, so no question here looks at them."""

ASIDE = (State.FAILED, State.UNCERTAIN)
"""What the bot has given up."""

_SLICE = 500
_SENDABLE = outbox.c.payload != {}
_ENTRY: Select[Any] = select(
    *(column for column in outbox.c if column.name != "payload"),
    _SENDABLE.label("sendable"),
    NEEDED.label("needed"),
    chats.c.chat_id,
    chats.c.thread_id,
    chats.c.blocked,
).join_from(outbox, chats)


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """An outbox row without what it says. One that isn't `sendable` has nothing left to send.

    `waits_to` is when it may go, None for now; `ended_at` when it met its fate.
    """

    id: int
    kind: Kind
    address: Address
    slot: str
    part: int
    state: State
    attempts: int
    reason: str | None
    created_at: datetime
    waits_to: datetime | None
    ended_at: datetime | None
    sendable: bool


class Refusal(StrEnum):
    """Why a message was not put back into the outbox, or not removed from it."""

    UNKNOWN = "unknown"
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    EMPTY = "empty"
    BLOCKED = "blocked"
    BROADCAST = "broadcast"


class OutboxReview:
    """For the operator's eyes; the sending itself never asks here.

    Anybody may change a message that is not being sent, in a transaction of his own: whoever sends takes it first.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def entries(
        self, states: Collection[State], kinds: Collection[Kind], *, limit: int
    ) -> tuple[OutboxEntry, ...]:
        """The newest messages of these states and kinds."""
        newest = union_all(*(_newest(state, kind, limit) for state in states for kind in kinds)).subquery()
        query = _ENTRY.where(outbox.c.id.in_(select(newest.c.id)))
        newest_first = query.order_by(outbox.c.created_at.desc(), outbox.c.id.desc()).limit(limit)
        async with self._database.read() as connection:
            return tuple(_entry(row) for row in await connection.execute(newest_first))

    async def get(self, message_id: int) -> Message | None:
        """One message with all it says."""
        async with self._database.read() as connection:
            row = (await connection.execute(SELECT.where(outbox.c.id == message_id))).one_or_none()
            return None if row is None else message(row)

    async def aside(self, kinds: Collection[Kind]) -> tuple[int, ...]:
        """The ids of all that was given up."""
        query = select(outbox.c.id).where(outbox.c.state.in_(ASIDE), outbox.c.kind.in_(kinds)).order_by(outbox.c.id)
        async with self._database.read() as connection:
            return tuple((await connection.execute(query)).scalars())

    async def retry(self, message_ids: Sequence[int]) -> dict[int, Refusal]:
        """Puts what was given up back into the queue, as if it had never been tried; what stays, and why."""
        waiting = {"state": State.QUEUED, "attempts": 0, "doubts": 0}
        anew = waiting | dict.fromkeys(("not_before", "reason", "finished_at"))
        return await self._change(message_ids, _not_again, update(outbox).values(anew))

    async def drop(self, message_ids: Sequence[int]) -> dict[int, Refusal]:
        """Removes messages that wait or were given up; what stays, and why."""
        return await self._change(message_ids, _not_to_drop, delete(outbox))

    async def _change(
        self,
        message_ids: Sequence[int],
        refusal: Callable[[Row[Any]], Refusal | None],
        change: Update | Delete,
    ) -> dict[int, Refusal]:
        """Changes those that aren't refused, some hundred at a time, so that others may write between."""
        refused: dict[int, Refusal] = {}
        for start in range(0, len(message_ids), _SLICE):
            some = message_ids[start : start + _SLICE]
            async with self._database.write() as connection:
                rows = {row.id: row for row in await connection.execute(_ENTRY.where(outbox.c.id.in_(some)))}
                for message_id in some:
                    why = refusal(rows[message_id]) if message_id in rows else Refusal.UNKNOWN
                    if why is not None:
                        refused[message_id] = why
                meant = outbox.c.id.in_([message_id for message_id in some if message_id not in refused])
                await connection.execute(change.where(meant))
        return refused


def _not_again(row: Row[Any]) -> Refusal | None:
    match State(row.state):
        case State.QUEUED:
            return Refusal.WAITING
        case State.SENDING:
            return Refusal.SENDING
        case State.SENT:
            return Refusal.SENT
    if row.blocked:
        return Refusal.BLOCKED
    return None if row.sendable else Refusal.EMPTY


def _not_to_drop(row: Row[Any]) -> Refusal | None:
    match State(row.state):
        case State.SENDING:
            return Refusal.SENDING
        case State.SENT:
            return Refusal.SENT
    return Refusal.BROADCAST if row.needed else None


def _newest(state: State, kind: Kind, limit: int) -> Select[tuple[int]]:
    there = (outbox.c.state == state) & (outbox.c.kind == kind)
    order = (outbox.c.created_at.desc(), outbox.c.id.desc())
    newest = select(outbox.c.id).where(there).order_by(*order).limit(limit).subquery()
    return select(newest.c.id)


def _entry(row: Row[Any]) -> OutboxEntry:
    return OutboxEntry(
        id=row.id,
        kind=Kind(row.kind),
        address=address_of(row.chat_id, row.thread_id),
        slot=row.slot,
        part=row.part,
        state=State(row.state),
        attempts=row.attempts,
        reason=row.reason,
        created_at=row.created_at,
        waits_to=row.not_before,
        ended_at=row.finished_at,
        sendable=row.sendable,
    )
