"""What stands in the outbox unsent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from storage import Address, Kind, State, Storage
from storage.records import Backlog


async def test_what_is_not_sent_is_counted_by_kind_and_state(storage: Storage, clock: Any) -> None:
    outbox, first = storage.outbox, clock()
    for chat in (1, 2, 3):
        await outbox.enqueue(Kind.DIGEST, Address(chat), "monday", [{"n": chat}])
        clock.forward(minutes=1)
    await outbox.enqueue(Kind.ALERT, Address(4), "news", [{}])
    alert, sent, failed = [await outbox.claim(clock()) for _ in range(3)]
    await outbox.sent(sent.id)
    await outbox.failed(failed.id, reason="400")
    assert set(await storage.backlog()) == {
        Backlog(Kind.ALERT, State.SENDING, 1, first + timedelta(minutes=3)),
        Backlog(Kind.DIGEST, State.FAILED, 1, first + timedelta(minutes=1)),
        Backlog(Kind.DIGEST, State.QUEUED, 1, first + timedelta(minutes=2)),
    }
    assert alert.kind is Kind.ALERT


async def test_what_has_to_wait_is_not_late_before_its_moment(storage: Storage, clock: Any) -> None:
    await storage.outbox.enqueue(Kind.DIGEST, Address(1), "monday", [{}])
    message = await storage.outbox.claim(clock())
    moment = clock() + timedelta(minutes=5)
    await storage.outbox.retry(message.id, not_before=moment, reason="429")
    assert await storage.backlog() == (Backlog(Kind.DIGEST, State.QUEUED, 1, None),)
    clock.forward(minutes=6)
    assert await storage.backlog() == (Backlog(Kind.DIGEST, State.QUEUED, 1, moment),)


async def test_an_empty_outbox_has_no_backlog(storage: Storage) -> None:
    assert await storage.backlog() == ()
