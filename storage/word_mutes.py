"""What chats don't want to hear of: articles that a search for these words would find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import chat_rows, query_filing, search_index
from storage.database import Database, insert
from storage.expressions import INDEX, expression_of, says
from storage.query import parse
from storage.records import Address, WordMute
from storage.schema import chats, word_mutes


class WordMutes:
    """The words each chat muted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, address: Address, query: str) -> None:
        """Leaves out what this would find, from now on; a second time nothing changes."""
        async with self._database.write() as connection:
            chat_pk = await chat_rows.find_or_make(connection, address)
            added = insert(word_mutes).values(chat_pk=chat_pk, query=query).on_conflict_do_nothing()
            kept = (await connection.execute(added.returning(word_mutes.c.query))).scalar()
            if kept is not None:
                await query_filing.save(connection, kept)

    async def list(self, address: Address) -> tuple[WordMute, ...]:
        """The oldest first."""
        kept = select(word_mutes.c.id, word_mutes.c.query).join_from(word_mutes, chats).where(chat_rows.at(address))
        async with self._database.read() as connection:
            return tuple(WordMute(*row) for row in await connection.execute(kept.order_by(word_mutes.c.id)))

    async def remove(self, address: Address, mute_id: int) -> str | None:
        """Tells of it again; what was muted, or None when the chat muted nothing of that id."""
        theirs = select(chats.c.id).where(chat_rows.at(address)).scalar_subquery()
        gone = delete(word_mutes).where(word_mutes.c.id == mute_id, word_mutes.c.chat_pk == theirs)
        async with self._database.write() as connection:
            query = (await connection.execute(gone.returning(word_mutes.c.query))).scalar()
            if query is not None:
                await query_filing.drop_unused(connection, [query])
            return query


async def muted_by(connection: AsyncConnection, chat_pks: Collection[int]) -> dict[int, frozenset[str]]:
    """The words each of these chats muted; an empty set for a chat that muted none."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    rows = select(word_mutes.c.chat_pk, word_mutes.c.query).where(word_mutes.c.chat_pk.in_(chat_pks))
    for chat_pk, query in await connection.execute(rows):
        found[chat_pk].add(query)
    return {chat_pk: frozenset(found[chat_pk]) for chat_pk in chat_pks}


async def unsaid(
    connection: AsyncConnection, queries: Collection[str], article_id: ColumnElement[Any]
) -> list[ColumnElement[bool]]:
    """Conditions that leave out the articles that one of the queries would find."""
    expression = await any_of(connection, queries)
    if expression is None:
        return []
    this_one = select(INDEX.c.rowid).where(says(expression), INDEX.c.rowid == article_id)
    return [~exists(this_one.correlate_except(INDEX))]


async def any_of(connection: AsyncConnection, queries: Collection[str]) -> str | None:
    """What finds all that one of the queries would, in the index's own language; None if they find nothing."""
    _, languages = await search_index.outline(connection) if queries else (0, [])
    found_by = [await expression_of(connection, parse(query), languages) for query in sorted(queries)]
    return " OR ".join(f"({expression})" for expression in found_by if expression) or None
