"""When the next digest is due. Pure: the clock is an argument."""

from __future__ import annotations

from collections.abc import Set
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

EVERY_DAY = frozenset(range(7))


def next_due(after: datetime, *, at: str, timezone: str, weekdays: Set[int] = EVERY_DAY) -> datetime:
    """The first moment later than `after` when it is `at` ('HH:MM') in `timezone` on one of `weekdays` (0 is Monday).

    An hour that comes twice counts the first time only; one that daylight saving leaves out is taken as the moment
    the clock would have shown it had it not been put forward (PEP 495, fold=0), so no day is ever without its digest.
    Returns UTC. Raises ValueError without a weekday.
    """
    if not weekdays:
        raise ValueError("weekdays: none given: name at least one")
    zone = ZoneInfo(timezone)
    wanted = time.fromisoformat(at)
    day = after.astimezone(zone).date()
    # A day back: zones that skip a date, or put the clock back over midnight, may still owe yesterday's.
    for offset in range(-1, 9):
        date = day + timedelta(days=offset)
        moment = datetime.combine(date, wanted, zone).astimezone(UTC)
        if date.weekday() in weekdays and moment > after:
            return moment
    raise AssertionError("a week holds each weekday")


def slot(due: datetime) -> str:
    """The name of the digest that was due then: the outbox takes each name once for a chat."""
    return due.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
