"""The daily digests: who wants one, who is due, and handing one over exactly once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import chat_rows, outbox_rows, word_mutes
from storage.columns import as_json
from storage.database import Database, insert
from storage.identity import listed
from storage.records import Address, Handover, Kind, Subscription
from storage.schema import chats, gathered, subscriptions

AT_WORK = ~subscriptions.c.paused
"""Whose digests are wanted; word for word as the index of those that are due says it, or SQLite would not use that."""

_MOVE_ON = (
    update(subscriptions)
    .where(subscriptions.c.chat_pk == bindparam("of"))
    .values(after_id=bindparam("told"), next_due_at=bindparam("due"))
)
# What waits to be told of these stories is told by the digest.
_WAITS = gathered.c.due_at.is_not(None)
_TOLD = (
    update(gathered)
    .where(gathered.c.chat_pk == bindparam("of"), gathered.c.story_id.in_(listed("stories")), _WAITS)
    .values(due_at=None)
)
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
            "paused": False,
        }
        place = {} if after_id is None else {"after_id": after_id}
        async with self._database.write() as connection:
            chat_pk = await chat_rows.find_or_make(connection, address)
            # Whoever asks for a digest wants us, whatever Telegram told us before.
            await connection.execute(update(chats).where(chats.c.id == chat_pk).values(blocked=False))
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
        """The digests whose hour has come, the longest waiting first; those of blocked chats wait for nothing."""
        async with self._database.read() as connection:
            return await _read(connection, AT_WORK & (subscriptions.c.next_due_at <= now), limit=limit)

    async def demand(self, until: datetime, *, limit: int) -> tuple[tuple[datetime, int], ...]:
        """How many digests are due at each moment up to `until`, in order; only the first `limit` are counted."""
        due_at = subscriptions.c.next_due_at
        first = select(due_at).where(AT_WORK, due_at <= until).order_by(due_at).limit(limit).subquery()
        query = select(first.c.next_due_at, func.count()).group_by(first.c.next_due_at).order_by(first.c.next_due_at)
        async with self._database.read() as connection:
            return tuple((moment, count) for moment, count in await connection.execute(query))

    async def hand_over(self, made: Sequence[Handover]) -> int:
        """Queues these digests' messages and moves their subscriptions on, in one transaction; how many it did.

        Nothing is done for a subscription that is not as it was read: somebody else handed its digest over, or its
        reader changed it, left or blocked us.
        """
        by_chat = {one.subscription.chat_pk: one for one in made}
        state = select(subscriptions.c.chat_pk, subscriptions.c.next_due_at, subscriptions.c.after_id)
        async with self._database.write() as connection:
            now = await connection.execute(state.where(AT_WORK, subscriptions.c.chat_pk.in_(by_chat)).with_for_update())
            as_read = {
                chat_pk: after_id
                for chat_pk, next_due_at, after_id in now
                if next_due_at == by_chat[chat_pk].subscription.next_due_at
            }
            if not as_read:
                return 0
            moved = [
                {
                    "of": chat_pk,
                    # An article told of once is never new again, whatever the caller counted.
                    "told": max(after_id, by_chat[chat_pk].after_id),
                    "due": by_chat[chat_pk].next_due_at,
                }
                for chat_pk, after_id in as_read.items()
            ]
            await connection.execute(_MOVE_ON, moved)
            each = {id(payload): payload for one in made for payload in one.payloads}  # what many get is one object
            said = {number: as_json(payload) for number, payload in each.items()}
            created_at = self._clock()
            rows = [
                outbox_rows.queued_row(Kind.DIGEST, chat_pk, by_chat[chat_pk].slot, part, said[id(payload)], created_at)
                for chat_pk in as_read
                for part, payload in enumerate(by_chat[chat_pk].payloads, start=1)
            ]
            if rows:
                await connection.execute(outbox_rows.PUT, rows)
            waits = select(gathered.c.chat_pk).where(gathered.c.chat_pk.in_(as_read), _WAITS).distinct()
            told = [
                {"of": chat_pk, "stories": sorted(by_chat[chat_pk].story_ids)}
                for chat_pk in (await connection.execute(waits)).scalars()
            ]
            if told:
                await connection.execute(_TOLD, told)
            return len(as_read)


async def _read(connection: AsyncConnection, condition: ColumnElement[bool], limit: int) -> tuple[Subscription, ...]:
    query = _SELECT.where(condition).order_by(subscriptions.c.next_due_at, subscriptions.c.chat_pk).limit(limit)
    rows = (await connection.execute(query)).all()
    muted = await chat_rows.muted_by(connection, [row.chat_pk for row in rows])
    words = await word_mutes.muted_by(connection, [row.chat_pk for row in rows])
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
            muted_words=words[row.chat_pk],
        )
        for row in rows
    )
