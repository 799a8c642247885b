"""Days on a reader's calendar. Pure: the clock is an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def today(now: datetime, timezone: str) -> date:
    """The date in `timezone`."""
    return now.astimezone(ZoneInfo(timezone)).date()


def midnights(last: date, days: int, timezone: str) -> tuple[datetime, ...]:
    """When each of the last so many days begins in `timezone`, up to the end of `last`: a moment more than there are
    days, in UTC."""
    zone = ZoneInfo(timezone)
    dates = (last - timedelta(days=back) for back in range(days - 1, -2, -1))
    return tuple(datetime.combine(one, time(), zone).astimezone(UTC) for one in dates)
