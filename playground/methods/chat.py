"""Asking about chats and the people in them."""

from __future__ import annotations

from typing import Any

from playground.chats import Chat
from playground.errors import bad_request
from playground.incoming import set_bot_status
from playground.methods.registry import method
from playground.params import Params
from playground.people import LEADERS, member_as_json
from playground.world import World


@method("getChat")
async def get_chat(world: World, params: Params) -> dict[str, Any]:
    chat = _readable(world, params)
    body = chat.as_json() | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
        ),
    }
    body.pop("all_members_are_administrators", None)
    if chat.kind != "private":
        body["permissions"] = dict.fromkeys(("can_send_messages", "can_send_documents", "can_send_photos"), True)
    return body


@method("getChatMember")
async def get_chat_member(world: World, params: Params) -> dict[str, Any]:
    chat = _readable(world, params)
    user = world.users.get(params.integer("user_id"))
    if user is None:
        raise bad_request("invalid user_id specified")
    if chat.kind == "private":
        return member_as_json(user, "member", chat.kind)
    return member_as_json(user, chat.status_of(user.id), chat.kind)


@method("getChatAdministrators")
async def get_chat_administrators(world: World, params: Params) -> list[dict[str, Any]]:
    chat = _readable(world, params)
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    leaders = ((world.users[member], status) for member, status in chat.members.items() if status in LEADERS)
    return [member_as_json(user, status, chat.kind) for user, status in leaders if not user.is_bot or user == world.bot]


@method("getChatMemberCount")
async def get_chat_member_count(world: World, params: Params) -> int:
    return len(_readable(world, params).members)


@method("leaveChat")
async def leave_chat(world: World, params: Params) -> bool:
    chat = _readable(world, params)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    set_bot_status(world, chat, "left", world.bot)
    return True


def _readable(world: World, params: Params) -> Chat:
    chat = world.chat(params.raw("chat_id"))
    if chat.kind != "private" or not chat.started:
        chat.require_reachable(world.bot.id)
    return chat
