"""Whether a chat wants us: one that does not keeps its wishes, and they wait until it comes back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import outbox_rows
from storage.records import State
from storage.schema import chats, gathered, outbox, subscriptions


async def block(connection: AsyncConnection, chat_id: int, now: datetime) -> None:
    """Telegram refuses our messages there: digests pause, and what waits to be sent is given up."""
    given_up = {"state": State.FAILED, "reason": "blocked", "payload": {}, "finished_at": now}
    theirs = await _set(connection, chat_id, wanted=False)
    waiting = outbox.c.chat_pk.in_(theirs) & (outbox.c.state == State.QUEUED)
    await connection.execute(update(outbox).where(waiting).values(given_up))
    await connection.execute(delete(gathered).where(gathered.c.chat_pk.in_(theirs), gathered.c.due_at.is_not(None)))
    await outbox_rows.drop_answered(connection, outbox.c.chat_pk.in_(theirs))


async def revive(connection: AsyncConnection, chat_id: int) -> None:
    """It is back: digests go on."""
    await _set(connection, chat_id, wanted=True)


async def _set(connection: AsyncConnection, chat_id: int, *, wanted: bool) -> list[int]:
    """The rows of that chat, a forum's topics too."""
    found = await connection.execute(select(chats.c.id).where(chats.c.chat_id == chat_id))
    theirs = list(found.scalars())
    await connection.execute(update(chats).where(chats.c.id.in_(theirs)).values(blocked=not wanted))
    await connection.execute(update(subscriptions).where(subscriptions.c.chat_pk.in_(theirs)).values(paused=not wanted))
    return theirs
