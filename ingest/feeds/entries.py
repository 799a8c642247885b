"""What a feed holds, read: plain frozen values, before anything is decided about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed. `url` is absolute and canonical, `title` plain, `content` HTML or plain as it came.

    `published_at` is in UTC, None when the feed doesn't say; it may lie in the future. `categories` are plain.
    """

    id: str | None
    url: str | None
    title: str
    content: str
    published_at: datetime | None
    author: str | None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed. `language` is what it declares, ISO 639-1; `hubs` push its news and know it as `self_url`, as it says."""

    title: str
    site_url: str | None
    language: str | None
    entries: tuple[Entry, ...]
    hubs: tuple[str, ...] = ()
    self_url: str | None = None


def honest_date(moment: datetime) -> datetime | None:
    """`moment` in UTC; None for one that only stands for 'unset' (the year 1, 1900, the epoch)."""
    try:
        utc = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return utc if utc >= _EARLIEST else None
