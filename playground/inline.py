"""Inline mode: what somebody types after the bot's name, what the bot offers, what Telegram keeps of it for a while."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from playground.entities import FormattedText


@dataclass(frozen=True)
class InlineResult:
    """A row of the list, and the message it becomes."""

    id: str
    title: str
    description: str
    url: str
    body: FormattedText
    keyboard: dict[str, Any] | None = None

    def as_json(self) -> dict[str, str]:
        """The row, for the page."""
        return {"id": self.id, "title": self.title, "description": self.description, "url": self.url}


@dataclass(frozen=True)
class InlineAnswer:
    """What the bot offered. ``button`` stands above the list; ``next_offset`` is empty at its end."""

    results: tuple[InlineResult, ...]
    next_offset: str
    button: dict[str, Any] | None
    is_personal: bool
    fresh_until: datetime


@dataclass
class InlineQuery:
    """What somebody typed; ``answer`` is None until the bot answers, or Telegram for it."""

    id: str
    user_id: int
    query: str
    offset: str
    at: datetime
    answer: InlineAnswer | None = None


@dataclass
class InlineMemory:
    """Answers that Telegram gives again: to everybody who types the same, or, if personal, to the same person."""

    _kept: dict[tuple[int | None, str, str], InlineAnswer] = field(default_factory=dict)

    def keep(self, asked: InlineQuery, answer: InlineAnswer) -> None:
        """Remember an answer for as long as it is fresh."""
        self._kept[asked.user_id if answer.is_personal else None, asked.query, asked.offset] = answer

    def recall(self, asked: InlineQuery) -> InlineAnswer | None:
        """The answer to the same question, if it is still fresh."""
        known = (self._kept.get((whose, asked.query, asked.offset)) for whose in (asked.user_id, None))
        return next((answer for answer in known if answer is not None and asked.at < answer.fresh_until), None)
