"""Telegram's published pace: 30 messages a second overall, one a second in a chat, twenty a minute in a group."""

from __future__ import annotations

import math
from datetime import datetime

from playground.errors import too_many_requests

OVERALL_PER_SECOND = 30
PAID_PER_SECOND = 1000
CHAT_BURST = 5
GROUP_PER_MINUTE = 20


class Allowance:
    """A bucket of ``size`` messages that refills at ``rate`` a second."""

    def __init__(self, size: float, rate: float) -> None:
        self._size = size
        self._rate = rate
        self._left = size
        self._at: datetime | None = None

    def wait(self, now: datetime) -> float:
        """Seconds until one message may pass; 0 when it may now."""
        if self._at is not None:
            passed = max((now - self._at).total_seconds(), 0.0)
            self._left = min(self._size, self._left + passed * self._rate)
        self._at = now
        return 0.0 if self._left >= 1 else (1 - self._left) / self._rate

    def spend(self) -> None:
        """Take one message out."""
        self._left -= 1


class Limits:
    """The published limits over all chats of one bot."""

    def __init__(self) -> None:
        self._overall = Allowance(OVERALL_PER_SECOND, OVERALL_PER_SECOND)
        self._paid = Allowance(PAID_PER_SECOND, PAID_PER_SECOND)
        self._chats: dict[int, Allowance] = {}

    def check(self, chat_id: int, now: datetime, *, paid: bool = False) -> None:
        """Let one message pass, or raise the 429 that says how long to wait."""
        if chat_id not in self._chats:
            group = Allowance(GROUP_PER_MINUTE, GROUP_PER_MINUTE / 60)
            self._chats[chat_id] = group if chat_id < 0 else Allowance(CHAT_BURST, 1)
        buckets = [self._paid if paid else self._overall, self._chats[chat_id]]
        wait = max(bucket.wait(now) for bucket in buckets)
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        for bucket in buckets:
            bucket.spend()
