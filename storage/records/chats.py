"""Chats and what each asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Address:
    """Where messages go: a Telegram chat, or one topic of a forum (`thread_id`)."""

    chat_id: int
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Chat:
    """What is kept of a chat. One that set nothing is not stored: `id` is None then.

    `blocked`: Telegram refuses our messages there; nothing is scheduled until the reader comes back.
    """

    address: Address
    id: int | None = None
    language: str | None = None
    timezone: str | None = None
    blocked: bool = False
    muted: frozenset[int] = frozenset()
    muted_words: frozenset[str] = frozenset()

    @property
    def mutes(self) -> bool:
        """Whether anything is kept from it."""
        return bool(self.muted or self.muted_words)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A daily digest. `time` is 'HH:MM' in `timezone`; weekdays run from 0, Monday; `items` is the most stories told.

    `after_id` is the newest article the last digest looked at, `next_due_at` the next one's moment in UTC.
    """

    chat_pk: int
    address: Address
    time: str
    timezone: str
    weekdays: frozenset[int]
    items: int
    say_when_empty: bool
    after_id: int
    next_due_at: datetime
    language: str | None = None
    muted: frozenset[int] = frozenset()
    muted_words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Alert:
    """Words a chat follows."""

    id: int
    chat_pk: int
    address: Address
    query: str


@dataclass(frozen=True, slots=True)
class WordMute:
    """Words a chat doesn't want to hear of."""

    id: int
    query: str


class Saving(StrEnum):
    """What came of the wish to save an article: it is, it is gone, or the chat saved as many as it may."""

    DONE = "done"
    GONE = "gone"
    FULL = "full"


class Pace(StrEnum):
    """When a chat hears of what it follows."""

    AT_ONCE = "at-once"
    HOURLY = "hourly"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Manner:
    """How alerts come to a chat: when, and not between `quiet_from` and `quiet_to` ('HH:MM' in its zone)."""

    pace: Pace = Pace.AT_ONCE
    quiet_from: str | None = None
    quiet_to: str | None = None


@dataclass(frozen=True, slots=True)
class Gathering:
    """A chat for which alerts are gathered that are due; `timezone` None while it has chosen none."""

    chat_pk: int
    timezone: str | None
    manner: Manner
