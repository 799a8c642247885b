"""What `telegist doctor` says about the ways in, with a Telegram and sockets that are there."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
from telegram import Bot

from bot.cli.doctor_doors import inline_mode, listening, webhook
from bot.cli.findings import Finding
from bot.config import Settings
from bot.delivery.transport import AiohttpRequest
from playground import Playground

PUBLIC = "https://bot.example"


@pytest.fixture
async def playground(clock: Any, free_address: str) -> AsyncIterator[Playground]:
    async with Playground(clock=clock, webhooks_to=f"http://{free_address}", webhook_pause=0.01) as running:
        yield running


@pytest.fixture
async def bot(playground: Playground) -> AsyncIterator[Bot]:
    calls, polls = AiohttpRequest(), AiohttpRequest()
    async with Bot(playground.token, f"{playground.url}/bot", request=calls, get_updates_request=polls) as running:
        yield running


@pytest.fixture
def with_webhook() -> Callable[[str], Settings]:
    def make(public_url: str) -> Settings:
        return Settings.model_validate({"telegram": {"webhook": True}, "push": {"public_url": public_url}})

    return make


def at(address: str) -> Settings:
    return Settings.model_validate({"status": {"listen": address}})


def test_nothing_is_said_of_addresses_that_nobody_listens_on() -> None:
    assert listening(Settings()) == []


def test_a_free_address_a_taken_one_and_one_that_is_none_of_this_machine(free_address: str) -> None:
    assert listening(at(free_address)) == [Finding("[status] listen", True, f"{free_address} is free")]
    with socket.create_server(("127.0.0.1", 0)) as server:
        (taken,) = listening(at(f"127.0.0.1:{server.getsockname()[1]}"))
        assert taken.well
        assert "is taken: by the bot, if it is running" in taken.told
    (strange,) = listening(at("192.0.2.1:8081"))
    assert not strange.well
    assert strange.mend


async def test_a_webhook_is_told_as_telegram_sees_it(
    playground: Playground, bot: Bot, clock: Any, with_webhook: Any
) -> None:
    settings = with_webhook(PUBLIC)
    (unset,) = await webhook(settings, bot, clock())
    assert unset.well
    assert "not set yet" in unset.told
    await bot.set_webhook(f"{PUBLIC}/telegram")
    assert await webhook(settings, bot, clock()) == [
        Finding("webhook", True, "https://bot.example/telegram, updates waiting: 0")
    ]
    await playground.reader("Anna").send("/help")
    await playground.wait_for(lambda: playground.world.webhook and playground.world.webhook.last_error)
    (ill,) = await webhook(settings, bot, clock())
    assert not ill.well
    assert ill.told == "updates waiting: 1; Telegram says: Connection refused"
    assert "passes https://bot.example/telegram on to 127.0.0.1:8080" in ill.mend
    (old,) = await webhook(settings, bot, clock() + timedelta(hours=1))
    assert old.well


async def test_a_port_that_telegram_refuses_is_said_so(bot: Bot, clock: Any, with_webhook: Any) -> None:
    (found,) = await webhook(with_webhook("https://bot.example:8080"), bot, clock())
    assert not found.well
    assert "443, 80, 88 and 8443" in found.mend


async def test_a_bot_that_polls_is_told_of_a_webhook_it_will_take_away(bot: Bot, clock: Any) -> None:
    assert await webhook(Settings(), bot, clock()) == []
    await bot.set_webhook(f"{PUBLIC}/telegram")
    (found,) = await webhook(Settings(), bot, clock())
    assert found.well
    assert "takes it away" in found.told


async def test_that_inline_mode_is_off_is_told_with_the_way_to_switch_it_on_and_is_no_fault(
    playground: Playground, bot: Bot
) -> None:
    on = inline_mode(bot)
    assert on.well
    assert on.told == "@telegist_demo_bot and some words offer articles in any chat"
    assert not on.mend
    playground.world.inline = False
    await bot.get_me()
    off = inline_mode(bot)
    assert off.well
    assert off.told == "off"
    assert "/setinline to @BotFather" in off.mend
