"""The bot's command menus."""

from __future__ import annotations

from playground.commands import Commands, checked_commands
from playground.methods.registry import method
from playground.params import Params
from playground.world import World


@method("setMyCommands")
async def set_my_commands(world: World, params: Params) -> bool:
    commands = checked_commands(params.sequence("commands"))
    world.menus.set(params.mapping("scope"), params.text("language_code"), commands)
    world.announce({"type": "bot"})
    return True


@method("getMyCommands")
async def get_my_commands(world: World, params: Params) -> Commands:
    return world.menus.get(params.mapping("scope"), params.text("language_code"))


@method("deleteMyCommands")
async def delete_my_commands(world: World, params: Params) -> bool:
    world.menus.set(params.mapping("scope"), params.text("language_code"), [])
    world.announce({"type": "bot"})
    return True
