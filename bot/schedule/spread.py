"""A popular minute is spread over the minutes before it, where it can't be sent in one. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

EARLIEST = timedelta(minutes=30)
"""No digest goes out earlier than this before its hour: what happens after it is made has to wait for the next one."""


def wanted_now(demand: Iterable[tuple[datetime, int]], now: datetime, *, queued: int, per_second: float) -> int:
    """How many digests have to be made now, so that as few as can be are late.

    `demand` says how many are due at each moment, in order; `queued` wait to be sent already. Wanted are those whose
    moment has come, and of the others as many as could not be sent by their moment at this pace if they waited for it.
    """
    wanted = due = 0
    for moment, count in demand:
        due += count
        if moment <= now:
            wanted = due
        else:
            sent_by_then = int((moment - now).total_seconds() * per_second)
            wanted = max(wanted, min(due, queued + due - sent_by_then))
    return wanted
