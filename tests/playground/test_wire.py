"""How the server is reached and how it refuses."""

from __future__ import annotations

import logging

import aiohttp
import pytest


async def test_a_malformed_token_is_not_found_and_an_unknown_one_unauthorized(playground, http):
    async with http.get(f"{playground.url}/botnonsense/getMe") as response:
        assert (response.status, (await response.json())["error_code"]) == (404, 404)
    async with http.get(f"{playground.url}/bot99999:{'x' * 35}/getMe") as response:
        assert (await response.json()) == {"ok": False, "error_code": 401, "description": "Unauthorized"}


@pytest.mark.parametrize("method", ["getMe", "getme", "GETME"])
async def test_method_names_are_found_in_any_case(call, method):
    assert (await call(method))["result"]["is_bot"] is True


async def test_an_unknown_method_is_not_found(call):
    assert (await call("sendTelepathy"))["description"] == "Not Found: method not found"


async def test_parameters_come_by_query_form_multipart_or_json(playground, http):
    anna = playground.reader("Anna")
    await anna.send("/start")
    url = f"{playground.url}/bot{playground.token}/sendMessage"
    await http.get(url, params={"chat_id": anna.id, "text": "query"})
    await http.post(url, data={"chat_id": str(anna.id), "text": "form"})
    form = aiohttp.FormData(default_to_multipart=True)
    form.add_field("chat_id", str(anna.id))
    form.add_field("text", "multipart")
    await http.post(url, data=form)
    await http.post(url, json={"chat_id": anna.id, "text": "json"})
    assert [message.text for message in anna.from_bot] == ["query", "form", "multipart", "json"]


async def test_a_body_that_is_not_what_it_says_is_refused(playground, http):
    url = f"{playground.url}/bot{playground.token}/getMe"
    async with http.post(url, data=b"{oops", headers={"Content-Type": "application/json"}) as response:
        assert response.status == 400
    async with http.post(url, data=b"[]", headers={"Content-Type": "application/json"}) as response:
        assert response.status == 400


async def test_the_token_is_in_no_log(playground, http, call, caplog):
    caplog.set_level(logging.DEBUG)
    await call("getMe")
    await call("sendMessage", chat_id=1, text="x")
    async with http.get(f"{playground.url}/bot{playground.token}/%00%ff") as response:
        assert response.status == 404
    server_side = [record for record in caplog.records if record.name.startswith(("playground", "aiohttp"))]
    assert not any(playground.token in record.getMessage() for record in server_side)


async def test_every_call_is_recorded_with_its_outcome(playground, call):
    await call("getMe")
    await call("sendMessage", chat_id=1, text="x")
    assert [(made.method, made.code, made.ok) for made in playground.calls] == [
        ("getMe", 200, True),
        ("sendMessage", 400, False),
    ]
    assert playground.calls_of("sendmessage")[0].params == {"chat_id": 1, "text": "x"}
