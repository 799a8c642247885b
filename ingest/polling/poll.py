"""One round over the due feeds: fetch, read, keep what is new, note how each fares."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import random
from collections import defaultdict, deque
from collections.abc import Callable
from datetime import datetime, timedelta

from ingest.errors import Gone, IngestError
from ingest.fetching.fetch import Fetched, Fetcher
from ingest.fetching.urls import host_of
from ingest.polling.gathering import Gathering
from ingest.polling.intake import Intake
from ingest.polling.pushes import Pushes
from ingest.polling.schedule import after_failure, after_part, after_success, rhythm, slower
from ingest.prepare import ReadFeed, read_feed
from ingest.settings import FeedOutcome, IngestSettings
from ingest.workers.worker import Worker
from storage import Storage
from storage.records import Feed, Outcome, Visit

MOST_FEEDS = 10_000
_VISITS = 200  # noted in one transaction


class Poll:
    """The pipeline of feeds.

    Articles are stored as they are ready, and a feed's validators only after all of them: a round that is cut short is
    simply repeated and doubles nothing.
    """

    def __init__(
        self,
        storage: Storage,
        fetcher: Fetcher,
        worker: Worker,
        settings: IngestSettings,
        clock: Callable[[], datetime],
        pushes: Pushes,
    ) -> None:
        self._storage = storage
        self._fetcher = fetcher
        self._worker = worker
        self._settings = settings
        self._clock = clock
        self._pushes = pushes
        self._intake = Intake(storage, worker, settings, clock)
        self._note = Gathering[Visit, Feed | None](storage.feeds.fetched, most=_VISITS)
        self._hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def run(self, limit: int | None, on_outcome: Callable[[FeedOutcome], None]) -> tuple[FeedOutcome, ...]:
        """What came of each feed that is due, at most `limit` of them, in the order they were due."""
        due = await self._storage.feeds.due(self._clock(), MOST_FEEDS if limit is None else limit)
        outcomes: list[FeedOutcome | None] = [None] * len(due)
        wrong: list[Exception] = []
        self._hosts.clear()
        await self._pushes.begin_round()
        if not gc.get_freeze_count():
            # What a process has loaded stays: to look through it for garbage again and again, as the many objects of a
            # round make the collector do, would stop the event loop for some 70 ms each time.
            gc.freeze()
        # By hosts: a host that is slow, or has many feeds, takes up no more than one of the places.
        by_host: defaultdict[str, deque[int]] = defaultdict(deque)
        for number, feed in enumerate(due):
            by_host[host_of(feed.url)].append(number)
        hosts = deque(by_host.values())

        async def work() -> None:
            while hosts:
                theirs = hosts.popleft()
                number = theirs.popleft()
                try:
                    outcomes[number] = outcome = await self._feed(due[number])
                    on_outcome(outcome)
                except Exception as error:
                    # What is no source's fault (the database's, say) ends the round, but not the other feeds' turns.
                    wrong.append(error)
                if theirs:
                    hosts.append(theirs)

        try:
            await asyncio.gather(*(work() for _ in range(min(self._settings.concurrency, len(due)))))
        finally:
            await self._intake.finish()
            await self._note.finish()
        if wrong:
            raise wrong[0]
        return tuple(outcome for outcome in outcomes if outcome is not None)

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
        begun = self._clock()
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
        private = self._private(feed)
        taken = await self._intake.take(feed, found, lambda url: self._get(url, private))
        etag = answer.etag or (feed.etag if answer.not_modified else None)
        last_modified = answer.last_modified or (feed.last_modified if answer.not_modified else None)
        fresh_for = min(answer.fresh_for, self._longest) if answer.fresh_for else None
        # Of an answer that was taken in in part the site must not say next time that we know it.
        complete = taken.whole and not taken.lacking
        visit = Visit(
            feed.id,
            next_fetch_at=after_success(self._clock(), interval, chance=random.random(), fresh_for=fresh_for)
            if taken.whole
            else after_part(self._clock(), interval),
            etag=etag if complete else None,
            last_modified=last_modified if complete else None,
            title=found.title or None,
            site_url=found.site_url,
        )
        (noted,) = await self._note([visit])
        await self._pushes.fetched(feed, answer, found, begun)
        new, changed = taken.outcomes.count(Outcome.NEW), taken.outcomes.count(Outcome.CHANGED)
        return FeedOutcome(noted or feed, new, changed, None, failures)

    def _interval(self, feed: Feed, found: ReadFeed, *, unchanged: bool) -> timedelta:
        if self._pushes.alive(feed):
            return self._longest
        bounds = {"shortest": self._settings.interval, "longest": self._longest}
        if not unchanged:
            return rhythm((draft.published_at for draft in found.drafts), self._clock(), **bounds)
        last = feed.next_fetch_at - feed.fetched_at if feed.fetched_at and not feed.failures else timedelta(0)
        return slower(last, **bounds)

    @property
    def _longest(self) -> timedelta:
        return max(self._settings.interval, self._settings.longest_interval)

    async def _get(
        self, url: str, private_hosts: frozenset[str], *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        """One connection per host at a time."""
        async with self._hosts[host_of(url)]:
            return await self._fetcher.fetch(url, etag=etag, last_modified=last_modified, private_hosts=private_hosts)

    def _private(self, feed: Feed) -> frozenset[str]:
        """The hosts that may be private: the feed's own, as the operator named it, if the settings allow any."""
        return frozenset({host_of(feed.url)}) if self._settings.allow_private_networks else frozenset()
