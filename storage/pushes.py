"""Which hubs push which feeds: what was asked of each, what it granted, and the pushes that came."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, and_, delete, or_, select, update

from storage.database import Database, insert
from storage.schema import feeds, pushes

PUSH_GAP = timedelta(minutes=1)
"""What a feed that is pushed often is fetched apart, at the least."""


class PushState(StrEnum):
    """Whether we want a feed pushed by a hub, or no longer."""

    WANTED = "wanted"
    UNWANTED = "unwanted"


@dataclass(frozen=True, slots=True)
class Push:
    """A hub that pushes the feed it knows as `topic`, or is to.

    `key` is the end of the address that it pushes to and `secret` what it signs with; `callback` is the beginning of
    that address when the hub was asked last ('' before). `lease_until` is None until the hub has confirmed. `attempts`:
    how often it was asked since. `pushed_at`: the moment for which the last push made the feed due.
    """

    key: str
    feed_id: int
    topic: str
    hub: str
    secret: str
    state: PushState
    callback: str
    lease_until: datetime | None
    ask_at: datetime
    attempts: int
    pushed_at: datetime | None

    @property
    def wanted(self) -> bool:
        return self.state is PushState.WANTED


class Pushes:
    """The hubs of feeds. They go when the feed goes."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def get(self, key: str) -> Push | None:
        """The push whose address ends in `key`."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(pushes).where(pushes.c.key == key))).one_or_none()
            return None if row is None else _push(row)

    async def wanted(self) -> dict[int, Push]:
        """What we want pushed, by feed."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(pushes).where(pushes.c.state == PushState.WANTED))
            return {row.feed_id: _push(row) for row in rows}

    async def want(self, feed_id: int, topic: str, hub: str) -> None:
        """From now on this hub, and no other, is to push the feed. Nothing happens for a feed that is gone."""
        fresh = {"state": PushState.WANTED, "ask_at": self._clock(), "attempts": 0, "lease_until": None}
        row = {"key": secrets.token_urlsafe(24), "secret": secrets.token_urlsafe(32), "callback": ""}
        this = and_(pushes.c.topic == topic, pushes.c.hub == hub)
        leave = {"state": PushState.UNWANTED, "ask_at": self._clock(), "attempts": 0}
        async with self._database.write() as connection:
            if (await connection.execute(select(feeds.c.id).where(feeds.c.id == feed_id))).one_or_none() is None:
                return
            await connection.execute(update(pushes).where(pushes.c.feed_id == feed_id, ~this).values(leave))
            await connection.execute(
                insert(pushes)
                .values(feed_id=feed_id, topic=topic, hub=hub, **row, **fresh)
                .on_conflict_do_update(index_elements=["feed_id", "topic", "hub"], set_=fresh)
            )

    async def unwant(self, feed_id: int) -> None:
        """No hub is to push the feed any more; each is to be told."""
        mine = and_(pushes.c.feed_id == feed_id, pushes.c.state == PushState.WANTED)
        values = {"state": PushState.UNWANTED, "ask_at": self._clock(), "attempts": 0}
        async with self._database.write() as connection:
            await connection.execute(update(pushes).where(mine).values(values))

    async def due(self, now: datetime, callback: str, limit: int) -> tuple[Push, ...]:
        """What hubs are to be asked for now, the longest waiting first: those that know us under an address that
        doesn't begin with `callback` too. None for a feed that is stopped."""
        moved = and_(pushes.c.state == PushState.WANTED, pushes.c.callback.not_in([callback, ""]))
        query = (
            select(pushes)
            .join(feeds)
            .where(feeds.c.stopped.is_(False), or_(pushes.c.ask_at <= now, moved))
            .order_by(pushes.c.ask_at, pushes.c.key)
            .limit(limit)
        )
        async with self._database.read() as connection:
            return tuple(_push(row) for row in await connection.execute(query))

    async def asked(self, key: str, callback: str, ask_at: datetime) -> None:
        """The hub is being asked, and is asked again at `ask_at` unless it confirms."""
        values = {"attempts": pushes.c.attempts + 1, "callback": callback, "ask_at": ask_at}
        await self._change(key, values)

    async def postpone(self, key: str, ask_at: datetime) -> None:
        """The hub wishes to be asked again at `ask_at`."""
        await self._change(key, {"ask_at": ask_at})

    async def confirmed(self, key: str, lease_until: datetime, ask_at: datetime) -> None:
        """The hub pushes until `lease_until`, and is to be asked again at `ask_at`."""
        await self._change(key, {"lease_until": lease_until, "ask_at": ask_at, "attempts": 0})

    async def denied(self, key: str, ask_at: datetime) -> None:
        """The hub doesn't push, or no longer; it may be asked again at `ask_at`."""
        await self._change(key, {"lease_until": None, "ask_at": ask_at})

    async def forget(self, key: str) -> None:
        """There's no such push any more."""
        async with self._database.write() as connection:
            await connection.execute(delete(pushes).where(pushes.c.key == key))

    async def arrived(self, key: str) -> None:
        """A push came: its feed is due now, or a minute after the last push made it due. One that fails, and so is left
        alone for a while, stays so."""
        now = self._clock()
        query = (
            select(pushes.c.feed_id, pushes.c.pushed_at, feeds.c.next_fetch_at)
            .join(feeds)
            .where(pushes.c.key == key, pushes.c.state == PushState.WANTED)
            .where(feeds.c.stopped.is_(False), feeds.c.failures == 0)
        )
        async with self._database.write() as connection:
            row = (await connection.execute(query)).one_or_none()
            if row is None or (row.pushed_at is not None and row.pushed_at > now):
                return
            due = now if row.pushed_at is None else max(now, row.pushed_at + PUSH_GAP)
            await connection.execute(update(pushes).where(pushes.c.key == key).values(pushed_at=due))
            if due < row.next_fetch_at:
                await connection.execute(update(feeds).where(feeds.c.id == row.feed_id).values(next_fetch_at=due))

    async def missed(self, feed_id: int, begun: datetime) -> None:
        """A fetch that `begun` then was noted: what was pushed meanwhile may not have been in it, so another is due."""
        mine = and_(pushes.c.feed_id == feed_id, pushes.c.pushed_at > begun)
        async with self._database.read() as connection:
            found = (await connection.execute(select(pushes.c.pushed_at).where(mine))).scalars().all()
        if not found:
            return
        due = max(*found, begun + PUSH_GAP)
        later = and_(feeds.c.id == feed_id, feeds.c.next_fetch_at > due)
        async with self._database.write() as connection:
            await connection.execute(update(feeds).where(later).values(next_fetch_at=due))

    async def _change(self, key: str, values: dict[str, Any]) -> None:
        async with self._database.write() as connection:
            await connection.execute(update(pushes).where(pushes.c.key == key).values(values))


def _push(row: Row[Any]) -> Push:
    return Push(**{**row._mapping, "state": PushState(row.state)})
