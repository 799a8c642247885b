"""What each chat saved: articles that stay as long as it wants them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import Select, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import chat_rows
from storage.article_rows import by_ids
from storage.database import Database, insert
from storage.records import Address, SavedPage, Saving
from storage.schema import articles, chats, saved


class Saved:
    """The articles each chat saved."""

    MOST = 1000
    """Articles a chat may save."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def add(self, address: Address, article_id: int) -> Saving:
        """Saves the article; a second time nothing changes, its place in the list neither."""
        async with self._database.write() as connection:
            known = await connection.execute(select(articles.c.id).where(articles.c.id == article_id))
            if known.scalar() is None:
                return Saving.GONE
            theirs = list((await connection.execute(_of(address).with_only_columns(saved.c.article_id))).scalars())
            if article_id in theirs:
                return Saving.DONE
            if len(theirs) >= self.MOST:
                return Saving.FULL
            chat_pk = await chat_rows.find_or_make(connection, address)
            new = {"chat_pk": chat_pk, "article_id": article_id, "saved_at": self._clock()}
            await connection.execute(insert(saved).values(new))
            return Saving.DONE

    async def remove(self, address: Address, article_id: int) -> None:
        """Saves it no longer; nothing happens where it wasn't."""
        theirs = select(chats.c.id).where(chat_rows.at(address)).scalar_subquery()
        async with self._database.write() as connection:
            await connection.execute(delete(saved).where(saved.c.chat_pk == theirs, saved.c.article_id == article_id))

    async def count(self, address: Address) -> int:
        """How many the chat saved."""
        async with self._database.read() as connection:
            return (await connection.execute(_of(address).with_only_columns(func.count()))).scalar_one()

    async def among(self, address: Address, article_ids: Collection[int]) -> frozenset[int]:
        """Those of these articles that the chat saved."""
        these = _of(address).where(saved.c.article_id.in_(article_ids)).with_only_columns(saved.c.article_id)
        async with self._database.read() as connection:
            return frozenset((await connection.execute(these)).scalars())

    async def page(self, address: Address, *, limit: int, place: int | None = None) -> SavedPage:
        """A page that begins at that place, or at the last saved. A place stays what it is, whatever is saved or
        removed meanwhile; where nothing is left from there on, the page has no articles."""
        theirs = _of(address).order_by(saved.c.id.desc())
        at = theirs if place is None else theirs.where(saved.c.id <= place)
        async with self._database.read() as connection:
            rows = (await connection.execute(at.limit(limit + 1))).all()
            begins = rows[0].id if rows else place or 0
            before = _of(address).where(saved.c.id > begins).order_by(saved.c.id).limit(limit)
            newer = [row.id for row in await connection.execute(before)]
            ids = [row.article_id for row in rows[:limit]]
            found = await by_ids(connection, ids)
            return SavedPage(
                articles=tuple(found[article_id] for article_id in ids),
                total=(await connection.execute(_of(address).with_only_columns(func.count()))).scalar_one(),
                place=begins,
                newer=newer[-1] if newer else None,
                older=rows[limit].id if len(rows) > limit else None,
            )


async def ids_of(
    connection: AsyncConnection,
    chat_pk: int | None,
    upto: int,
    not_before: datetime,
    source_ids: Collection[int] | None,
) -> list[int]:
    """The articles a chat saved: up to an id, published since, of these sources (None: all)."""
    query = (
        select(articles.c.id)
        .join_from(saved, articles)
        .where(saved.c.chat_pk == chat_pk, articles.c.id <= upto, articles.c.published_at >= not_before)
    )
    if source_ids is not None:
        query = query.where(articles.c.source_id.in_(source_ids))
    return list((await connection.execute(query)).scalars())


def _of(address: Address) -> Select[tuple[int, int]]:
    return select(saved.c.id, saved.c.article_id).join_from(saved, chats).where(chat_rows.at(address))
