"""How the operator and the readers learn that a source is in trouble, over HTTP on both sides."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.schedule import ticks
from playground import Playground
from storage.records import Address

FEED = '<rss version="2.0"><channel><title>The Skerry Gull</title></channel></rss>'


class Site:
    """One feed, which answers with `status`."""

    def __init__(self) -> None:
        self.status = 200
        self.url = ""

    async def answer(self, request: web.Request) -> web.Response:
        return web.Response(status=self.status, text=FEED)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    served = Site()
    app = web.Application()
    app.router.add_get("/feed", served.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    served.url = f"http://127.0.0.1:{runner.addresses[0][1]}/feed"
    yield served
    await runner.cleanup()


@pytest.mark.parametrize(("language", "fails", "well", "since"), [
    ("en", "A source can't be read: The Skerry Gull", "A source can be read again: The Skerry Gull", "last fetched"),
    ("ru", "Источник не читается: The Skerry Gull", "Источник снова читается: The Skerry Gull", "последний раз"),
])  # fmt: skip
async def test_the_operator_hears_once_of_trouble_and_once_of_its_end(
    start_bot, playground: Playground, clock, site: Site, language: str, fails: str, well: str, since: str
) -> None:
    keeper = playground.reader("Keeper", language_code=language)
    settings = {"feeds": [site.url], "allow_private_networks": True}
    async with start_bot(ingest=settings, telegram={"admins": [keeper.user.id]}) as desk:
        await keeper.ask("/start")
        await desk.storage.chats.set_language(Address(keeper.user.id), language)
        await desk.ingest.poll()  # waits for the scheduler's first round

        async def rounds(number: int) -> None:
            for _ in range(number):
                clock.pass_by(days=2)
                await ticks.feeds(desk)

        site.status = 500
        await rounds(2)
        await rounds(3)
        told = await keeper.next_message()
        assert fails in told.text
        assert "HTTP 500: the site has trouble" in told.text
        assert told.text.count(site.url) == 1
        assert since in (await keeper.ask("/sources")).text
        site.status = 200
        await rounds(2)
        assert well in (await keeper.next_message()).text
        assert since not in (await keeper.ask("/sources")).text
        site.status = 410
        await rounds(2)
        assert fails in (await keeper.next_message()).text
        await rounds(1)
        texts = [message.text for message in keeper.messages]
        assert sum(fails in text for text in texts) == 2
        assert sum(well in text for text in texts) == 1
