"""What is written down of a message on its way: that its sending begins, and what became of it.

Marks of many messages are written in one transaction, so that a quick broadcast costs few of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, or_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import chat_migration, chat_standing, outbox_rows
from storage.records import Kind, Message, State
from storage.schema import outbox


@dataclass(frozen=True, slots=True)
class Begun:
    """Its sending begins. Without effect where it waits no more: it was given up, dropped or forgotten meanwhile."""

    message: Message


@dataclass(frozen=True, slots=True)
class PutBack:
    """It waits again, until `not_before`.

    `counted`: an attempt was made and failed, whereas to be told to wait is no failure. `doubted`: it may have gone out
    all the same, and is sent once more.
    """

    message: Message
    not_before: datetime | None
    reason: str | None
    counted: bool = True
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class Finished:
    """It met its fate: `state` is one of the final ones.

    With `kept` its words stay for the operator, who may have it sent again; what went out leaves none behind.
    """

    message: Message
    state: State
    reason: str | None = None
    telegram_message_id: int | None = None
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Unwelcome:
    """Its chat refuses our messages: nothing more is scheduled there, and what waits for it is given up."""

    message: Message


@dataclass(frozen=True, slots=True)
class Moved:
    """Its group became a supergroup with this id."""

    message: Message
    to: int


Mark = Begun | PutBack | Finished | Unwelcome | Moved

_ID = outbox.c.id == bindparam("of")
# Not as a list of states: one statement for many rows can't hold that.
_OPEN = (outbox.c.state == State.QUEUED) | (outbox.c.state == State.SENDING)
_PUT_BACK = (
    update(outbox)
    .where(_ID, _OPEN)
    .values(
        state=State.QUEUED,
        not_before=bindparam("until"),
        reason=bindparam("why"),
        attempts=outbox.c.attempts + bindparam("counted"),
        doubts=outbox.c.doubts + bindparam("doubted"),
    )
)
_FINISHED = (
    update(outbox)
    .where(_ID, _OPEN)
    .values(
        state=bindparam("fate"),
        reason=bindparam("why"),
        telegram_message_id=bindparam("number"),
        finished_at=bindparam("at"),
    )
)
_BLANKED = _FINISHED.values(payload={})


async def write(connection: AsyncConnection, marks: Iterable[Mark], now: datetime) -> frozenset[int]:
    """Writes them; of a message at most one that changes its state. The ids of those whose sending may begin."""
    begun: list[int] = []
    put_back: list[dict[str, object]] = []
    finished: list[Finished] = []
    for mark in marks:
        match mark:
            case Begun(message):
                begun.append(message.id)
            case PutBack():
                put_back.append(_row(mark))
            case Finished():
                finished.append(mark)
            case Unwelcome(message):
                await chat_standing.block(connection, message.address.chat_id, now)
            case Moved(message, to):
                await chat_migration.migrate(connection, message.address.chat_id, to)
    if put_back:
        await connection.execute(_PUT_BACK, put_back)
    await _finish(connection, finished, now)
    if not begun:
        return frozenset()
    waiting = (outbox.c.state == State.QUEUED) & outbox.c.id.in_(begun)
    sending = update(outbox).where(waiting).values(state=State.SENDING).returning(outbox.c.id)
    return frozenset((await connection.execute(sending)).scalars())


def _row(mark: PutBack) -> dict[str, object]:
    return {
        "of": mark.message.id,
        "until": mark.not_before,
        "why": mark.reason,
        "counted": int(mark.counted),
        "doubted": int(mark.doubted),
    }


async def _finish(connection: AsyncConnection, finished: Sequence[Finished], now: datetime) -> None:
    for statement, kept in ((_FINISHED, True), (_BLANKED, False)):
        rows = [
            {
                "of": mark.message.id,
                "fate": mark.state,
                "why": mark.reason,
                "number": mark.telegram_message_id,
                "at": now,
            }
            for mark in finished
            if mark.kept is kept
        ]
        if rows:
            await connection.execute(statement, rows)
    replies = {(mark.message.chat_pk, mark.message.slot) for mark in finished if mark.message.kind is Kind.REPLY}
    if replies:
        done = or_(*(and_(outbox.c.chat_pk == chat_pk, outbox.c.slot == slot) for chat_pk, slot in replies))
        await outbox_rows.drop_answered(connection, done)
