"""The words chats follow: what of new articles they get word of at once."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select

from storage import chat_rows, query_filing
from storage.database import Database, insert
from storage.records import Address, Alert
from storage.schema import alerts, chats


class Alerts:
    """The alerts of all chats: followed, listed, given up."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, address: Address, query: str) -> Alert:
        """Follows these words; following them again gives the same alert."""
        async with self._database.write() as connection:
            chat_pk = await chat_rows.find_or_make(connection, address)
            await connection.execute(insert(alerts).values(chat_pk=chat_pk, query=query).on_conflict_do_nothing())
            found = select(alerts.c.id, alerts.c.query).where(alerts.c.chat_pk == chat_pk, alerts.c.query == query)
            alert_id, kept = (await connection.execute(found)).one()
            await query_filing.save(connection, kept)
            return Alert(alert_id, chat_pk, address, kept)

    async def list(self, address: Address) -> tuple[Alert, ...]:
        """The chat's alerts, the oldest first."""
        query = (
            select(alerts.c.id, alerts.c.chat_pk, alerts.c.query)
            .join_from(alerts, chats)
            .where(chat_rows.at(address))
            .order_by(alerts.c.id)
        )
        async with self._database.read() as connection:
            return tuple(
                Alert(alert_id, chat_pk, address, query) for alert_id, chat_pk, query in await connection.execute(query)
            )

    async def of_chats(self, chat_pks: Collection[int]) -> dict[int, tuple[Alert, ...]]:
        """What each of these chats follows, the oldest first."""
        query = (
            select(alerts.c.id, alerts.c.chat_pk, alerts.c.query, chats.c.chat_id, chats.c.thread_id)
            .join_from(alerts, chats)
            .where(alerts.c.chat_pk.in_(chat_pks))
            .order_by(alerts.c.id)
        )
        found: dict[int, tuple[Alert, ...]] = dict.fromkeys(chat_pks, ())
        async with self._database.read() as connection:
            for alert_id, chat_pk, text, chat_id, thread_id in await connection.execute(query):
                found[chat_pk] += (Alert(alert_id, chat_pk, chat_rows.address_of(chat_id, thread_id), text),)
        return found

    async def remove(self, address: Address, alert_id: int) -> bool:
        """False when the chat has no such alert."""
        theirs = select(chats.c.id).where(chat_rows.at(address)).scalar_subquery()
        async with self._database.write() as connection:
            theirs_alone = delete(alerts).where(alerts.c.id == alert_id, alerts.c.chat_pk == theirs)
            gone = (await connection.execute(theirs_alone.returning(alerts.c.query))).scalars().all()
            await query_filing.drop_unused(connection, gone)
            return bool(gone)
