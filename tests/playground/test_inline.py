"""Inline mode: what is offered, remembered, refused and chosen."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from playground import Playground, WrongUseError

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def article(name: object, **changes: Any) -> dict[str, Any]:
    content = {"message_text": "<b>Bridge</b> opened", "parse_mode": "HTML"}
    return {"type": "article", "id": str(name), "title": "Bridge", "input_message_content": content} | changes


def articles(count: int) -> list[dict[str, Any]]:
    return [article(number) for number in range(count)]


async def waiting(call: Any) -> dict[str, Any]:
    """The inline query that waits for the bot."""
    update = (await call("getUpdates", timeout=5))["result"][-1]
    await call("getUpdates", offset=update["update_id"] + 1)
    return update["inline_query"]


@pytest.fixture
def answer(call):
    """Answers the query that waits."""

    async def answering(results: list[dict[str, Any]], **params: Any) -> dict[str, Any]:
        return await call("answerInlineQuery", inline_query_id=(await waiting(call))["id"], results=results, **params)

    return answering


async def test_words_after_the_bots_name_reach_it_and_its_results_the_reader(playground, call):
    anna = playground.reader("Anna", language_code="ru")
    asking = asyncio.create_task(anna.inline("elections"))
    query = await waiting(call)
    assert query["query"] == "elections"
    assert (query["offset"], query["chat_type"]) == ("", "sender")
    assert query["from"]["language_code"] == "ru"
    given = [article(1, description="The Gull", url="https://example.org/1")]
    assert (await call("answerInlineQuery", inline_query_id=query["id"], results=given))["ok"]
    offered = await asking
    assert [(r.id, r.title, r.description, r.url) for r in offered.results] == [
        ("1", "Bridge", "The Gull", "https://example.org/1")
    ]
    assert offered.note == ""


async def test_a_query_has_at_most_256_characters(playground, call):
    asking = asyncio.create_task(playground.reader("Anna").inline("x" * 300))
    query = await waiting(call)
    assert len(query["query"]) == 256
    await call("answerInlineQuery", inline_query_id=query["id"], results=[])
    assert (await asking).results == ()


async def test_a_chosen_result_is_the_readers_message_by_way_of_the_bot(playground, call, answer):
    anna, boris = playground.reader("Anna"), playground.reader("Boris")
    group = playground.group("Family", [boris], admins=[anna], bot="left")
    asking = asyncio.create_task(anna.inline(at=group))
    await answer(articles(2))
    message = await (await asking).choose(1)
    assert message.html == "<b>Bridge</b> opened"
    assert not message.from_bot
    shown = group.chat.message_json(message)
    assert (shown["from"]["id"], shown["via_bot"]["is_bot"]) == (anna.id, True)
    assert not playground.world.updates.pending, "the bot is not in that group"


async def test_the_bot_hears_its_own_results_where_it_is_even_in_privacy_mode(playground, call, answer):
    anna = playground.reader("Anna")
    group = playground.group("Family", admins=[anna])
    await call("getUpdates", offset=-1)
    asking = asyncio.create_task(anna.inline(at=group))
    await answer(articles(1))
    await (await asking).choose()
    heard = (await call("getUpdates"))["result"][-1]["message"]
    assert heard["via_bot"]["username"] == playground.world.bot.username


async def test_a_result_may_be_posted_in_a_channel(playground, answer):
    anna = playground.reader("Anna")
    channel = playground.channel("Wire", anna, bot="left")
    asking = asyncio.create_task(anna.inline(at=channel))
    await answer(articles(1))
    shown = channel.chat.message_json(await (await asking).choose())
    assert shown["sender_chat"]["id"] == channel.id


async def test_the_list_goes_on_from_the_offset_the_bot_gave(playground, call, answer):
    asking = asyncio.create_task(playground.reader("Anna").inline("x"))
    await answer(articles(2), next_offset="2:7")
    more = asyncio.create_task((await asking).more())
    query = await waiting(call)
    assert (query["query"], query["offset"]) == ("x", "2:7")
    await call("answerInlineQuery", inline_query_id=query["id"], results=articles(1), next_offset="")
    with pytest.raises(WrongUseError):
        await (await more).more()


async def test_the_button_above_the_list_starts_the_bot(playground, answer):
    anna = playground.reader("Anna")
    asking = asyncio.create_task(anna.inline("x"))
    await answer([], button={"text": "Nothing found", "start_parameter": "search"})
    offered = await asking
    assert offered.note == "Nothing found"
    await offered.press_note()
    assert anna.messages[-1].text == "/start search"


async def test_without_inline_mode_nothing_is_asked(clock):
    async with Playground(clock=clock, inline=False) as plain:
        with pytest.raises(WrongUseError, match="setinline"):
            await plain.reader("Anna").inline("x")
        assert not plain.world.updates.pending


async def test_getme_tells_whether_inline_mode_is_on(playground, call):
    assert (await call("getMe"))["result"]["supports_inline_queries"] is True
    playground.world.inline = False
    assert (await call("getMe"))["result"]["supports_inline_queries"] is False


async def test_an_answer_for_all_is_given_to_everybody_while_it_is_fresh(playground, answer, clock):
    anna, boris = playground.reader("Anna"), playground.reader("Boris")
    asking = asyncio.create_task(anna.inline("x"))
    await answer(articles(3), cache_time=60)
    await asking
    clock.pass_by(seconds=59)
    assert len((await boris.inline("x")).results) == 3
    assert not playground.world.updates.pending
    clock.pass_by(seconds=1)
    again = asyncio.create_task(boris.inline("x"))
    await answer(articles(1))
    assert len((await again).results) == 1


async def test_a_personal_answer_is_given_again_to_the_same_person_only(playground, answer):
    anna, boris = playground.reader("Anna"), playground.reader("Boris")
    asking = asyncio.create_task(anna.inline("x"))
    await answer(articles(3), is_personal=True)
    await asking
    assert len((await anna.inline("x")).results) == 3
    again = asyncio.create_task(boris.inline("x"))
    await answer(articles(1), is_personal=True)
    assert len((await again).results) == 1


async def test_an_answer_that_may_not_be_kept_is_not(playground, answer):
    anna = playground.reader("Anna")
    for count in (1, 2):
        asking = asyncio.create_task(anna.inline("x"))
        await answer(articles(count), cache_time=0)
        assert len((await asking).results) == count


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"results": articles(51)}, "too many inline query results specified"),
        ({"results": {}}, "expected an Array of inline query results"),
        ({"results": ["x"]}, "can't parse inline query result: Inline query result must be an object"),
        ({"results": articles(1) * 2}, "RESULT_ID_DUPLICATE"),
        ({"results": [article("")]}, "RESULT_ID_EMPTY"),
        ({"results": [article("x" * 65)]}, "RESULT_ID_INVALID"),
        ({"results": [article("ж" * 33)]}, "RESULT_ID_INVALID"),
        ({"results": [article(1, type="essay")]}, "RESULT_TYPE_INVALID"),
        ({"results": [article(1, title=" ")]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [{"type": "article", "id": "1"}]}, "can't parse inline query result: Can't find field"),
        ({"results": [{"id": "1"}]}, "can't parse inline query result: Can't find field \"type\""),
        ({"results": [article(1, description=[])]}, 'can\'t parse inline query result: Field "description"'),
        ({"results": [article(1, input_message_content=[])]}, "can't parse inline query result: Field"),
        ({"results": [article(1, input_message_content={})]}, "can't parse inline query result: Input message content"),
        ({"results": [article(1, input_message_content={"message_text": "x" * 4097})]}, "MESSAGE_TOO_LONG"),
        ({"results": [article(1, input_message_content={"message_text": "😀" * 2049})]}, "MESSAGE_TOO_LONG"),
        (
            {"results": [article(1, input_message_content={"message_text": "<b>x", "parse_mode": "HTML"})]},
            "can't parse inline query result: can't parse entities",
        ),
        (
            {"results": [article(1, reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "x" * 65}]]})]},
            "BUTTON_DATA_INVALID",
        ),
        ({"next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"next_offset": "ж" * 33}, "NEXT_OFFSET_INVALID"),
        ({"button": {"text": "x"}}, "can't parse inline query results button: InlineQueryResultsButton must have"),
        ({"button": {"start_parameter": "x"}}, "can't parse inline query results button: Can't find field \"text\""),
        ({"button": {"text": " ", "start_parameter": "x"}}, "SWITCH_PM_TEXT_EMPTY"),
        ({"button": {"text": "x", "start_parameter": ""}}, "can't use empty start_parameter"),
        ({"button": {"text": "x", "start_parameter": "x" * 65}}, "too long start_parameter specified"),
        ({"button": {"text": "x", "start_parameter": "a b"}}, "unallowed characters in start_parameter are used"),
    ],
)
async def test_what_telegram_refuses_is_refused_and_may_be_tried_again(playground, call, params, told):
    asking = asyncio.create_task(playground.reader("Anna").inline("x"))
    query = await waiting(call)
    sound = {"inline_query_id": query["id"], "results": articles(50)}
    refused = await call("answerInlineQuery", **(sound | params))
    assert refused["description"].startswith(f"Bad Request: {told}")
    assert (await call("answerInlineQuery", **sound))["ok"]
    assert len((await asking).results) == 50


async def test_an_answer_to_nothing_twice_or_too_late_is_refused(playground, call, clock):
    asking = asyncio.create_task(playground.reader("Anna").inline("x"))
    query = await waiting(call)
    assert (await call("answerInlineQuery", inline_query_id="17", results=[]))["description"] == TOO_OLD
    assert (await call("answerInlineQuery", inline_query_id=query["id"], results=[]))["ok"]
    assert (await call("answerInlineQuery", inline_query_id=query["id"], results=[]))["description"] == TOO_OLD
    await asking
    late = asyncio.create_task(playground.reader("Boris").inline("y", timeout=0.1))
    query = await waiting(call)
    clock.pass_by(minutes=2)
    assert (await call("answerInlineQuery", inline_query_id=query["id"], results=[]))["description"] == TOO_OLD
    with pytest.raises(TimeoutError):
        await late


async def test_a_script_can_type_and_choose(playground, http, answer):
    anna = playground.reader("Anna")

    async def post(route: str, **body: Any) -> Any:
        async with http.post(f"{playground.url}/playground/api/{route}", json=body) as response:
            return response.status, await response.json()

    chat = {"chat_id": anna.id, "user_id": anna.id}
    asking = asyncio.create_task(post("inline", **chat, query="x"))
    await answer(articles(1), next_offset="1")
    _, offered = await asking
    assert [result["id"] for result in offered["results"]] == ["0"]
    assert offered["next_offset"] == "1"
    status, _ = await post("choose", **chat, query_id=offered["query_id"], result_id="0")
    assert status == 200
    assert anna.messages[-1].text == "Bridge opened"
    status, refused = await post("choose", **chat, query_id=offered["query_id"], result_id="9")
    assert (status, refused["error"]) == (400, "choose: '9': was not offered")
