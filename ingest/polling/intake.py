"""What of a feed is news, brought into storage: pages fetched, articles finished in the workers, kept by batches."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ingest.errors import IngestError
from ingest.fetching.fetch import Fetched
from ingest.fetching.urls import site_of, twin
from ingest.polling.gathering import Gathering
from ingest.polling.grouping import choose_story, link_stories, new_article
from ingest.polling.habits import without_habits
from ingest.polling.schedule import is_news, lacks_page, news
from ingest.prepare import Draft, ReadFeed, all_finished, fuller, read_page
from ingest.settings import IngestSettings
from ingest.workers.worker import Worker
from storage import Storage
from storage.records import Article, Feed, NewArticle, Outcome, Stored

UNIT = 60_000
"""Characters of text finished at a time, some twenty articles: who waits for a worker waits for a blink only."""

BATCH = 64
"""Articles stored in one transaction, at the least, where so many are waiting."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a feed's articles that were news. `whole`: those were all; `lacking`: pages are still to be had."""

    outcomes: tuple[Outcome, ...]
    whole: bool
    lacking: bool


class Intake:
    """Takes feeds' articles in, those of several feeds at a time."""

    def __init__(
        self, storage: Storage, worker: Worker, settings: IngestSettings, clock: Callable[[], datetime]
    ) -> None:
        self._storage = storage
        self._worker = worker
        self._settings = settings
        self._clock = clock
        self._store = Gathering[NewArticle, Stored](self._add_all, most=BATCH)

    async def finish(self) -> None:
        """Returns when nothing is being stored any more."""
        await self._store.finish()

    async def take(self, feed: Feed, found: ReadFeed, get: Callable[[str], Awaitable[Fetched]]) -> Taken:
        """Takes in what of `found`, read from `feed`, is news; `get` fetches pages.

        A site with many teasers, or a slow one, must not hold up the round: the rest of its pages is for the next.
        """
        if not found.drafts:
            return Taken((), whole=True, lacking=False)
        turn = _Turn(feed, found, get, self._storage, self._worker, self._store, self._settings, self._clock)
        return await turn.take()

    async def _add_all(self, new: Sequence[NewArticle]) -> Sequence[Stored]:
        return await self._storage.articles.add_all(new, choose_story, link_stories)


