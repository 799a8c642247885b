"""The sources: those that the configuration names, and how they fare in words for the operator."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from bot.config import Settings
from ingest import FeedOutcome
from storage import Storage
from storage.records import Feed

TROUBLED_AFTER = 3
"""So many failures in a row are trouble: one is most often nothing."""


async def keep_configured(storage: Storage, settings: Settings) -> None:
    """Sees to it that every feed of `[ingest] feeds` is polled. Those taken out of it stay until they are removed."""
    for url in settings.ingest.feeds:
        await storage.feeds.add(url)


LEADS_TO = "; it leads to "
"""Stands in a reason before the address where the trouble is, if that is not the feed's own."""


class Turn(StrEnum):
    """What the operator is told about a source, each once."""

    FAILS = "fails"
    WELL_AGAIN = "well again"


def turn(outcome: FeedOutcome) -> Turn | None:
    """Whether this fetch is the one to tell the operator of: the last of the failures that make trouble, the one that
    showed that the feed is gone, or the first that went well after trouble."""
    if outcome.error is None:
        return Turn.WELL_AGAIN if outcome.failures_before >= TROUBLED_AFTER else None
    return Turn.FAILS if outcome.feed.stopped or outcome.feed.failures == TROUBLED_AFTER else None


def troubled(feed: Feed) -> bool:
    """Whether readers and the operator should know that nothing comes from it."""
    return feed.stopped or feed.failures >= TROUBLED_AFTER


def reason(told: str, url: str) -> str:
    """What an error says, without the words that only name what was asked: beside `url`, that is said already."""
    what, colon, rest = told.partition(": ")
    if not colon or " " in what:
        return told
    which, colon, why = rest.partition(": ")
    if not colon or not which.startswith(("http://", "https://")):
        return rest
    return why if which.rstrip("/") == url.rstrip("/") else f"{why}{LEADS_TO}{which}"


def health(feed: Feed, now: datetime) -> str:
    """How the feed is, in a line for the operator."""
    why = reason(feed.health or "", feed.url)
    if feed.stopped:
        return f"stopped: {why}" if why else "stopped"
    if feed.failures:
        times = "once" if feed.failures == 1 else f"{feed.failures} times in a row"
        return f"failed {times}: {why}; next try {_until(feed.next_fetch_at, now)}"
    if feed.fetched_at is None:
        return f"not fetched yet; due {_until(feed.next_fetch_at, now)}"
    return f"ok, fetched {_span(now - feed.fetched_at)} ago, next {_until(feed.next_fetch_at, now)}"


def _until(moment: datetime, now: datetime) -> str:
    return "now" if moment - now < timedelta(minutes=1) else f"in {_span(moment - now)}"


def _span(time: timedelta) -> str:
    """'5 min', '3 h', '12 days'."""
    minutes = max(0, round(time.total_seconds() / 60))
    if minutes < 120:
        return f"{minutes} min"
    return f"{round(minutes / 60)} h" if minutes < 48 * 60 else f"{round(minutes / 1440)} days"
