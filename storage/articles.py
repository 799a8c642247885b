"""The articles: each kept once, in its story, in the search index, under every address it was met under."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, exists, func, select, update

from storage import arrivals, article_rows, candidates, identity, search_index, stories
from storage.columns import clean
from storage.database import Database
from storage.identity import Names
from storage.records import Article, NewArticle, Stored, Story, StoryPage, Timeline
from storage.schema import articles, saved, sources
from storage.search_index import Words
from storage.stories import ChooseStory, LinkStories

_LONG = 20_000
"""From this many characters on, a text's words are stemmed in a thread: the event loop has others to serve."""


class Articles:
    """The articles and their stories: taking them in, listing them, letting the old ones go."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def add(
        self, new: NewArticle, choose_story: ChooseStory, link_stories: LinkStories = lambda *_: ()
    ) -> Stored:
        """Keeps an article, in one transaction: it, its story, its words in the index, and word of it to who follows.

        Word of what a reader brought goes to nobody; once a feed or the operator brings it too, it is as any other.
        What they brought, a reader's link doesn't change.

        It is the same article as one that has its key, or was met under its key or address; if title or text differ,
        the stored one takes the new wording and keeps its article_id, its story and its place in time.
        """
        (stored,) = await self.add_all([new], choose_story, link_stories)
        return stored

    async def add_all(
        self, news: Sequence[NewArticle], choose_story: ChooseStory, link_stories: LinkStories = lambda *_: ()
    ) -> list[Stored]:
        """As `add` for each in turn, but all in one transaction, which takes a fraction of the time."""
        now = self._clock()
        storable = [arrivals.storable(new, now) for new in news]
        batch = [(new, await _words_of(new)) for new in storable]
        async with self._database.write() as connection:
            return await arrivals.take_in(connection, batch, choose_story, link_stories, now)

    async def adopt(self, article_id: int) -> None:
        """The operator wants it told as any other, though a reader brought it."""
        async with self._database.write() as connection:
            await connection.execute(update(articles).where(articles.c.id == article_id).values(by_reader=False))

    async def remember(self, article_id: int, url: str) -> None:
        """The article was met under this address too (a short link, a redirect)."""
        async with self._database.write() as connection:
            article = await article_rows.one(connection, articles.c.id == article_id)
            if article is not None:
                await identity.remember(connection, [(article.id, article.key, [url])])

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
        (article,) = await self.known([(url, None)])
        return article

    async def known(self, sought: Sequence[Names]) -> list[Article | None]:
        """For each key, and its address if it has one, the article `add` would take it for."""
        async with self._database.read() as connection:
            ids = await identity.find(connection, sought)
            found = await article_rows.by_ids(connection, {one for one in ids if one is not None})
            return [None if one is None else found[one] for one in ids]

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
        muted_words: Collection[str] = frozenset(),
    ) -> StoryPage:
        """Stories by their newest article's publication, the newest first; what only readers brought is left out.

        Pass a page's `upto` on with the next `offset`, and articles arriving in between move nothing. `source` keeps
        the articles of sources with this in their name; `muted` leaves out those of these feeds, `muted_words` what
        searches for these would find.
        """
        async with self._database.read() as connection:
            return await stories.latest(
                connection,
                limit=limit,
                offset=offset,
                upto=upto,
                source=source,
                muted=muted,
                muted_words=muted_words,
            )

    async def since(
        self,
        after_id: int,
        *,
        upto: int | None = None,
        not_before: datetime | None = None,
        muted: Collection[int] = frozenset(),
        muted_words: Collection[str] = frozenset(),
        limit: int = 500,
    ) -> tuple[Story, ...]:
        """Stories nothing of which was there at `after_id`, the newest first; what only readers brought is left out.

        With `upto`, articles that came in after that one don't count: they are for the next time. `not_before` leaves
        out articles published earlier. A story counts as told before by its unmuted articles only.
        """
        async with self._database.read() as connection:
            return await stories.since(
                connection,
                after_id,
                upto=upto,
                not_before=not_before,
                muted=muted,
                muted_words=muted_words,
                limit=limit,
            )

    async def timeline(
        self,
        story_id: int,
        *,
        seen_upto: int,
        upto: int | None = None,
        muted: Collection[int] = frozenset(),
        muted_words: Collection[str] = frozenset(),
        limit: int,
        offset: int = 0,
    ) -> Timeline:
        """A page of a story's articles, every telling of each source. Pass its `upto` on with the next `offset`."""
        async with self._database.read() as connection:
            return await stories.timeline(
                connection,
                story_id,
                seen_upto=seen_upto,
                upto=upto,
                muted=muted,
                muted_words=muted_words,
                limit=limit,
                offset=offset,
            )

    async def sources(self) -> tuple[str, ...]:
        """The names of the sources there are articles of; what only readers brought doesn't make one."""
        used = exists().where(articles.c.source_id == sources.c.id, article_rows.NEWS)
        async with self._database.read() as connection:
            rows = await connection.execute(select(sources.c.name).where(used))
            return tuple(sorted(rows.scalars(), key=str.casefold))

    async def purge(self, before: datetime) -> int:
        """Removes articles published and stored earlier, with all that hangs on them; returns how many.

        What a chat saved stays as long as it does.
        """
        kept = exists().where(saved.c.article_id == articles.c.id)
        old = (articles.c.stored_at < before) & (articles.c.published_at < before) & ~kept
        async with self._database.write() as connection:
            ids = (await connection.execute(select(articles.c.id).where(old))).scalars().all()
            await search_index.drop(connection, ids)
            await candidates.forget_old(connection, self._clock())
            await connection.execute(delete(articles).where(old))
            await stories.drop_empty(connection)
            used = exists().where(articles.c.source_id == sources.c.id)
            await connection.execute(delete(sources).where(~used))
            return len(ids)


async def _words_of(new: NewArticle) -> Words:
    """Worked out before the transaction is begun, as every other writer waits for its end."""
    if new.stems is not None:
        title, text = new.stems
        return Words(clean(title), clean(text))
    if len(new.text) < _LONG:
        return Words.of(new.title, new.text, new.language)
    return await asyncio.to_thread(Words.of, new.title, new.text, new.language)
