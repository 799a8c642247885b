"""The outbox in the operator's hands: seen, put back, removed."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from storage import Address, Kind, Storage
from storage.broadcast_records import Audience
from storage.outbox_review import ASIDE, Refusal
from storage.records import State
from tests.storage.conftest import START, Clock
from tests.storage.taking import finish, put_back, take, taken


async def queue(storage: Storage, chat_id: int, kind: Kind = Kind.DIGEST, slot: str = "s") -> None:
    assert await storage.outbox.enqueue(kind, Address(chat_id), slot, [{"text": f"to {chat_id}"}])


async def settle(storage: Storage, clock: Clock, state: State, *, kept: bool = False) -> int:
    """What became of the next message; its id."""
    message = await taken(storage, clock())
    await finish(storage, message, state, kept=kept)
    return message.id


async def test_the_newest_of_the_states_and_kinds_asked_for_are_listed(storage: Storage, clock: Clock) -> None:
    for chat_id in range(1, 7):
        await queue(storage, chat_id, Kind.ALERT if chat_id % 2 else Kind.DIGEST)
    failed = [await settle(storage, clock, State.FAILED) for _ in range(4)]  # alerts to 1, 3, 5, then the digest to 2
    entries = storage.outbox_review.entries
    assert [one.id for one in await entries(ASIDE, Kind, limit=3)] == sorted(failed, reverse=True)[:3]
    assert [one.address.chat_id for one in await entries(ASIDE, [Kind.DIGEST], limit=9)] == [2]
    (first, second) = await entries([State.QUEUED], Kind, limit=9)
    assert (first.address.chat_id, first.state, first.sendable, first.reason) == (6, State.QUEUED, True, None)
    assert (second.address.chat_id, second.created_at) == (4, START)


async def test_no_question_looks_at_what_was_sent(storage: Storage) -> None:
    asked: list[tuple[str, object]] = []
    engine = storage._database._readers.sync_engine

    @event.listens_for(engine, "before_cursor_execute")
    def note(_connection, _cursor, statement, parameters, *_rest) -> None:
        asked.append((statement, parameters))

    await storage.outbox_review.entries(ASIDE, Kind, limit=5)
    await storage.outbox_review.aside(Kind)
    event.remove(engine, "before_cursor_execute", note)
    async with storage._database.read() as connection:
        plans = [
            line[3]
            for statement, parameters in asked
            for line in (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)).all()
        ]
    assert plans
    assert not [line for line in plans if line.startswith("SCAN outbox")]


async def test_what_was_given_up_goes_back_as_if_it_had_never_been_tried(storage: Storage, clock: Clock) -> None:
    await queue(storage, 1)
    await put_back(storage, await taken(storage, clock()), clock(), doubted=True)
    message_id = await settle(storage, clock, State.UNCERTAIN, kept=True)
    assert await storage.outbox_review.retry([message_id]) == {}
    (again,) = await storage.outbox_review.entries([State.QUEUED], Kind, limit=9)
    assert (again.id, again.attempts, again.reason, again.ended_at) == (message_id, 0, None, None)
    assert (await taken(storage, clock())).doubts == 0


async def test_what_cannot_be_sent_again_is_refused_by_its_reason(storage: Storage, clock: Clock) -> None:
    await queue(storage, 1)
    sent = await settle(storage, clock, State.SENT)
    await queue(storage, 2)
    failed = await settle(storage, clock, State.FAILED, kept=True)
    await queue(storage, 3)
    sending = await taken(storage, clock())
    await queue(storage, 4)
    await storage.chats.block(4)
    await storage.chats.revive(4)
    await queue(storage, 5)
    await storage.chats.block(2)
    review = storage.outbox_review
    (empty,) = [one.id for one in await review.entries([State.FAILED], Kind, limit=9) if one.address.chat_id == 4]
    (queued,) = [one.id for one in await review.entries([State.QUEUED], Kind, limit=9)]
    assert await review.retry([sent, failed, sending.id, empty, queued, 99]) == {
        sent: Refusal.SENT,
        failed: Refusal.BLOCKED,
        sending.id: Refusal.SENDING,
        empty: Refusal.EMPTY,
        queued: Refusal.WAITING,
        99: Refusal.UNKNOWN,
    }


async def test_all_that_was_given_up_goes_back_slice_by_slice(
    storage: Storage, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.outbox_review._SLICE", 2)
    for chat_id in range(1, 6):
        await queue(storage, chat_id)
    failed = [await settle(storage, clock, State.FAILED, kept=number < 3) for number in range(5)]
    await queue(storage, 9, Kind.ALERT)
    uncertain = await settle(storage, clock, State.UNCERTAIN)
    assert await storage.outbox_review.aside(Kind) == (*failed, uncertain)
    assert await storage.outbox_review.aside([Kind.ALERT]) == (uncertain,)
    assert await storage.outbox_review.retry(failed) == dict.fromkeys(failed[3:], Refusal.EMPTY)
    assert (await storage.outbox.counts())[State.QUEUED] == 3


async def test_dropping_removes_what_waits_or_failed_and_nothing_else(storage: Storage, clock: Clock) -> None:
    await queue(storage, 1)
    sent = await settle(storage, clock, State.SENT)
    await queue(storage, 2)
    failed = await settle(storage, clock, State.FAILED)
    await queue(storage, 3)
    (queued,) = [one.id for one in await storage.outbox_review.entries([State.QUEUED], Kind, limit=9)]
    assert await storage.outbox_review.drop([sent, failed, queued]) == {sent: Refusal.SENT}
    assert await storage.outbox_review.get(failed) is None
    assert await take(storage, clock()) is None


async def test_what_a_broadcast_needs_to_know_whom_it_told_cannot_be_dropped(storage: Storage, clock: Clock) -> None:
    await storage.chats.set_language(Address(1), "en")
    begun = await storage.broadcasts.begin({"text": "x"}, Audience())
    await storage.broadcasts.advance(begun.id, backlog=9)
    failed = await settle(storage, clock, State.FAILED)
    assert await storage.outbox_review.drop([failed]) == {failed: Refusal.BROADCAST}
    await storage.broadcasts.advance(begun.id, backlog=9)  # it is done now
    assert await storage.outbox_review.drop([failed]) == {}
