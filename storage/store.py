"""The one thing the other packages hold: a database, opened, with a door for each domain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Table, func, select

from storage.alerts import Alerts
from storage.articles import Articles
from storage.backup import backup
from storage.broadcasts import Broadcasts
from storage.chats import Chats
from storage.columns import utc_now
from storage.database import Database
from storage.feeds import Feeds
from storage.gatherings import Gatherings
from storage.lines import Lines
from storage.migrate import migrate
from storage.outbox import Outbox, count_by_state
from storage.outbox_review import OutboxReview
from storage.pushes import Pushes
from storage.records import Totals
from storage.saved import Saved
from storage.schema import articles, chats, feeds, subscriptions
from storage.search import Search
from storage.subscriptions import Subscriptions
from storage.trends import Trends
from storage.word_mutes import WordMutes


class Storage:
    """Open it with `await Storage.open(url)`; close it, or use it as an async context manager."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self.feeds = Feeds(database, clock)
        self.pushes = Pushes(database, clock)
        self.lines = Lines(database)
        self.articles = Articles(database, clock)
        self.search = Search(database, clock)
        self.trends = Trends(database)
        self.chats = Chats(database, clock)
        self.subscriptions = Subscriptions(database, clock)
        self.outbox = Outbox(database, clock)
        self.outbox_review = OutboxReview(database)
        self.broadcasts = Broadcasts(database, clock)
        self.alerts = Alerts(database)
        self.gatherings = Gatherings(database)
        self.word_mutes = WordMutes(database)
        self.saved = Saved(database, clock)

    @classmethod
    async def open(cls, url: str, *, clock: Callable[[], datetime] = utc_now) -> Storage:
        """Opens the database at `url` ('sqlite+aiosqlite:///path'), making it or bringing its schema up to date.

        `clock` gives the present moment in UTC. Raises StorageError: BadUrl, DatabaseLocked, DatabaseReadOnly,
        DatabaseNewer, DatabaseBroken.
        """
        database = Database(url)
        try:
            database.prepare()
            await migrate(database)
        except BaseException:
            await database.close()
            raise
        return cls(database, clock)

    async def close(self) -> None:
        """Ends the connections to the database."""
        await self._database.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def totals(self) -> Totals:
        """What there is, counted."""

        async with self._database.read() as connection:

            async def count(table: Table) -> int:
                return (await connection.execute(select(func.count()).select_from(table))).scalar_one()

            return Totals(
                feeds=await count(feeds),
                articles=await count(articles),
                chats=await count(chats),
                subscriptions=await count(subscriptions),
                outbox=await count_by_state(connection),
            )

    async def backup(self, path: str | Path) -> None:
        """Writes a consistent copy while everything goes on. StorageError if `path` exists or can't be written."""
        await backup(self._database, path)
