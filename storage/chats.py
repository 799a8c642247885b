"""The chats: what each has set. A chat that set nothing has no row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import chat_migration, chat_rows, chat_standing, query_filing, word_mutes
from storage.chat_export import exported
from storage.database import Database, insert
from storage.records import Address, Chat
from storage.schema import chats, feeds, mutes


class Chats:
    """What each chat has set, and its end: leaving, moving, being forgotten."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def get(self, address: Address) -> Chat:
        """What is kept of the chat; one of which nothing is kept has its defaults, and no id."""
        async with self._database.read() as connection:
            return await _chat(connection, address)

    async def set_language(self, address: Address, language: str | None) -> None:
        """None goes back to the reader's own."""
        await self._set(address, language=language)

    async def set_timezone(self, address: Address, timezone: str | None) -> None:
        """An IANA name; None goes back to the default."""
        await self._set(address, timezone=timezone)

    async def _set(self, address: Address, **values: str | None) -> None:
        async with self._database.write() as connection:
            if any(value is not None for value in values.values()):
                await chat_rows.find_or_make(connection, address)
            await connection.execute(update(chats).where(chat_rows.at(address)).values(values))

    async def mute(self, address: Address, feed_id: int) -> None:
        """Leaves the feed's articles out for this chat. Nothing happens for a feed that is gone."""
        async with self._database.write() as connection:
            if (await connection.execute(select(feeds.c.id).where(feeds.c.id == feed_id))).scalar() is None:
                return
            chat_pk = await chat_rows.find_or_make(connection, address)
            muted = insert(mutes).values(chat_pk=chat_pk, feed_id=feed_id)
            await connection.execute(muted.on_conflict_do_nothing())

    async def unmute(self, address: Address, feed_id: int) -> None:
        """Tells the chat of the feed's articles again."""
        async with self._database.write() as connection:
            chat_pk = await chat_rows.find(connection, address)
            await connection.execute(delete(mutes).where(mutes.c.chat_pk == chat_pk, mutes.c.feed_id == feed_id))

    async def block(self, chat_id: int) -> None:
        """Telegram refuses our messages to this chat: nothing more is scheduled, and what waits for it is given up."""
        async with self._database.write() as connection:
            await chat_standing.block(connection, chat_id, self._clock())

    async def revive(self, chat_id: int) -> None:
        """The reader is back. A digest whose hour passed meanwhile is due at once, one for all that were missed."""
        async with self._database.write() as connection:
            await chat_standing.revive(connection, chat_id)

    async def migrate(self, old_chat_id: int, new_chat_id: int) -> None:
        """A group became a supergroup: all that was kept for it, topics too, is kept for the new id. Repeatable."""
        async with self._database.write() as connection:
            await chat_migration.migrate(connection, old_chat_id, new_chat_id)

    async def export(self, address: Address) -> dict[str, Any]:
        """Everything kept about the chat, ready for JSON."""
        async with self._database.read() as connection:
            return await exported(connection, await _chat(connection, address))

    async def forget(self, address: Address) -> None:
        """Deletes everything kept about the chat, and what waits to be sent to it."""
        async with self._database.write() as connection:
            queries = await chat_rows.queries_of(connection, address)
            await connection.execute(delete(chats).where(chat_rows.at(address)))
            await query_filing.drop_unused(connection, queries)

    async def purge_idle(self) -> int:
        """Removes the chats of which nothing is kept any more; returns how many."""
        async with self._database.write() as connection:
            return await chat_rows.drop_idle(connection)


async def _chat(connection: AsyncConnection, address: Address) -> Chat:
    row = (await connection.execute(select(chats).where(chat_rows.at(address)))).one_or_none()
    if row is None:
        return Chat(address)
    muted = await chat_rows.muted_by(connection, [row.id])
    words = await word_mutes.muted_by(connection, [row.id])
    return Chat(address, row.id, row.language, row.timezone, row.blocked, muted[row.id], words[row.id])
