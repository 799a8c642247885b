"""The guarded way to sites, over real sockets on loopback. Loopback is a private network, which the guard refuses."""

# ruff: noqa: E501 - samples are kept whole

from __future__ import annotations

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import aiohttp
import brotli
import pytest
from aiohttp import web

from ingest.errors import BadAddress, ForbiddenAddress, Gone, HttpStatus, IngestError, Timeout, TooLarge, Unreachable
from ingest.fetching.fetch import Fetcher, Limits
from ingest.fetching.freshness import retry_after

if TYPE_CHECKING:
    from tests.ingest.conftest import Site

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Names(aiohttp.abc.AbstractResolver):
    """Resolves every name to the addresses in turn, as an attacker's name server would."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = list(addresses)

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[Any]:
        address = self.addresses.pop(0) if len(self.addresses) > 1 else self.addresses[0]
        return [{"hostname": host, "host": address, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}]

    async def close(self) -> None:
        return None


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(limits=Limits(connect=2, total=5, max_bytes=200_000), clock=lambda: NOW) as made:
        yield made


async def refused(fetcher: Fetcher, url: str, kind: type[IngestError], **more: Any) -> IngestError:
    with pytest.raises(kind) as caught:
        await fetcher.fetch(url, **more)
    assert type(caught.value) is kind
    return caught.value


async def test_an_answer_comes_with_its_validators_and_type(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/a", "news", headers={"ETag": '"1"', "Last-Modified": "Mon", "Content-Type": "text/plain"})
    answer = await fetcher.fetch(url, private_hosts=site.host)
    assert (answer.body, answer.etag, answer.last_modified, answer.moved_to) == (b"news", '"1"', "Mon", None)
    assert str(answer.content_type).startswith("text/plain")
    assert answer.url == url


async def test_a_request_is_honest_and_carries_no_cookies(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/a", headers={"Set-Cookie": "id=7"})
    await fetcher.fetch(url, private_hosts=site.host)
    await fetcher.fetch(url, private_hosts=site.host)
    headers = site.seen[-1].headers
    assert headers["User-Agent"].startswith("Telegist")
    assert headers["Accept-Encoding"] == "gzip, deflate, br, zstd"
    assert "Cookie" not in headers


async def test_validators_are_sent_and_an_unchanged_answer_is_told(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/a", status=304)
    answer = await fetcher.fetch(url, etag='"1"', last_modified="Mon, 02 Mar 2026", private_hosts=site.host)
    assert answer.not_modified
    assert answer.body == b""
    assert site.seen[0].headers["If-None-Match"] == '"1"'
    assert site.seen[0].headers["If-Modified-Since"] == "Mon, 02 Mar 2026"


@pytest.mark.parametrize("coding", ["gzip", "br"])
async def test_packed_answers_are_unpacked_and_bombs_are_stopped(site: Site, fetcher: Fetcher, coding: str) -> None:
    pack = {"gzip": gzip.compress, "br": brotli.compress}[coding]
    news = site.serve("/a", pack(b"news" * 1000), headers={"Content-Encoding": coding})
    bomb = site.serve("/b", pack(bytes(8_000_000)), headers={"Content-Encoding": coding})
    assert (await fetcher.fetch(news, private_hosts=site.host)).body == b"news" * 1000
    await refused(fetcher, bomb, TooLarge, private_hosts=site.host)


async def test_too_long_an_answer_is_refused_whether_announced_or_not(site: Site, fetcher: Fetcher) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(bytes(50_000))

    site.pages["/endless"] = endless
    await refused(fetcher, site.url + "/endless", TooLarge, private_hosts=site.host)
    await refused(fetcher, site.serve("/long", bytes(200_001)), TooLarge, private_hosts=site.host)


async def test_damaged_answers_are_told(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/a", b"no gzip at all", headers={"Content-Encoding": "gzip"})
    await refused(fetcher, url, Unreachable, private_hosts=site.host)


@pytest.mark.parametrize("path", ["/silent", "/dripping"])
async def test_a_slow_site_is_left_after_the_time_limit(site: Site, path: str) -> None:
    released = asyncio.Event()

    async def silent(request: web.Request) -> web.StreamResponse:
        await released.wait()
        return web.Response()

    async def dripping(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"a")
        await released.wait()
        return response

    site.pages |= {"/silent": silent, "/dripping": dripping}
    async with Fetcher(limits=Limits(connect=1, total=0.05)) as fetcher:
        await refused(fetcher, site.url + path, Timeout, private_hosts=site.host)
    released.set()


async def test_redirects_are_followed_and_permanent_ones_reported(site: Site, fetcher: Fetcher) -> None:
    end = site.serve("/end", "news")
    site.redirect("/new", "/end", 301)
    first = site.redirect("/old", "new", 308)
    site.redirect("/login", "/old", 302)
    answer = await fetcher.fetch(first, private_hosts=site.host)
    assert (answer.url, answer.moved_to) == (end, end)
    assert (await fetcher.fetch(site.url + "/login", private_hosts=site.host)).moved_to is None


async def test_circles_and_long_chains_of_redirects_end(site: Site, fetcher: Fetcher) -> None:
    error = await refused(fetcher, site.redirect("/a", "/a"), Unreachable, private_hosts=site.host)
    assert "5 redirects" in str(error)
    assert len(site.seen) == 6


async def test_a_redirect_to_another_scheme_is_refused(site: Site, fetcher: Fetcher) -> None:
    await refused(fetcher, site.redirect("/a", "file:///etc/passwd"), BadAddress, private_hosts=site.host)


async def test_credentials_stay_with_their_site(site: Site, fetcher: Fetcher) -> None:
    site.serve("/inside", "x")
    site.redirect("/a", "/inside")
    other = site.url.replace("127.0.0.1", "localhost")
    site.redirect("/b", f"{other}/inside")
    named = site.host | {other.removeprefix("http://")}
    with_login = site.url.replace("http://", "http://user:secret@")
    answer = await fetcher.fetch(f"{with_login}/a", private_hosts=named)
    assert "Authorization" in site.seen[-1].headers
    assert "secret" not in repr(answer)
    await fetcher.fetch(f"{with_login}/b", private_hosts=named)
    assert "Authorization" not in site.seen[-1].headers
    assert "secret" not in str(await refused(fetcher, f"{with_login}/none", HttpStatus, private_hosts=named))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "127.1", "0x7f.1", "2130706433", "017700000001", "[::ffff:127.0.0.1]", "127.0.0.1.", "①②⑦.0.0.1",
     "10.0.0.1", "169.254.169.254", "[::1]", "[fe80::1%25lo]", "0.0.0.0", "[64:ff9b::7f00:1]"],
)  # fmt: skip
async def test_a_strangers_link_never_leads_inside(site: Site, fetcher: Fetcher, host: str) -> None:
    port = site.url.rpartition(":")[2]
    await refused(fetcher, f"http://{host}:{port}/", ForbiddenAddress)
    assert site.seen == []


async def test_a_redirect_never_leads_inside(site: Site, fetcher: Fetcher) -> None:
    inside = site.url.replace("127.0.0.1", "localhost") + "/secret"
    url = site.redirect("/a", inside)
    await refused(fetcher, url, ForbiddenAddress, private_hosts=site.host)
    assert site.paths() == ["/a"]


async def test_a_name_that_resolves_inside_is_refused_each_time_it_does(site: Site) -> None:
    port = site.url.rpartition(":")[2]
    async with Fetcher(limits=Limits(connect=1, total=2), resolver=Names("127.0.0.1")) as fetcher:
        await refused(fetcher, f"http://rebinding.example:{port}/", ForbiddenAddress)
    assert site.seen == []


async def test_a_connection_opened_for_the_operator_serves_no_stranger(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/a", "x")
    await fetcher.fetch(url, private_hosts=site.host)
    await refused(fetcher, url, ForbiddenAddress)
    assert len(site.seen) == 1


async def test_errors_of_a_site_are_named(site: Site, fetcher: Fetcher) -> None:
    await refused(fetcher, site.serve("/gone", status=410), Gone, private_hosts=site.host)
    assert "404" in str(await refused(fetcher, site.url + "/none", HttpStatus, private_hosts=site.host))
    busy = site.serve("/busy", status=503, headers={"Retry-After": "120"})
    assert (await refused(fetcher, busy, HttpStatus, private_hosts=site.host)).retry_after == timedelta(minutes=2)


async def test_only_what_lives_at_a_gone_address_is_gone(site: Site, fetcher: Fetcher) -> None:
    gone = site.serve("/gone", status=410)
    await refused(fetcher, site.redirect("/for-good", gone, 301), Gone, private_hosts=site.host)
    error = await refused(fetcher, site.redirect("/for-now", gone, 302), HttpStatus, private_hosts=site.host)
    assert "410" in str(error)


async def test_dead_sites_are_named(fetcher: Fetcher) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{unused.getsockname()[1]}"
        await refused(fetcher, f"http://{host}/", Unreachable, private_hosts=frozenset({host}))


@pytest.mark.parametrize("url", ["", "ftp://example.org/", "nonsense", "http://"])
async def test_what_is_no_address_is_not_fetched(fetcher: Fetcher, url: str) -> None:
    await refused(fetcher, url, BadAddress)


@pytest.mark.parametrize(
    ("value", "wait"),
    [("60", timedelta(minutes=1)), ("Mon, 02 Mar 2026 12:10:00 GMT", timedelta(minutes=10)), ("Mon, 02 Mar 2020 12:10:00 GMT", None),
     ("soon", None), (None, None), ("-5", None), ("9" * 50, timedelta(days=7)), ("Mon, 02 Mar 9998 12:10:00 GMT", timedelta(days=7)), ("\u0662", timedelta(seconds=2)), ("0", None)],
)  # fmt: skip
def test_the_time_a_site_asks_for_is_understood(value: str | None, wait: timedelta | None) -> None:
    assert retry_after(value, NOW) == wait
