"""Rounds of the scheduler: each makes the digests that are due and hands them over to delivery.

What many readers share is composed once. No more is made than can be sent soon: at a popular hour the outbox holds a
few rounds' work, and the rest stays where it is, in the subscriptions.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.answers import payload
from bot.digests import Composed, compose_for, newest_alert
from bot.messages.digest import digest_message
from bot.requests import Desk
from bot.schedule.due import next_due, slot
from bot.schedule.spread import EARLIEST, wanted_now
from bot.words import Words, choose_language, words_in
from storage.errors import StorageError
from storage.records import Alert, Handover, Kind, Subscription

_log = logging.getLogger(__name__)

EVERY = timedelta(seconds=10)
"""How often there is a round."""

_AT_ONCE = 500
_SHARE = 0.9  # of the pace: replies and alerts need some of it
_KEPT = timedelta(minutes=10)  # for which a digest stays as it was composed, as long as there is no news

Payloads = tuple[dict[str, Any], ...]


class DigestRounds:
    """The rounds, and what they composed lately."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._per_second = _SHARE * desk.settings.delivery.per_second
        self._composed: dict[object, Composed] = {}
        self._rendered: dict[object, Payloads] = {}
        self._next: dict[object, datetime] = {}
        self._newest_id = 0
        self._since = self._now = desk.clock()

    async def run(self) -> int:
        """One round: hands over what is due, or must go early; how many. After downtime, one for each reader."""
        await self._begin()
        storage, done = self._desk.storage, 0
        queued = await storage.outbox.queued(Kind.DIGEST)
        demand = await storage.subscriptions.demand(self._now + EARLIEST, limit=self._most_looked_at)
        wanted = wanted_now(demand, self._now, queued=queued, per_second=self._per_second)
        wanted = min(wanted, self._room - queued)
        while wanted > done:
            due = await storage.subscriptions.due(self._now + EARLIEST, limit=min(wanted - done, _AT_ONCE))
            handed_over = await storage.subscriptions.hand_over(await self._made(due))
            self._desk.wake()
            done += handed_over
            if handed_over < len(due):  # those would come again
                break
        return done

    async def _begin(self) -> None:
        self._now = self._desk.clock()
        newest_id = await self._desk.storage.articles.newest_id()
        if newest_id != self._newest_id or abs(self._now - self._since) > _KEPT:
            self._composed, self._newest_id, self._since = {}, newest_id, self._now
        self._next = {}
        self._rendered = {}  # for it says how long ago things happened

    @property
    def _room(self) -> int:
        """The most digests that wait in the outbox: what goes out until the round after the next."""
        return max(_AT_ONCE, round(2 * EVERY.total_seconds() * self._per_second))

    @property
    def _most_looked_at(self) -> int:
        return round(EARLIEST.total_seconds() * self._per_second) + self._room

    async def _made(self, due: Sequence[Subscription]) -> list[Handover]:
        followed = await self._desk.storage.alerts.of_chats([one.chat_pk for one in due])
        made = []
        for subscription in due:
            try:
                made.append(await self._digest(subscription, followed[subscription.chat_pk]))
            except StorageError:
                raise
            except Exception:  # its mistake must not cost the others their digest
                _log.exception("a digest was not composed")
        return made

    async def _digest(self, subscription: Subscription, followed: tuple[Alert, ...]) -> Handover:
        words = words_in(choose_language(subscription.language))
        wishes = frozenset(alert.query for alert in followed)
        muted = (subscription.muted, subscription.muted_words)
        key = (subscription.after_id, muted, subscription.items, words.language, wishes)
        if key not in self._composed:
            sentences = self._desk.settings.summarizer.sentences
            self._composed[key] = await compose_for(
                self._desk.storage, subscription, followed, words.language, self._now, sentences=sentences
            )
        composed = self._composed[key]
        if (alert_id := newest_alert(followed)) != composed.alert_id:
            composed = replace(composed, alert_id=alert_id)
        # What goes early belongs to the day of its hour, and the next one comes after that.
        moment = max(self._now, subscription.next_due_at)
        said: Payloads = ()
        if composed.stories or subscription.say_when_empty:
            said = self._message((key, composed.alert_id), composed, words, moment, subscription.timezone)
        return Handover(
            subscription,
            slot(subscription.next_due_at),
            said,
            composed.newest_id,
            self._next_due(moment, subscription),
            composed.story_ids if said else frozenset(),
        )

    def _next_due(self, moment: datetime, subscription: Subscription) -> datetime:
        key = (moment, subscription.time, subscription.timezone, subscription.weekdays)
        if key not in self._next:
            at, timezone, weekdays = key[1:]
            self._next[key] = next_due(moment, at=at, timezone=timezone, weekdays=weekdays)
        return self._next[key]

    def _message(self, content: object, composed: Composed, words: Words, moment: datetime, timezone: str) -> Payloads:
        key = (content, moment, timezone)
        if key not in self._rendered:
            self._rendered[key] = (payload(digest_message(composed, words, now=moment, timezone=timezone)),)
        return self._rendered[key]
