"""The daily digests: who wants one, who is due, and handing one over exactly once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import chat_rows, outbox_rows
from storage.database import Database, insert
from storage.records import Address, Kind, Subscription
from storage.schema import chats, subscriptions

_SELECT = select(subscriptions, chats.c.chat_id, chats.c.thread_id, chats.c.language).join_from(subscriptions, chats)


class Subscriptions:
    """The digests chats have asked for, at most one a chat."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def get(self, address: Address) -> Subscription | None:
        """The chat's subscription, None without one."""
        async with self._database.read() as connection:
            found = await _read(connection, chat_rows.at(address), limit=1)
            return found[0] if found else None

    async def put(
        self,
        address: Address,
        *,
        time: str,
        timezone: str,
        weekdays: Collection[int],
        items: int,
        say_when_empty: bool,
        next_due_at: datetime,
        after_id: int | None = None,
    ) -> Subscription:
        """Subscribes, or changes the subscription there is.

        `after_id` None keeps the existing one's place, and has a new one begin with the oldest article.
        """
        wishes: dict[str, Any] = {
            "time": time,
            "timezone": timezone,
            "weekdays": sorted(weekdays),
            "items": items,
            "say_when_empty": say_when_empty,
            "next_due_at": next_due_at,
        }
        place = {} if after_id is None else {"after_id": after_id}
        async with self._database.write() as connection:
            chat_pk = await chat_rows.find_or_make(connection, address)
            new = insert(subscriptions).values({"chat_pk": chat_pk, "after_id": 0, **wishes, **place})
            await connection.execute(new.on_conflict_do_update(index_elements=["chat_pk"], set_={**wishes, **place}))
            return (await _read(connection, subscriptions.c.chat_pk == chat_pk, limit=1))[0]

    async def remove(self, address: Address) -> bool:
        """Ends the chat's subscription; False when it had none."""
        theirs = select(chats.c.id).where(chat_rows.at(address)).scalar_subquery()
        async with self._database.write() as connection:
            gone = await connection.execute(delete(subscriptions).where(subscriptions.c.chat_pk == theirs))
            return gone.rowcount > 0

    async def due(self, now: datetime, limit: int = 100) -> tuple[Subscription, ...]:
        """The digests whose hour has come, the longest waiting first; blocked chats wait for nothing."""
        async with self._database.read() as connection:
            ripe = (subscriptions.c.next_due_at <= now) & chats.c.blocked.is_(False)
            return await _read(connection, ripe, limit=limit)

    async def deliver(
        self,
        subscription: Subscription,
        *,
        slot: str,
        payloads: Sequence[Mapping[str, Any]],
        after_id: int,
        next_due_at: datetime,
    ) -> bool:
        """Queues the digest's messages and moves the subscription on, in one transaction.

        False, and nothing done, when the subscription is not as it was read: somebody else delivered it, or its
        reader changed it, left or blocked us. No payloads: there was nothing to say, and it only moves on.
        """
        blocked = exists().where(chats.c.id == subscriptions.c.chat_pk, chats.c.blocked.is_(True))
        as_read = (
            (subscriptions.c.chat_pk == subscription.chat_pk)
            & (subscriptions.c.next_due_at == subscription.next_due_at)
            & ~blocked
        )
        # An article told of once is never new again, whatever the caller counted.
        further = case((subscriptions.c.after_id > after_id, subscriptions.c.after_id), else_=after_id)
        advance = update(subscriptions).where(as_read).values(after_id=further, next_due_at=next_due_at)
        async with self._database.write() as connection:
            if (await connection.execute(advance)).rowcount == 0:
                return False
            await outbox_rows.put(
                connection, Kind.DIGEST, subscription.chat_pk, slot, payloads, created_at=self._clock()
            )
            return True


async def _read(connection: AsyncConnection, condition: ColumnElement[bool], limit: int) -> tuple[Subscription, ...]:
    query = _SELECT.where(condition).order_by(subscriptions.c.next_due_at, subscriptions.c.chat_pk).limit(limit)
    rows = (await connection.execute(query)).all()
    muted = await chat_rows.muted_by(connection, [row.chat_pk for row in rows])
    return tuple(
        Subscription(
            chat_pk=row.chat_pk,
            address=chat_rows.address_of(row.chat_id, row.thread_id),
            time=row.time,
            timezone=row.timezone,
            weekdays=frozenset(row.weekdays),
            items=row._mapping["items"],
            say_when_empty=row.say_when_empty,
            after_id=row.after_id,
            next_due_at=row.next_due_at,
            language=row.language,
            muted=muted[row.chat_pk],
        )
        for row in rows
    )
