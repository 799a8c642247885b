"""Whether the bot can do its work: what is wrong, in words."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from storage.errors import StorageError
from storage.records import Backlog, Kind, State

_REACHED_WITHIN = timedelta(minutes=3)  # a poll takes half a minute, and some may fail
_LONGEST_WAIT = timedelta(minutes=15)
_PATIENT = frozenset({Kind.BROADCAST})  # sent when nothing else is: its age says nothing
_DATABASE_SECONDS = 5.0

LookAtBacklog = Callable[[], Awaitable[Sequence[Backlog]]]


class Contact:
    """When Telegram was last reached, by whatever the bot does anyway.

    `trouble` is what keeps Telegram from reaching the bot, where it has to; '' while nothing does.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.at: datetime | None = None
        self.trouble = ""

    def made(self) -> None:
        """Telegram was reached, or reached us."""
        self.at = self.clock()


class Readiness:
    """Asks the database, and nobody else."""

    def __init__(self, backlog: LookAtBacklog, contact: Contact) -> None:
        self._backlog = backlog
        self._contact = contact
        self._clock = contact.clock

    async def wrong(self) -> list[str]:
        """A sentence for each thing that is wrong; none: all is well."""
        return [*self._wrong_with_telegram(), *await self._wrong_with_outbox()]

    def _wrong_with_telegram(self) -> list[str]:
        at, said = self._contact.at, []
        if at is None:
            said.append("Telegram has not been reached yet")
        elif (ago := self._clock() - at) > _REACHED_WITHIN:
            said.append(f"Telegram was last reached {_minutes(ago)} ago")
        if self._contact.trouble:
            said.append(f"Telegram can't reach the bot: {self._contact.trouble}")
        return said

    async def _wrong_with_outbox(self) -> list[str]:
        try:
            async with asyncio.timeout(_DATABASE_SECONDS):
                backlog = await self._backlog()
        except StorageError as error:
            return [f"the database can't be read: {error}"]
        except TimeoutError:
            return [f"the database did not answer within {_DATABASE_SECONDS:.0f} seconds"]
        now = self._clock()
        return [
            f"the oldest {one.kind} has been waiting to be sent for {_minutes(now - one.oldest)}"
            for one in backlog
            if one.state is State.QUEUED
            and one.kind not in _PATIENT
            and one.oldest
            and now - one.oldest > _LONGEST_WAIT
        ]


def _minutes(span: timedelta) -> str:
    return f"{span.total_seconds() / 60:.0f} minutes"
