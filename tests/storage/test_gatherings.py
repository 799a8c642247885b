"""Alerts that come gathered: once each, at their hour, whoever hands them over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from storage import Address, Kind, NewArticle, State, Storage
from storage.records import Handover, Manner, Pace
from tests.storage.conftest import START, Clock, newest_story, own_story
from tests.storage.taking import finish, taken

Make = Callable[..., NewArticle]
ANN, BOB = Address(1), Address(2)
HOURLY = Manner(Pace.HOURLY)
QUIET = Manner(Pace.AT_ONCE, "22:00", "07:00")


async def kept(storage: Storage, address: Address = ANN) -> tuple[list[Any], list[Any]]:
    """The payloads queued for the chat, and the articles gathered for it that still wait."""
    export = await storage.chats.export(address)
    waiting = [row["article_id"] for row in export["gathered"] if row["due_at"]]
    return [row["payload"] for row in export["outbox"]], waiting


async def hand_over(storage: Storage, clock: Clock) -> int:
    due = await storage.gatherings.due(clock(), limit=10)
    return sum([await storage.gatherings.hand_over(one.chat_pk, clock()) for one in due])


@pytest.fixture
async def following(storage: Storage) -> Storage:
    for address in (ANN, BOB):
        await storage.alerts.add(address, "bridge")
    await storage.gatherings.set_manner(ANN, HOURLY)
    return storage


async def test_the_hours_stories_come_in_one_message_when_the_hour_is_full(
    following: Storage, article: Make, clock: Clock
) -> None:
    clock.forward(minutes=10)
    for number in (1, 2):
        await following.articles.add(article(number), own_story)
    assert await kept(following, BOB) == ([{"article_ids": [1]}, {"article_ids": [2]}], [])
    clock.forward(minutes=49)
    assert await hand_over(following, clock) == 0
    clock.forward(minutes=1)
    assert await hand_over(following, clock) == 2
    assert await hand_over(following, clock) == 0
    assert await kept(following) == ([{"article_ids": [1, 2]}], [])


async def test_what_two_processes_hand_over_goes_out_once(
    following: Storage, article: Make, clock: Clock, url: str
) -> None:
    await following.articles.add(article(1), own_story)
    clock.forward(hours=1)
    (one,) = await following.gatherings.due(clock(), limit=10)
    async with await Storage.open(url, clock=clock) as other:
        assert await other.gatherings.hand_over(one.chat_pk, clock()) == 1
    assert await following.gatherings.hand_over(one.chat_pk, clock()) == 0
    assert (await kept(following))[0] == [{"article_ids": [1]}]


async def test_a_failure_leaves_everything_gathered(
    following: Storage, article: Make, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await following.articles.add(article(1), own_story)
    clock.forward(hours=1)
    monkeypatch.setattr("storage.outbox_rows.PRIORITY", {})
    with pytest.raises(KeyError):
        await hand_over(following, clock)
    assert await kept(following) == ([], [1])
    monkeypatch.undo()
    assert await hand_over(following, clock) == 1


async def test_much_comes_in_several_messages_of_ten(following: Storage, article: Make, clock: Clock) -> None:
    for number in range(1, 24):
        await following.articles.add(article(number), own_story)
    clock.forward(hours=1)
    assert await hand_over(following, clock) == 23
    assert [len(one["article_ids"]) for one in (await kept(following))[0]] == [10, 10, 3]


async def test_no_story_is_told_twice_however_the_manner_changes(
    following: Storage, article: Make, clock: Clock
) -> None:
    await following.articles.add(article(1), own_story)
    clock.forward(hours=1)
    await hand_over(following, clock)
    for manner in (HOURLY, Manner(), QUIET):
        await following.gatherings.set_manner(ANN, manner)
        await following.gatherings.set_manner(BOB, manner)
        await following.articles.add(article(2), newest_story)
        clock.forward(hours=1)
        await hand_over(following, clock)
    assert (await kept(following))[0] == [{"article_ids": [1]}]
    assert (await kept(following, BOB))[0] == [{"article_ids": [1]}]


async def test_a_story_that_goes_on_for_weeks_is_told_once(following: Storage, article: Make, clock: Clock) -> None:
    await following.articles.add(article(1), own_story)
    clock.forward(hours=1)
    await hand_over(following, clock)
    for _ in (ANN, BOB):
        await finish(following, await taken(following, clock()))
    for number in range(2, 9):
        clock.forward(days=2)
        new = article(number, published_at=clock())
        await following.articles.add(new, newest_story)
        week = clock() - timedelta(days=7)
        await following.outbox.purge(week)
        await following.gatherings.purge(week)
        assert await hand_over(following, clock) == 0
        assert (await following.outbox.counts())[State.QUEUED] == 0, number
    clock.forward(days=8)
    assert await following.gatherings.purge(clock() - timedelta(days=7)) == 1
    assert await following.outbox.purge(clock() - timedelta(days=7)) == 1


async def test_who_hears_by_digest_is_told_nothing_else(following: Storage, article: Make, clock: Clock) -> None:
    await following.articles.add(article(1), own_story)
    await following.gatherings.set_manner(ANN, Manner(Pace.DIGEST))
    await following.articles.add(article(2), own_story)
    clock.forward(hours=1)
    assert await hand_over(following, clock) == 0
    assert await kept(following) == ([], [])


async def test_what_a_digest_told_meanwhile_is_not_told_again(following: Storage, article: Make, clock: Clock) -> None:
    for number in (1, 2):
        await following.articles.add(article(number), own_story)
    await following.subscriptions.put(
        ANN, time="12:30", timezone="UTC", weekdays=range(7), items=5, say_when_empty=True, next_due_at=clock()
    )
    (due,) = await following.subscriptions.due(clock(), limit=5)
    handover = Handover(due, "day", ({"text": "…"},), 2, clock() + timedelta(days=1), frozenset({1}))
    assert await following.subscriptions.hand_over([handover]) == 1
    clock.forward(hours=1)
    assert await hand_over(following, clock) == 1
    assert (await kept(following))[0] == [{"text": "…"}, {"article_ids": [2]}]
    await following.articles.add(article(3), lambda new, candidates: 1)
    clock.forward(hours=1)
    assert await hand_over(following, clock) == 0


async def test_it_can_be_put_off_and_a_blocked_chat_gets_nothing(
    following: Storage, article: Make, clock: Clock
) -> None:
    await following.gatherings.set_manner(ANN, QUIET)
    await following.articles.add(article(1), own_story)
    (one,) = await following.gatherings.due(clock(), limit=5)
    assert (one.manner, one.timezone) == (QUIET, None)
    await following.gatherings.put_off(one.chat_pk, clock() + timedelta(hours=9))
    assert await hand_over(following, clock) == 0
    clock.forward(hours=9)
    await following.chats.block(ANN.chat_id)
    await following.chats.revive(ANN.chat_id)
    assert await hand_over(following, clock) == 0


async def test_a_group_that_moves_keeps_its_manner_its_mutes_and_what_waits(
    storage: Storage, article: Make, clock: Clock
) -> None:
    old, new = Address(-5), Address(-6)
    await storage.alerts.add(old, "bridge")
    await storage.word_mutes.add(old, "toll")
    await storage.gatherings.set_manner(old, HOURLY)
    await storage.chats.set_language(new, "ru")
    await storage.articles.add(article(1), own_story)
    await storage.chats.migrate(-5, -6)
    assert await storage.gatherings.manner(new) == HOURLY
    assert [one.query for one in await storage.word_mutes.list(new)] == ["toll"]
    clock.forward(hours=1)
    assert await hand_over(storage, clock) == 1
    assert await kept(storage, new) == ([{"article_ids": [1]}], [])


async def test_nothing_is_left_of_what_was_forgotten(storage: Storage, article: Make) -> None:
    await storage.alerts.add(ANN, "bridge")
    await storage.word_mutes.add(ANN, "toll")
    await storage.alerts.add(BOB, "toll")
    await storage.gatherings.set_manner(ANN, HOURLY)
    await storage.articles.add(article(1), own_story)
    await storage.chats.forget(ANN)
    async with storage._database.read() as connection:
        for table, left in (
            ("saved_queries", 1),
            ("(SELECT DISTINCT query_id FROM query_terms)", 1),
            ("word_mutes", 0),
            ("alert_manners", 0),
            ("gathered", 0),
        ):
            count = (await connection.exec_driver_sql(f"SELECT count(*) FROM {table}")).scalar()
            assert count == left, table
    assert (await storage.outbox.ready(Kind.ALERT, START, limit=5)) == ()
