"""What people do, turned into updates for the bot as Telegram would send them."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Any

from playground.chats import Chat
from playground.entities import FormattedText
from playground.errors import WrongUseError
from playground.inline import InlineQuery, InlineResult
from playground.messages import Message, covered
from playground.people import ANONYMOUS_ADMIN, LEADERS, PRESENT, Status, User, member_as_json
from playground.text import settled
from playground.world import Press, World

LONGEST_QUERY = 256


def say(
    world: World,
    user: User | None,
    chat: Chat,
    text: str,
    *,
    thread_id: int | None = None,
    reply_to: int | None = None,
    anonymous: bool = False,
    forward_origin: dict[str, Any] | None = None,
) -> Message:
    """A person writes; without a person, the channel posts. Raises `WrongUseError` for what the app would not allow."""
    body = settled(FormattedText(text))
    if not body.text:
        raise WrongUseError("say: empty text: the app sends none")
    message = _written(world, user, chat, body, thread_id=thread_id, reply_to=reply_to, anonymous=anonymous)
    return _post(world, chat, replace(message, forward_origin=forward_origin))


def press(world: World, user: User, chat: Chat, message_id: int, data: str) -> Press:
    """A person presses a button that sends ``data``."""
    message = chat.messages.get(message_id)
    if message is None:
        raise WrongUseError(f"press: message {message_id}: not in this chat")
    if data not in {button.data for row in message.buttons for button in row if button.data}:
        raise WrongUseError(f"press: {data!r}: no such button under message {message_id}")
    pressed = Press(_query_id(), user.id, chat.id, message_id, data, world.clock())
    world.presses[pressed.id] = pressed
    query = {"id": pressed.id, "from": user.as_json(), "chat_instance": str(-chat.id * 7919), "data": data}
    world.updates.put("callback_query", query | {"message": chat.message_json(message)})
    return pressed


def ask_inline(world: World, user: User, chat: Chat, query: str, offset: str = "") -> InlineQuery:
    """A person types the bot's name and a query in a chat. What Telegram remembers doesn't reach the bot.

    Raises `WrongUseError` where the bot has no inline mode: the app then asks for nothing.
    """
    if not world.inline:
        raise WrongUseError("inline: off for this bot: in real life @BotFather switches it on, /setinline")
    asked = InlineQuery(_query_id(), user.id, query[:LONGEST_QUERY], offset, world.clock())
    world.inline_queries[asked.id] = asked
    asked.answer = world.inline_memory.recall(asked)
    if asked.answer is None:
        body = {"id": asked.id, "from": user.as_json(), "query": asked.query, "offset": offset}
        world.updates.put("inline_query", body | {"chat_type": "sender" if chat.kind == "private" else chat.kind})
    return asked


def choose(
    world: World,
    user: User,
    chat: Chat,
    result: InlineResult,
    *,
    thread_id: int | None = None,
    reply_to: int | None = None,
    anonymous: bool = False,
) -> Message:
    """A person picks a row of the list: it becomes their message, by way of the bot."""
    writer = None if chat.kind == "channel" else user
    message = _written(world, writer, chat, result.body, thread_id=thread_id, reply_to=reply_to, anonymous=anonymous)
    return _post(world, chat, replace(message, keyboard=result.keyboard, via_bot=world.bot))


def set_bot_status(world: World, chat: Chat, status: Status, by: User) -> None:
    """Somebody lets the bot in, promotes it, removes it or, in a private chat, blocks it."""
    old = chat.status_of(world.bot.id)
    if old == status:
        return
    chat.members[world.bot.id] = status
    world.updates.put(
        "my_chat_member",
        {
            "chat": chat.as_json(),
            "from": by.as_json(),
            "date": int(world.clock().timestamp()),
            "old_chat_member": member_as_json(world.bot, old, chat.kind),
            "new_chat_member": member_as_json(world.bot, status, chat.kind),
        },
    )
    if chat.kind in {"group", "supergroup"} and (old in PRESENT) != (status in PRESENT):
        told = "new_chat_members" if status in PRESENT else "left_chat_member"
        bot = world.bot.as_json()
        _serve(world, chat, by, {told: [bot] if status in PRESENT else bot})
    world.announce({"type": "chats"})


def migrate(world: World, group: Chat) -> Chat:
    """Turn a basic group into a supergroup: a new id, the old one refused, service messages in both."""
    if group.kind != "group" or group.migrated_to is not None:
        raise WrongUseError(f"migrate: chat {group.id}: only a basic group can become a supergroup")
    target = world.add_chat("supergroup", group.title)
    target.members = dict(group.members)
    target.migrated_from = group.id
    by = next((world.users[m] for m, status in group.members.items() if status == "creator"), world.bot)
    _serve(world, group, by, {"migrate_to_chat_id": target.id})
    group.migrated_to = target.id
    _serve(world, target, ANONYMOUS_ADMIN, {"migrate_from_chat_id": group.id})
    world.announce({"type": "chats"})
    return target


def open_topic(world: World, chat: Chat, name: str, by: User) -> int:
    """Start a topic in a forum and return its thread id."""
    if not chat.is_forum:
        raise WrongUseError(f"topic: chat {chat.id}: not a forum")
    message = Message(world.next_message_id(chat), chat.id, world.clock(), by)
    created = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
    chat.topics[message.id] = name
    posted = world.post(chat, replace(message, thread_id=message.id, service=created))
    world.updates.put("message", chat.message_json(posted))
    return message.id


def close_topic(world: World, chat: Chat, thread_id: int) -> None:
    """Delete a topic with all its messages."""
    chat.topics.pop(thread_id, None)
    for message in [m for m in chat.messages.values() if m.thread_id == thread_id]:
        world.remove(chat, message)
    world.announce({"type": "chats"})


def _written(
    world: World,
    user: User | None,
    chat: Chat,
    body: FormattedText,
    *,
    thread_id: int | None,
    reply_to: int | None,
    anonymous: bool,
) -> Message:
    _require_may_say(world, user, chat, thread_id, anonymous)
    return Message(
        id=world.next_message_id(chat),
        chat_id=chat.id,
        date=world.clock(),
        sender=ANONYMOUS_ADMIN if anonymous else user,
        body=body,
        as_chat=anonymous or user is None,
        thread_id=thread_id,
        reply_to=reply_to,
    )


def _post(world: World, chat: Chat, message: Message) -> Message:
    chat.started = True
    world.post(chat, message)
    if _bot_hears(world, chat, message):
        kind = "channel_post" if chat.kind == "channel" else "message"
        world.updates.put(kind, chat.message_json(message))
    return message


def _require_may_say(world: World, user: User | None, chat: Chat, thread_id: int | None, anonymous: bool) -> None:
    if chat.migrated_to is not None:
        raise WrongUseError(f"say: chat {chat.id}: became {chat.migrated_to}")
    if chat.kind == "private" and chat.status_of(world.bot.id) == "kicked":
        raise WrongUseError("say: the reader has blocked the bot; unblock it first")
    if chat.kind == "private" and (user is None or user.id != chat.id):
        raise WrongUseError("say: a private chat is its reader's own")
    if user is not None and chat.kind != "private" and chat.status_of(user.id) not in PRESENT:
        raise WrongUseError(f"say: {user.first_name}: not in chat {chat.id}")
    if user is None and chat.kind != "channel":
        raise WrongUseError("say: only a channel posts without a person")
    if user is not None and chat.kind == "channel":
        raise WrongUseError("say: a channel posts as itself")
    if anonymous and (user is None or chat.kind != "supergroup" or chat.status_of(user.id) not in LEADERS):
        raise WrongUseError("say: only a supergroup's admin can be anonymous")
    if thread_id is not None and thread_id not in chat.topics:
        raise WrongUseError(f"say: topic {thread_id}: not there")


def _bot_hears(world: World, chat: Chat, message: Message) -> bool:
    """Privacy mode: in groups a bot that is no admin hears commands, replies to itself and its own inline results."""
    status = chat.status_of(world.bot.id)
    if chat.kind == "channel":
        return status == "administrator"
    if status not in PRESENT:
        return False
    if chat.kind == "private" or not world.privacy or status in LEADERS or message.via_bot is not None:
        return True
    replied = chat.messages.get(message.reply_to) if message.reply_to is not None else None
    if replied is not None and replied.from_bot:
        return True
    name = world.bot.username.casefold()
    addressed = (command.partition("@")[2].casefold() for command in covered(message, "bot_command"))
    return any(to in {"", name} for to in addressed)


def _serve(world: World, chat: Chat, by: User, service: dict[str, Any]) -> None:
    """A service message; bots hear these in privacy mode too."""
    as_chat = by.id == ANONYMOUS_ADMIN.id
    number = world.next_message_id(chat)
    message = world.post(chat, Message(number, chat.id, world.clock(), by, as_chat=as_chat, service=service))
    world.updates.put("message", chat.message_json(message))


def _query_id() -> str:
    return str(secrets.randbelow(9 * 10**17) + 10**17)
