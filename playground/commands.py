"""Command menus by scope and language, and which one a reader sees."""

from __future__ import annotations

import json
import re
from typing import Any

from playground.errors import bad_request
from playground.people import LEADERS, Status

MAX_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}\Z")
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}

Commands = list[dict[str, str]]


class CommandMenus:
    """Every menu the bot has set."""

    def __init__(self) -> None:
        self._menus: dict[tuple[str, str], Commands] = {}

    def set(self, scope: dict[str, Any] | None, language: str, commands: Commands) -> None:
        """Replace one menu; an empty one is forgotten."""
        key = (_scope_key(scope), _language(language))
        if commands:
            self._menus[key] = commands
        else:
            self._menus.pop(key, None)

    def get(self, scope: dict[str, Any] | None, language: str) -> Commands:
        """Exactly the menu of this scope and language."""
        return self._menus.get((_scope_key(scope), _language(language)), [])

    def shown(self, chat_id: int, chat_kind: str, user_id: int, status: Status, language: str) -> Commands:
        """The menu a reader sees: the narrowest scope wins, within it their language before the general one."""
        for scope in _narrowest_first(chat_id, chat_kind, user_id, status):
            for code in (language[:2].lower(), ""):
                if commands := self._menus.get((_scope_key(scope), code)):
                    return commands
        return []


def checked_commands(given: object) -> Commands:
    """The commands as given, or `ApiError` 400 naming what is wrong."""
    if not isinstance(given, list):
        raise bad_request("can't parse list of bot commands")
    if len(given) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands: Commands = []
    for entry in given:
        if not isinstance(entry, dict):
            raise bad_request("expected an Object as BotCommand")
        command = str(entry.get("command", "")).removeprefix("/").lower()
        description = str(entry.get("description", "")).strip()
        if not _COMMAND.match(command):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(description) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        commands.append({"command": command, "description": description})
    return commands


def _narrowest_first(chat_id: int, kind: str, user_id: int, status: Status) -> list[dict[str, Any]]:
    if kind == "private":
        return [{"type": "chat", "chat_id": chat_id}, {"type": "all_private_chats"}, {"type": "default"}]
    scopes: list[dict[str, Any]] = [{"type": "chat_member", "chat_id": chat_id, "user_id": user_id}]
    if status in LEADERS:
        scopes.append({"type": "chat_administrators", "chat_id": chat_id})
    scopes.append({"type": "chat", "chat_id": chat_id})
    if status in LEADERS:
        scopes.append({"type": "all_chat_administrators"})
    return [*scopes, {"type": "all_group_chats"}, {"type": "default"}]


def _scope_key(scope: dict[str, Any] | None) -> str:
    scope = scope or {"type": "default"}
    kind = str(scope.get("type"))
    if kind not in _SCOPES:
        raise bad_request("unsupported type specified for BotCommandScope")
    return json.dumps([kind, *(str(scope.get(name, "")) for name in _SCOPES[kind])])


def _language(code: str) -> str:
    if code and not (len(code) == 2 and code.isascii() and code.islower()):
        raise bad_request("invalid language code specified")
    return code
