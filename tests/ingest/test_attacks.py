"""What a hostile site tries on the fetcher, over real sockets on loopback."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from aiohttp import web

from ingest.errors import BadAddress, ForbiddenAddress, IngestError, Timeout, TooLarge, Unreachable
from ingest.fetching.fetch import Fetcher, Limits

if TYPE_CHECKING:
    from tests.ingest.conftest import Site

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Names(aiohttp.abc.AbstractResolver):
    """Resolves every name to the given addresses in turn, as an attacker's name server would; `asked` are the names."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = list(addresses)
        self.asked: list[str] = []

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[Any]:
        self.asked.append(host)
        address = self.addresses.pop(0) if len(self.addresses) > 1 else self.addresses[0]
        return [{"hostname": host, "host": address, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}]

    async def close(self) -> None:
        return None


@asynccontextmanager
async def listening(serve: Serve) -> AsyncIterator[str]:
    """A server that speaks byte for byte what it likes: its host and port."""
    tasks: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await reader.readuntil(b"\r\n\r\n")
            await serve(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
            tasks.discard(task)

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in tuple(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def fails(host: str, limits: Limits, kind: type[IngestError]) -> str:
    async with Fetcher(limits=limits) as fetcher:
        with pytest.raises(kind) as caught:
            await fetcher.fetch(f"http://{host}/", private_hosts=frozenset({host}))
    return str(caught.value)


QUICK = Limits(connect=5, first_byte=0.2, total=5, max_bytes=100_000)


async def drip(writer: asyncio.StreamWriter, piece: bytes) -> None:
    """Sends `piece` again and again, each time as soon as the loop has nothing else to do."""
    while True:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0.01)


async def test_a_head_that_never_ends_is_left_after_the_time_for_the_first_byte() -> None:
    async def loris(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nX: ")
        await drip(writer, b"a")

    async with listening(loris) as host:
        assert "0.2 s" in await fails(host, QUICK, Timeout)


async def test_a_body_that_drips_for_ever_is_left_after_the_time_for_the_whole() -> None:
    async def loris(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n")
        await drip(writer, b"a")

    async with listening(loris) as host:
        assert "0.3 s" in await fails(host, Limits(connect=5, first_byte=5, total=0.3), Timeout)


async def test_redirects_that_take_their_time_share_one_limit(site: Site) -> None:
    async def slow(request: web.Request) -> web.Response:
        await asyncio.sleep(0.15)
        return web.Response(status=302, headers={"Location": f"/{len(site.seen)}"})

    for path in range(9):
        site.pages[f"/{path}"] = slow
    async with Fetcher(limits=Limits(connect=5, first_byte=5, total=0.3)) as fetcher:
        with pytest.raises(Timeout, match=r"0\.3 s"):
            await fetcher.fetch(site.url + "/0", private_hosts=site.host)
    assert len(site.seen) < 5


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 100_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 " + b"a" * 1_000_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;" + b"a" * 1_000_000,
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"\x00\xff" * 1000 + b"\r\n\r\n",
        b"",
    ],
)  # fmt: skip
async def test_a_head_beyond_measure_or_reason_is_refused(head: bytes) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        await writer.drain()

    async with listening(serve) as host:
        await fails(host, QUICK, Unreachable)


async def test_an_answer_that_lies_about_its_length_is_bounded_by_what_comes() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"4000\r\n" + bytes(0x4000) + b"\r\n")
            await writer.drain()

    async with listening(serve) as host:
        await fails(host, Limits(max_bytes=100_000), TooLarge)


