"""The articles: each kept once, in its story, in the search index, under every address it was met under."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import article_rows, search_index, stories
from storage.columns import clean
from storage.database import Database, insert
from storage.records import Article, NewArticle, Outcome, Stored, Story, StoryPage
from storage.schema import article_addresses, articles, sources
from storage.stories import ChooseStory


class Articles:
    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def add(self, new: NewArticle, choose_story: ChooseStory) -> Stored:
        """Keeps an article, in one transaction.

        It is the same article as one that has its key, or was met under its key or address; if title or text differ,
        the stored one takes the new wording and keeps its article_id, its story and its place in time.
        """
        async with self._database.write() as connection:
            known = await _known(connection, new)
            if known is None:
                outcome, article_id = Outcome.NEW, await self._insert(connection, new, choose_story)
            else:
                outcome, article_id = await _renew(connection, known, new), known.id
            await _remember(connection, article_id, {new.key, new.url} - {None})
            stored = await article_rows.one(connection, articles.c.id == article_id)
            assert stored is not None
            return Stored(stored, outcome)

    async def _insert(self, connection: AsyncConnection, new: NewArticle, choose_story: ChooseStory) -> int:
        now = self._clock()
        recent = await stories.candidates(connection, new.language, now)
        story_id = choose_story(new, recent)
        if story_id is None:
            story_id = await stories.begin_story(connection)
        source_id = await _source_id(connection, new.source)
        values = {
            **_wording(new),
            "story_id": story_id,
            "feed_id": new.feed_id,
            "source_id": source_id,
            "key": new.key,
            "url": new.url,
            "published_at": new.published_at,
            "stored_at": now,
        }
        article_id: int = (
            await connection.execute(insert(articles).values(values).returning(articles.c.id))
        ).scalar_one()
        await search_index.put(connection, article_id, new.title, new.text, new.language, source_id)
        return article_id

    async def remember(self, article_id: int, url: str) -> None:
        """The article was met under this address too (a short link, a redirect)."""
        async with self._database.write() as connection:
            await _remember(connection, article_id, [url])

    async def get(self, article_id: int) -> Article | None:
        async with self._database.read() as connection:
            return await article_rows.one(connection, articles.c.id == article_id)

    async def by_key(self, key: str) -> Article | None:
        async with self._database.read() as connection:
            return await article_rows.one(connection, articles.c.key == key)

    async def by_address(self, url: str) -> Article | None:
        """The article met under this address, whichever it goes by itself."""
        async with self._database.read() as connection:
            return await article_rows.one(connection, articles.c.id == _met_under([url]))

    async def newest_id(self) -> int:
        """0 when there are no articles."""
        async with self._database.read() as connection:
            return await article_rows.newest_id(connection)

    async def count(self) -> int:
        async with self._database.read() as connection:
            return (await connection.execute(select(func.count()).select_from(articles))).scalar_one()

    async def latest(
        self,
        *,
        limit: int,
        offset: int = 0,
        upto: int | None = None,
        source: str | None = None,
        muted: Collection[int] = frozenset(),
    ) -> StoryPage:
        """Stories by their newest article's publication, the newest first.

        Pass a page's `upto` on with the next `offset`, and articles arriving in between move nothing. `source` keeps
        the articles of sources with this in their name; `muted` leaves out those of these feeds.
        """
        async with self._database.read() as connection:
            return await stories.latest(connection, limit=limit, offset=offset, upto=upto, source=source, muted=muted)

    async def since(
        self,
        after_id: int,
        *,
        not_before: datetime | None = None,
        muted: Collection[int] = frozenset(),
        limit: int = 500,
    ) -> tuple[Story, ...]:
        """Stories nothing of which was there at `after_id`, the newest first.

        `not_before` leaves out articles published earlier. A story counts as told before by its unmuted articles only.
        """
        async with self._database.read() as connection:
            return await stories.since(connection, after_id, not_before=not_before, muted=muted, limit=limit)

    async def sources(self) -> tuple[str, ...]:
        """The names of the sources there are articles of."""
        used = exists().where(articles.c.source_id == sources.c.id)
        async with self._database.read() as connection:
            rows = await connection.execute(select(sources.c.name).where(used))
            return tuple(sorted(rows.scalars(), key=str.casefold))

    async def purge(self, before: datetime) -> int:
        """Removes articles published and stored earlier, with all that hangs on them; returns how many."""
        old = (articles.c.stored_at < before) & (articles.c.published_at < before)
        async with self._database.write() as connection:
            ids = (await connection.execute(select(articles.c.id).where(old))).scalars().all()
            await search_index.drop(connection, ids)
            await connection.execute(delete(articles).where(old))
            await stories.drop_empty(connection)
            used = exists().where(articles.c.source_id == sources.c.id)
            await connection.execute(delete(sources).where(~used))
            return len(ids)


async def _known(connection: AsyncConnection, new: NewArticle) -> Article | None:
    by_key = await article_rows.one(connection, articles.c.key == new.key)
    return by_key or await article_rows.one(connection, articles.c.id == _met_under([new.key, new.url]))


def _met_under(addresses: Iterable[str | None]) -> Any:
    return (
        select(article_addresses.c.article_id)
        .where(article_addresses.c.url.in_([address for address in addresses if address]))
        .order_by(article_addresses.c.article_id)
        .limit(1)
        .scalar_subquery()
    )


async def _remember(connection: AsyncConnection, article_id: int, addresses: Iterable[str | None]) -> None:
    rows = [{"url": clean(address), "article_id": article_id} for address in addresses if address]
    await connection.execute(insert(article_addresses).on_conflict_do_nothing(), rows)


async def _renew(connection: AsyncConnection, known: Article, new: NewArticle) -> Outcome:
    """Takes over a changed wording; and an article a reader brought first belongs to the feed that brings it later."""
    changes: dict[str, Any] = {}
    if known.feed_id is None and new.feed_id is not None:
        changes |= {"feed_id": new.feed_id, "source_id": await _source_id(connection, new.source)}
    reworded = (known.title, known.text) != (clean(new.title), clean(new.text))
    if reworded:
        changes |= _wording(new)
    if changes:
        change = update(articles).where(articles.c.id == known.id).values(changes).returning(articles.c.source_id)
        source_id = (await connection.execute(change)).scalar_one()
        wording = new if reworded else known
        await search_index.drop(connection, [known.id])
        await search_index.put(connection, known.id, wording.title, wording.text, wording.language, source_id)
    return Outcome.CHANGED if reworded else Outcome.SAME


def _wording(new: NewArticle) -> dict[str, Any]:
    return {
        "title": new.title,
        "untitled": new.untitled,
        "text": new.text,
        "summary": list(new.summary),
        "language": new.language,
        "author": new.author,
        "fingerprint": new.fingerprint,
    }


async def _source_id(connection: AsyncConnection, name: str) -> int:
    await connection.execute(insert(sources).values(name=name).on_conflict_do_nothing())
    source_id: int = (await connection.execute(select(sources.c.id).where(sources.c.name == name))).scalar_one()
    return source_id
