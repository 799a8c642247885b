"""Pressed buttons."""

from __future__ import annotations

import pytest

from playground import WrongUseError

KEYBOARD = {"inline_keyboard": [[{"text": "Next ▸", "callback_data": "p:2"}]]}
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_a_pressed_button_reaches_the_bot_and_its_answer_the_reader(playground, call):
    anna = playground.reader("Anna")
    await anna.send("/start")
    await call("sendMessage", chat_id=anna.id, text="x", reply_markup=KEYBOARD)
    pressed = await anna.press("Next ▸")
    query = (await call("getUpdates"))["result"][-1]["callback_query"]
    assert (query["data"], query["from"]["id"], query["message"]["text"]) == ("p:2", anna.id, "x")
    assert (await call("answerCallbackQuery", callback_query_id=query["id"], text="hi", show_alert=True))["ok"]
    assert await pressed.answer() == {"text": "hi", "show_alert": True, "url": ""}
    assert (await call("answerCallbackQuery", callback_query_id=query["id"]))["description"] == TOO_OLD


async def test_old_and_unknown_queries_are_refused(playground, call, clock):
    anna = playground.reader("Anna")
    await anna.send("/start")
    await call("sendMessage", chat_id=anna.id, text="x", reply_markup=KEYBOARD)
    pressed = await anna.press("p:2")
    clock.pass_by(minutes=2)
    assert (await call("answerCallbackQuery", callback_query_id=pressed.press.id))["description"] == TOO_OLD
    assert (await call("answerCallbackQuery", callback_query_id="17"))["description"] == TOO_OLD


async def test_a_button_that_is_not_there_can_not_be_pressed(playground, call):
    anna = playground.reader("Anna")
    await anna.send("/start")
    with pytest.raises(WrongUseError):
        await anna.press("Nowhere")
