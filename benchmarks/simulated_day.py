"""A day of digests on a clock that runs ahead: when does each reader get theirs?

The database and the rounds that make digests are the real ones. Telegram's part is simulated: whatever waits is taken
from the outbox in its order, as many as the limiter lets through in a round's time, and is said to be sent.
"""

from __future__ import annotations

import itertools
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import fanout, filled
from bot.delivery.limiter import LaneLimiter, Limits
from bot.schedule.digest_rounds import EVERY, DigestRounds
from bot.schedule.due import next_due
from bot.schedule.spread import EARLIEST
from storage import Storage
from storage.marks import Finished
from storage.records import Kind, State

_DAY = datetime(2026, 11, 25, tzinfo=UTC)
_DAY_ENDS = _DAY + timedelta(days=1)
_PER_SECOND = 30.0
_ON_TIME = 60.0  # seconds

# How many of a hundred readers want theirs at which hour; the others at any five minutes of the day.
_TIMES = {
    "08:00": 22, "07:00": 16, "09:00": 14, "07:30": 8, "08:30": 8, "18:00": 6, "06:00": 5, "10:00": 5, "12:00": 4,
    "20:00": 4, "21:00": 3,
}  # fmt: skip
_ZONES = {
    "Europe/Moscow": 18, "Europe/Berlin": 10, "Asia/Tehran": 9, "Europe/Kyiv": 7, "Asia/Tashkent": 6,
    "Europe/London": 5, "Europe/Istanbul": 5, "America/New_York": 5, "Asia/Kolkata": 5, "Asia/Almaty": 4,
    "Europe/Minsk": 3, "America/Sao_Paulo": 3, "Asia/Yekaterinburg": 3, "Asia/Shanghai": 3, "Africa/Lagos": 2,
    "America/Los_Angeles": 2, "Asia/Novosibirsk": 2, "America/Chicago": 2, "Asia/Tokyo": 1, "Asia/Vladivostok": 1,
    "Australia/Sydney": 1, "Asia/Kathmandu": 1, "Pacific/Auckland": 1, "America/Denver": 1,
}  # fmt: skip


@dataclass
class Seen:
    """Seconds by which each digest came after its hour, and what waited meanwhile."""

    late: list[float] = field(default_factory=list)
    longest_queue: int = 0
    longest_round: float = 0.0


async def run(subscribers: int) -> None:
    """Prints when a day's digests came."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "day.db"
        await filled.empty(path)
        filled.add_subscriptions(path, itertools.islice(_wanted(), subscribers))
        seen = await _live_through_the_day(path)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _print(subscribers, seen)
    print(f"memory {memory:.0f} MB, simulated in {time.perf_counter() - began:.0f} s")


def _wanted() -> Iterator[tuple[str, str, datetime]]:
    chance = random.Random(1)
    anywhere = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(0, 60, 5)]
    hours, zones = [*_TIMES, ""], list(_ZONES)
    weights = [*_TIMES.values(), 100 - sum(_TIMES.values())]
    moments: dict[tuple[str, str], datetime] = {}
    while True:
        (hour,) = chance.choices(hours, weights)
        (zone,) = chance.choices(zones, list(_ZONES.values()))
        key = hour or chance.choice(anywhere), zone
        if key not in moments:
            moments[key] = next_due(_DAY - timedelta(microseconds=1), at=key[0], timezone=zone)
        yield *key, moments[key]


async def _live_through_the_day(path: Path) -> Seen:
    now, seen = _DAY - EARLIEST, Seen()
    share = LaneLimiter(Limits(_PER_SECOND)).rate * EVERY.total_seconds()
    allowed = 0.0
    async with await Storage.open(filled.address(path), clock=lambda: now) as storage:
        rounds = DigestRounds(fanout.desk(storage, lambda: now, per_second=_PER_SECOND))
        while now < _DAY_ENDS or await storage.subscriptions.due(_DAY_ENDS - timedelta(microseconds=1), limit=1):
            began = time.perf_counter()
            await rounds.run()
            seen.longest_round = max(seen.longest_round, time.perf_counter() - began)
            seen.longest_queue = max(seen.longest_queue, await storage.outbox.queued(Kind.DIGEST))
            allowed = allowed % 1 + share
            await _send(storage, now, int(allowed), seen)
            now += EVERY
        await _send(storage, now, 2 * seen.longest_queue, seen)
    return seen


async def _send(storage: Storage, now: datetime, count: int, seen: Seen) -> None:
    """One after the other, evenly over the round's time."""
    messages = await storage.outbox.ready(Kind.DIGEST, now, limit=count)
    await storage.outbox.record([Finished(message, State.SENT) for message in messages])
    for number, message in enumerate(messages):
        due = datetime.fromisoformat(message.slot)
        if due < _DAY_ENDS:
            sent = now + EVERY * (number / count)
            seen.late.append((sent - due).total_seconds())


def _print(subscribers: int, seen: Seen) -> None:
    late = sorted(seen.late)
    on_time = [one for one in late if abs(one) <= _ON_TIME]
    before, after = [-one for one in late if one < -_ON_TIME], [one for one in late if one > _ON_TIME]
    print(f"{subscribers} subscribers in {len(_ZONES)} zones, {_PER_SECOND:.0f} messages a second: {len(late)} digests")
    print(f"within a minute of their hour {_share(on_time, late)}")
    for name, some in (("earlier", before), ("later", after)):
        spread = statistics.quantiles(some, n=20) if len(some) > 1 else [0.0] * 19
        print(
            f"{name:8}{_share(some, late)}: p50 {spread[9] / 60:5.1f} min, p95 {spread[18] / 60:5.1f} min,"
            f" at most {max(some, default=0) / 60:5.1f} min"
        )
    print(f"longest queue {seen.longest_queue}, longest round {seen.longest_round:.2f} s")


def _share(some: list[float], of: list[float]) -> str:
    return f"{len(some):8} ({100 * len(some) / max(1, len(of)):.1f} %)"
