"""When a chat may hear of what it follows. Pure: the clock is an argument."""

from __future__ import annotations

from datetime import datetime

from bot.schedule.due import next_due
from storage.records import Manner


def quiet_until(now: datetime, manner: Manner, timezone: str) -> datetime | None:
    """The end of the quiet hours it is now, in UTC; None outside of them.

    Hours that daylight saving leaves out or repeats are taken as `due` takes them.
    """
    if manner.quiet_from is None or manner.quiet_to is None or manner.quiet_from == manner.quiet_to:
        return None
    ends = next_due(now, at=manner.quiet_to, timezone=timezone)
    # If they end before they begin the next time, they have begun.
    begins = next_due(now, at=manner.quiet_from, timezone=timezone)
    return ends if ends < begins else None
