"""The package's front: feeds polled, links and files taken in, pasted texts summarised."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from ingest.errors import BadFile, Busy, IngestError, NotAFeed, NotAnArticle, TooMany
from ingest.feeds.discovery import FeedLink, feed_links, likely_addresses
from ingest.fetching.allowance import Allowance
from ingest.fetching.fetch import Fetched, Fetcher, Limits
from ingest.fetching.urls import canonical, canonical_or_none, host_of, site_of, twin, typed, web_address
from ingest.polling.grouping import choose_story, link_stories, new_article
from ingest.polling.poll import Poll
from ingest.polling.pushes import Pushes
from ingest.prepare import (
    Draft,
    finished,
    read_feed,
    read_html,
    read_page,
    read_text_file,
    summary_of,
    summary_of_draft,
)
from ingest.settings import FeedOutcome, FoundFeed, IngestSettings
from ingest.workers.worker import Worker
from storage import Storage, utc_now
from storage.records import Outcome, Stored
from summarizer import Summary

_MOST_CANDIDATES = 3
_READERS: dict[str, Callable[[bytes], Draft]] = {".html": read_html, ".htm": read_html, ".txt": read_text_file}


class Ingest:
    """Sources in, articles into storage. An async context manager; nothing is opened before it is needed.

    Every method raises IngestError subclasses for what goes wrong with a source, and StorageError for the database.
    """

    def __init__(
        self, storage: Storage, settings: IngestSettings | None = None, *, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._storage = storage
        self._settings = settings or IngestSettings()
        self._clock = clock
        limits = Limits(total=self._settings.timeout, max_bytes=self._settings.max_bytes)
        self._fetcher = Fetcher(limits=limits, clock=clock)
        self._worker = Worker(seconds=self._settings.parse_timeout)
        self.pushes = Pushes(storage, self._fetcher, self._settings, clock)
        self._poll = Poll(storage, self._fetcher, self._worker, self._settings, clock, self.pushes)
        self._round = asyncio.Lock()
        self._allowance = Allowance(self._settings.links_per_hour)
        self._readers = asyncio.Semaphore(self._settings.readers)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Ends the connections and the worker process."""
        await self._fetcher.close()
        await self._worker.close()

    async def poll(
        self, *, limit: int | None = None, on_outcome: Callable[[FeedOutcome], None] | None = None
    ) -> tuple[FeedOutcome, ...]:
        """Fetches every feed that is due, at most `limit`; `on_outcome` hears of each as it is done. Never raises an
        IngestError: what is wrong with a feed stands in its outcome and in storage. Rounds don't overlap."""
        async with self._round:
            return await self._poll.run(limit, on_outcome or (lambda outcome: None))

    async def add_url(self, url: str, *, trusted: bool = False, asker: int | None = None) -> Stored:
        """The article at `url`, stored if it wasn't.

        `trusted`: it is the operator's word, so that it may lie in a private network if the settings allow that; a
        reader's link never may, and what it brings is found but told to nobody else. `asker` is the chat it
        comes from. Raises Busy when too many links of readers are being fetched, TooMany when this asker has sent as
        many new ones within the hour as the settings allow.
        """
        address = canonical(typed(url))
        known = await self._storage.articles.by_address(address)
        if known is None:
            known = await self._storage.articles.by_address(twin(address))
        if known is not None:
            if trusted and known.by_reader:
                await self._storage.articles.adopt(known.id)
                known = replace(known, by_reader=False)
            return Stored(known, Outcome.SAME)
        draft, found_at = await self._read_url(url, trusted=trusted, asker=asker)
        stored = await self._store(draft, source=draft.site_name or site_of(found_at), by_reader=not trusted)
        for met_under in {address, canonical_or_none(found_at)} - {stored.article.url, None}:
            await self._storage.articles.remember(stored.article.id, str(met_under))
        return stored

    async def add_file(self, path: Path | str) -> Stored:
        """The article in an .html, .htm or .txt file, stored if it wasn't."""
        draft = await self._read_file(Path(path))
        return await self._store(draft, source=draft.site_name or Path(path).stem)

    async def _read_url(self, url: str, *, trusted: bool, asker: int | None = None) -> tuple[Draft, str]:
        """The article at `url`, and the address it was found at."""
        if trusted:
            return await self._read_page(web_address(typed(url)), trusted=True)
        address = canonical(typed(url))
        if self._readers.locked():
            raise Busy(f"link: {address}: {self._settings.readers} links of readers are being fetched; try again soon")
        if asker is not None and not self._allowance.spend(asker, self._clock()):
            raise TooMany(f"link: {address}: this chat has sent {self._settings.links_per_hour} links within the hour")
        async with self._readers:
            return await self._read_page(address, trusted=False)

    async def _read_page(self, address: str, *, trusted: bool) -> tuple[Draft, str]:
        answer = await self._fetch(address, trusted=trusted)
        return await self._worker.run_first(read_page, answer.body, answer.url, answer.content_type), answer.url

    async def _read_file(self, file: Path) -> Draft:
        reader = _READERS.get(file.suffix.lower())
        if reader is None:
            raise BadFile(f"file: {file.name}: only .html, .htm and .txt files can be read")
        try:
            body = await asyncio.to_thread(_read, file, self._settings.max_bytes)
        except OSError as error:
            raise BadFile(f"file: {file}: {error.strerror or 'it cannot be read'}; check its path") from None
        if len(body) > self._settings.max_bytes:
            raise BadFile(f"file: {file.name}: longer than {self._settings.max_bytes / 1024 / 1024:.3g} MB")
        try:
            return await self._worker.run_first(reader, body)
        except NotAnArticle:
            raise NotAnArticle(f"file: {file.name}: no article was found in it") from None

    async def summarize_url(self, url: str, *, trusted: bool = False) -> Summary:
        """The summary of the article at `url`; nothing is stored. `trusted` as in `add_url`."""
        draft, _ = await self._read_url(url, trusted=trusted)
        return await self._summarize(draft)

    async def summarize_file(self, path: Path | str) -> Summary:
        """The summary of the article in an .html, .htm or .txt file; nothing is stored."""
        return await self._summarize(await self._read_file(Path(path)))

    async def _summarize(self, draft: Draft) -> Summary:
        return await self._worker.run_first(
            summary_of_draft, draft, engine=self._settings.engine, sentences=self._settings.sentences
        )

    async def summarize(self, text: str, *, language: str | None = None) -> Summary:
        """The summary of a pasted text, cleaned first; nothing is stored. Empty for a text with nothing in it."""
        return await self._worker.run_first(
            summary_of, text, language=language, engine=self._settings.engine, sentences=self._settings.sentences
        )

    async def find_feed(self, url: str) -> FoundFeed:
        """The feed at `url` itself, or the one that the page there names, or that stands where sites have theirs.

        The operator's word. Raises NotAFeed when there's none.
        """
        address = web_address(typed(url))
        answer = await self._fetch(address, trusted=True)
        try:
            return await self._read_feed(address, answer)
        except NotAFeed:
            links = await self._worker.run_first(
                feed_links, answer.body, url=answer.url, content_type=answer.content_type
            )
        guesses = [FeedLink(guess) for guess in likely_addresses(answer.url)]
        private = self._private_hosts(address)
        for link in [*links[:_MOST_CANDIDATES], *guesses]:
            try:
                found = await self._fetcher.fetch(link.url, private_hosts=private)
                feed = await self._read_feed(link.url, found)
            except IngestError:
                continue
            return replace(feed, title=feed.title or link.title)
        raise NotAFeed(f"feed: {address}: neither a feed nor a page that names one; give the address of its feed")

    async def _read_feed(self, address: str, answer: Fetched) -> FoundFeed:
        feed = await self._worker.run_first(read_feed, answer.body, answer.url, answer.content_type)
        return FoundFeed(answer.moved_to or address, feed.title)

    async def _store(self, draft: Draft, *, source: str, by_reader: bool = False) -> Stored:
        done = await self._worker.run_first(
            finished,
            draft,
            now=self._clock(),
            engine=self._settings.engine,
            sentences=self._settings.sentences,
        )
        new = new_article(done, source=source, feed_id=None, by_reader=by_reader)
        return await self._storage.articles.add(new, choose_story, link_stories)

    async def _fetch(self, url: str, *, trusted: bool) -> Fetched:
        return await self._fetcher.fetch(url, private_hosts=self._private_hosts(url) if trusted else frozenset())

    def _private_hosts(self, url: str) -> frozenset[str]:
        return frozenset({host_of(url)}) if self._settings.allow_private_networks else frozenset()


def _read(file: Path, most: int) -> bytes:
    """The file's first bytes, one more than allowed if there are so many."""
    with file.open("rb") as stream:
        return stream.read(most + 1)
