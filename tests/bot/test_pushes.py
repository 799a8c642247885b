"""Feeds that hubs push, over HTTP on all sides: a news site with its own hub, the bot's listener, the playground."""

from __future__ import annotations

import asyncio
import gzip
import hmac
import io
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.errors import TelegistError
from bot.listener import MOST_BYTES, Door, listening
from bot.requests import Desk
from bot.schedule import ticks

PUBLIC = "https://bot.example/telegist"
TEXT = "The ferry to the outer skerries sails again from Monday, the harbour office of Lindholm has said. " * 4


@dataclass
class Hub:
    """A site with a feed, and the hub that pushes it. `listener`: where the bot is reached, its public name aside."""

    listener: str
    url: str = ""
    topic: str = ""
    named: str = '<atom:link rel="hub" href="/hub"/>'
    headline: str = ""
    status: int = 202
    asks_back: bool = True
    said_instead: dict[str, str] = field(default_factory=dict)
    forms: list[dict[str, str]] = field(default_factory=list)
    answers: list[tuple[int, str]] = field(default_factory=list)
    fetches: int = 0
    released: asyncio.Event | None = None
    meanwhile: Callable[[], Awaitable[Any]] | None = None

    async def feed(self, request: web.Request) -> web.Response:
        self.fetches += 1
        item = (
            f"<item><title>{self.headline}</title><link>/{self.headline}</link><description>{TEXT}</description></item>"
        )
        channel = f"<title>The Skerry Gull</title>{self.named}{item if self.headline else ''}"
        body = f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>{channel}</channel></rss>'
        if self.meanwhile is not None:
            await self.meanwhile()
        return web.Response(text=body)

    async def hub(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.forms.append(form)
        if self.released is not None:
            await self.released.wait()
        if self.status == 202 and self.asks_back:
            await self.verify(form)
        return web.Response(status=self.status)

    async def verify(self, form: dict[str, str], **instead: str) -> tuple[int, str]:
        said = {name: form[name] for name in ("hub.mode", "hub.topic", "hub.lease_seconds")}
        query = (
            said | {"hub.challenge": "c-1"} | self.said_instead | {f"hub.{name}": it for name, it in instead.items()}
        )
        self.answers.append(await self.call("GET", form["hub.callback"], params=query))
        return self.answers[-1]

    async def push(
        self, body: bytes = b"news", *, method: str = "sha256", key: str | None = None, coding: str = "identity"
    ) -> int:
        form = self.forms[0]
        digest = hmac.new((key or form["hub.secret"]).encode(), body, method).hexdigest()
        headers = {"X-Hub-Signature": f"{method}={digest}", "Content-Encoding": coding}
        return (await self.call("POST", form["hub.callback"], data=io.BytesIO(body), headers=headers))[0]

    async def call(self, method: str, callback: str, **more: Any) -> tuple[int, str]:
        assert callback.startswith(PUBLIC)
        address = self.listener + callback.removeprefix(PUBLIC)
        async with aiohttp.ClientSession() as session, session.request(method, address, **more) as answer:
            return answer.status, await answer.text()


@pytest.fixture
async def hub(free_address: str) -> AsyncIterator[Hub]:
    served = Hub(f"http://{free_address}")
    app = web.Application()
    app.add_routes([web.get("/feed", served.feed), web.post("/hub", served.hub)])
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    served.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    served.topic = served.url + "/feed"
    yield served
    await runner.cleanup()


@pytest.fixture
def start(start_bot: Any, hub: Hub) -> Any:
    """The bot, reading the hub's feed and reachable by it; its first round is over."""

    @asynccontextmanager
    async def started(**ingest: Any) -> AsyncIterator[Desk]:
        push = {"public_url": PUBLIC, "listen": hub.listener.removeprefix("http://")}
        read = {"feeds": [hub.topic], "allow_private_networks": True}
        async with start_bot(push=push, ingest=read | ingest) as desk:
            await desk.ingest.poll()
            yield desk

    return started


async def titles(desk: Desk) -> list[str]:
    return [story.newest.title for story in (await desk.storage.articles.latest(limit=9)).stories]


async def wait_until_due(desk: Desk) -> timedelta:
    (feed,) = await desk.storage.feeds.list()
    return feed.next_fetch_at - desk.clock()


async def standing(desk: Desk) -> Any:
    return next(iter((await desk.storage.pushes.wanted()).values()), None)


async def test_what_a_hub_pushes_is_read_at_once_and_polling_goes_on_slowly(start: Any, hub: Hub, clock: Any) -> None:
    async with start() as desk:
        assert await wait_until_due(desk) < timedelta(hours=2)
        await ticks.hubs(desk)
        (form,) = hub.forms
        assert (form["hub.mode"], form["hub.topic"]) == ("subscribe", hub.topic)
        assert hub.answers == [(200, "c-1")]
        clock.pass_by(hours=4)
        await ticks.feeds(desk)
        assert await wait_until_due(desk) >= timedelta(hours=2.7)
        clock.pass_by(minutes=5)
        hub.headline = "Ferry"
        fetches = hub.fetches
        await ticks.feeds(desk)
        assert hub.fetches == fetches
        assert await hub.push() == 202
        await ticks.feeds(desk)
        assert hub.fetches == fetches + 1
        assert await titles(desk) == ["Ferry"]
        assert await wait_until_due(desk) >= timedelta(hours=2.7)


@pytest.mark.parametrize("method", ["sha1", "sha384", "sha512"])
async def test_every_signature_of_the_standard_is_taken(start: Any, hub: Hub, clock: Any, method: str) -> None:
    async with start() as desk:
        await ticks.hubs(desk)
        clock.pass_by(minutes=2)
        assert await hub.push(method=method) == 202
        assert await wait_until_due(desk) == timedelta(0)


async def test_a_push_that_isnt_signed_with_the_secret_changes_nothing_and_isnt_told(
    start: Any, hub: Hub, clock: Any
) -> None:
    async with start() as desk:
        await ticks.hubs(desk)
        clock.pass_by(minutes=2)
        before = await wait_until_due(desk)
        assert await hub.push(key="guessed") == 202
        assert (await hub.call("POST", hub.forms[0]["hub.callback"], data=b"news"))[0] == 202
        assert await wait_until_due(desk) == before > timedelta(0)


async def test_a_push_that_is_replayed_costs_a_fetch_a_minute_at_most(start: Any, hub: Hub, clock: Any) -> None:
    async with start() as desk:
        await ticks.hubs(desk)
        clock.pass_by(minutes=2)
        fetches = hub.fetches
        for _ in range(10):
            assert await hub.push() == 202
            await ticks.feeds(desk)
            clock.pass_by(seconds=6)
        assert hub.fetches == fetches + 1
        await ticks.feeds(desk)
        assert hub.fetches == fetches + 2


async def test_a_push_in_the_middle_of_a_fetch_makes_for_another(start: Any, hub: Hub, clock: Any) -> None:
    async def news_comes() -> None:
        hub.meanwhile, hub.headline = None, "Ferry"
        clock.pass_by(seconds=1)
        assert await hub.push() == 202

    async with start() as desk:
        await ticks.hubs(desk)
        clock.pass_by(hours=4)
        hub.meanwhile = news_comes
        await ticks.feeds(desk)
        assert await titles(desk) == []
        clock.pass_by(minutes=1)
        await ticks.feeds(desk)
        assert await titles(desk) == ["Ferry"]


async def test_a_hub_that_pushes_to_a_former_address_of_ours_slows_no_polling(start: Any, hub: Hub, clock: Any) -> None:
    async with start() as desk:
        await ticks.hubs(desk)
        await desk.storage.pushes.asked((await standing(desk)).key, "https://old.example/push", clock())
        clock.pass_by(hours=4)
        await ticks.feeds(desk)
        assert await wait_until_due(desk) < timedelta(hours=2)
        await ticks.hubs(desk)
        assert [form["hub.callback"].startswith(PUBLIC) for form in hub.forms] == [True, True]


async def test_a_body_too_long_is_refused_and_a_strangers_isnt_read(start: Any, hub: Hub, clock: Any) -> None:
    async with start() as desk:
        await ticks.hubs(desk)
        clock.pass_by(minutes=2)
        before = await wait_until_due(desk)
        assert await hub.push(bytes(MOST_BYTES + 1)) == 413
        assert await wait_until_due(desk) == before
        assert (await hub.call("POST", f"{PUBLIC}/push/guessed", data=b"news"))[0] == 410
        assert (await hub.call("GET", f"{PUBLIC}/push/guessed"))[0] == 404


async def test_a_packed_body_counts_as_it_was_sent_and_never_swells(start: Any, hub: Hub, clock: Any) -> None:
    async with start() as desk:
        await ticks.hubs(desk)
        clock.pass_by(minutes=2)
        assert await hub.push(gzip.compress(bytes(8 * MOST_BYTES)), coding="gzip") == 202
        assert await wait_until_due(desk) == timedelta(0)


@pytest.mark.parametrize("lie", [
    {"hub.topic": "https://other.example/feed"}, {"hub.mode": "unsubscribe"}, {"hub.challenge": ""},
])  # fmt: skip
async def test_a_hub_that_asks_for_something_else_is_not_confirmed(start: Any, hub: Hub, lie: dict[str, str]) -> None:
    hub.said_instead = lie
    async with start() as desk:
        await ticks.hubs(desk)
        assert [status for status, _ in hub.answers] == [404]
        assert (await standing(desk)).lease_until is None


async def test_a_confirmation_that_is_replayed_lengthens_no_lease(start: Any, hub: Hub, clock: Any) -> None:
    async with start() as desk:
        await ticks.hubs(desk)
        lease = (await standing(desk)).lease_until
        assert lease == clock() + timedelta(days=10)
        clock.pass_by(days=1)
        assert await hub.verify(hub.forms[0], lease_seconds="2592000") == (200, "c-1")
        assert (await standing(desk)).lease_until == lease


async def test_a_lease_is_renewed_before_it_ends(start: Any, hub: Hub, clock: Any) -> None:
    async with start() as desk:
        await ticks.hubs(desk)
        clock.pass_by(days=6)
        await ticks.hubs(desk)
        assert len(hub.forms) == 1
        clock.pass_by(days=1)
        await ticks.hubs(desk)
        assert len(hub.forms) == 2
        assert (await standing(desk)).lease_until == clock() + timedelta(days=10)


@pytest.mark.parametrize("trouble", ["refuses", "never asks back", "denies"])
async def test_a_hub_that_fails_is_asked_less_and_less_often(start: Any, hub: Hub, clock: Any, trouble: str) -> None:
    hub.status = 500 if trouble == "refuses" else 202
    hub.said_instead = {"hub.mode": "denied"} if trouble == "denies" else {}
    hub.asks_back = trouble != "never asks back"
    async with start() as desk:
        for _ in range(24 * 4):
            await ticks.hubs(desk)
            clock.pass_by(minutes=15)
        assert len(hub.forms) == 1 if trouble == "denies" else 5 <= len(hub.forms) <= 9
        assert await wait_until_due(desk) < timedelta(0)


async def test_a_slow_hub_may_confirm_later(start: Any, hub: Hub) -> None:
    hub.asks_back = False
    async with start() as desk:
        await ticks.hubs(desk)
        assert (await standing(desk)).lease_until is None
        assert await hub.verify(hub.forms[0]) == (200, "c-1")
        assert (await standing(desk)).lease_until is not None


async def test_a_hub_that_holds_its_answer_back_holds_up_no_feed(start: Any, hub: Hub, clock: Any) -> None:
    hub.released = asyncio.Event()
    async with start() as desk:
        asking = asyncio.create_task(ticks.hubs(desk))
        async with asyncio.timeout(5):
            while not hub.forms:
                await asyncio.sleep(0)
        clock.pass_by(hours=4)
        hub.headline = "Ferry"
        await ticks.feeds(desk)
        assert await titles(desk) == ["Ferry"]
        hub.released.set()
        await asking


async def test_a_feed_that_names_its_hub_no_more_is_unsubscribed(start: Any, hub: Hub, clock: Any) -> None:
    async with start() as desk:
        await ticks.hubs(desk)
        hub.named = ""
        clock.pass_by(hours=4)
        await ticks.feeds(desk)
        assert await hub.push() == 410
        await ticks.hubs(desk)
        assert [form["hub.mode"] for form in hub.forms] == ["subscribe", "unsubscribe"]
        assert hub.answers[-1] == (200, "c-1")
        assert (await hub.verify(hub.forms[1]))[0] == 404


async def test_a_hub_in_a_private_network_is_asked_only_where_it_is_the_operators_own_feeds(
    start: Any, hub: Hub
) -> None:
    hub.named = f'<atom:link rel="hub" href="{hub.url.replace("127.0.0.1", "localhost")}/hub"/>'
    async with start() as desk:
        await ticks.hubs(desk)
        assert hub.forms == []
        assert (await standing(desk)).attempts == 1


async def test_without_a_public_address_no_hub_is_asked_and_nobody_listens(start_bot: Any, hub: Hub) -> None:
    listen = hub.listener.removeprefix("http://")
    async with start_bot(
        push={"listen": listen}, ingest={"feeds": [hub.topic], "allow_private_networks": True}
    ) as desk:
        await desk.ingest.poll()
        await ticks.hubs(desk)
        assert (hub.fetches, hub.forms) == (1, [])
        with pytest.raises(aiohttp.ClientConnectorError):
            await hub.call("GET", f"{PUBLIC}/push/any")


async def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(TelegistError, match=f"listen: {address}: can't be listened on"):
            async with listening([Door("[push] listen", address, [])]):
                pass
