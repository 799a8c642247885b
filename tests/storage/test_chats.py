"""Chats: a row only for what must be kept, and everything of it to be had, moved and deleted."""

from __future__ import annotations

import json
from datetime import timedelta

from storage import Address, Kind, Storage
from storage.records import Chat, State
from tests.storage.conftest import START, Clock
from tests.storage.taking import finish, take

HERE = Address(-100, 7)


async def subscribe(storage: Storage, address: Address, **changes: object) -> None:
    wishes: dict[str, object] = {
        "time": "08:00", "timezone": "Europe/Berlin", "weekdays": {0, 4}, "items": 5, "say_when_empty": False,
        "next_due_at": START,
    }  # fmt: skip
    await storage.subscriptions.put(address, **{**wishes, **changes})  # type: ignore[arg-type]


async def test_a_chat_that_set_nothing_is_not_kept(storage: Storage) -> None:
    assert await storage.chats.get(HERE) == Chat(HERE)
    await storage.chats.set_language(HERE, None)
    await storage.chats.unmute(HERE, 1)
    await storage.chats.mute(HERE, 99)
    await storage.chats.block(HERE.chat_id)
    await storage.outbox.enqueue(Kind.REPLY, HERE, "nothing to say", [])
    assert (await storage.totals()).chats == 0


async def test_a_topic_is_a_chat_of_its_own(storage: Storage) -> None:
    await storage.chats.set_language(HERE, "ru")
    await storage.chats.set_timezone(Address(-100), "Asia/Tokyo")
    topic, general = await storage.chats.get(HERE), await storage.chats.get(Address(-100))
    assert (topic.address, topic.language, topic.timezone) == (HERE, "ru", None)
    assert (general.address.thread_id, general.language, general.timezone) == (None, None, "Asia/Tokyo")


async def test_muting_is_undone_by_unmuting(storage: Storage) -> None:
    feed, _ = await storage.feeds.add("https://a.example/feed")
    await storage.chats.mute(HERE, feed.id)
    await storage.chats.mute(HERE, feed.id)
    assert (await storage.chats.get(HERE)).muted == {feed.id}
    await storage.chats.unmute(HERE, feed.id)
    assert (await storage.chats.get(HERE)).muted == frozenset()


async def test_a_blocked_chat_waits_for_nothing_until_it_comes_back(storage: Storage, clock: Clock) -> None:
    await subscribe(storage, HERE)
    await storage.outbox.enqueue(Kind.DIGEST, HERE, "d", [{"text": "private"}])
    await storage.chats.block(HERE.chat_id)
    assert await storage.subscriptions.due(clock()) == ()
    assert await take(storage, clock()) is None
    assert await storage.outbox.enqueue(Kind.BROADCAST, HERE, "b", [{}]) == 0
    assert "private" not in json.dumps(await storage.chats.export(HERE))
    clock.forward(days=40)
    await storage.chats.revive(HERE.chat_id)
    assert len(await storage.subscriptions.due(clock())) == 1


async def test_a_group_that_becomes_a_supergroup_keeps_everything(storage: Storage, clock: Clock) -> None:
    old, new = Address(-5), Address(-1005)
    await subscribe(storage, old)
    await storage.alerts.add(old, "bridge")
    await storage.chats.set_language(Address(-5, 3), "ru")
    await storage.outbox.enqueue(Kind.REPLY, old, "r", [{"text": "hello"}])
    await storage.chats.block(-5)
    await storage.outbox.enqueue(Kind.REPLY, old, "r2", [{"text": "hello"}])
    for _ in range(2):
        await storage.chats.migrate(-5, -1005)
    assert await storage.subscriptions.get(old) is None
    assert (await storage.subscriptions.due(clock()))[0].address == new
    assert [alert.query for alert in await storage.alerts.list(new)] == ["bridge"]
    assert (await storage.chats.get(Address(-1005, 3))).language == "ru"
    message = await take(storage, clock())
    assert message is not None
    assert message.address == new


