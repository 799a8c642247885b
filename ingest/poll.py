"""One round over the due feeds: fetch, read, keep what is new, note how each fares."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from ingest.errors import Gone, IngestError
from ingest.fetch import Fetched, Fetcher
from ingest.grouping import choose_story, new_article
from ingest.prepare import Draft, ReadFeed, finished, fuller, read_feed, read_page
from ingest.schedule import after_failure, after_part, after_success, is_news, lacks_page, news, rhythm, slower
from ingest.settings import FeedOutcome, IngestSettings
from ingest.urls import host_of, site_of, twin
from ingest.worker import Worker
from storage import Storage
from storage.records import Article, Feed, NewArticle, Outcome, Stored

MOST_FEEDS = 10_000


class Poll:
    """The pipeline of feeds.

    Articles are stored one by one as they are ready, and a feed's validators only after all of them: a round that is
    cut short is simply repeated and doubles nothing.
    """

    def __init__(
        self,
        storage: Storage,
        fetcher: Fetcher,
        worker: Worker,
        settings: IngestSettings,
        clock: Callable[[], datetime],
    ) -> None:
        self._storage = storage
        self._fetcher = fetcher
        self._worker = worker
        self._settings = settings
        self._clock = clock
        self._hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def run(self, limit: int | None, on_outcome: Callable[[FeedOutcome], None]) -> tuple[FeedOutcome, ...]:
        """What came of each feed that is due, at most `limit` of them, in the order they were due."""
        due = await self._storage.feeds.due(self._clock(), MOST_FEEDS if limit is None else limit)
        slots = asyncio.Semaphore(self._settings.concurrency)
        self._hosts.clear()

        async def one(feed: Feed) -> FeedOutcome:
            async with slots:
                outcome = await self._feed(feed)
            on_outcome(outcome)
            return outcome

        outcomes = await asyncio.gather(*map(one, due), return_exceptions=True)
        for outcome in outcomes:
            # What is no source's fault (the database's, say) ends the round, but not the other feeds' turns.
            if isinstance(outcome, BaseException):
                raise outcome
        return tuple(outcome for outcome in outcomes if not isinstance(outcome, BaseException))

    async def _feed(self, feed: Feed) -> FeedOutcome:
        failures = feed.failures
        try:
            return await self._fetched(feed)
        except Gone as error:
            with contextlib.suppress(KeyError):  # removed in the meantime
                feed = await self._storage.feeds.stop(feed.id, reason=str(error))
            return FeedOutcome(feed, 0, 0, str(error), failures)
        except IngestError as error:
            next_fetch_at = after_failure(
                self._clock(),
                self._settings.interval,
                feed.failures,
                chance=random.random(),
                retry_after=error.retry_after,
            )
            with contextlib.suppress(KeyError):
                feed = await self._storage.feeds.failed(feed.id, reason=str(error), next_fetch_at=next_fetch_at)
            return FeedOutcome(feed, 0, 0, str(error), failures)

    async def _fetched(self, feed: Feed) -> FeedOutcome:
        answer = await self._get(feed.url, self._private(feed), etag=feed.etag, last_modified=feed.last_modified)
        found = ReadFeed("", None, None, ())
        if not answer.not_modified:
            found = await self._worker.run(read_feed, answer.body, answer.url, answer.content_type)
        # Only what has proved to be a feed has moved: a log-in page or a domain seller isn't one.
        if answer.moved_to and answer.moved_to != feed.url and not answer.not_modified:
            try:
                feed = await self._storage.feeds.moved(feed.id, answer.moved_to)
            except KeyError:
                return FeedOutcome(feed, 0, 0, None)
        failures, interval = feed.failures, self._interval(feed, found, unchanged=answer.not_modified)
        outcomes, whole, lacking = await self._articles(feed, found)
        etag = answer.etag or (feed.etag if answer.not_modified else None)
        last_modified = answer.last_modified or (feed.last_modified if answer.not_modified else None)
        fresh_for = min(answer.fresh_for, self._longest) if answer.fresh_for else None
        await self._storage.feeds.fetched(
            feed.id,
            next_fetch_at=after_success(self._clock(), interval, chance=random.random(), fresh_for=fresh_for)
            if whole
            else after_part(self._clock(), interval),
            # Of an answer that was taken in in part the site must not say next time that we know it.
            etag=etag if whole and not lacking else None,
            last_modified=last_modified if whole and not lacking else None,
            title=found.title or None,
            site_url=found.site_url,
        )
        new, changed = outcomes.count(Outcome.NEW), outcomes.count(Outcome.CHANGED)
        return FeedOutcome(await self._storage.feeds.get(feed.id) or feed, new, changed, None, failures)

    def _interval(self, feed: Feed, found: ReadFeed, *, unchanged: bool) -> timedelta:
        bounds = {"shortest": self._settings.interval, "longest": self._longest}
        if not unchanged:
            return rhythm((draft.published_at for draft in found.drafts), self._clock(), **bounds)
        last = feed.next_fetch_at - feed.fetched_at if feed.fetched_at and not feed.failures else timedelta(0)
        return slower(last, **bounds)

    @property
    def _longest(self) -> timedelta:
        return max(self._settings.interval, self._settings.longest_interval)

    async def _articles(self, feed: Feed, found: ReadFeed) -> tuple[list[Outcome], bool, bool]:
        """What came of each article that was news, whether those were all, and whether pages are still to be had.

        A site with many teasers, or a slow one, must not hold up the round: the rest of its pages is for the next.
        """
        now = self._clock()
        met = [(draft, await self._known(draft)) for draft in found.drafts]
        known = {draft.key: article for draft, article in met}
        fresh = news(met, feed_id=feed.id, now=now, last_round=feed.fetched_at, interval=self._settings.interval)
        teasers = sum(draft.teaser for draft in fresh)
        time = asyncio.get_running_loop().time
        end = time() + self._settings.pages_timeout
        outcomes: list[Outcome] = []
        fetched = 0
        for draft in fresh:  # the oldest first: those left for the next round are no news of today
            if draft.teaser:
                if teasers - fetched > self._settings.pages or (fetched and time() >= end):
                    teasers -= 1
                    continue
                fetched += 1
            stored = await self._keep(feed, found, draft, known[draft.key])
            known[draft.key] = stored.article
            outcomes.append(stored.outcome)
        lacking = any(lacks_page(draft, known[draft.key], now) for draft in found.drafts)
        return outcomes, len(outcomes) == len(fresh), lacking

    async def _known(self, draft: Draft) -> Article | None:
        known = await self._storage.articles.by_key(draft.key)
        for url in (draft.url, twin(draft.url)) if draft.url and known is None else ():
            known = known or await self._storage.articles.by_address(url)
        return known

    async def _keep(self, feed: Feed, found: ReadFeed, draft: Draft, known: Article | None) -> Stored:
        met_under = None
        if draft.teaser and (url := draft.url):
            draft, met_under = await self._with_page(feed, draft, url, known)
            if known is None:
                # Its page may have come in from elsewhere by now: one article with two addresses, not two articles.
                known = await self._storage.articles.by_address(met_under or url)
                if known is not None:
                    await self._storage.articles.remember(known.id, url)
                    if known.feed_id is not None:
                        return Stored(known, Outcome.SAME)
        if known is not None:
            if not is_news(draft, known, feed_id=feed.id):
                return Stored(known, Outcome.SAME)
            draft = replace(draft, key=known.key)
        stored = await self._storage.articles.add(await self._finish(feed, found, draft), choose_story)
        if met_under:
            await self._storage.articles.remember(stored.article.id, met_under)
        return stored

    async def _with_page(self, feed: Feed, teaser: Draft, url: str, known: Article | None) -> tuple[Draft, str | None]:
        """The teaser with its page's text, and the address the page was found at where that is another.

        A page that can't be had leaves the teaser as it is, or with the text that is `known` of it already.
        """
        try:
            answer = await self._get(url, self._private(feed))
            page = await self._worker.run(read_page, answer.body, answer.url, answer.content_type)
        except IngestError:
            return replace(teaser, text=known.text if known else teaser.text, teaser=False), None
        return fuller(teaser, page), page.url if page.url != url else None

    async def _finish(self, feed: Feed, found: ReadFeed, draft: Draft) -> NewArticle:
        source = feed.title or found.title or site_of(feed.url)
        engine = self._settings.engine
        try:
            return await self._finished(feed, found, draft, source, engine)
        except IngestError:
            # An article that an engine chokes on is kept with its beginning for a summary.
            return await self._finished(feed, found, draft, source, "lead")

    async def _finished(self, feed: Feed, found: ReadFeed, draft: Draft, source: str, engine: str) -> NewArticle:
        done = await self._worker.run(
            finished,
            draft,
            now=self._clock(),
            engine=engine,
            sentences=self._settings.sentences,
            declared_language=found.language,
            folder=feed.topic,
        )
        return new_article(done, source=source, feed_id=feed.id)

    async def _get(
        self, url: str, private_hosts: frozenset[str], *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        """One connection per host at a time."""
        async with self._hosts[host_of(url)]:
            return await self._fetcher.fetch(url, etag=etag, last_modified=last_modified, private_hosts=private_hosts)

    def _private(self, feed: Feed) -> frozenset[str]:
        """The hosts that may be private: the feed's own, as the operator named it, if the settings allow any."""
        return frozenset({host_of(feed.url)}) if self._settings.allow_private_networks else frozenset()
