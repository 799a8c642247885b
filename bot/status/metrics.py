"""What happened and what there is, in figures, as Prometheus reads them."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

from bot import __version__
from bot.delivery.outcomes import Outcome
from storage.records import Backlog, Feed, State

CONTENT_TYPE = CONTENT_TYPE_LATEST
"""Of what `Metrics.page` returns."""

_CALL_SECONDS = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)
_WAITED_SECONDS = (0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600, 4 * 3600)


@dataclass(frozen=True, slots=True)
class Stock:
    """What the database says there is."""

    backlog: Sequence[Backlog]
    feeds: Sequence[Feed]


class Metrics:
    """The figures of one bot. `observe` and `asked` count, in some microseconds; `page` writes it all down."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        Gauge("telegist_info", "The version at work.", ["version"], registry=registry).labels(__version__).set(1)
        self._attempts = Counter(
            "telegist_messages",
            "Attempts to send a message of the outbox, by what became of them.",
            ["kind", "fate", "reason"],
            registry=registry,
        )
        self._calls = Histogram(
            "telegist_call_seconds",
            "How long Telegram took over an attempt to send.",
            ["kind"],
            registry=registry,
            buckets=_CALL_SECONDS,
        )
        self._waited = Histogram(
            "telegist_message_wait_seconds",
            "How long a message that was sent had waited since it was queued.",
            ["kind"],
            registry=registry,
            buckets=_WAITED_SECONDS,
        )
        self._asked = Counter(
            "telegist_commands", "What readers asked for, by command or button.", ["way", "name"], registry=registry
        )
        self._queue = Gauge(
            "telegist_outbox_messages",
            "Messages of the outbox that are not sent.",
            ["kind", "state"],
            registry=registry,
        )
        self._oldest = Gauge(
            "telegist_outbox_oldest_timestamp_seconds",
            "Since when the oldest message that could go has been waiting.",
            ["kind"],
            registry=registry,
        )
        self._feeds = Gauge("telegist_feeds", "Sources, by how they are.", ["health"], registry=registry)
        self._database = Gauge("telegist_database_up", "Whether the database answers.", registry=registry)
        self._reached = Gauge(
            "telegist_telegram_reached_timestamp_seconds",
            "When Telegram was last reached; 0: not yet.",
            registry=registry,
        )

    def observe(self, outcome: Outcome) -> None:
        """An attempt to send came to its end."""
        kind = outcome.kind.value
        self._attempts.labels(kind, outcome.fate.value, outcome.reason).inc()
        self._calls.labels(kind).observe(outcome.seconds)
        if outcome.waited is not None:
            self._waited.labels(kind).observe(outcome.waited)

    def asked(self, way: str, name: str) -> None:
        """A reader asked for something; `name` is one of ours, for a reader's own words have no place here."""
        self._asked.labels(way, name).inc()

    def page(self, stock: Stock | None, reached: datetime | None) -> bytes:
        """All figures in Prometheus's text format; `stock` is None where the database doesn't answer."""
        for gauge in (self._queue, self._oldest, self._feeds):
            gauge.clear()
        if stock is not None:
            self._show(stock)
        self._database.set(stock is not None)
        self._reached.set(reached.timestamp() if reached else 0)
        return generate_latest(self._registry)

    def _show(self, stock: Stock) -> None:
        for one in stock.backlog:
            self._queue.labels(one.kind.value, one.state.value).set(one.count)
            if one.state is State.QUEUED and one.oldest is not None:
                self._oldest.labels(one.kind.value).set(one.oldest.timestamp())
        tally = Tally("stopped" if feed.stopped else "failing" if feed.health else "well" for feed in stock.feeds)
        for health in ("well", "failing", "stopped"):
            self._feeds.labels(health).set(tally[health])
