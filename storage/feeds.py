"""The sources: which there are, which are due, how they fare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, case, delete, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import CleanText, JsonText
from storage.database import Database, insert
from storage.records import Feed, Visit
from storage.schema import articles, feed_addresses, feeds, mutes


class Feeds:
    """The feeds, each under every address it has had."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def add(self, url: str, *, title: str = "", topic: str = "") -> tuple[Feed, bool]:
        """The feed at this address, due at once if it is new; and whether it is new."""
        async with self._database.write() as connection:
            known = await _by_url(connection, url)
            if known is not None:
                return known, False
            row = await connection.execute(
                insert(feeds)
                .values(url=url, title=title, topic=topic, next_fetch_at=self._clock(), failures=0, stopped=False)
                .returning(feeds)
            )
            return _feed(row.one()), True

    async def get(self, feed_id: int) -> Feed | None:
        """The feed, unless it was removed."""
        async with self._database.read() as connection:
            return await _one(connection, feeds.c.id == feed_id)

    async def by_url(self, url: str) -> Feed | None:
        """The feed at this address, or the one that moved away from it."""
        async with self._database.read() as connection:
            return await _by_url(connection, url)

    async def list(self) -> tuple[Feed, ...]:
        """All feeds, in the order they were added."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(feeds).order_by(feeds.c.id))
            return tuple(_feed(row) for row in rows)

    async def due(self, now: datetime, limit: int = 100) -> tuple[Feed, ...]:
        """The feeds to fetch now, the longest waiting first."""
        query = (
            select(feeds)
            .where(feeds.c.next_fetch_at <= now, feeds.c.stopped.is_(False))
            .order_by(feeds.c.next_fetch_at, feeds.c.id)
            .limit(limit)
        )
        async with self._database.read() as connection:
            return tuple(_feed(row) for row in await connection.execute(query))

    async def remove(self, feed_id: int) -> bool:
        """Forgets a feed; its articles stay."""
        async with self._database.write() as connection:
            return (await connection.execute(delete(feeds).where(feeds.c.id == feed_id))).rowcount > 0

    async def fetched(self, visits: Sequence[Visit]) -> Sequence[Feed | None]:
        """Notes fetches that went well, in one transaction; each feed as it stands now, None for one that is gone."""
        if not visits:
            return []
        now = self._clock()
        rows = [
            {
                "feed": visit.feed_id,
                "due": visit.next_fetch_at,
                "now": now,
                "tag": visit.etag,
                "modified": visit.last_modified,
                "name": visit.title or "",
                "site": visit.site_url,
            }
            for visit in visits
        ]
        async with self._database.write() as connection:
            await connection.execute(_FETCHED, rows)
            ids = {"ids": [visit.feed_id for visit in visits]}
            found = {row.id: _feed(row) for row in await connection.execute(_BY_IDS, ids)}
        return [found.get(visit.feed_id) for visit in visits]

    async def failed(self, feed_id: int, *, reason: str, next_fetch_at: datetime) -> Feed:
        """A fetch went wrong; returns the feed with its failures counted. KeyError for one that is gone."""
        return await self._changed(feed_id, failures=feeds.c.failures + 1, health=reason, next_fetch_at=next_fetch_at)

    async def moved(self, feed_id: int, url: str) -> Feed:
        """The feed lives at another address for good. Where a feed is known there already, the two become that one.

        KeyError for a feed that is gone.
        """
        async with self._database.write() as connection:
            feed = await _one(connection, feeds.c.id == feed_id)
            if feed is None:
                raise KeyError(feed_id)
            other = await _by_url(connection, url)
            if other is not None and other.id != feed_id:
                await _merge(connection, feed, other)
                return other
            await connection.execute(delete(feed_addresses).where(feed_addresses.c.url == url))
            await connection.execute(update(feeds).where(feeds.c.id == feed_id).values(url=url))
            if url != feed.url:
                await connection.execute(insert(feed_addresses).values(url=feed.url, feed_id=feed_id))
            moved = await _one(connection, feeds.c.id == feed_id)
            assert moved is not None
            return moved

    async def stop(self, feed_id: int, *, reason: str) -> Feed:
        """Fetches it no more, until `resume`; returns the feed, stopped. KeyError for one that is gone."""
        return await self._changed(feed_id, stopped=True, health=reason)

    async def resume(self, feed_id: int) -> None:
        """Fetches a stopped feed again, from now."""
        values = {"stopped": False, "health": None, "failures": 0, "next_fetch_at": self._clock()}
        async with self._database.write() as connection:
            await connection.execute(update(feeds).where(feeds.c.id == feed_id).values(values))

    async def _changed(self, feed_id: int, **values: Any) -> Feed:
        change = update(feeds).where(feeds.c.id == feed_id).values(values).returning(feeds)
        async with self._database.write() as connection:
            row = (await connection.execute(change)).one_or_none()
        if row is None:
            raise KeyError(feed_id)
        return _feed(row)


async def _one(connection: AsyncConnection, condition: ColumnElement[bool]) -> Feed | None:
    row = (await connection.execute(select(feeds).where(condition))).one_or_none()
    return None if row is None else _feed(row)


async def _by_url(connection: AsyncConnection, url: str) -> Feed | None:
    former = select(feed_addresses.c.feed_id).where(feed_addresses.c.url == url).scalar_subquery()
    return await _one(connection, feeds.c.url == url) or await _one(connection, feeds.c.id == former)


async def _merge(connection: AsyncConnection, feed: Feed, other: Feed) -> None:
    muted = select(mutes.c.chat_pk, literal(other.id)).where(mutes.c.feed_id == feed.id)
    await connection.execute(insert(mutes).from_select(["chat_pk", "feed_id"], muted).on_conflict_do_nothing())
    for table in (articles, feed_addresses):
        await connection.execute(update(table).where(table.c.feed_id == feed.id).values(feed_id=other.id))
    await connection.execute(delete(feeds).where(feeds.c.id == feed.id))
    await connection.execute(insert(feed_addresses).values(url=feed.url, feed_id=other.id).on_conflict_do_nothing())


def _feed(row: Row[Any]) -> Feed:
    return Feed(**row._mapping)


_FETCHED = (
    update(feeds)
    .where(feeds.c.id == bindparam("feed"))
    .values(
        next_fetch_at=bindparam("due"),
        fetched_at=bindparam("now"),
        etag=bindparam("tag"),
        last_modified=bindparam("modified"),
        failures=0,
        health=None,
        title=case((feeds.c.title == "", bindparam("name", type_=CleanText)), else_=feeds.c.title),
        site_url=func.coalesce(bindparam("site", type_=CleanText), feeds.c.site_url),
    )
)
_BY_IDS = select(feeds).where(
    feeds.c.id.in_(select(func.json_each(bindparam("ids", type_=JsonText)).table_valued("value").c.value))
)
