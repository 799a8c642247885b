"""An operator's messages to many chats: put into the outbox in slices, stopped, resumed, done."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Text,
    cast,
    delete,
    exists,
    func,
    literal,
    literal_column,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import outbox_rows
from storage.broadcast_records import Audience, Broadcast, Circle, Progress
from storage.database import Database, insert
from storage.records import Kind, State
from storage.schema import alerts, broadcasts, chats, outbox, subscriptions

_SLOT = "broadcast:"
# Spelt out, for SQLite must see that the index of broadcasts' rows holds them all.
_OF_BROADCASTS = outbox.c.kind == literal_column(f"'{Kind.BROADCAST}'")

NEEDED = _OF_BROADCASTS & outbox.c.slot.in_(
    select(literal(_SLOT) + cast(broadcasts.c.id, Text)).where(broadcasts.c.state != Progress.DONE)
)
"""The outbox rows that tell who got a broadcast which is not done: without them it would be sent there again."""


class Broadcasts:
    """The broadcasts there were. Of one that is done only its counts are left: not what it said, nor who got it."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def reach(self, audience: Audience) -> int:
        """How many chats and topics a broadcast to these would be sent to."""
        async with self._database.read() as connection:
            return await _reach(connection, audience)

    async def chat_ids(self, audience: Audience) -> tuple[int, ...]:
        """The Telegram ids of those chats, in order."""
        query = select(chats.c.chat_id).where(*_conditions(audience)).distinct().order_by(chats.c.chat_id)
        async with self._database.read() as connection:
            return tuple((await connection.execute(query)).scalars())

    async def begin(self, payload: Mapping[str, Any], audience: Audience) -> Broadcast:
        """From now on `advance` sends it out. `payload` is what the outbox gets."""
        async with self._database.write() as connection:
            new = {
                "payload": dict(payload),
                "audience": asdict(audience),
                "fingerprint": _fingerprint(payload, audience),
                "state": Progress.RUNNING,
                "cursor": 0,
                "total": await _reach(connection, audience),
                "counts": {},
                "created_at": self._clock(),
            }
            added = await connection.execute(insert(broadcasts).values(new).returning(broadcasts))
            return await _broadcast(connection, added.one())

    async def said_since(self, payload: Mapping[str, Any], audience: Audience, since: datetime) -> Broadcast | None:
        """The last broadcast of the same to the same that began then or later."""
        same = broadcasts.c.fingerprint == _fingerprint(payload, audience)
        query = select(broadcasts).where(same, broadcasts.c.created_at >= since).order_by(broadcasts.c.id.desc())
        async with self._database.read() as connection:
            row = (await connection.execute(query.limit(1))).one_or_none()
            return None if row is None else await _broadcast(connection, row)

    async def get(self, broadcast_id: int) -> Broadcast | None:
        """The broadcast of that number, with its counts as they are now."""
        async with self._database.read() as connection:
            query = select(broadcasts).where(broadcasts.c.id == broadcast_id)
            row = (await connection.execute(query)).one_or_none()
            return None if row is None else await _broadcast(connection, row)

    async def list(self, limit: int) -> tuple[Broadcast, ...]:
        """The last ones, newest first."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(broadcasts).order_by(broadcasts.c.id.desc()).limit(limit))
            return tuple([await _broadcast(connection, row) for row in rows.all()])

    async def keep_up(self, *, backlog: int, stopped_before: datetime) -> int:
        """Brings each one that runs on by a slice (see `advance`); returns how many messages are new in the outbox.

        One that was stopped before then is done: it can't be resumed any more.
        """
        query = select(broadcasts.c.id, broadcasts.c.state, broadcasts.c.ended_at)
        unfinished = query.where(broadcasts.c.state != Progress.DONE).order_by(broadcasts.c.id)
        async with self._database.read() as connection:
            rows = (await connection.execute(unfinished)).all()
        new = 0
        for row in rows:
            if row.state == Progress.RUNNING:
                new += await self.advance(row.id, backlog=backlog)
            else:
                await self._keep_stopped(row.id, stopped_before)
        return new

    async def advance(self, broadcast_id: int, *, backlog: int) -> int:
        """Puts the next chats into the outbox until `backlog` of its messages wait there; returns how many.

        One transaction, whoever else is at it. When all have met their fate it is done. One that doesn't run is left
        as it is.
        """
        async with self._database.write() as connection:
            row = await _row(connection, broadcast_id, Progress.RUNNING)
            if row is None:
                return 0
            waiting = await _waiting(connection, broadcast_id)
            room = backlog - waiting
            if room <= 0:
                return 0
            chat_pks = (await connection.execute(_untold(row).order_by(chats.c.id).limit(room))).scalars().all()
            if not chat_pks and not waiting:
                await _finish(connection, row, self._clock())
                return 0
            # Behind the last who is meant nobody is looked at again.
            upto = chat_pks[-1] if len(chat_pks) == room else await _last_chat(connection)
            moved = update(broadcasts).where(broadcasts.c.id == broadcast_id).values(cursor=upto)
            await connection.execute(moved)
            return await outbox_rows.put_for_selected(
                connection,
                Kind.BROADCAST,
                _untold(row).where(chats.c.id <= upto),
                _slot(broadcast_id),
                row.payload,
                created_at=self._clock(),
            )

    async def stop(self, broadcast_id: int) -> bool:
        """What waits is taken out of the outbox, so that `resume` goes on there; False for one that doesn't run."""
        stopped = {"state": Progress.STOPPED, "ended_at": self._clock()}
        async with self._database.write() as connection:
            if not await _change(connection, broadcast_id, Progress.RUNNING, stopped):
                return False
            await _withdraw(connection, broadcast_id, self._clock())
            return True

    async def resume(self, broadcast_id: int) -> bool:
        """Goes on with one that is stopped; False for another."""
        running = {"state": Progress.RUNNING, "ended_at": None}
        async with self._database.write() as connection:
            return await _change(connection, broadcast_id, Progress.STOPPED, running)

    async def _keep_stopped(self, broadcast_id: int, before: datetime) -> None:
        """Takes out what came back into the outbox: it was being sent when its broadcast was stopped."""
        async with self._database.write() as connection:
            row = await _row(connection, broadcast_id, Progress.STOPPED)
            if row is not None:
                await _withdraw(connection, broadcast_id, self._clock())
                if row.ended_at < before:
                    await _finish(connection, row, self._clock())


