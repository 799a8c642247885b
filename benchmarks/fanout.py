"""Fan-out: from subscriptions that are due to rows of the outbox."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import filled
from benchmarks.made_up import articles, join_sometimes
from bot.config import Settings, ingest_settings
from bot.pictures.room import Pictures
from bot.requests import Desk
from bot.schedule.digest_rounds import DigestRounds
from bot.schedule.spread import EARLIEST
from bot.trends import TrendCounts
from ingest import Ingest
from storage import Storage

_NOW = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
_BLOCKED_OF = 10


def desk(storage: Storage, clock: Callable[[], datetime], *, per_second: float) -> Desk:
    """What rounds need, with nobody to empty the outbox."""
    settings = Settings.model_validate({"delivery": {"per_second": per_second}})
    ingest = Ingest(storage, ingest_settings(settings), clock=clock)
    return Desk(storage, ingest, Pictures(), TrendCounts(storage), settings, clock, wake=lambda: None)


async def measure(subscribers: int) -> None:
    """Prints what the queries take with nobody due, and how many rows a second the rounds make when many are."""
    print(f"Fan-out: {subscribers} subscriptions, every tenth of them in a chat that has blocked the bot")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        await filled.empty(path)
        hours = (("08:00", "UTC", _NOW + timedelta(hours=2, minutes=number % 1200)) for number in range(subscribers))
        filled.add_subscriptions(path, hours, paused_every=_BLOCKED_OF)
        now = _NOW
        async with await Storage.open(filled.address(path), clock=lambda: now) as storage:
            for new in articles(200)[0]:
                await storage.articles.add(new, join_sometimes)
            subscriptions = storage.subscriptions
            await _print_query("due, none is", lambda: subscriptions.due(now + EARLIEST, limit=500))
            await _print_query("demand, none is due", lambda: subscriptions.demand(now + EARLIEST, limit=55_000))
            now = _NOW + timedelta(hours=21)
            await _print_query("demand, all are due", lambda: subscriptions.demand(now + EARLIEST, limit=55_000))
            await _print_rounds(desk(storage, lambda: now, per_second=1000))


async def _print_query(name: str, ask: Callable[[], Awaitable[object]]) -> None:
    took = []
    for _ in range(50):
        began = time.perf_counter()
        await ask()
        took.append(time.perf_counter() - began)
    print(f"{name:22}{1000 * statistics.median(took):8.2f} ms median{1000 * max(took):8.2f} ms longest")


async def _print_rounds(desk: Desk) -> None:
    rounds, began, used = DigestRounds(desk), time.perf_counter(), time.process_time()
    made = await rounds.run()
    passed, used = time.perf_counter() - began, time.process_time() - used
    print(
        f"{'a round':22}{made:8} rows{made / passed:10.0f} rows/s{1_000_000 * used / made:10.0f} µs of the core a row"
    )
