"""Groups, topics, channels, and what the bot hears there."""

from __future__ import annotations

import pytest

from playground import Playground, WrongUseError


async def updates(call):
    found = (await call("getUpdates"))["result"]
    if found:
        await call("getUpdates", offset=found[-1]["update_id"] + 1)
    return found


@pytest.fixture
def anna(playground):
    return playground.reader("Anna")


async def test_the_bot_is_told_when_it_is_brought_promoted_and_removed(playground, call, anna):
    group = playground.group("Family", [anna])
    group.set_bot("administrator")
    group.set_bot("kicked")
    changes = [update["my_chat_member"] for update in await updates(call) if "my_chat_member" in update]
    assert [change["new_chat_member"]["status"] for change in changes] == ["member", "administrator", "kicked"]
    refused = await call("sendMessage", chat_id=group.id, text="x")
    assert (refused["error_code"], refused["description"]) == (403, "Forbidden: bot was kicked from the group chat")


async def test_in_a_group_the_bot_hears_commands_and_replies_only(playground, call, anna):
    group = playground.group("Family", [anna])
    await updates(call)
    await anna.send("good morning", to=group)
    await anna.send("/latest@another_bot", to=group)
    await anna.send("/latest", to=group)
    await call("sendMessage", chat_id=group.id, text="here")
    await anna.send("thanks", to=group, reply_to=(await group.next_message()).id)
    assert [update["message"]["text"] for update in await updates(call)] == ["/latest", "thanks"]
    group.set_bot("administrator")
    await anna.send("good evening", to=group)
    assert (await updates(call))[-1]["message"]["text"] == "good evening"


async def test_without_privacy_the_bot_hears_all(http, clock):
    async with Playground(clock=clock, privacy=False) as playground:
        anna = playground.reader("Anna")
        group = playground.group("Family", [anna])
        await anna.send("good morning", to=group)
        async with http.get(f"{playground.url}/bot{playground.token}/getUpdates") as response:
            assert (await response.json())["result"][-1]["message"]["text"] == "good morning"


async def test_a_group_that_becomes_a_supergroup_moves(playground, call, anna):
    group = playground.group("Family", [anna])
    await updates(call)
    new = group.migrate()
    moved = [update["message"] for update in await updates(call)]
    assert (moved[0]["chat"]["id"], moved[0]["migrate_to_chat_id"]) == (group.id, new.id)
    assert (moved[1]["chat"]["id"], moved[1]["migrate_from_chat_id"]) == (new.id, group.id)
    refused = await call("sendMessage", chat_id=group.id, text="x")
    assert refused["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert refused["parameters"] == {"migrate_to_chat_id": new.id}
    assert (await call("sendMessage", chat_id=new.id, text="x"))["ok"]


async def test_topics_carry_their_thread_and_vanish_when_deleted(playground, call, anna):
    forum = playground.group("Town", [anna], forum=True)
    topic = forum.topic("News")
    await updates(call)
    await anna.send("/latest", to=forum, thread=topic)
    heard = (await updates(call))[0]["message"]
    assert (heard["message_thread_id"], heard["is_topic_message"]) == (topic, True)
    sent = await call("sendMessage", chat_id=forum.id, message_thread_id=topic, text="x")
    assert sent["result"]["message_thread_id"] == topic
    forum.delete_topic(topic)
    refused = await call("sendMessage", chat_id=forum.id, message_thread_id=topic, text="x")
    assert refused["description"] == "Bad Request: message thread not found"


async def test_an_anonymous_admin_writes_as_the_group(playground, call, anna):
    ivan = playground.reader("Иван", language_code="ru")
    group = playground.group("Town", [ivan], admins=[anna], supergroup=True)
    await anna.send("/settings", to=group, anonymous=True)
    heard = (await updates(call))[-1]["message"]
    assert (heard["from"]["id"], heard["sender_chat"]["id"]) == (1087968824, group.id)
    with pytest.raises(WrongUseError):
        await ivan.send("/settings", to=group, anonymous=True)


async def test_a_channel_posts_as_itself_and_wants_an_admin(playground, call, anna):
    channel = playground.channel("Wire", anna, username="wire")
    await channel.post("hello")
    heard = (await updates(call))[-1]["channel_post"]
    assert ("from" in heard, heard["sender_chat"]["id"]) == (False, channel.id)
    assert (await call("sendMessage", chat_id="@WIRE", text="x"))["result"]["chat"]["id"] == channel.id
    channel.set_bot("member")
    refused = await call("sendMessage", chat_id=channel.id, text="x")
    assert refused["description"] == "Bad Request: need administrator rights in the channel chat"


async def test_members_and_admins_can_be_asked_for(playground, call, anna):
    ivan = playground.reader("Иван", language_code="ru")
    group = playground.group("Town", [ivan], admins=[anna], supergroup=True)
    admins = (await call("getChatAdministrators", chat_id=group.id))["result"]
    assert [(admin["user"]["first_name"], admin["status"]) for admin in admins] == [("Anna", "creator")]
    member = await call("getChatMember", chat_id=group.id, user_id=ivan.user.id)
    assert member["result"]["status"] == "member"
    stranger = playground.reader("Stranger")
    left = await call("getChatMember", chat_id=group.id, user_id=stranger.user.id)
    assert left["result"]["status"] == "left"
    assert (await call("getChat", chat_id=group.id))["result"]["title"] == "Town"
    await call("leaveChat", chat_id=group.id)
    assert (await call("getChat", chat_id=group.id))["error_code"] == 403