def _slot(broadcast_id: int) -> str:
    return f"{_SLOT}{broadcast_id}"


def _fingerprint(payload: Mapping[str, Any], audience: Audience) -> str:
    said = json.dumps([payload, asdict(audience)], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _conditions(audience: Audience) -> Sequence[ColumnElement[bool]]:
    """What holds for the rows of `chats` that are meant."""
    subscribed = exists().where(subscriptions.c.chat_pk == chats.c.id)
    follows = exists().where(alerts.c.chat_pk == chats.c.id)
    conditions: list[ColumnElement[bool]] = [
        chats.c.blocked.is_(False),
        (chats.c.thread_id == 0) | subscribed | follows,
    ]
    if audience.circle is not Circle.ALL:
        conditions.append(chats.c.chat_id > 0 if audience.circle is Circle.PRIVATE else chats.c.chat_id < 0)
    if audience.languages:
        spoken = chats.c.language.in_([one for one in audience.languages if one is not None])
        conditions.append(spoken | chats.c.language.is_(None) if None in audience.languages else spoken)
    if audience.chat_ids is not None:
        conditions.append(chats.c.chat_id.in_(audience.chat_ids))
    return conditions


def _untold(row: Row[Any]) -> Select[tuple[int]]:
    """The chats behind the broadcast's cursor that were not told yet."""
    told = exists().where(
        outbox.c.kind == Kind.BROADCAST, outbox.c.chat_pk == chats.c.id, outbox.c.slot == _slot(row.id)
    )
    return select(chats.c.id).where(*_conditions(_audience(row)), chats.c.id > row.cursor, ~told)


async def _reach(connection: AsyncConnection, audience: Audience) -> int:
    query = select(func.count()).select_from(chats).where(*_conditions(audience))
    return (await connection.execute(query)).scalar_one()


async def _last_chat(connection: AsyncConnection) -> int:
    return (await connection.execute(select(func.max(chats.c.id)))).scalar() or 0


async def _row(connection: AsyncConnection, broadcast_id: int, progress: Progress) -> Row[Any] | None:
    query = select(broadcasts).where(broadcasts.c.id == broadcast_id, broadcasts.c.state == progress)
    return (await connection.execute(query)).one_or_none()


async def _change(connection: AsyncConnection, broadcast_id: int, state: Progress, values: dict[str, Any]) -> bool:
    as_expected = (broadcasts.c.id == broadcast_id) & (broadcasts.c.state == state)
    return (await connection.execute(update(broadcasts).where(as_expected).values(values))).rowcount > 0


async def _withdraw(connection: AsyncConnection, broadcast_id: int, now: datetime) -> None:
    """Takes what waits out of the outbox and the cursor back to before it.

    What may have gone out once already would lose that mark, so it stays there as uncertain.
    """
    queued = _OF_BROADCASTS & (outbox.c.slot == _slot(broadcast_id)) & (outbox.c.state == State.QUEUED)
    doubtful = {"state": State.UNCERTAIN, "finished_at": now}
    await connection.execute(update(outbox).where(queued, outbox.c.doubts > 0).values(doubtful))
    chat_pks = (await connection.execute(delete(outbox).where(queued).returning(outbox.c.chat_pk))).scalars().all()
    if chat_pks:
        before = min(chat_pks) - 1
        further = (broadcasts.c.id == broadcast_id) & (broadcasts.c.cursor > before)
        await connection.execute(update(broadcasts).where(further).values(cursor=before))


async def _finish(connection: AsyncConnection, row: Row[Any], now: datetime) -> None:
    audience = _audience(row)
    if audience.chat_ids is not None:
        audience = replace(audience, chat_ids=())
    done = {
        "state": Progress.DONE,
        "payload": {},
        "audience": asdict(audience),
        "counts": await _counts(connection, row.id),
        "ended_at": row.ended_at or now,
    }
    await connection.execute(update(broadcasts).where(broadcasts.c.id == row.id).values(done))


async def _waiting(connection: AsyncConnection, broadcast_id: int) -> int:
    its = _OF_BROADCASTS & (outbox.c.slot == _slot(broadcast_id))
    query = select(func.count()).where(its, outbox.c.state.in_((State.QUEUED, State.SENDING)))
    return (await connection.execute(query)).scalar_one()


async def _counts(connection: AsyncConnection, broadcast_id: int) -> dict[State, int]:
    """How many of its messages are in each state; every state is there."""
    its = _OF_BROADCASTS & (outbox.c.slot == _slot(broadcast_id))
    rows = await connection.execute(select(outbox.c.state, func.count()).where(its).group_by(outbox.c.state))
    return dict.fromkeys(State, 0) | {State(state): count for state, count in rows}


def _audience(row: Row[Any]) -> Audience:
    kept = row.audience
    chat_ids = kept["chat_ids"]
    return Audience(Circle(kept["circle"]), tuple(kept["languages"]), None if chat_ids is None else tuple(chat_ids))


async def _broadcast(connection: AsyncConnection, row: Row[Any]) -> Broadcast:
    done = row.state == Progress.DONE
    counts = dict.fromkeys(State, 0) | row.counts if done else await _counts(connection, row.id)
    return Broadcast(
        id=row.id,
        audience=_audience(row),
        progress=Progress(row.state),
        total=row.total,
        waiting=0 if done else counts[State.QUEUED] + counts[State.SENDING],
        sent=counts[State.SENT],
        failed=counts[State.FAILED],
        uncertain=counts[State.UNCERTAIN],
        created_at=row.created_at,
        ended_at=row.ended_at,
    )
