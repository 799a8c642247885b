"""What an operator can set of ingest, and what it reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from storage.records import Feed


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """`interval` between two fetches of a busy feed, `longest_interval` of one that seldom brings something; `timeout`
    in seconds for one fetch, `parse_timeout` for one parsing; `max_bytes` of one answer or file, as sent and
    decompressed; `concurrency`: feeds fetched at a time; `pages` and `pages_timeout`: how many pages of one feed's
    teasers are fetched in one round, and for how many seconds another is begun; `readers`: untrusted links fetched at a
    time; `links_per_hour`: those of one asker.

    `callback` is the https address, without its last part, that hubs push to; '' where nobody can reach us.
    `allow_private_networks` opens private networks for the addresses the operator names, never for readers' links.
    """

    interval: timedelta = timedelta(minutes=15)
    longest_interval: timedelta = timedelta(hours=3)
    allow_private_networks: bool = False
    engine: str = "news"
    sentences: int = 3
    timeout: float = 30.0
    max_bytes: int = 10 * 1024 * 1024
    parse_timeout: float = 20.0
    concurrency: int = 16
    pages: int = 10
    pages_timeout: float = 60.0
    readers: int = 8
    links_per_hour: int = 20
    callback: str = ""


@dataclass(frozen=True, slots=True)
class FeedOutcome:
    """What one fetch of a feed brought. `error` is a sentence for the operator, None when all went well.

    `feed` is as the fetch left it: its failures counted, `stopped` if it is gone. `failures_before`: how many fetches
    in a row had failed before this one.
    """

    feed: Feed
    new: int
    changed: int
    error: str | None
    failures_before: int = 0


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that was fetched and read, at its lasting address."""

    url: str
    title: str
