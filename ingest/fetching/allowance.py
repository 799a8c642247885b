"""How much one asker may ask for in an hour."""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta

HOUR = timedelta(hours=1)


class Allowance:
    """So many things an hour for each asker, counted over the last sixty minutes. Kept in memory: it is a bound on
    what one of them costs the others, not a bill."""

    def __init__(self, per_hour: int) -> None:
        self._per_hour = per_hour
        self._spent: OrderedDict[int, deque[datetime]] = OrderedDict()

    def spend(self, asker: int, now: datetime) -> bool:
        """Takes one for `asker`; False, and nothing taken, where none is left."""
        self._forget(now)
        times = self._spent.get(asker, deque())
        while times and times[0] <= now - HOUR:
            times.popleft()
        if len(times) >= self._per_hour:
            return False
        times.append(now)
        self._spent[asker] = times
        self._spent.move_to_end(asker)
        return True

    def _forget(self, now: datetime) -> None:
        """Lets go of those whose last wish is an hour old; they stand first."""
        while self._spent:
            asker, times = next(iter(self._spent.items()))
            if times[-1] > now - HOUR:
                return
            del self._spent[asker]
