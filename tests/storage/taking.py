"""The outbox as a courier uses it, one message at a time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from storage import Kind, Storage
from storage.marks import Begun, Finished, PutBack
from storage.records import Message, State


async def take(storage: Storage, now: datetime, *, busy: Collection[int] = ()) -> Message | None:
    """The next message, whose sending is begun; None where none can go."""
    for kind in Kind:
        for message in await storage.outbox.ready(kind, now, limit=1, busy=busy):
            assert await storage.outbox.record([Begun(message)]) == {message.id}
            return message
    return None


async def taken(storage: Storage, now: datetime, *, busy: Collection[int] = ()) -> Message:
    message = await take(storage, now, busy=busy)
    assert message is not None
    return message


async def finish(storage: Storage, message: Message, state: State = State.SENT, *, kept: bool = False) -> None:
    number = 10 if state is State.SENT else None
    await storage.outbox.record([Finished(message, state, telegram_message_id=number, kept=kept)])


async def put_back(
    storage: Storage, message: Message, until: datetime | None = None, *, counted: bool = True, doubted: bool = False
) -> None:
    await storage.outbox.record([PutBack(message, until, "because", counted=counted, doubted=doubted)])
