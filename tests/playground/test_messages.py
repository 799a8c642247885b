"""Sending, editing and deleting."""

from __future__ import annotations

import aiohttp
import pytest

LETTER = "😀"  # two UTF-16 units


@pytest.fixture
async def anna(playground):
    reader = playground.reader("Anna")
    await reader.send("/start")
    return reader


async def refusal(call, method, **params):
    answer = await call(method, **params)
    assert answer["ok"] is False, answer
    return answer["error_code"], answer["description"].removeprefix("Bad Request: ")


async def test_nobody_is_written_to_before_they_start(playground, call):
    silent = playground.reader("Silent")
    assert await refusal(call, "sendMessage", chat_id=silent.id, text="x") == (400, "chat not found")
    assert await refusal(call, "sendMessage", chat_id=42, text="x") == (400, "chat not found")


async def test_formatting_is_parsed_and_returned(call, anna):
    sent = await call("sendMessage", chat_id=anna.id, text=f" {LETTER}<b>x</b> &lt; y ", parse_mode="HTML")
    assert sent["result"]["text"] == f"{LETTER}x < y"
    assert sent["result"]["entities"] == [{"type": "bold", "offset": 2, "length": 1}]
    assert (await anna.next_message()).html == f"{LETTER}<b>x</b> &lt; y"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<p>x</p>", 'can\'t parse entities: Unsupported start tag "p" at byte offset 0'),
        ("<b>x", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ("a < b", 'can\'t parse entities: Unsupported start tag "" at byte offset 2'),
        ("<b><i>x</b></i>", 'can\'t parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("", "message text is empty"),
        ("<b> </b>\n", "message text is empty"),
    ],
)
async def test_bad_texts_are_refused(call, anna, text, reason):
    assert await refusal(call, "sendMessage", chat_id=anna.id, text=text, parse_mode="HTML") == (400, reason)


async def test_other_parse_modes_are_refused(call, anna):
    assert (await refusal(call, "sendMessage", chat_id=anna.id, text="x", parse_mode="MarkdownV2"))[0] == 400


async def test_the_limit_counts_utf16_units_after_parsing(call, anna):
    fits = "<b>" + LETTER * 2048 + "</b>"
    assert (await call("sendMessage", chat_id=anna.id, text=fits, parse_mode="HTML"))["ok"]
    assert await refusal(call, "sendMessage", chat_id=anna.id, text=LETTER * 2048 + "x") == (
        400,
        "message is too long",
    )


async def test_at_most_a_hundred_spans_are_kept(call, anna):
    sent = await call("sendMessage", chat_id=anna.id, text="<b>x</b> " * 150, parse_mode="HTML")
    assert len(sent["result"]["entities"]) == 100


async def test_same_content_is_not_modified_and_other_content_is(call, anna):
    keyboard = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    await call("sendMessage", chat_id=anna.id, text="x", reply_markup=keyboard)
    sent = await anna.next_message()
    same = {"chat_id": anna.id, "message_id": sent.id, "text": "x"}
    code, reason = await refusal(call, "editMessageText", **same, reply_markup=keyboard)
    assert (code, reason.partition(":")[0]) == (400, "message is not modified")
    assert (await call("editMessageText", **same))["ok"]
    edited = await anna.next_edit()
    assert (edited.buttons, edited.text) == ((), "x")
    assert (await call("editMessageReplyMarkup", chat_id=anna.id, message_id=sent.id, reply_markup=keyboard))["ok"]
    await call("editMessageText", chat_id=anna.id, message_id=sent.id, text="y")
    assert anna.from_bot[0].edited


async def test_only_own_messages_that_are_there_can_be_edited(call, anna):
    theirs = anna.messages[0]
    edit = {"chat_id": anna.id, "text": "y"}
    assert await refusal(call, "editMessageText", **edit, message_id=999) == (400, "message to edit not found")
    assert await refusal(call, "editMessageText", **edit, message_id=theirs.id) == (400, "message can't be edited")


