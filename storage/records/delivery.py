"""Messages on their way, and what there is in all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage.records.chats import Address, Subscription


class Kind(StrEnum):
    """Why a message waits in the outbox, in order of urgency."""

    REPLY = "reply"
    ALERT = "alert"
    DIGEST = "digest"
    BROADCAST = "broadcast"


class State(StrEnum):
    """How far a message has come; the last three are final."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Message:
    """An outbox row: `payload` is JSON-able and opaque here. `attempts` counts the sends that failed.

    `doubts` counts those begun again because the one before may have gone out: 0 or 1.
    """

    id: int
    kind: Kind
    address: Address
    chat_pk: int
    slot: str
    part: int
    payload: Mapping[str, Any]
    state: State
    attempts: int
    created_at: datetime
    not_before: datetime | None = None
    reason: str | None = None
    doubts: int = 0


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many messages of a kind are in a state that is none yet, or not the one hoped for.

    `oldest`: of what is queued, since when the one that could have gone longest ago waits, None where none may go yet;
    of the others, when the oldest was made.
    """

    kind: Kind
    state: State
    count: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Handover:
    """A digest made for a subscription as it was read: its messages, and where and when the next one begins.

    No payloads: there was nothing to say, and the subscription only moves on. No alert tells of its `story_ids` again.
    """

    subscription: Subscription
    slot: str
    payloads: tuple[Mapping[str, Any], ...]
    after_id: int
    next_due_at: datetime
    story_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Totals:
    """What storage holds, for `doctor`."""

    feeds: int
    articles: int
    chats: int
    subscriptions: int
    outbox: Mapping[State, int] = field(default_factory=dict)
