"""Who gets a digest when: at the hour, early where a minute is too popular, never more than can be sent soon."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Settings, ingest_settings
from bot.pictures.room import Pictures
from bot.requests import Desk
from bot.schedule.digest_rounds import DigestRounds
from bot.schedule.due import next_due
from bot.schedule.spread import EARLIEST, wanted_now
from bot.schedule.ticks import follow_the_clock
from bot.trends import TrendCounts
from ingest import Ingest
from storage import Storage
from storage.records import Address, Kind

NOW = datetime(2026, 3, 1, 7, 0, tzinfo=UTC)
EIGHT = NOW + timedelta(hours=1)


def test_nothing_goes_early_that_can_go_in_time() -> None:
    assert wanted_now([(EIGHT, 1000)], EIGHT - timedelta(seconds=40), queued=0, per_second=27) == 0
    assert wanted_now([(EIGHT, 1000)], EIGHT, queued=0, per_second=27) == 1000


def test_a_popular_minute_begins_before_its_time_and_ends_at_it() -> None:
    left, now, queued, done = 30_000, EIGHT - EARLIEST, 0, None
    while left:
        queued = max(0, queued - 270)
        made = wanted_now([(EIGHT, left)], now, queued=queued, per_second=27)
        left, queued = left - made, queued + made
        now += timedelta(seconds=10)
        done = now
    assert done is not None
    assert abs(done - EIGHT) < timedelta(seconds=30)


@given(
    st.lists(st.tuples(st.integers(-60, 1800), st.integers(1, 50_000)), max_size=20),
    st.integers(0, 5000),
    st.floats(0.1, 1000),
)
def test_all_that_is_due_is_wanted_and_never_more_than_there_is(
    demand: list[tuple[int, int]], queued: int, per_second: float
) -> None:
    moments = [(NOW + timedelta(seconds=seconds), count) for seconds, count in sorted(demand)]
    wanted = wanted_now(moments, NOW, queued=queued, per_second=per_second)
    due = sum(count for moment, count in moments if moment <= NOW)
    assert due <= wanted <= sum(count for _, count in moments)


async def subscribe(desk: Desk, number: int, due: datetime, *, time: str = "13:00", timezone: str = "UTC") -> None:
    await desk.storage.subscriptions.put(
        Address(number), time=time, timezone=timezone, weekdays=range(7), items=5, say_when_empty=True,
        next_due_at=due,
    )  # fmt: skip


@pytest.fixture
async def quiet_desk(tmp_path: Path, empty_database: Path, clock) -> AsyncIterator[Desk]:
    """A desk whose outbox nobody empties, for a bot that may send one message a second."""
    path = shutil.copy(empty_database, tmp_path / "test.db")
    settings = Settings.model_validate({"delivery": {"per_second": 1}})
    async with await Storage.open(f"sqlite+aiosqlite:///{path}", clock=clock) as storage:
        ingest = Ingest(storage, ingest_settings(settings), clock=clock)
        yield Desk(storage, ingest, Pictures(), TrendCounts(storage), settings, clock, wake=lambda: None)


async def test_the_outbox_holds_a_few_rounds_work_and_the_rest_waits(quiet_desk: Desk, clock) -> None:
    for number in range(1, 701):
        await subscribe(quiet_desk, number, clock())
    rounds = DigestRounds(quiet_desk)
    assert await rounds.run() == 500
    assert await rounds.run() == 0
    assert await quiet_desk.storage.outbox.queued(Kind.DIGEST) == 500
    assert len(await quiet_desk.storage.subscriptions.due(clock(), limit=1000)) == 200


async def test_too_many_for_their_minute_are_made_before_it_and_told_of_their_day(quiet_desk: Desk, clock) -> None:
    midnight = clock().replace(hour=0) + timedelta(days=1)
    for number in range(1, 201):
        await subscribe(quiet_desk, number, midnight)
    clock.now = midnight - timedelta(minutes=2)
    assert await DigestRounds(quiet_desk).run() == 200 - round(120 * 0.9)
    (one, *_) = await quiet_desk.storage.outbox.ready(Kind.DIGEST, clock(), limit=1)
    assert "Monday, 23 November" in one.payload["text"]
    kept = await quiet_desk.storage.subscriptions.get(one.address)
    assert kept is not None
    assert kept.next_due_at == midnight + timedelta(hours=13)


async def test_a_clock_set_back_during_a_round_makes_no_second_digest(quiet_desk: Desk, clock) -> None:
    await subscribe(quiet_desk, 1, clock())
    due = clock()
    clock.pass_by(hours=1)  # it was put forward
    assert await DigestRounds(quiet_desk).run() == 1
    clock.pass_by(hours=-1)
    for _ in range(12):
        assert await DigestRounds(quiet_desk).run() == 0
        clock.pass_by(minutes=10)
    kept = await quiet_desk.storage.subscriptions.get(Address(1))
    assert kept is not None
    assert kept.next_due_at > due + timedelta(hours=12)


# The days before the two changes of 2026.
NIGHTS = {
    "Europe/Berlin": (datetime(2026, 3, 28), datetime(2026, 10, 24)),
    "America/New_York": (datetime(2026, 3, 7), datetime(2026, 10, 31)),
    "America/Santiago": (datetime(2026, 4, 4), datetime(2026, 9, 5)),
    "Australia/Lord_Howe": (datetime(2026, 4, 4), datetime(2026, 10, 3)),
    "Asia/Beirut": (datetime(2026, 3, 28), datetime(2026, 10, 24)),
}


@pytest.mark.parametrize(("zone", "day"), [(zone, day) for zone, days in NIGHTS.items() for day in days])
async def test_one_digest_a_day_through_the_nights_when_clocks_change(
    quiet_desk: Desk, clock, zone: str, day: datetime
) -> None:
    times = ("23:30", "00:00", "00:30", "01:30", "02:00", "02:30", "03:00")
    clock.now = day.replace(hour=12, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    subscriptions, rounds = quiet_desk.storage.subscriptions, DigestRounds(quiet_desk)
    for number, time in enumerate(times, start=1):
        await subscribe(quiet_desk, number, next_due(clock(), at=time, timezone=zone), time=time, timezone=zone)
    came: dict[int, list[date]] = {number: [] for number in range(1, len(times) + 1)}
    ends = clock() + timedelta(hours=48)
    while clock() < ends:
        due = await subscriptions.due(clock())
        assert await rounds.run() == len(due)
        for one in due:
            came[one.chat_pk].append(one.next_due_at.astimezone(ZoneInfo(zone)).date())
        clock.pass_by(minutes=30)
    first = day.date() + timedelta(days=1)
    for number, dates in came.items():
        began = day.date() if number == 1 else first
        assert dates == [began, began + timedelta(days=1)]


async def test_a_clock_set_back_stops_no_tick() -> None:
    scheduler, ticked = AsyncIOScheduler(timezone="UTC"), asyncio.Event()
    scheduler.add_job(ticked.set, "date", run_date=datetime.now(UTC) + timedelta(hours=1))
    scheduler.start()
    readings = iter([datetime.now(UTC) + timedelta(hours=1)])
    watching = asyncio.create_task(
        follow_the_clock(scheduler, lambda: next(readings, None) or datetime.now(UTC), every=0.01)
    )
    async with asyncio.timeout(5):
        await ticked.wait()
    watching.cancel()
    scheduler.shutdown(wait=False)
