"""Blocked readers, ordered troubles, the published pace."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from playground import Playground, WrongUseError


@pytest.fixture
async def anna(playground):
    reader = playground.reader("Anna")
    await reader.send("/start")
    return reader


async def test_a_reader_who_blocked_the_bot_is_not_written_to(call, anna):
    anna.block()
    refused = await call("sendMessage", chat_id=anna.id, text="x")
    assert (refused["error_code"], refused["description"]) == (403, "Forbidden: bot was blocked by the user")
    with pytest.raises(WrongUseError):
        await anna.send("hello")
    anna.unblock()
    assert (await call("sendMessage", chat_id=anna.id, text="x"))["ok"]


@pytest.mark.parametrize(
    ("trouble", "code"), [("blocked", 403), ("too_many", 429), ("server_error", 500), ("bad_gateway", 502)]
)
async def test_an_ordered_refusal_strikes_as_often_as_ordered(playground, call, anna, trouble, code):
    playground.fail("sendMessage", trouble, times=2, seconds=7)
    answers = [await call("sendMessage", chat_id=anna.id, text="x") for _ in range(3)]
    assert [answer.get("error_code", 200) for answer in answers] == [code, code, 200]
    if code == 429:
        assert answers[0]["parameters"] == {"retry_after": 7}
        assert answers[0]["description"] == "Too Many Requests: retry after 7"


async def test_an_order_may_name_a_chat(playground, call, anna):
    ivan = playground.reader("Иван", language_code="ru")
    await ivan.send("/start")
    playground.fail("sendMessage", "blocked", chat=ivan)
    assert (await call("sendMessage", chat_id=anna.id, text="x"))["ok"]
    assert (await call("sendMessage", chat_id=ivan.id, text="x"))["error_code"] == 403


@pytest.mark.parametrize(("trouble", "delivered"), [("cut_before", 0), ("cut_after", 1)])
async def test_a_connection_is_cut_before_or_after_delivery(playground, call, anna, trouble, delivered):
    playground.fail("sendMessage", trouble)
    with pytest.raises(aiohttp.ClientConnectionError):
        await call("sendMessage", chat_id=anna.id, text="x")
    assert len(anna.from_bot) == delivered


async def test_a_delayed_call_is_answered_late(playground, call, anna):
    playground.fail("sendMessage", "delay", seconds=0.05)
    assert (await call("sendMessage", chat_id=anna.id, text="x"))["ok"]


async def test_an_unknown_trouble_is_named(playground):
    with pytest.raises(WrongUseError, match="earthquake"):
        playground.fail("sendMessage", "earthquake")


async def test_the_published_pace_is_kept_on_request(http, clock):
    async with Playground(clock=clock, limits=True) as playground:
        anna = playground.reader("Anna")
        await anna.send("/start")
        group = playground.group("Family", [anna])

        async def codes(chat, count):
            url = f"{playground.url}/bot{playground.token}/sendMessage"
            answers = []
            for _ in range(count):
                async with http.post(url, json={"chat_id": chat, "text": "x"}) as response:
                    answers.append(await response.json())
            return answers

        assert [answer["ok"] for answer in await codes(anna.id, 6)] == [True] * 5 + [False]
        clock.pass_by(seconds=1)
        assert [answer["ok"] for answer in await codes(anna.id, 2)] == [True, False]
        answers = await codes(group.id, 21)
        assert [answer["ok"] for answer in answers] == [True] * 20 + [False]
        assert answers[-1]["parameters"]["retry_after"] == 3
        clock.pass_by(minutes=1)
        readers = [playground.reader(f"R{number}") for number in range(31)]
        for reader in readers:
            await reader.send("/start")
        passed = [(await codes(reader.id, 1))[0]["ok"] for reader in readers]
        assert passed == [True] * 30 + [False]


async def test_what_the_client_gave_up_on_is_delivered_all_the_same(playground, call, anna):
    playground.fail("sendMessage", "delay", seconds=0.05)
    sending = asyncio.create_task(call("sendMessage", chat_id=anna.id, text="late"))
    await playground.wait_for(lambda: playground.api.busy)
    sending.cancel()
    assert (await anna.next_message()).text == "late"


async def test_an_abandoned_poll_is_no_rival(playground, call, anna):
    await call("getUpdates", offset=10**12)
    abandoned = asyncio.create_task(call("getUpdates", timeout=30))
    await playground.wait_for(lambda: playground.polled)
    abandoned.cancel()
    await playground.wait_for(lambda: not playground.polled)
    await anna.send("hello")
    assert (await call("getUpdates"))["ok"]
    assert 409 not in {made.code for made in playground.calls}
