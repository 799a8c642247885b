"""The control API, and rubbish thrown at everything."""

from __future__ import annotations

import pytest

from playground.methods import METHODS

RUBBISH = [None, "", "x", -1, 10**40, 1.5, True, [], {}, [[]], [{}], {"type": []}, "\ud800", "{", "[1", "\0"]
FIELDS = (
    *(
        "chat_id",
        "text",
        "parse_mode",
        "entities",
        "reply_markup",
        "message_id",
        "message_thread_id",
        "limit",
        "offset",
    ),
    *("reply_parameters", "callback_query_id", "inline_query_id", "results", "commands", "scope", "language_code"),
    *("allowed_updates", "document", "photo", "caption", "action", "user_id", "file_id", "name", "url"),
    *("next_offset", "button", "cache_time", "is_personal"),
)


@pytest.fixture
def control(playground, http):
    async def asking(route, headers=None, /, **body):
        url = f"{playground.url}/playground/api/{route}"
        async with http.post(url, json=body, headers=headers) as response:
            return response.status, await response.json() if response.content_type == "application/json" else {}

    return asking


@pytest.mark.parametrize("rubbish", RUBBISH, ids=repr)
async def test_rubbish_in_any_parameter_is_answered_not_suffered(playground, call, rubbish):
    anna = playground.reader("Anna")
    await anna.send("/start")
    sound = {"chat_id": anna.id, "text": "x", "message_id": 1, "results": []}
    content = {"message_text": rubbish, "parse_mode": rubbish, "entities": rubbish}
    row = {"type": "article", "id": rubbish, "title": rubbish, "url": rubbish, "input_message_content": content}
    for method in METHODS:
        answer = await call(method, **dict.fromkeys(FIELDS, rubbish))
        assert answer.get("error_code", 200) < 500
    assert (await call("answerInlineQuery", results=[row]))["error_code"] == 400
    assert (await call("answerInlineQuery", results=[row | {"input_message_content": rubbish}]))["error_code"] == 400
    for field in FIELDS:
        for method in ("sendMessage", "editMessageText", "getUpdates", "answerInlineQuery"):
            answer = await call(method, **(sound | {field: rubbish}))
            assert answer.get("error_code", 200) < 500


async def test_a_script_can_play_the_reader(playground, call, control):
    _, anna = await control("readers", first_name="Anna", language_code="en")
    chat = {"chat_id": anna["id"], "user_id": anna["id"]}
    assert (await control("send", **chat, text="/start"))[0] == 200
    keyboard = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    sent = await call("sendMessage", chat_id=anna["id"], text="x", reply_markup=keyboard)
    assert (await control("press", **chat, message_id=sent["result"]["message_id"], data="a"))[0] == 200
    assert (await control("bot-status", **chat, status="kicked"))[0] == 200
    kinds = [set(update) - {"update_id"} for update in (await call("getUpdates"))["result"]]
    assert kinds == [{"message"}, {"callback_query"}, {"my_chat_member"}]
    _, forum = await control(
        "groups", title="Town", kind="supergroup", forum=True, user_id=anna["id"], members=[anna["id"]]
    )
    assert (await control("topics", chat_id=forum["id"], user_id=anna["id"], name="News"))[0] == 200
    assert (await control("faults", method="sendMessage", trouble="server_error"))[0] == 200
    assert (await call("sendMessage", chat_id=forum["id"], text="x"))["error_code"] == 500


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("send", {"chat_id": 1, "user_id": 1, "text": "x"}),
        ("press", {"chat_id": "x", "user_id": [], "message_id": {}, "data": None}),
        ("bot-status", {"chat_id": 100, "status": "emperor"}),
        ("readers", {"first_name": " "}),
        ("groups", {"title": "x", "kind": "cult", "user_id": 1}),
        ("faults", {"method": "sendMessage", "trouble": "earthquake"}),
        ("faults", {"method": "sendMessage", "trouble": "delay", "times": "many"}),
        ("faults", {"nonsense": 1}),
        ("groups", {"title": "x", "user_id": 100001, "members": 5}),
    ],
)
async def test_wrong_orders_are_refused_with_a_reason(control, name, body):
    status, answer = await control(name, **body)
    assert status == 400
    assert answer["error"]


async def test_other_sites_open_in_the_browser_stay_out(playground, http, control):
    body = {"first_name": "Mallory", "language_code": "en"}
    assert (await control("readers", {"Origin": "https://evil.example"}, **body))[0] == 403
    assert (await control("readers", {"Host": "evil.example"}, **body))[0] == 403
    assert (await control("readers", {"Origin": playground.url}, **body))[0] == 200
    async with http.get(f"{playground.url}/playground/api/state", headers={"Host": "evil.example"}) as response:
        assert response.status == 403
    async with http.get(f"{playground.url}/playground/page/..%2f..%2fapi.py") as response:
        assert response.status == 404
