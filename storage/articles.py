"""The articles: each kept once, in its story, in the search index, under every address it was met under."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import alert_filing, article_rows, candidates, search_index, stories
from storage.columns import clean
from storage.database import Database, insert
from storage.records import Article, NewArticle, Outcome, Stored, Story, StoryPage
from storage.schema import alerts, article_addresses, articles, sources
from storage.search_index import Words
from storage.stories import ChooseStory

_LONG = 20_000
"""From this many characters on, a text's words are stemmed in a thread: the event loop has others to serve."""


class Articles:
    """The articles and their stories: taking them in, listing them, letting the old ones go."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def add(self, new: NewArticle, choose_story: ChooseStory) -> Stored:
        """Keeps an article, in one transaction: it, its story, its words in the index, and word of it to who follows.

        Word of what a reader brought goes to nobody; once a feed or the operator brings it too, it is as any other.
        What they brought, a reader's link doesn't change.

        It is the same article as one that has its key, or was met under its key or address; if title or text differ,
        the stored one takes the new wording and keeps its article_id, its story and its place in time.
        """
        now = self._clock()
        new = _storable(new, now)
        words = await _words_of(new)
        async with self._database.write() as connection:
            looked_for = {"key": new.key, "url": new.url, "source": new.source, "language": new.language}
            row = (await connection.execute(_LOOK_UP, looked_for)).one()
            known_id, source_id, language_known, followed = row
            if followed and not language_known:
                await alert_filing.file_all(connection, new.language)
            if known_id is None:
                source_id = source_id or await _add_source(connection, new.source)
                article = await _insert(connection, new, words, source_id, choose_story, now)
                if followed and not new.by_reader:
                    await alert_filing.alert(connection, article, words, source_id, now)
                stored = Stored(article, Outcome.NEW)
            else:
                stored = await _renew(connection, known_id, new, words, source_id)
            await _remember(connection, stored.article, {new.key, new.url})
            return stored

    async def adopt(self, article_id: int) -> None:
        """The operator wants it told as any other, though a reader brought it."""
        async with self._database.write() as connection:
            await connection.execute(update(articles).where(articles.c.id == article_id).values(by_reader=False))

    async def remember(self, article_id: int, url: str) -> None:
        """The article was met under this address too (a short link, a redirect)."""
        async with self._database.write() as connection:
            article = await article_rows.one(connection, articles.c.id == article_id)
            if article is not None:
                await _remember(connection, article, [url])

    async def get(self, article_id: int) -> Article | None:
        """The article, unless it is gone."""
        async with self._database.read() as connection:
            return await article_rows.one(connection, articles.c.id == article_id)

    async def by_key(self, key: str) -> Article | None:
        """The article whose own key this is."""
        async with self._database.read() as connection:
            return await article_rows.one(connection, articles.c.key == key)

    async def by_address(self, url: str) -> Article | None:
        """The article met under this address, whichever it goes by itself."""
        async with self._database.read() as connection:
            found = (await connection.execute(_LOOK_UP_ADDRESS, {"key": url, "url": url})).scalar()
            return None if found is None else await article_rows.one(connection, articles.c.id == found)

    async def newest_id(self) -> int:
        """0 when there are no articles."""
        async with self._database.read() as connection:
            return await article_rows.newest_id(connection)

    async def count(self) -> int:
        """How many articles are kept."""
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
        """Stories by their newest article's publication, the newest first; what only readers brought is left out.

        Pass a page's `upto` on with the next `offset`, and articles arriving in between move nothing. `source` keeps
        the articles of sources with this in their name; `muted` leaves out those of these feeds.
        """
        async with self._database.read() as connection:
            return await stories.latest(connection, limit=limit, offset=offset, upto=upto, source=source, muted=muted)

    async def since(
        self,
        after_id: int,
        *,
        upto: int | None = None,
        not_before: datetime | None = None,
        muted: Collection[int] = frozenset(),
        limit: int = 500,
    ) -> tuple[Story, ...]:
        """Stories nothing of which was there at `after_id`, the newest first; what only readers brought is left out.

        With `upto`, articles that came in after that one don't count: they are for the next time. `not_before` leaves
        out articles published earlier. A story counts as told before by its unmuted articles only.
        """
        async with self._database.read() as connection:
            return await stories.since(connection, after_id, upto=upto, not_before=not_before, muted=muted, limit=limit)

    async def sources(self) -> tuple[str, ...]:
        """The names of the sources there are articles of; what only readers brought doesn't make one."""
        used = exists().where(articles.c.source_id == sources.c.id, article_rows.NEWS)
        async with self._database.read() as connection:
            rows = await connection.execute(select(sources.c.name).where(used))
            return tuple(sorted(rows.scalars(), key=str.casefold))

    async def purge(self, before: datetime) -> int:
        """Removes articles published and stored earlier, with all that hangs on them; returns how many."""
        old = (articles.c.stored_at < before) & (articles.c.published_at < before)
        async with self._database.write() as connection:
            ids = (await connection.execute(select(articles.c.id).where(old))).scalars().all()
            await search_index.drop(connection, ids)
            await candidates.forget_old(connection, self._clock())
            await connection.execute(delete(articles).where(old))
            await stories.drop_empty(connection)
            used = exists().where(articles.c.source_id == sources.c.id)
            await connection.execute(delete(sources).where(~used))
            return len(ids)


