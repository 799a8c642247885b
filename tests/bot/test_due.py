from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedule.due import next_due, slot


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def dues(start: str, count: int, *, time: str, zone: str) -> list[str]:
    moments, moment = [], at(start)
    for _ in range(count):
        moment = next_due(moment, at=time, timezone=zone)
        moments.append(moment.astimezone(ZoneInfo(zone)).strftime("%d %H:%M %z"))
    return moments


def test_the_next_one_is_later_today_or_tomorrow() -> None:
    assert next_due(at("2026-11-22T05:00+00:00"), at="08:00", timezone="UTC") == at("2026-11-22T08:00+00:00")
    assert next_due(at("2026-11-22T08:00+00:00"), at="08:00", timezone="UTC") == at("2026-11-23T08:00+00:00")


def test_the_hour_is_the_readers() -> None:
    assert next_due(at("2026-11-22T05:30+00:00"), at="08:00", timezone="Asia/Yekaterinburg") == at(
        "2026-11-23T03:00+00:00"
    )


def test_the_weekday_is_the_readers() -> None:
    # Sunday evening in New York is Monday already in Greenwich.
    due = next_due(at("2026-11-22T12:00+00:00"), at="21:00", timezone="America/New_York", weekdays={6})
    assert due == at("2026-11-23T02:00+00:00")


def test_an_hour_that_is_left_out_in_spring_loses_no_day() -> None:
    assert dues("2026-03-28T00:00+01:00", 3, time="02:30", zone="Europe/Berlin") == [
        "28 02:30 +0100",
        "29 03:30 +0200",
        "30 02:30 +0200",
    ]


def test_an_hour_that_comes_twice_in_autumn_counts_once() -> None:
    assert dues("2026-10-24T00:00+02:00", 3, time="02:30", zone="Europe/Berlin") == [
        "24 02:30 +0200",
        "25 02:30 +0200",
        "26 02:30 +0100",
    ]


def test_without_a_weekday_there_is_no_next_one() -> None:
    with pytest.raises(ValueError, match="weekdays"):
        next_due(at("2026-11-22T05:00+00:00"), at="08:00", timezone="UTC", weekdays=frozenset())


ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "Asia/Tehran"]


@given(
    st.datetimes(datetime(2011, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.times(),
    st.sampled_from(ZONES),
    st.frozensets(st.integers(0, 6), min_size=1),
)
def test_it_is_always_later_within_eight_days_and_on_a_wanted_weekday(moment, time, zone, weekdays) -> None:
    due = next_due(moment, at=time.strftime("%H:%M"), timezone=zone, weekdays=weekdays)
    # A zone that skipped a whole date (Samoa, December 2011) may take a day more.
    assert moment < due <= moment + timedelta(days=8, hours=2)
    local = due.astimezone(ZoneInfo(zone))
    assert local.weekday() in weekdays or (local - timedelta(hours=24)).weekday() in weekdays


@given(st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC)), st.sampled_from(ZONES))
def test_a_year_has_one_digest_a_day(moment, zone) -> None:
    local_days, due = [], moment
    for _ in range(40):
        due = next_due(due, at="02:15", timezone=zone)
        local_days.append(due.astimezone(ZoneInfo(zone)).date())
    assert len(set(local_days)) == len(local_days)
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(local_days))


def test_a_slot_is_named_after_the_moment_in_utc() -> None:
    assert slot(at("2026-11-22T08:00+03:00")) == "2026-11-22T05:00Z"
