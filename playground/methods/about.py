"""What the bot says about itself."""

from __future__ import annotations

from typing import Any

from playground.errors import bad_request
from playground.methods.registry import method
from playground.params import Params
from playground.world import World


@method("getMe")
async def get_me(world: World, params: Params) -> dict[str, Any]:
    name = world.profile.get(("name", ""), world.bot.first_name)
    return world.bot.as_json() | {
        "first_name": name,
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": world.inline,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


@method("setMyName")
async def set_my_name(world: World, params: Params) -> bool:
    return _set(world, params, "name", 64)


@method("setMyDescription")
async def set_my_description(world: World, params: Params) -> bool:
    return _set(world, params, "description", 512)


@method("setMyShortDescription")
async def set_my_short_description(world: World, params: Params) -> bool:
    return _set(world, params, "short_description", 120)


@method("getMyName")
async def get_my_name(world: World, params: Params) -> dict[str, str]:
    return _get(world, params, "name", world.bot.first_name)


@method("getMyDescription")
async def get_my_description(world: World, params: Params) -> dict[str, str]:
    return _get(world, params, "description", "")


@method("getMyShortDescription")
async def get_my_short_description(world: World, params: Params) -> dict[str, str]:
    return _get(world, params, "short_description", "")


def _set(world: World, params: Params, field: str, limit: int) -> bool:
    value = params.text(field)
    if len(value) > limit:
        raise bad_request(f"{field.replace('_', ' ')} is too long")
    key = (field, params.text("language_code"))
    if value:
        world.profile[key] = value
    else:
        world.profile.pop(key, None)
    world.announce({"type": "bot"})
    return True


def _get(world: World, params: Params, field: str, default: str) -> dict[str, str]:
    general = world.profile.get((field, ""), default)
    return {field: world.profile.get((field, params.text("language_code")), general)}
