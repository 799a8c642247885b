"""Alerts that come gathered: what waits, whose moment has come, and handing it over exactly once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select, update

from storage import chat_rows, outbox_rows, stories
from storage.database import Database, insert
from storage.records import Address, Gathering, Kind, Manner, Pace
from storage.schema import alert_manners, chats, gathered

TOGETHER = 10
"""Stories in a message."""

_MOST = 50
"""Stories handed over at a time; what is beyond that comes with the next round."""

_WAITS = gathered.c.due_at.is_not(None)


class Gatherings:
    """How each chat hears of what it follows, and what is gathered for those that don't hear at once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def manner(self, address: Address) -> Manner:
        """How the chat hears."""
        query = select(alert_manners).join_from(alert_manners, chats).where(chat_rows.at(address))
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return Manner() if row is None else Manner(Pace(row.pace), row.quiet_from, row.quiet_to)

    async def set_manner(self, address: Address, manner: Manner) -> None:
        """From now on. Who is told by digests only isn't told what is gathered."""
        values = {"pace": manner.pace, "quiet_from": manner.quiet_from, "quiet_to": manner.quiet_to}
        async with self._database.write() as connection:
            chat_pk = await chat_rows.find_or_make(connection, address)
            if manner == Manner():
                await connection.execute(delete(alert_manners).where(alert_manners.c.chat_pk == chat_pk))
            else:
                new = insert(alert_manners).values(chat_pk=chat_pk, **values)
                await connection.execute(new.on_conflict_do_update(index_elements=["chat_pk"], set_=values))
            if manner.pace is Pace.DIGEST:
                await connection.execute(delete(gathered).where(gathered.c.chat_pk == chat_pk, _WAITS))

    async def due(self, now: datetime, *, limit: int) -> tuple[Gathering, ...]:
        """The chats with something gathered whose moment has come, those that wait longest first."""
        query = (
            select(
                gathered.c.chat_pk,
                chats.c.timezone,
                func.coalesce(alert_manners.c.pace, Pace.AT_ONCE).label("pace"),
                alert_manners.c.quiet_from,
                alert_manners.c.quiet_to,
            )
            .join_from(gathered, chats)
            .outerjoin(alert_manners, alert_manners.c.chat_pk == chats.c.id)
            .where(_WAITS, gathered.c.due_at <= now)
            .group_by(gathered.c.chat_pk)
            .order_by(func.min(gathered.c.due_at))
            .limit(limit)
        )
        async with self._database.read() as connection:
            return tuple(
                Gathering(row.chat_pk, row.timezone, Manner(Pace(row.pace), row.quiet_from, row.quiet_to))
                for row in await connection.execute(query)
            )

    async def put_off(self, chat_pk: int, until: datetime) -> None:
        """Has all that is gathered for the chat wait until then."""
        later = update(gathered).where(gathered.c.chat_pk == chat_pk, gathered.c.due_at < until)
        async with self._database.write() as connection:
            await connection.execute(later.values(due_at=until))

    async def hand_over(self, chat_pk: int, now: datetime) -> int:
        """Queues what is due for the chat as one message, or several if it is much; returns how many stories.

        In one transaction, so that what was handed over isn't again, whoever else tries.
        """
        theirs = select(gathered.c.id, gathered.c.article_id).where(
            gathered.c.chat_pk == chat_pk, _WAITS, gathered.c.due_at <= now
        )
        async with self._database.write() as connection:
            rows = (await connection.execute(theirs.order_by(gathered.c.id).limit(_MOST))).all()
            if not rows:
                return 0
            ids = [row.article_id for row in rows]
            payloads = [{"article_ids": ids[start : start + TOGETHER]} for start in range(0, len(ids), TOGETHER)]
            slot = f"gathered:{rows[-1].id}"
            await outbox_rows.put(connection, Kind.ALERT, chat_pk, slot, payloads, created_at=now)
            told = update(gathered).where(gathered.c.id.in_([row.id for row in rows]))
            await connection.execute(told.values(due_at=None))
            return len(rows)

    async def purge(self, before: datetime) -> int:
        """Forgets what was told of stories nothing came in of since then; returns how much."""
        goes_on = stories.goes_on(gathered.c.story_id, before)
        old = delete(gathered).where(~_WAITS, gathered.c.created_at < before, ~goes_on)
        async with self._database.write() as connection:
            return (await connection.execute(old)).rowcount
