"""Getting updates."""

from __future__ import annotations

import asyncio


async def texts(call, **params):
    return [update["message"]["text"] for update in (await call("getUpdates", **params))["result"]]


async def test_updates_come_again_until_their_offset_acknowledges_them(playground, call):
    anna = playground.reader("Anna")
    for text in ("one", "two", "three"):
        await anna.send(text)
    updates = (await call("getUpdates"))["result"]
    assert [update["message"]["text"] for update in updates] == ["one", "two", "three"]
    assert await texts(call) == ["one", "two", "three"]
    assert await texts(call, offset=updates[0]["update_id"] + 1) == ["two", "three"]
    assert await texts(call, limit=1) == ["two"]


async def test_a_negative_offset_keeps_only_the_last_updates(playground, call):
    anna = playground.reader("Anna")
    for text in ("one", "two", "three"):
        await anna.send(text)
    assert await texts(call, offset=-1) == ["three"]
    assert await texts(call) == ["three"]


async def test_a_long_poll_ends_with_the_first_update(playground, call):
    anna = playground.reader("Anna")
    polling = asyncio.create_task(call("getUpdates", timeout=30))
    await playground.wait_for(lambda: playground.polled)
    await anna.send("hello")
    assert (await polling)["result"][0]["message"]["text"] == "hello"


async def test_a_second_poller_ends_the_first_with_409(playground, call):
    anna = playground.reader("Anna")
    first = asyncio.create_task(call("getUpdates", timeout=30))
    await playground.wait_for(lambda: playground.polled)
    second = asyncio.create_task(call("getUpdates", timeout=30))
    refused = await first
    assert refused["error_code"] == 409
    assert refused["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    await anna.send("hello")
    assert len((await second)["result"]) == 1


async def test_the_kinds_asked_for_are_remembered(playground, call):
    anna = playground.reader("Anna")
    await call("getUpdates", allowed_updates=["my_chat_member"])
    await anna.send("not wanted")
    anna.block()
    updates = (await call("getUpdates"))["result"]
    assert [set(update) - {"update_id"} for update in updates] == [{"my_chat_member"}]
    change = updates[0]["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    await call("getUpdates", offset=-1, allowed_updates=[])
    anna.unblock()
    await anna.send("wanted")
    assert "message" in (await call("getUpdates"))["result"][-1]


async def test_webhooks_can_be_asked_about_and_dropped(playground, call):
    await playground.reader("Anna").send("hello")
    assert (await call("getWebhookInfo"))["result"]["pending_update_count"] == 1
    assert (await call("deleteWebhook", drop_pending_updates=True))["result"] is True
    assert (await call("getUpdates"))["result"] == []
    assert (await call("setWebhook", url="http://insecure.example"))["error_code"] == 400


async def test_commands_links_and_mentions_in_what_people_write_are_marked(playground, call):
    await playground.reader("Anna").send("😀 /latest@telegist_demo_bot see http://a.example/x, @anna #news a@b.org x/y")
    message = (await call("getUpdates"))["result"][0]["message"]
    text = message["text"].encode("utf-16-le")
    spans = {
        entity["type"]: text[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
        for entity in message["entities"]
    }
    assert spans == {
        "bot_command": "/latest@telegist_demo_bot",
        "url": "http://a.example/x",
        "mention": "@anna",
        "hashtag": "#news",
        "email": "a@b.org",
    }