@pytest.fixture
def only_127_0_0_2_is_private(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' site, on 127.0.0.1, takes the place of a public one."""
    monkeypatch.setattr("ingest.fetching.fetch.why_closed", lambda ip: "private" if ip == "127.0.0.2" else None)


@pytest.mark.usefixtures("only_127_0_0_2_is_private")
async def test_a_name_is_judged_by_the_address_of_each_connection(site: Site) -> None:
    port = site.url.rpartition(":")[2]
    site.redirect("/a", f"http://other.example:{port}/b")
    site.serve("/b", "secret")
    names = Names("127.0.0.1", "127.0.0.2")
    async with Fetcher(limits=QUICK, resolver=names) as fetcher:
        with pytest.raises(ForbiddenAddress):
            await fetcher.fetch(f"http://rebinding.example:{port}/a")
    assert names.asked == ["rebinding.example", "other.example"]
    assert site.paths() == ["/a"]


@pytest.mark.usefixtures("only_127_0_0_2_is_private")
async def test_a_name_that_was_public_a_moment_ago_is_judged_anew(site: Site) -> None:
    async def page(request: web.Request) -> web.Response:
        return web.Response(text="news", headers={"Connection": "close"})

    site.pages["/"] = page
    url = f"http://rebinding.example:{site.url.rpartition(':')[2]}/"
    async with Fetcher(limits=QUICK, resolver=Names("127.0.0.1", "127.0.0.2")) as fetcher:
        assert (await fetcher.fetch(url)).body == b"news"
        with pytest.raises(ForbiddenAddress):
            await fetcher.fetch(url)
    assert len(site.seen) == 1


@pytest.mark.parametrize("port", [22, 25, 6379, 11211])
async def test_a_strangers_link_talks_to_no_other_kind_of_service(port: int) -> None:
    async with Fetcher(limits=QUICK) as fetcher:
        with pytest.raises(ForbiddenAddress, match="another kind of service"):
            await fetcher.fetch(f"http://example.org:{port}/")


@pytest.mark.parametrize(
    "location",
    ["http://localhost:{port}/b", "//127.1:{port}/b", "http://user@127.0.0.1:{port}/b", "http://[::ffff:127.0.0.1]:{port}/b",
     "http://2130706433:{port}/b", "http://127。0。0。1:{port}/b", "http://0177.0.0.1:{port}/b", "http://127.0.0.1.:{port}/b"],
)  # fmt: skip
async def test_a_redirect_into_a_private_network_is_refused_in_every_spelling(location: str, site: Site) -> None:
    port = site.url.rpartition(":")[2]
    host = f"named.example:{port}"
    site.redirect("/a", location.format(port=port))
    async with Fetcher(limits=QUICK, resolver=Names("127.0.0.1")) as fetcher:
        with pytest.raises(ForbiddenAddress):
            await fetcher.fetch(f"http://{host}/a", private_hosts=frozenset({host}))
    assert site.paths() == ["/a"]


@pytest.mark.parametrize(
    "location",
    ["http://127%2e0.0.1/", "//exa<mple.org/", "gopher://x/", "javascript:1", "file:///etc/passwd", "http://[::1"],
)
async def test_a_redirect_to_no_web_address_is_refused(location: str, site: Site) -> None:
    async with Fetcher(limits=QUICK) as fetcher:
        with pytest.raises(BadAddress):
            await fetcher.fetch(site.redirect("/a", location), private_hosts=site.host)
    assert site.paths() == ["/a"]


async def test_an_address_in_letters_is_sent_as_ascii(site: Site) -> None:
    site.serve("/по", "news")
    async with Fetcher(limits=QUICK) as fetcher:
        assert (await fetcher.fetch(site.url + "/по?q=я b", private_hosts=site.host)).body == b"news"
    assert site.seen[0].raw_path == "/%D0%BF%D0%BE?q=%D1%8F%20b"


async def test_credentials_in_a_redirect_are_not_used(site: Site) -> None:
    site.serve("/b", "news")
    site.redirect("/a", site.url.replace("http://", "http://admin:guess@") + "/b")
    async with Fetcher(limits=QUICK) as fetcher:
        await fetcher.fetch(site.url + "/a", private_hosts=site.host)
    assert all("Authorization" not in request.headers for request in site.seen)


async def test_cookies_are_neither_kept_nor_sent_along_redirects(site: Site) -> None:
    site.serve("/b", "news")
    site.serve("/a", status=302, headers={"Location": "/b", "Set-Cookie": "id=7; Path=/"})
    async with Fetcher(limits=QUICK) as fetcher:
        await fetcher.fetch(site.url + "/a", private_hosts=site.host)
    assert all("Cookie" not in request.headers for request in site.seen)


async def test_proxies_and_logins_of_the_environment_are_not_used(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1/")
    async with Fetcher(limits=QUICK) as fetcher:
        assert (await fetcher.fetch(site.serve("/a", "news"), private_hosts=site.host)).body == b"news"
    assert "Authorization" not in site.seen[0].headers
