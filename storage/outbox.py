"""What waits to be sent, and what became of it: queued → sending → sent | failed | uncertain."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import chat_rows, outbox_rows
from storage.database import Database
from storage.outbox_rows import FINAL
from storage.records import Address, Kind, Message, State
from storage.schema import chats, outbox

_QUEUED = outbox.c.state == State.QUEUED


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

    async def claim(self, now: datetime) -> Message | None:
        """The message to send next, marked 'sending' for good before this returns; None when none can go.

        The most urgent, then the oldest, whose time has come, whose chat has nothing in flight, and whose earlier
        parts have met their fate.
        """
        async with self._database.write() as connection:
            message_id = (await connection.execute(_next_id(now))).scalar()
            if message_id is None:
                return None
            sending = {"state": State.SENDING, "attempts": outbox.c.attempts + 1, "claimed_at": now}
            await connection.execute(update(outbox).where(outbox.c.id == message_id).values(sending))
            row = (await connection.execute(outbox_rows.SELECT.where(outbox.c.id == message_id))).one()
        return outbox_rows.message(row)

    async def release(self, message_id: int) -> None:
        """Puts a claimed message back as if it had never been claimed: its sending did not begin."""
        unclaimed = {"state": State.QUEUED, "attempts": outbox.c.attempts - 1, "claimed_at": None}
        claimed = (outbox.c.id == message_id) & (outbox.c.state == State.SENDING)
        async with self._database.write() as connection:
            await connection.execute(update(outbox).where(claimed).values(unclaimed))

    async def sent(self, message_id: int, telegram_message_id: int | None = None) -> None:
        """It went out; Telegram gave it this id."""
        await self._set(message_id, State.SENT, telegram_message_id=telegram_message_id, payload={}, reason=None)

    async def failed(self, message_id: int, *, reason: str) -> None:
        """Telegram refused it for good."""
        await self._set(message_id, State.FAILED, reason=reason, payload={})

    async def retry(self, message_id: int, *, not_before: datetime, reason: str) -> None:
        """It surely did not go out: back into the queue, as often as it takes."""
        await self._set(message_id, State.QUEUED, not_before=not_before, reason=reason)

    async def uncertain(self, message_id: int, *, reason: str, resend_at: datetime | None = None) -> State:
        """It may have gone out, or not. With `resend_at` it is sent once more, unless this was that time.

        Returns the state it is in now: QUEUED or UNCERTAIN.
        """
        async with self._database.write() as connection:
            if resend_at is not None:
                again = {
                    "state": State.QUEUED,
                    "not_before": resend_at,
                    "reason": reason,
                    "doubts": outbox.c.doubts + 1,
                }
                first_doubt = (outbox.c.id == message_id) & (outbox.c.doubts == 0)
                if (await connection.execute(update(outbox).where(first_doubt).values(again))).rowcount:
                    return State.QUEUED
            await _finish(connection, message_id, State.UNCERTAIN, self._clock(), reason=reason, payload={})
            return State.UNCERTAIN

    async def recover(self, *, resend: bool, claimed_before: datetime) -> int:
        """Settles what a dead process left 'sending'; returns how many.

        `claimed_before` tells the dead from the living: no send that is still under way may have begun earlier. The
        messages' fate is unknown: with `resend`, those not yet sent again for doubt are, the others become uncertain.
        """
        left = (outbox.c.state == State.SENDING) & (outbox.c.claimed_at < claimed_before)
        again = {"state": State.QUEUED, "not_before": None, "doubts": outbox.c.doubts + 1}
        gone = {"state": State.UNCERTAIN, "reason": "interrupted", "finished_at": self._clock(), "payload": {}}
        count = 0
        async with self._database.write() as connection:
            if resend:
                first_doubt = left & (outbox.c.doubts == 0)
                count += (await connection.execute(update(outbox).where(first_doubt).values(again))).rowcount
            given_up = await connection.execute(update(outbox).where(left).values(gone).returning(outbox.c.chat_pk))
            chat_pks = given_up.scalars().all()
            await outbox_rows.drop_answered(connection, outbox.c.chat_pk.in_(chat_pks))
        return count + len(chat_pks)

    async def next_at(self) -> datetime | None:
        """When `claim` will give the next message; a moment that has passed: now. None when none waits for a moment.

        What waits for a message in flight in its chat, or for an earlier part, gets its turn when that one is done.
        """
        timed = outbox.c.not_before.is_not(None)
        at_once = select(outbox.c.created_at).where(_QUEUED, ~timed, *_turn_has_come()).limit(1)
        soonest = select(func.min(outbox.c.not_before)).where(_QUEUED, timed, *_turn_has_come())
        async with self._database.read() as connection:
            ready: datetime | None = (await connection.execute(at_once)).scalar()
            return ready or (await connection.execute(soonest)).scalar()

    async def counts(self) -> dict[State, int]:
        """How many messages are in each state; every state is there."""
        async with self._database.read() as connection:
            return await count_by_state(connection)

    async def purge(self, before: datetime) -> int:
        """Removes messages that met their fate before then; returns how many."""
        old = outbox.c.state.in_(FINAL) & (outbox.c.finished_at < before)
        async with self._database.write() as connection:
            return (await connection.execute(delete(outbox).where(old))).rowcount

    async def _set(self, message_id: int, state: State, **values: Any) -> None:
        async with self._database.write() as connection:
            finished_at = self._clock() if state in FINAL else None
            await _finish(connection, message_id, state, finished_at, **values)


async def count_by_state(connection: AsyncConnection) -> dict[State, int]:
    """Every state is there."""
    rows = await connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
    return dict.fromkeys(State, 0) | {State(state): count for state, count in rows}


async def _finish(
    connection: AsyncConnection, message_id: int, state: State, finished_at: datetime | None, **values: Any
) -> None:
    change = update(outbox).where(outbox.c.id == message_id).values(state=state, finished_at=finished_at, **values)
    await connection.execute(change)
    if state in FINAL:
        await _drop_if_answered(connection, message_id)


async def _drop_if_answered(connection: AsyncConnection, message_id: int) -> None:
    """Removes the reply this message is a part of, once it is all done."""
    this_one = select(outbox.c.chat_pk, outbox.c.slot).where(outbox.c.id == message_id, outbox.c.kind == Kind.REPLY)
    reply = (await connection.execute(this_one)).one_or_none()
    if reply is not None:
        await outbox_rows.drop_answered(connection, (outbox.c.chat_pk == reply.chat_pk) & (outbox.c.slot == reply.slot))


def _next_id(now: datetime) -> Any:
    """Walks the queue's index in order and stops at the first row whose turn it is."""
    return (
        select(outbox.c.id)
        .where(_QUEUED)
        .where(or_(outbox.c.not_before.is_(None), outbox.c.not_before <= now))
        .where(*_turn_has_come())
        .order_by(outbox.c.priority, outbox.c.id)
        .limit(1)
    )


def _turn_has_come() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Nothing is in flight in the row's chat, and no part before it has its fate still to come."""
    other, earlier = outbox.alias(), outbox.alias()
    in_flight = exists().where(other.c.chat_pk == outbox.c.chat_pk, other.c.state == State.SENDING)
    unfinished_part = exists().where(
        and_(
            earlier.c.kind == outbox.c.kind,
            earlier.c.chat_pk == outbox.c.chat_pk,
            earlier.c.slot == outbox.c.slot,
            earlier.c.part < outbox.c.part,
            earlier.c.state.not_in(FINAL),
        )
    )
    return ~in_flight, ~unfinished_part
