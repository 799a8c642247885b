"""Updates brought over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from playground import Playground

PUBLIC = "https://bot.example/telegram"


@dataclass
class Server:
    """A bot's own: what was brought to it, and what it answers, its last answer for ever."""

    url: str = ""
    answers: list[int] = field(default_factory=lambda: [200])
    texts: list[str] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.texts.append((await request.json())["message"]["text"])
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return web.Response(status=self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])


@asynccontextmanager
async def serving() -> AsyncIterator[Server]:
    server = Server()
    app = web.Application()
    app.add_routes([web.post("/telegram", server.take)])
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield server
    await runner.cleanup()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serving() as running:
        yield running


@pytest.fixture
async def playground(clock: Any, server: Server) -> AsyncIterator[Playground]:
    async with Playground(clock=clock, webhooks_to=server.url, webhook_pause=0.01) as running:
        yield running


async def test_what_waits_and_what_comes_is_brought_in_order_with_the_secret(playground, call, server):
    anna = playground.reader("Anna")
    await anna.send("one")
    assert (await call("setWebhook", url=PUBLIC, secret_token="s-1"))["result"] is True
    await anna.send("two")
    await playground.wait_for(lambda: not playground.world.updates.pending)
    assert server.texts == ["one", "two"]
    assert server.secrets == ["s-1", "s-1"]
    info = (await call("getWebhookInfo"))["result"]
    assert (info["url"], info["pending_update_count"]) == (PUBLIC, 0)
    assert "last_error_date" not in info


async def test_an_update_is_brought_until_it_is_taken_and_holds_up_the_next(playground, call, server, clock):
    server.answers = [503, 403, 200]
    anna = playground.reader("Anna")
    await call("setWebhook", url=f"{server.url}/telegram")
    await anna.send("one")
    await anna.send("two")
    await playground.wait_for(lambda: not playground.world.updates.pending)
    assert server.texts == ["one", "one", "one", "two"]
    assert server.secrets[0] is None
    info = (await call("getWebhookInfo"))["result"]
    assert info["last_error_message"] == "Wrong response from the webhook: 403 Forbidden"
    assert info["last_error_date"] == int(clock().timestamp())


async def test_nobody_there_is_an_error_too(playground, call):
    async with serving() as gone:
        pass
    await call("setWebhook", url=f"{gone.url}/telegram")
    await playground.reader("Anna").send("one")
    await playground.wait_for(lambda: playground.world.webhook.last_error)
    info = (await call("getWebhookInfo"))["result"]
    assert (info["last_error_message"], info["pending_update_count"]) == ("Connection refused", 1)


async def test_polling_is_refused_while_a_webhook_is_set_and_goes_on_after_it(playground, call, server):
    server.answers = [500]
    polling = asyncio.create_task(call("getUpdates", timeout=30))
    await playground.wait_for(lambda: playground.polled)
    await call("setWebhook", url=PUBLIC)
    assert playground.webhook == PUBLIC
    assert (await polling)["description"] == "Conflict: terminated by setWebhook request"
    assert (await call("getUpdates"))["error_code"] == 409
    await playground.reader("Anna").send("one")
    await call("deleteWebhook")
    assert [update["message"]["text"] for update in (await call("getUpdates"))["result"]] == ["one"]


@pytest.mark.parametrize("wrong", [
    {"url": "http://bot.example/telegram"}, {"url": "https://bot.example:8080/telegram"}, {"url": "https://"},
    {"url": "https://bot.example:port/"}, {"url": PUBLIC, "secret_token": "with space"},
    {"url": PUBLIC, "secret_token": "s" * 257},
])  # fmt: skip
async def test_an_address_or_secret_that_telegram_would_not_take_is_refused(playground, call, wrong):
    assert (await call("setWebhook", **wrong))["error_code"] == 400
    assert playground.webhook == ""
