"""A broadcast as storage takes and gives it: plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Circle(StrEnum):
    """Which chats a broadcast is for."""

    ALL = "all"
    PRIVATE = "private"
    GROUPS = "groups"
    CHANNELS = "channels"


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a broadcast is for: the chats that are kept, haven't blocked us, and are as said here.

    Of the topics of a forum those where somebody subscribed or follows words. A language None is that of chats that
    have set none; no languages: any. A chat's number tells only whether it is private: what groups and channels there
    are is said by `chat_ids`. None of them: any chat; an empty tuple: those named before it was done.
    """

    circle: Circle = Circle.ALL
    languages: tuple[str | None, ...] = ()
    chat_ids: tuple[int, ...] | None = None


class Progress(StrEnum):
    """How far a broadcast is: `stopped` may go on, `done` not."""

    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """An operator's message to many chats. `total` is how many there were to tell when it began.

    `waiting` of them are in the outbox; `ended_at` is when it was stopped, or done.
    """

    id: int
    audience: Audience
    progress: Progress
    total: int
    waiting: int
    sent: int
    failed: int
    uncertain: int
    created_at: datetime
    ended_at: datetime | None

    @property
    def settled(self) -> int:
        """How many messages met their fate."""
        return self.sent + self.failed + self.uncertain

    @property
    def left(self) -> int:
        """How many chats are still to be told, as far as is known: some come and some go meanwhile."""
        return 0 if self.progress is Progress.DONE else max(self.waiting, self.total - self.settled)
