"""Pace as arithmetic: how long until one more may go. Times are seconds on any clock that only moves forward."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class Meter:
    """The generic cell rate algorithm (ITU-T I.371): `rate` a second on average, `burst` at once."""

    rate: float
    burst: float
    _free_at: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until one more may go."""
        return max(0.0, self._free_at - (self.burst - 1) / self.rate - now)

    def take(self, now: float) -> None:
        """One goes."""
        self._free_at = max(self._free_at, now) + 1 / self.rate

    def rested(self, now: float) -> bool:
        """Whether it is as good as new."""
        return self._free_at <= now

    def hold(self, until: float) -> None:
        """None goes before `until`, and none has been saved up by then."""
        self._free_at = max(self._free_at, until + (self.burst - 1) / self.rate)


@dataclass(slots=True)
class Window:
    """At most `count` within any `seconds`."""

    count: int
    seconds: float
    _taken: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Seconds until one more may go."""
        return max(0.0, self._taken[0] + self.seconds - now) if len(self._taken) == self.count else 0.0

    def take(self, now: float) -> None:
        """One goes."""
        if len(self._taken) == self.count:
            self._taken.popleft()
        self._taken.append(now)

    def rested(self, now: float) -> bool:
        """Whether it is as good as new."""
        return not self._taken or self._taken[-1] + self.seconds <= now


@dataclass(slots=True)
class ChatPace:
    """One chat's: a meter, in groups and channels a window too, and the pauses that Telegram tells us to make."""

    meter: Meter
    window: Window | None = None
    _held_until: float = 0.0
    _last: float | None = None
    _before: float | None = None

    def wait(self, now: float) -> float:
        """Seconds until one more may go."""
        return max(self.meter.wait(now), self.window.wait(now) if self.window else 0.0)

    def take(self, now: float) -> None:
        """One goes."""
        self._before, self._last = self._last, now
        self.meter.take(now)
        if self.window:
            self.window.take(now)

    def hold(self, until: float) -> None:
        """Telegram wants none before `until`."""
        self._held_until = max(self._held_until, until)
        self.meter.hold(until)

    def rested(self, now: float) -> bool:
        """Whether it is as good as new."""
        return self.meter.rested(now) and (self.window is None or self.window.rested(now))

    def held(self, now: float) -> bool:
        """Whether Telegram wants none now."""
        return self._held_until > now

    def idle(self, now: float, *, for_seconds: float) -> bool:
        """Whether none went for that long, the last one left aside."""
        return self._before is None or now - self._before > for_seconds
