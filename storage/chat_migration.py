"""A group that becomes a supergroup gets a new id; what was kept for it moves along."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, Table, and_, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import chat_standing
from storage.schema import alert_manners, alerts, chats, gathered, mutes, outbox, saved, subscriptions, word_mutes

# What hangs on a chat, and by which columns two rows of one chat would be the same.
_HANGING: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (mutes, ("feed_id",)),
    (word_mutes, ("query",)),
    (subscriptions, ()),
    (alerts, ("query",)),
    (alert_manners, ()),
    (gathered, ("story_id",)),
    (saved, ("article_id",)),
    (outbox, ("kind", "slot", "part")),
)


async def migrate(connection: AsyncConnection, old_chat_id: int, new_chat_id: int) -> None:
    """Where the new chat has set something itself, that stands. Without rows of the old id nothing happens."""
    if old_chat_id == new_chat_id:
        return
    for old in (await connection.execute(select(chats).where(chats.c.chat_id == old_chat_id))).all():
        there = select(chats).where(chats.c.chat_id == new_chat_id, chats.c.thread_id == old.thread_id)
        new = (await connection.execute(there)).one_or_none()
        if new is None:
            await connection.execute(update(chats).where(chats.c.id == old.id).values(chat_id=new_chat_id))
        else:
            await _merge(connection, old, new)
    # Whoever tells of the move is in the new group.
    await chat_standing.revive(connection, new_chat_id)


async def _merge(connection: AsyncConnection, old: Row[Any], new: Row[Any]) -> None:
    for table, identity in _HANGING:
        twin = table.alias()
        same = and_(twin.c.chat_pk == new.id, *(twin.c[name] == table.c[name] for name in identity))
        unmatched = (table.c.chat_pk == old.id) & ~exists(select(twin.c.chat_pk).where(same))
        await connection.execute(update(table).where(unmatched).values(chat_pk=new.id))
    settings = {"language": new.language or old.language, "timezone": new.timezone or old.timezone}
    await connection.execute(update(chats).where(chats.c.id == new.id).values(settings))
    await connection.execute(delete(chats).where(chats.c.id == old.id))
