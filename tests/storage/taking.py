"""The outbox as a courier uses it, one message at a time."""

from __future__ import annotations

from datetime import datetime

from storage import Storage
from storage.records import Message, State


async def take(storage: Storage, now: datetime) -> Message | None:
    """The next message, whose sending is begun; None where none can go."""
    return await storage.outbox.claim(now)


async def taken(storage: Storage, now: datetime) -> Message:
    message = await take(storage, now)
    assert message is not None
    return message


async def finish(storage: Storage, message: Message, state: State = State.SENT, *, kept: bool = False) -> None:
    if state is State.SENT:
        await storage.outbox.sent(message.id, 10)
    elif state is State.FAILED:
        await storage.outbox.failed(message.id, reason="because")
    else:
        await storage.outbox.uncertain(message.id, reason="because")
    if kept:
        async with storage._database.write() as connection:
            said = 'UPDATE outbox SET payload = \'{"text":"x"}\' WHERE id = ?'
            await connection.exec_driver_sql(said, (message.id,))


async def put_back(storage: Storage, message: Message, until: datetime, *, doubted: bool = False) -> None:
    if doubted:
        await storage.outbox.uncertain(message.id, reason="because", resend_at=until)
    else:
        await storage.outbox.retry(message.id, not_before=until, reason="because")
