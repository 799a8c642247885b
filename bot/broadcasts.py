"""Broadcasts under way: some hundred messages of each wait in the outbox, however many chats there are."""

from __future__ import annotations

from datetime import timedelta

from bot.requests import Desk

EVERY = timedelta(seconds=2)
"""How often the outbox is filled up."""

RESUMABLE = timedelta(days=7)
"""How long one that was stopped can be resumed: until then it is known who got it."""

_LEAST = 200
_ROUNDS = 2


async def broadcasts(desk: Desk) -> int:
    """Puts the next slice of every broadcast that runs into the outbox; how many messages."""
    put = await desk.storage.broadcasts.keep_up(
        backlog=backlog(desk.settings.delivery.per_second), stopped_before=desk.clock() - RESUMABLE
    )
    if put:
        desk.wake()
    return put


def backlog(per_second: float) -> int:
    """How many messages have to wait so that sending at that rate never runs dry, though one filling up be late."""
    return max(_LEAST, round(per_second * EVERY.total_seconds() * _ROUNDS))
