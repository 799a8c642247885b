"""The queue of updates a bot polls: acknowledged by offset, one poller at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from playground.bell import Bell
from playground.errors import ApiError

MAX_LIMIT = 100
MAX_TIMEOUT = 50
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KNOWN = frozenset(
    {
        *("message", "edited_message", "channel_post", "edited_channel_post", "inline_query", "chosen_inline_result"),
        *("callback_query", "my_chat_member", "poll", "poll_answer", "chat_join_request", "shipping_query"),
        *NOT_BY_DEFAULT,
    }
)


class Updates:
    """Updates waiting for the bot, oldest first."""

    def __init__(self, bell: Bell, first_id: int = 700_000_001) -> None:
        self._next_id = first_id
        self._waiting: list[dict[str, Any]] = []
        self._allowed: frozenset[str] = frozenset()
        self._bell = bell
        self._poll = 0
        self._ended_by = ""
        self._asleep = 0
        self._closed = False

    @property
    def pending(self) -> int:
        """How many wait."""
        return len(self._waiting)

    @property
    def first(self) -> dict[str, Any] | None:
        """The oldest."""
        return self._waiting[0] if self._waiting else None

    @property
    def polled(self) -> bool:
        """Whether a poller waits right now."""
        return self._asleep > 0

    @property
    def allowed(self) -> list[str]:
        """The kinds asked for; empty means all but those off by default."""
        return sorted(self._allowed)

    def allow(self, kinds: Sequence[str]) -> None:
        """Remember which kinds the bot wants; it governs only updates made from now on."""
        self._allowed = frozenset(kinds) & KNOWN

    def put(self, kind: str, content: dict[str, Any]) -> None:
        """Queue one update, unless the bot did not ask for its kind."""
        wanted = kind in self._allowed if self._allowed else kind not in NOT_BY_DEFAULT
        if wanted:
            self._waiting.append({"update_id": self._next_id, kind: content})
            self._next_id += 1
            self._bell.ring()

    def drop(self) -> None:
        """Forget everything that waits."""
        self._waiting.clear()

    def close(self) -> None:
        """Send waiting pollers home."""
        self._closed = True
        self._bell.ring()

    async def take(self, offset: int, limit: int, wait: int) -> list[dict[str, Any]]:
        """The next updates. All before ``offset`` are forgotten; a negative offset keeps only the last ones.

        Waits up to ``wait`` seconds (at most 50). A second call ends the first, which gets a 409.
        """
        self.end_poll("other getUpdates request; make sure that only one bot instance is running")
        mine = self._poll
        self.acknowledge(offset)
        limit = limit if 1 <= limit <= MAX_LIMIT else MAX_LIMIT
        self._asleep += 1
        try:
            async with asyncio.timeout(min(max(wait, 0), MAX_TIMEOUT)):
                while not self._waiting and not self._closed:
                    await self._bell.heard()
                    if mine != self._poll:
                        raise ApiError(409, f"Conflict: terminated by {self._ended_by}")
        except TimeoutError:
            return []
        finally:
            self._asleep -= 1
        return self._waiting[:limit]

    def end_poll(self, by: str) -> None:
        """End a poll that waits, with a 409 that says by what."""
        self._poll += 1
        self._ended_by = by
        self._bell.ring()

    def acknowledge(self, offset: int) -> None:
        """Forget all before ``offset``; a negative one keeps only the last ones."""
        if offset < 0:
            del self._waiting[: max(len(self._waiting) + offset, 0)]
        elif offset > 0:
            self._waiting = [update for update in self._waiting if update["update_id"] >= offset]
