"""Command menus and the bot's profile."""

from __future__ import annotations

import pytest


async def test_a_menu_is_kept_by_scope_and_language(playground, call):
    english = [{"command": "latest", "description": "The newest"}]
    russian = [{"command": "latest", "description": "Свежее"}]
    await call("setMyCommands", commands=english)
    await call("setMyCommands", commands=russian, language_code="ru")
    await call("setMyCommands", commands=[], scope={"type": "all_group_chats"})
    assert (await call("getMyCommands"))["result"] == english
    assert (await call("getMyCommands", language_code="ru"))["result"] == russian
    await call("deleteMyCommands", language_code="ru")
    assert (await call("getMyCommands", language_code="ru"))["result"] == []


async def test_a_reader_sees_the_menu_of_their_language(playground, http, call):
    await call("setMyCommands", commands=[{"command": "latest", "description": "The newest"}])
    await call("setMyCommands", commands=[{"command": "latest", "description": "Свежее"}], language_code="ru")
    for language, shown in (("ru", "Свежее"), ("de", "The newest")):
        reader = playground.reader("R", language_code=language)
        query = {"chat_id": str(reader.id), "user_id": str(reader.id)}
        async with http.get(f"{playground.url}/playground/api/commands", params=query) as response:
            assert (await response.json())[0]["description"] == shown


@pytest.mark.parametrize(
    ("commands", "reason"),
    [
        ([{"command": "Über", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "x" * 33, "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "x", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": f"c{n}", "description": "x"} for n in range(101)], "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_wrong_commands_are_refused(call, commands, reason):
    assert (await call("setMyCommands", commands=commands))["description"] == f"Bad Request: {reason}"


async def test_name_and_descriptions_are_kept_by_language(call):
    await call("setMyDescription", description="News, short")
    await call("setMyDescription", description="Новости коротко", language_code="ru")
    assert (await call("getMyDescription", language_code="ru"))["result"]["description"] == "Новости коротко"
    assert (await call("getMyDescription", language_code="fr"))["result"]["description"] == "News, short"
    assert (await call("setMyShortDescription", short_description="x" * 121))["error_code"] == 400
    await call("setMyName", name="Herald")
    assert (await call("getMe"))["result"]["first_name"] == "Herald"
