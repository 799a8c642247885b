"""What one chat may ask of the bot, and that it can't keep others waiting: over HTTP on both sides."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from playground import Playground

PARAGRAPH = (
    "The ferry to the island of Skerry is running again after a week in dock, the shipping company said on Monday. Its "
    "engine had failed in a storm off the northern cape, and nobody was hurt. The school was closed for two days."
)


class Site:
    """Articles under every number; '/slow' answers when `released`."""

    def __init__(self) -> None:
        self.url = ""
        self.released = asyncio.Event()
        self.asked: list[str] = []

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        if request.path.startswith("/slow"):
            await self.released.wait()
        name = request.path.strip("/")
        text = "".join(f"<p>{PARAGRAPH} It was trip {name} number {n}.</p>" for n in range(4))
        page = (
            f"<html lang=en><head><title>Trip {name}</title></head><body><article><h1>Trip {name}</h1>{text}</article>"
        )
        return web.Response(text=page, content_type="text/html")


@pytest.fixture
async def site(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    """It stands on loopback, which takes the place of a public network here."""
    monkeypatch.setattr("ingest.fetching.fetch.why_closed", lambda address: None)
    served = Site()
    app = web.Application()
    app.router.add_get("/{tail:.*}", served.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    served.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield served
    served.released.set()
    await runner.cleanup()


async def test_a_chat_may_send_so_many_new_links_an_hour(start_bot, playground: Playground, clock, site: Site) -> None:
    async with start_bot(ingest={"links_per_hour": 2}):
        anna, ben = playground.reader("Anna"), playground.reader("Бен", language_code="ru")
        for number in (1, 2):
            assert f"Trip {number}" in (await anna.ask(f"{site.url}/{number}")).text
        assert "many links within the hour" in (await anna.ask(f"{site.url}/3")).text
        assert "Trip 1" in (await anna.ask(f"{site.url}/1")).text  # known, so it costs nothing
        assert "/3" not in site.asked
        assert "Trip 4" in (await ben.ask(f"{site.url}/4")).text
        await ben.ask(f"{site.url}/5")
        assert "много ссылок" in (await ben.ask(f"{site.url}/6")).text
        clock.pass_by(minutes=61)
        assert "Trip 3" in (await anna.ask(f"{site.url}/3")).text


async def test_one_chats_slow_links_keep_nobody_else_waiting(start_bot, playground: Playground, site: Site) -> None:
    async with start_bot():
        anna, ben = playground.reader("Anna"), playground.reader("Ben")
        for number in range(3):
            await anna.send(f"{site.url}/slow{number}")
        async with asyncio.timeout(10):
            while not site.asked:
                await asyncio.sleep(0)
            assert "Trip 7" in (await ben.ask(f"{site.url}/7")).text
        assert [path for path in site.asked if path.startswith("/slow")] == ["/slow0"]
        site.released.set()
        await playground.wait_for(lambda: any("Trip slow0" in message.text for message in anna.messages), timeout=20)


async def test_a_pasted_text_as_long_as_telegram_allows_is_summarised(start_bot, playground: Playground) -> None:
    async with start_bot():
        anna = playground.reader("Anna")
        told = (await anna.ask((f"{PARAGRAPH} " * 30)[:4096])).text
        assert "ferry to the island" in told
