"""What the web page shows, as plain JSON."""

from __future__ import annotations

from typing import Any

from playground.chats import Chat
from playground.people import PRESENT
from playground.world import World

SHOWN_MESSAGES = 500


def world_as_json(world: World) -> dict[str, Any]:
    """Everything the page needs to draw itself from nothing."""
    people = [user.as_json() for user in world.users.values() if not user.is_bot]
    chats = [chat_as_json(world, chat) for chat in world.chats.values() if chat.migrated_to is None]
    return {"bot": bot_as_json(world), "people": people, "chats": chats}


def bot_as_json(world: World) -> dict[str, Any]:
    """The bot's face: name, description by language, whether it has inline mode."""
    described = {language: text for (field, language), text in world.profile.items() if field == "description"}
    name = world.profile.get(("name", ""), world.bot.first_name)
    return world.bot.as_json() | {"first_name": name, "descriptions": described, "inline": world.inline}


def chat_as_json(world: World, chat: Chat) -> dict[str, Any]:
    """A chat with its people, topics and latest messages."""
    messages = list(chat.messages.values())[-SHOWN_MESSAGES:]
    return chat.as_json() | {
        "bot_status": chat.status_of(world.bot.id),
        "started": chat.started,
        "members": [
            {"id": user_id, "status": status}
            for user_id, status in chat.members.items()
            if status in PRESENT and user_id != world.bot.id
        ],
        "topics": [{"id": thread_id, "name": name} for thread_id, name in chat.topics.items()],
        "messages": [chat.message_json(message) for message in messages],
    }
