from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ingest.fetching.allowance import HOUR, Allowance

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_each_asker_has_so_many_an_hour() -> None:
    allowance = Allowance(2)
    assert [allowance.spend(1, NOW + timedelta(minutes=minute)) for minute in (0, 10, 20, 59)] == [
        True,
        True,
        False,
        False,
    ]
    assert allowance.spend(2, NOW + timedelta(minutes=59))
    assert [allowance.spend(1, NOW + timedelta(minutes=minute)) for minute in (60, 61, 70)] == [True, False, True]


def test_where_nothing_is_allowed_nothing_is_given() -> None:
    assert not Allowance(0).spend(1, NOW)


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 40)), max_size=60), st.integers(1, 4))
def test_within_no_hour_is_more_given(wishes: list[tuple[int, int]], per_hour: int) -> None:
    allowance, now = Allowance(per_hour), NOW
    given_at: dict[int, list[datetime]] = {}
    for asker, minutes in wishes:
        now += timedelta(minutes=minutes)
        recent = [moment for moment in given_at.get(asker, ()) if moment > now - HOUR]
        assert allowance.spend(asker, now) == (len(recent) < per_hour)
        if len(recent) < per_hour:
            given_at.setdefault(asker, []).append(now)