async def test_deleting_takes_a_message_away_but_not_an_old_one(call, anna, clock):
    await call("sendMessage", chat_id=anna.id, text="x")
    sent = await anna.next_message()
    assert (await call("deleteMessage", chat_id=anna.id, message_id=sent.id))["result"] is True
    assert anna.from_bot == []
    assert await refusal(call, "deleteMessage", chat_id=anna.id, message_id=sent.id) == (
        400,
        "message to delete not found",
    )
    await call("sendMessage", chat_id=anna.id, text="y")
    clock.pass_by(hours=49)
    last = anna.from_bot[-1]
    assert (await refusal(call, "deleteMessage", chat_id=anna.id, message_id=last.id))[1] == "message can't be deleted"


@pytest.mark.parametrize("data", ["", "x" * 65, "й" * 33])
async def test_callback_data_holds_one_to_sixty_four_bytes(call, anna, data):
    keyboard = {"inline_keyboard": [[{"text": "A", "callback_data": data}]]}
    reason = await refusal(call, "sendMessage", chat_id=anna.id, text="x", reply_markup=keyboard)
    assert reason == (400, "BUTTON_DATA_INVALID")


@pytest.mark.parametrize(
    "rows",
    [
        [[{"text": "A"}]],
        [[{"callback_data": "a"}]],
        [[{"text": " ", "callback_data": "a"}]],
        [[{"text": "A", "url": "javascript:alert(1)"}]],
        [{"text": "A", "callback_data": "a"}],
        [[{"text": "A", "callback_data": "a"}] for _ in range(101)],
        [[{"text": "A", "callback_data": "a"}] * 9],
        "rubbish",
    ],
)
async def test_wrong_keyboards_are_refused(call, anna, rows):
    keyboard = {"inline_keyboard": rows}
    assert (await refusal(call, "sendMessage", chat_id=anna.id, text="x", reply_markup=keyboard))[0] == 400


async def test_replies_point_at_messages_that_are_there(call, anna):
    first = anna.messages[0]
    reply = {"message_id": first.id}
    sent = await call("sendMessage", chat_id=anna.id, text="x", reply_parameters=reply)
    assert sent["result"]["reply_to_message"]["text"] == "/start"
    wrong = {"message_id": 999}
    assert await refusal(call, "sendMessage", chat_id=anna.id, text="x", reply_parameters=wrong) == (
        400,
        "message to be replied not found",
    )
    wrong["allow_sending_without_reply"] = True
    assert (await call("sendMessage", chat_id=anna.id, text="x", reply_parameters=wrong))["ok"]


async def test_a_document_is_kept_and_can_be_fetched(playground, http, call, anna):
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("chat_id", str(anna.id))
    form.add_field("caption", "<b>All</b>")
    form.add_field("parse_mode", "HTML")
    form.add_field("document", b'{"a": 1}', filename="экспорт.json", content_type="application/json")
    async with http.post(f"{playground.url}/bot{playground.token}/sendDocument", data=form) as response:
        sent = (await response.json())["result"]
    assert (sent["document"]["file_name"], sent["caption"]) == ("экспорт.json", "All")
    path = (await call("getFile", file_id=sent["document"]["file_id"]))["result"]["file_path"]
    async with http.get(f"{playground.url}/file/bot{playground.token}/{path}") as response:
        assert await response.read() == b'{"a": 1}'
    async with http.get(f"{playground.url}/playground/api/files/{sent['document']['file_id']}") as response:
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert await response.read() == b'{"a": 1}'
    again = await call("sendDocument", chat_id=anna.id, document=sent["document"]["file_id"])
    assert again["result"]["document"]["file_size"] == 8


async def test_a_caption_holds_1024_units(call, anna):
    code, reason = await refusal(call, "sendDocument", chat_id=anna.id, document="x", caption="x" * 1025)
    assert (code, reason) == (400, "wrong file identifier/HTTP URL specified")


async def test_chat_actions_are_checked(call, anna):
    assert (await call("sendChatAction", chat_id=anna.id, action="typing"))["result"] is True
    assert (await refusal(call, "sendChatAction", chat_id=anna.id, action="juggling"))[0] == 400
