"""What waits to be sent, and what became of it: queued → sending → sent | failed | uncertain."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, case, cast, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import chat_rows, marks, outbox_rows, stories
from storage.broadcasts import NEEDED
from storage.database import Database
from storage.identity import listed
from storage.marks import Mark
from storage.outbox_rows import FINAL, PRIORITY
from storage.records import Address, Backlog, Kind, Message, State
from storage.schema import chats, outbox
from storage.tending import tended, tending

LONGEST_WAIT = timedelta(minutes=10)
"""No message waits longer for its next attempt: one that seems to was put back before the clock was."""

_QUEUED = outbox.c.state == State.QUEUED
_LOOKED_AT = outbox.c.state.in_((State.QUEUED, State.SENDING, State.FAILED, State.UNCERTAIN))
_PURGED_AT_ONCE = 5_000


class Outbox:
    """The queue of messages, and a trace of those that left it.

    The trace keeps a thing from being said twice. A reply leaves none: it would tell what somebody read.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def enqueue(self, kind: Kind, address: Address, slot: str, payloads: Sequence[Mapping[str, Any]]) -> int:
        """Queues parts 1, 2, … of one thing to say; returns how many are new.

        `slot` names the thing, so that saying it again does nothing. A blocked chat gets replies only: whoever is to
        be answered has just written.
        """
        if not payloads:
            return 0
        async with self._database.write() as connection:
            chat_pk = await chat_rows.find_or_make(connection, address)
            blocked = (await connection.execute(select(chats.c.blocked).where(chats.c.id == chat_pk))).scalar_one()
            if blocked and kind is not Kind.REPLY:
                return 0
            return await outbox_rows.put(connection, kind, chat_pk, slot, payloads, created_at=self._clock())

    def tending(self) -> AbstractAsyncContextManager[None]:
        """Waits until no other process delivers from this database, and keeps others from it within the block.

        So whatever is 'sending' when the block begins was left by one that died.
        """
        return tending(self._database.path)

    def tended(self) -> bool:
        """Whether some process delivers from this database right now."""
        return tended(self._database.path)

    async def ready(self, kind: Kind, now: datetime, *, limit: int, busy: Collection[int] = ()) -> tuple[Message, ...]:
        """The messages of that kind to send next, the oldest first, one a chat and none for the chats in `busy`.

        They are still queued: mark each as `Begun` before it is sent. Only those whose time has come and whose
        earlier parts have met their fate.
        """
        query = (
            outbox_rows.SELECT.where(_QUEUED, outbox.c.priority == PRIORITY[kind], _may_go(outbox.c.not_before, now))
            .where(*_turn_has_come(now), outbox.c.chat_pk.not_in(listed("busy")))
            .order_by(outbox.c.id)
            .limit(limit)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query, {"busy": list(busy)})).all()
        oldest = {row.chat_pk: row for row in reversed(rows)}
        return tuple(outbox_rows.message(row) for row in rows if oldest[row.chat_pk] is row)

    async def record(self, written: Iterable[Mark]) -> frozenset[int]:
        """Writes marks down for good, at most one a message; the ids of the messages whose sending may begin now."""
        async with self._database.write() as connection:
            return await marks.write(connection, written, self._clock())

    async def recover(self, *, resend: bool) -> int:
        """Settles what a dead process left 'sending', for who is `tending`; returns how many.

        Their fate is unknown: with `resend`, those not yet sent again for doubt are, the others become uncertain.
        """
        left = outbox.c.state == State.SENDING
        again = {"state": State.QUEUED, "not_before": None, "doubts": outbox.c.doubts + 1}
        gone = {"state": State.UNCERTAIN, "reason": "interrupted", "finished_at": self._clock()}
        count = 0
        async with self._database.write() as connection:
            if resend:
                first_doubt = left & (outbox.c.doubts == 0)
                count += (await connection.execute(update(outbox).where(first_doubt).values(again))).rowcount
            given_up = await connection.execute(update(outbox).where(left).values(gone).returning(outbox.c.chat_pk))
            chat_pks = given_up.scalars().all()
            await outbox_rows.drop_answered(connection, outbox.c.chat_pk.in_(chat_pks))
        return count + len(chat_pks)

    async def next_at(self, now: datetime) -> datetime | None:
        """When the next of those will be ready that only wait for their moment; None when none does."""
        soonest = select(func.min(outbox.c.not_before)).where(_QUEUED, outbox.c.not_before > now)
        async with self._database.read() as connection:
            moment: datetime | None = (await connection.execute(soonest)).scalar()
        return moment

    async def queued(self, kind: Kind) -> int:
        """How many messages of that kind wait."""
        query = select(func.count()).where(_QUEUED, outbox.c.priority == PRIORITY[kind])
        async with self._database.read() as connection:
            return (await connection.execute(query)).scalar_one()

    async def backlog(self) -> tuple[Backlog, ...]:
        """What is in the outbox and wasn't sent, by kind and state."""
        columns = (outbox.c.kind, outbox.c.state)
        put_off = (outbox.c.state == State.QUEUED) & outbox.c.not_before.is_not(None)
        since = case((put_off, outbox.c.not_before), else_=outbox.c.created_at)
        waiting_since = func.min(case((~put_off | (outbox.c.not_before <= self._clock()), since)))
        query = select(*columns, func.count(), waiting_since).where(_LOOKED_AT).group_by(*columns)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(Backlog(Kind(kind), State(state), count, oldest) for kind, state, count, oldest in rows)

    async def counts(self) -> dict[State, int]:
        """How many messages are in each state; every state is there."""
        async with self._database.read() as connection:
            return await count_by_state(connection)

    async def purge(self, before: datetime) -> int:
        """Removes messages that met their fate before then, but for those of a broadcast that isn't done; how many.

        By slices, between which others may write. That a story was told stays as long as it goes on.
        """
        is_story = (outbox.c.kind == Kind.ALERT) & outbox.c.slot.startswith("story:")
        story_id = case((is_story, cast(func.substr(outbox.c.slot, len("story:") + 1), Integer)))
        over = ~stories.goes_on(story_id, before)
        old = select(outbox.c.id).where(outbox.c.finished_at < before, ~NEEDED, over).limit(_PURGED_AT_ONCE)
        purged = 0
        while True:
            async with self._database.write() as connection:
                gone = (await connection.execute(delete(outbox).where(outbox.c.id.in_(old)))).rowcount
            purged += gone
            if gone < _PURGED_AT_ONCE:
                return purged


