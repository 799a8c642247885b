"""Updates that Telegram brings: the real bot, the playground, and whoever else knocks, over HTTP."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from telegram import Update, WebhookInfo

from bot.application import build
from bot.config import Settings, load
from bot.delivery.limiter import LaneLimiter
from bot.delivery.transport import AiohttpRequest
from bot.errors import ConfigError
from bot.inbox import ALLOWED_UPDATES
from bot.listener import MOST_BYTES, Door, listening
from bot.requests import Desk
from bot.service import at_work
from bot.status.readiness import Contact
from bot.webhook import Webhook, secret_of, trouble_of
from playground import Playground

PUBLIC = "https://bot.example"
SECRET = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def listener(free_address: str) -> str:
    """Where the bot is reached, its public name aside."""
    return f"http://{free_address}"


@pytest.fixture
async def playground(clock: Any, listener: str) -> AsyncIterator[Playground]:
    async with Playground(clock=clock, webhooks_to=listener, webhook_pause=0.01) as running:
        yield running


@pytest.fixture
def started(
    playground: Playground, settings: Settings, clock: Any, empty_database: Path, tmp_path: Path, free_address: str
) -> Callable[[], Any]:
    """Runs the bot in webhook mode."""
    shutil.copy(empty_database, tmp_path / "test.db")
    webhook = settings.model_copy(
        update={
            "telegram": settings.telegram.model_copy(update={"webhook": True}),
            "push": settings.push.model_copy(update={"public_url": PUBLIC, "listen": free_address}),
        }
    )

    @asynccontextmanager
    async def start() -> AsyncIterator[Desk]:
        async with at_work(webhook, clock=clock) as working:
            await playground.wait_for(lambda: playground.calls_of("getWebhookInfo"))
            yield working.desk
            assert not any(task.done() for task in working.tasks)

    return start


Knock = Callable[..., Awaitable[tuple[int, str]]]


@pytest.fixture
async def knock(listener: str) -> AsyncIterator[Knock]:
    """Posts something to where Telegram brings updates."""
    async with aiohttp.ClientSession() as session:

        async def post(body: bytes | dict[str, Any], **headers: str) -> tuple[int, str]:
            data = io.BytesIO(json.dumps(body).encode() if isinstance(body, dict) else body)
            async with session.post(f"{listener}/telegram", data=data, headers=headers) as answer:
                return answer.status, await answer.text()

        yield post


async def test_what_readers_write_is_brought_and_answered(started: Any, playground: Playground) -> None:
    anna = playground.reader("Anna")
    await anna.send("/start")
    async with started():
        assert playground.webhook == f"{PUBLIC}/telegram"
        assert playground.world.updates.allowed == sorted(ALLOWED_UPDATES)
        await anna.next_message()
        await anna.send("/help")
        assert "/latest" in (await anna.next_message()).text
        assert not playground.calls_of("getUpdates")
        assert not playground.calls_of("deleteWebhook")
    assert playground.webhook, "what is written meanwhile waits for the bot to come back"


async def test_a_restart_answers_what_was_written_meanwhile_once(started: Any, playground: Playground) -> None:
    anna = playground.reader("Anna")
    async with started():
        pass
    await anna.send("/help")
    async with started():
        await anna.next_message()
        await playground.wait_for(lambda: not playground.world.updates.pending)
    assert len([message for message in anna.messages if message.from_bot]) == 1


async def test_what_is_typed_after_the_bots_name_is_answered(started: Any, playground: Playground) -> None:
    async with started():
        assert (await playground.reader("Anna").inline("bridge")).note == "Nothing found. Ask the bot"


async def test_back_to_polling_the_webhook_is_taken_away(started: Any, start_bot: Any, playground: Playground) -> None:
    async with started():
        assert playground.webhook
    async with start_bot():
        assert not playground.webhook
        anna = playground.reader("Anna")
        await anna.send("/help")
        await anna.next_message()


async def test_a_webhook_that_somebody_else_sets_while_the_bot_polls_is_taken_away(
    start_bot: Any, playground: Playground
) -> None:
    async with start_bot() as desk, aiohttp.ClientSession() as session:
        url = f"{playground.url}/bot{desk.settings.telegram.token.get_secret_value()}/setWebhook"
        await (await session.post(url, json={"url": "https://other.example/"})).read()
        await playground.wait_for(lambda: playground.polled and not playground.webhook)


async def test_who_does_not_show_the_secret_gets_403_and_nothing_else(
    started: Any, playground: Playground, knock: Knock
) -> None:
    update = {"update_id": 7, "message": {}}
    async with started():
        right = secret_of(playground.token)
        for headers in (
            {},
            {SECRET: ""},
            {SECRET: "guessed"},
            {SECRET: right[:-1]},
            {SECRET: right + "x"},
            {SECRET: "ключ"},
        ):
            assert await knock(update, **headers) == (403, "")
        assert (await knock(update, **{SECRET: right}))[0] == 200


async def test_what_is_no_update_is_refused_and_one_that_cannot_be_read_is_passed_over(
    started: Any, playground: Playground, knock: Knock
) -> None:
    shown = {SECRET: secret_of(playground.token)}
    async with started():
        for wrong in (b"", b"news", b"[]", b"5", b"{}", b'{"update_id": "7"}', b'{"update_id":', b"[" * 100_000):
            assert (await knock(wrong, **shown))[0] == 400
        assert (await knock(bytes(MOST_BYTES + 1), **shown))[0] == 413
        assert (await knock({"update_id": 1, "message": {"text": "of nobody"}}, **shown))[0] == 200
        anna = playground.reader("Anna")
        await anna.send("/help")
        await anna.next_message()


async def test_an_update_that_is_brought_twice_is_answered_once(
    started: Any, playground: Playground, knock: Knock
) -> None:
    anna = playground.reader("Anna")
    sender = {"id": anna.user.id, "first_name": "Anna", "is_bot": False}
    chat = {"id": anna.id, "type": "private"}
    update = {"update_id": 5, "message": {"message_id": 1, "date": 1, "chat": chat, "from": sender, "text": "/help"}}
    async with started():
        for _ in range(3):
            assert (await knock(update, **{SECRET: secret_of(playground.token)}))[0] == 200
        await anna.send("/privacy")
        await playground.wait_for(lambda: len(playground.calls_of("sendMessage")) == 2)
    assert len(playground.calls_of("sendMessage")) == 2


async def test_while_too_much_waits_telegram_is_asked_to_come_again(
    settings: Settings, clock: Any, knock: Knock, free_address: str
) -> None:
    calls, polls = AiohttpRequest(), AiohttpRequest()
    application = build(settings.telegram, calls, polls, LaneLimiter())
    webhook = Webhook(application, PUBLIC, Contact(clock), most_at_work=2)
    shown = {SECRET: secret_of(settings.telegram.token.get_secret_value())}
    async with listening([Door("[push] listen", free_address, webhook.routes())]):
        assert (await knock({"update_id": 1}, **shown))[0] == 503, "nobody handles it yet"
        keeping = webhook.keep()
        keeping.send(None)
        assert [(await knock({"update_id": number}, **shown))[0] for number in (1, 2, 3)] == [200, 200, 503]
        assert application.update_queue.get_nowait() == Update(1)
        assert (await knock({"update_id": 3}, **shown))[0] == 200
        keeping.close()
        application.update_queue.get_nowait()
        assert (await knock({"update_id": 4}, **shown))[0] == 503, "it stops, and what comes now would be lost"


def test_an_old_trouble_or_one_that_is_over_is_none(clock: Any) -> None:
    trouble = WebhookInfo("", False, 3, last_error_date=clock(), last_error_message="Connection refused")
    assert trouble_of(trouble, clock()) == "Connection refused"
    assert trouble_of(trouble, clock() + timedelta(minutes=6)) == ""
    over = WebhookInfo("", False, 0, last_error_date=clock(), last_error_message="Connection refused")
    assert trouble_of(over, clock()) == ""


def test_without_a_public_address_it_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "some.toml"
    path.write_text("[telegram]\nwebhook = true\n", encoding="utf8")
    with pytest.raises(ConfigError, match=r"^\[telegram\] webhook = true: needs \[push\] public_url, .*$"):
        load(path)