async def test_where_the_supergroup_set_something_itself_that_stands(storage: Storage) -> None:
    feed, _ = await storage.feeds.add("https://a.example/feed")
    old, new = Address(-5), Address(-1005)
    await subscribe(storage, old, time="06:00")
    await subscribe(storage, new, time="09:00")
    for address in (old, new):
        await storage.chats.mute(address, feed.id)
        await storage.alerts.add(address, "bridge")
        await storage.outbox.enqueue(Kind.REPLY, address, "same", [{}])
    await storage.alerts.add(old, "ferry")
    await storage.chats.set_timezone(old, "Asia/Tokyo")
    await storage.chats.set_language(old, "ru")
    await storage.chats.set_language(new, "en")
    await storage.chats.migrate(-5, -1005)
    kept = await storage.chats.export(new)
    assert (kept["language"], kept["timezone"], kept["subscription"]["time"]) == ("en", "Asia/Tokyo", "09:00")
    assert (sorted(kept["alerts"]), len(kept["muted"]), len(kept["outbox"])) == (["bridge", "ferry"], 1, 1)
    assert (await storage.totals()).chats == 1


async def test_an_export_holds_everything_and_is_json(storage: Storage) -> None:
    feed, _ = await storage.feeds.add("https://a.example/feed", title="A")
    await subscribe(storage, HERE, after_id=12)
    await storage.chats.set_language(HERE, "ru")
    await storage.chats.mute(HERE, feed.id)
    await storage.alerts.add(HERE, "мост")
    await storage.outbox.enqueue(Kind.ALERT, HERE, "slot", [{"text": "wait"}])
    kept = json.loads(json.dumps(await storage.chats.export(HERE)))
    assert (kept["chat_id"], kept["thread_id"], kept["language"], kept["alerts"]) == (-100, 7, "ru", ["мост"])
    assert kept["muted"] == [{"url": "https://a.example/feed", "title": "A"}]
    assert kept["subscription"]["weekdays"] == [0, 4]
    assert kept["subscription"]["next_due_at"] == "2026-03-01T12:00:00+00:00"
    assert (kept["outbox"][0]["payload"], kept["outbox"][0]["state"]) == ({"text": "wait"}, "queued")
    assert (await storage.chats.export(Address(1)))["subscription"] is None


async def test_forgetting_leaves_nothing_of_the_chat_and_all_of_the_others(storage: Storage) -> None:
    feed, _ = await storage.feeds.add("https://a.example/feed")
    for address in (HERE, Address(-100)):
        await subscribe(storage, address)
        await storage.chats.mute(address, feed.id)
        await storage.alerts.add(address, "bridge")
        await storage.outbox.enqueue(Kind.REPLY, address, "r", [{}])
    await storage.chats.forget(HERE)
    assert await storage.chats.export(HERE) == await storage.chats.export(Address(-100, 7))
    totals = await storage.totals()
    assert (totals.chats, totals.subscriptions, totals.outbox[State.QUEUED]) == (1, 1, 1)
    assert len(await storage.alerts.list(Address(-100))) == 1


async def test_chats_of_which_nothing_is_left_are_removed(storage: Storage, clock: Clock) -> None:
    await subscribe(storage, HERE)
    await storage.chats.set_language(Address(1), "ru")
    await storage.outbox.enqueue(Kind.DIGEST, Address(2), "d", [{}])
    alert = await storage.alerts.add(Address(3), "bridge")
    await storage.alerts.remove(Address(3), alert.id)
    assert await storage.chats.purge_idle() == 1
    await storage.subscriptions.remove(HERE)
    message = await take(storage, clock())
    assert message is not None
    await finish(storage, message)
    assert await storage.outbox.purge(clock() + timedelta(days=1)) == 1
    assert await storage.chats.purge_idle() == 2


async def test_an_alert_is_kept_once_and_removed_only_by_its_chat(storage: Storage) -> None:
    alert = await storage.alerts.add(HERE, "bridge")
    assert await storage.alerts.add(HERE, "bridge") == alert
    assert not await storage.alerts.remove(Address(1), alert.id)
    assert await storage.alerts.list(HERE) == (alert,)
    assert await storage.alerts.remove(HERE, alert.id)
    assert await storage.alerts.list(HERE) == ()