@dataclass(frozen=True, slots=True)
class _Turn:
    """One feed's turn."""

    feed: Feed
    found: ReadFeed
    get: Callable[[str], Awaitable[Fetched]]
    storage: Storage
    worker: Worker
    store: Gathering[NewArticle, Stored]
    settings: IngestSettings
    clock: Callable[[], datetime]

    async def take(self) -> Taken:
        now = self.clock()
        drafts = await without_habits(self.storage, self.feed.id, self.found.drafts)
        met = list(zip(drafts, await self._known(drafts), strict=True))
        known = {draft.key: article for draft, article in met}
        interval = self.settings.interval
        fresh = news(met, feed_id=self.feed.id, now=now, last_round=self.feed.fetched_at, interval=interval)
        time = asyncio.get_running_loop().time
        end = time() + self.settings.pages_timeout
        teasers = sum(draft.teaser for draft in fresh)
        fetched = 0
        outcomes: list[Outcome] = []

        for unit in in_units(fresh):  # the oldest first: those left for the next round are no news of today
            (draft, *_) = unit
            if not draft.teaser:
                for draft, stored in zip(unit, await self._keep(unit, known, end), strict=True):
                    known[draft.key] = stored.article
                    outcomes.append(stored.outcome)
                continue
            if teasers - fetched > self.settings.pages or (fetched and time() >= end):
                teasers -= 1
                continue
            fetched += 1
            stored = await self._keep_teaser(draft, known[draft.key], end)
            known[draft.key] = stored.article
            outcomes.append(stored.outcome)
        lacking = any(lacks_page(draft, known[draft.key], now) for draft in drafts)
        return Taken(tuple(outcomes), len(outcomes) == len(fresh), lacking)

    async def _known(self, drafts: Sequence[Draft]) -> list[Article | None]:
        """For each draft the article stored under its key or address, with https or with http."""
        articles = self.storage.articles
        known = await articles.known([(draft.key, draft.url) for draft in drafts])
        unknown = [(place, twin(draft.url)) for place, draft in enumerate(drafts) if draft.url and known[place] is None]
        twins = await articles.known([(url, None) for _, url in unknown]) if unknown else []
        for (place, _), article in zip(unknown, twins, strict=True):
            known[place] = article
        return known

    async def _keep(self, drafts: Sequence[Draft], known: Mapping[str, Article | None], end: float) -> Sequence[Stored]:
        """What came of each; raises for one that no worker survives once the others are kept."""
        own = [replace(draft, key=article.key) if (article := known[draft.key]) else draft for draft in drafts]
        done = await self._finished(own, self.settings.engine, end)
        stored = await self.store([new for new in done if isinstance(new, NewArticle)])
        for new in done:
            if isinstance(new, IngestError):
                raise new
        return stored

    async def _keep_teaser(self, teaser: Draft, known: Article | None, end: float) -> Stored:
        assert teaser.url is not None
        page, met_under = await self._with_page(teaser, teaser.url, known)
        (draft,) = await without_habits(self.storage, self.feed.id, [page])
        articles = self.storage.articles
        if known is None:
            # Its page may have come in from elsewhere by now: one article with two addresses, not two articles.
            known = await articles.by_address(met_under or teaser.url)
            if known is not None:
                await articles.remember(known.id, teaser.url)
                if known.feed_id is not None:
                    return Stored(known, Outcome.SAME)
        if known is not None and not is_news(draft, known, feed_id=self.feed.id):
            return Stored(known, Outcome.SAME)
        (stored,) = await self._keep([draft], {draft.key: known}, end)
        if met_under:
            await articles.remember(stored.article.id, met_under)
        return stored

    async def _with_page(self, teaser: Draft, url: str, known: Article | None) -> tuple[Draft, str | None]:
        """The teaser with its page's text, and the address the page was found at where that is another.

        A page that can't be had leaves the teaser as it is, or with the text that is `known` of it already.
        """
        try:
            answer = await self.get(url)
            page = await self.worker.run(read_page, answer.body, answer.url, answer.content_type)
        except IngestError:
            return replace(teaser, text=known.text if known else teaser.text, teaser=False), None
        return fuller(teaser, page), page.url if page.url != url else None

    async def _finished(self, drafts: Sequence[Draft], engine: str, end: float) -> list[NewArticle | IngestError]:
        """The drafts as storage takes them. One that takes a worker down costs the others nothing but time.

        It is found by halves, and kept with its beginning for a summary; from `end` on, so are all that are left.
        """
        try:
            done = await self.worker.run(
                all_finished,
                drafts,
                now=self.clock(),
                engine=engine,
                sentences=self.settings.sentences,
                declared_language=self.found.language,
                folder=self.feed.topic,
            )
        except IngestError as error:
            if len(drafts) > 1 and asyncio.get_running_loop().time() < end:
                half = len(drafts) // 2
                first = await self._finished(drafts[:half], engine, end)
                return [*first, *await self._finished(drafts[half:], engine, end)]
            if engine == "lead":
                return [error] * len(drafts)
            return await self._finished(drafts, "lead", end)
        source = self.feed.title or self.found.title or site_of(self.feed.url)
        return [new_article(one, source=source, feed_id=self.feed.id) for one in done]


def in_units(drafts: Iterable[Draft]) -> list[list[Draft]]:
    """The drafts in order, as many together as make a worker's job; a teaser, whose page is to be fetched, is alone."""
    units: list[list[Draft]] = []
    room = 0
    for draft in drafts:
        if draft.teaser or room <= 0:
            units.append([])
            room = UNIT
        units[-1].append(draft)
        room = 0 if draft.teaser else room - len(draft.text)
    return units
