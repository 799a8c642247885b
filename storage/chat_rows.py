"""Chats as rows: finding and making the one for an address, what else hangs on it, and when it may go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import ColumnElement, delete, exists, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import insert
from storage.records import Address
from storage.schema import alert_manners, alerts, chats, gathered, mutes, outbox, saved, subscriptions, word_mutes

_HANGING = (mutes, word_mutes, subscriptions, alerts, alert_manners, gathered, saved, outbox)


def thread_column(address: Address) -> int:
    """The topic as its column has it."""
    return address.thread_id or 0


def address_of(chat_id: int, thread: int) -> Address:
    """The address in a row with these columns."""
    return Address(chat_id, thread or None)


def at(address: Address) -> ColumnElement[bool]:
    """The condition that picks the address's row."""
    return (chats.c.chat_id == address.chat_id) & (chats.c.thread_id == thread_column(address))


async def find(connection: AsyncConnection, address: Address) -> int | None:
    """The id of the address's row."""
    return (await connection.execute(select(chats.c.id).where(at(address)))).scalar()


async def find_or_make(connection: AsyncConnection, address: Address) -> int:
    """Call it only when there is something to keep for this chat."""
    new = insert(chats).values(chat_id=address.chat_id, thread_id=thread_column(address), blocked=False)
    await connection.execute(new.on_conflict_do_nothing())
    chat_pk: int = (await connection.execute(select(chats.c.id).where(at(address)))).scalar_one()
    return chat_pk


async def muted_by(connection: AsyncConnection, chat_pks: Collection[int]) -> dict[int, frozenset[int]]:
    """The feeds each of these chats muted; an empty set for a chat that muted none."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    rows = await connection.execute(select(mutes).where(mutes.c.chat_pk.in_(chat_pks)))
    for chat_pk, feed_id in rows:
        found[chat_pk].add(feed_id)
    return {chat_pk: frozenset(found[chat_pk]) for chat_pk in chat_pks}


async def queries_of(connection: AsyncConnection, address: Address) -> list[str]:
    """What the chat follows and mutes, as it was typed."""
    kept = (select(table.c.query).join_from(table, chats).where(at(address)) for table in (alerts, word_mutes))
    return list((await connection.execute(union(*kept))).scalars())


async def drop_idle(connection: AsyncConnection, *conditions: ColumnElement[bool]) -> int:
    """Removes those of the chats that meet the conditions of which nothing is kept; returns how many."""
    nothing_set = chats.c.language.is_(None) & chats.c.timezone.is_(None)
    nothing_hangs = (~exists().where(table.c.chat_pk == chats.c.id) for table in _HANGING)
    return (await connection.execute(delete(chats).where(*conditions, nothing_set, *nothing_hangs))).rowcount