async def count_by_state(connection: AsyncConnection) -> dict[State, int]:
    """Every state is there."""
    rows = await connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
    return dict.fromkeys(State, 0) | {State(state): count for state, count in rows}


def _may_go(not_before: ColumnElement[datetime | None], now: datetime) -> ColumnElement[bool]:
    return or_(not_before.is_(None), not_before <= now, not_before > now + LONGEST_WAIT)


def _turn_has_come(now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Nothing older of its kind can go to the row's chat, and no part before it has its fate still to come."""
    older, earlier = outbox.alias(), outbox.alias()
    not_first = exists().where(
        older.c.chat_pk == outbox.c.chat_pk,
        older.c.state == State.QUEUED,
        older.c.priority == outbox.c.priority,
        older.c.id < outbox.c.id,
        _may_go(older.c.not_before, now),
        # A later part of something else, which can't go yet, holds up nothing.
        older.c.part == 1,
    )
    unfinished_part = exists().where(
        and_(
            earlier.c.kind == outbox.c.kind,
            earlier.c.chat_pk == outbox.c.chat_pk,
            earlier.c.slot == outbox.c.slot,
            earlier.c.part < outbox.c.part,
            earlier.c.state.not_in(FINAL),
        )
    )
    return ~not_first, ~unfinished_part