async def _remember(connection: AsyncConnection, article: Article, addresses: Iterable[str | None]) -> None:
    """Its key needn't be kept here too."""
    cleaned = {clean(address) for address in addresses if address} - {article.key}
    if cleaned:
        await connection.execute(_REMEMBER, [{"url": address, "article_id": article.id} for address in sorted(cleaned)])


def _storable(new: NewArticle, now: datetime) -> NewArticle:
    """As it will come back; what claims to be of tomorrow is of now, or it would head every list till then."""
    return replace(
        new,
        key=clean(new.key),
        url=new.url and clean(new.url),
        source=clean(new.source),
        title=clean(new.title),
        text=clean(new.text),
        language=clean(new.language),
        author=new.author and clean(new.author),
        published_at=min(new.published_at, now),
    )


async def _words_of(new: NewArticle) -> Words:
    """Worked out before the transaction is begun, as every other writer waits for its end."""
    if len(new.text) < _LONG:
        return Words.of(new.title, new.text, new.language)
    return await asyncio.to_thread(Words.of, new.title, new.text, new.language)


async def _insert(
    connection: AsyncConnection,
    new: NewArticle,
    words: Words,
    source_id: int,
    choose_story: ChooseStory,
    now: datetime,
) -> Article:
    story_id = choose_story(new, await candidates.find(connection, new, now))
    if story_id is None:
        story_id = await stories.begin_story(connection)
    values = {
        **_wording(new),
        "story_id": story_id,
        "feed_id": new.feed_id,
        "source_id": source_id,
        "key": new.key,
        "url": new.url,
        "published_at": new.published_at,
        "stored_at": now,
        "by_reader": new.by_reader,
    }
    article_id: int = (await connection.execute(_ADD, values)).scalar_one()
    article = Article(
        id=article_id,
        story_id=story_id,
        feed_id=new.feed_id,
        key=new.key,
        url=new.url,
        source=new.source,
        title=new.title,
        untitled=new.untitled,
        text=new.text,
        summary=tuple(new.summary),
        language=new.language,
        author=new.author,
        published_at=new.published_at,
        stored_at=now,
        by_reader=new.by_reader,
        topic=new.topic,
    )
    await search_index.put(connection, article_id, words, source_id)
    await candidates.put(connection, article_id, new.fingerprint)
    return article


async def _renew(
    connection: AsyncConnection, known_id: int, new: NewArticle, words: Words, source_id: int | None
) -> Stored:
    """Takes over a changed wording; and an article a reader brought first belongs to the feed that brings it later."""
    known = await article_rows.one(connection, articles.c.id == known_id)
    assert known is not None
    if new.by_reader and not known.by_reader:
        return Stored(known, Outcome.SAME)
    changes: dict[str, Any] = {}
    if known.feed_id is None and new.feed_id is not None:
        source_id = source_id or await _add_source(connection, new.source)
        changes |= {"feed_id": new.feed_id, "source_id": source_id}
    if known.by_reader and not new.by_reader:
        changes["by_reader"] = False
    reworded = (known.title, known.text) != (new.title, new.text)
    if not changes and not reworded:
        return Stored(known, Outcome.SAME)
    this_one = articles.c.id == known.id
    if reworded:
        fingerprint = (await connection.execute(select(articles.c.fingerprint).where(this_one))).scalar_one()
        await candidates.drop(connection, known.id, fingerprint)
        await candidates.put(connection, known.id, new.fingerprint)
        changes |= _wording(new)
    change = update(articles).where(this_one).values(changes).returning(articles.c.source_id)
    kept_source_id = (await connection.execute(change)).scalar_one()
    renewed = await article_rows.one(connection, this_one)
    assert renewed is not None
    if reworded:
        await search_index.drop(connection, [known.id])
        await search_index.put(connection, known.id, words, kept_source_id)
    elif "source_id" in changes:
        await search_index.resource(connection, known.id, kept_source_id)
    return Stored(renewed, Outcome.CHANGED if reworded else Outcome.SAME)


async def _add_source(connection: AsyncConnection, name: str) -> int:
    source_id: int = (await connection.execute(_ADD_SOURCE, {"name": name})).scalar_one()
    return source_id


def _wording(new: NewArticle) -> dict[str, Any]:
    return {
        "title": new.title,
        "untitled": new.untitled,
        "text": new.text,
        "summary": list(new.summary),
        "language": new.language,
        "author": new.author,
        "fingerprint": new.fingerprint,
        "topic": new.topic,
    }


# Written once, because SQLAlchemy takes longer to put a statement together than SQLite to run it.
_KNOWN = func.coalesce(
    select(articles.c.id).where(articles.c.key == bindparam("key")).scalar_subquery(),
    select(articles.c.id).where(articles.c.key == bindparam("url")).scalar_subquery(),
    select(article_addresses.c.article_id)
    .where(article_addresses.c.url.in_([bindparam("key"), bindparam("url")]))
    .order_by(article_addresses.c.article_id)
    .limit(1)
    .scalar_subquery(),
)
_LOOK_UP_ADDRESS = select(_KNOWN)
_LOOK_UP = select(
    _KNOWN,
    select(sources.c.id).where(sources.c.name == bindparam("source")).scalar_subquery(),
    exists().where(articles.c.language == bindparam("language")),
    exists().select_from(alerts),
)
_ADD_SOURCE = insert(sources).returning(sources.c.id)
_ADD = insert(articles).returning(articles.c.id)
_REMEMBER = insert(article_addresses).on_conflict_do_nothing()
