"""Feeds that hubs push (WebSub): asking hubs for them, and what hubs bring.

A push is a hint only. It makes its feed due, and the feed is fetched as ever: there is one way in.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from ingest.errors import HttpStatus, IngestError
from ingest.feeds.websub import Denied, genuine, pushed, renew_at, subscription, verification
from ingest.fetching.fetch import Fetched, Fetcher
from ingest.fetching.urls import host_of, without_credentials
from ingest.polling.schedule import after_failure
from ingest.prepare import ReadFeed
from ingest.settings import IngestSettings
from storage import Storage
from storage.pushes import Push
from storage.records import Feed

_log = logging.getLogger(__name__)

_PATIENCE = timedelta(minutes=5)  # for a confirmation; doubled by each attempt, up to a day
_FAREWELLS = 5
_AFTER_DENIAL = timedelta(days=1)
_AT_ONCE = 8  # hubs
_MOST = 500


class Pushes:
    """What hubs push to us, while the settings name a `callback`; without one nothing is asked of them."""

    def __init__(
        self, storage: Storage, fetcher: Fetcher, settings: IngestSettings, clock: Callable[[], datetime]
    ) -> None:
        self._storage = storage
        self._fetcher = fetcher
        self._settings = settings
        self._clock = clock
        self._wanted: Mapping[int, Push] = {}

    async def begin_round(self) -> None:
        """Looks up which feeds are pushed, for `alive` and `fetched`."""
        self._wanted = await self._storage.pushes.wanted() if self._settings.callback else {}

    def alive(self, feed: Feed) -> bool:
        """Whether a hub has promised to tell us of this feed's news."""
        push = self._wanted.get(feed.id)
        if push is None or push.lease_until is None or push.callback != self._settings.callback:
            return False
        return push.lease_until > self._clock()

    async def fetched(self, feed: Feed, answer: Fetched, found: ReadFeed, begun: datetime) -> None:
        """Notes which hub the feed names. `found` was read from the `answer` to a fetch that `begun` then."""
        if not self._settings.callback:
            return
        push = self._wanted.get(feed.id)
        if not answer.not_modified:
            named = pushed(answer.url, link_headers=answer.links, hubs=found.hubs, self_url=found.self_url)
            if named is None and push is not None:
                await self._storage.pushes.unwant(feed.id)
            elif named is not None and (push is None or (push.topic, push.hub) != (named.topic, named.hubs[0])):
                await self._storage.pushes.want(feed.id, named.topic, named.hubs[0])
        if push is not None:
            await self._storage.pushes.missed(feed.id, begun)

    async def ask(self) -> None:
        """Asks hubs for what is wanted, again before a lease ends, and to stop what is wanted no more.

        An attempt counts as failed until the hub confirms it, so one that is down, refuses or never comes back is
        asked less and less often.
        """
        if not self._settings.callback:
            return
        by_host: defaultdict[str, list[Push]] = defaultdict(list)
        for push in await self._storage.pushes.due(self._clock(), self._settings.callback, _MOST):
            by_host[host_of(push.hub)].append(push)
        places = asyncio.Semaphore(_AT_ONCE)

        async def one_host(theirs: Iterable[Push]) -> None:
            async with places:
                for push in theirs:
                    if not await self._ask(push):
                        break

        async with asyncio.TaskGroup() as group:
            for theirs in by_host.values():
                group.create_task(one_host(theirs))

    async def _ask(self, push: Push) -> bool:
        """Whether the hub is to be asked more in this round: not if it is out of reach."""
        now, pushes = self._clock(), self._storage.pushes
        feed = await self._storage.feeds.get(push.feed_id)
        ended = push.lease_until is None or push.lease_until <= now
        if feed is None or (not push.wanted and (ended or push.attempts >= _FAREWELLS)):
            await pushes.forget(push.key)
            return True
        again = after_failure(now, _PATIENCE, push.attempts, chance=random.random())
        # A subscription is known by its callback: it ends under the one that it was made with.
        callback = self._settings.callback if push.wanted else push.callback
        # Noted first: the hub may confirm before it answers.
        await pushes.asked(push.key, callback, again)
        form = subscription(
            push.topic, callback=f"{callback}/{push.key}", secret=push.secret, unsubscribe=not push.wanted
        )
        own = frozenset({host_of(feed.url)}) if self._settings.allow_private_networks else frozenset[str]()
        try:
            await self._fetcher.post(push.hub, form, private_hosts=own)
        except IngestError as error:
            _log.info("a hub can't be asked for %s: %s", without_credentials(push.topic), error)
            if error.retry_after:
                await pushes.postpone(push.key, max(again, now + error.retry_after))
            return isinstance(error, HttpStatus) and error.retry_after is None
        return True

    async def known(self, key: str) -> bool:
        """Whether a push to the address that ends in `key` is expected."""
        push = await self._storage.pushes.get(key)
        return push is not None and push.wanted

    async def verify(self, key: str, query: Mapping[str, str]) -> str | None:
        """What to answer a hub that asks, with `query`, whether we meant it; None if we didn't."""
        pushes, now = self._storage.pushes, self._clock()
        push = await pushes.get(key)
        if push is None:
            return None
        meant = verification(query, topic=push.topic, wanted=push.wanted)
        if isinstance(meant, Denied):
            await pushes.denied(key, now + _AFTER_DENIAL)
            return ""
        if meant is None or (not push.attempts and not (push.wanted and push.lease_until)):
            return None
        if not push.wanted:
            await pushes.forget(key)
        elif push.attempts:
            # A question that comes twice is answered twice, but lengthens no lease.
            await pushes.confirmed(key, now + meant.lease, renew_at(now, meant.lease))
        return meant.challenge

    async def arrived(self, key: str, body: bytes, signature: str | None) -> bool:
        """Makes the feed due if the push is genuine, by its X-Hub-Signature header; whether it was. Its body is
        looked at no further."""
        push = await self._storage.pushes.get(key)
        if push is None or not push.wanted or not genuine(body, signature, push.secret):
            return False
        await self._storage.pushes.arrived(key)
        return True
