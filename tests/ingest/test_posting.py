"""Forms sent on somebody's word are guarded as fetches are, over real sockets on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web

from ingest.errors import ForbiddenAddress, HttpStatus, IngestError, Timeout
from ingest.fetching.fetch import Fetcher, Limits

if TYPE_CHECKING:
    from tests.ingest.conftest import Site

FORM = {"hub.mode": "subscribe", "hub.topic": "https://a.example/?b=1&c=ö"}


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(limits=Limits(connect=2, total=5, max_bytes=1000)) as made:
        yield made


@pytest.fixture
def forms(site: Site) -> list[dict[str, Any]]:
    """What is posted to /hub."""
    came: list[dict[str, Any]] = []

    async def hub(request: web.Request) -> web.Response:
        came.append(dict(await request.post()))
        return web.Response(status=202, body=bytes(5000))

    site.pages["/hub"] = hub
    return came


async def refused(fetcher: Fetcher, url: str, kind: type[IngestError], **more: Any) -> None:
    with pytest.raises(kind):
        await fetcher.post(url, FORM, **more)


async def test_a_form_arrives_as_it_was_and_the_answers_body_is_left(
    site: Site, fetcher: Fetcher, forms: list[dict[str, Any]]
) -> None:
    await fetcher.post(site.url + "/hub", FORM, private_hosts=site.host)
    assert forms == [FORM]
    assert site.seen[0].headers["User-Agent"].startswith("Telegist")


@pytest.mark.parametrize("status", [307, 308])
async def test_a_form_follows_a_redirect_that_repeats_it(
    site: Site, fetcher: Fetcher, forms: list[dict[str, Any]], status: int
) -> None:
    await fetcher.post(site.redirect("/old", "/hub", status), FORM, private_hosts=site.host)
    assert forms == [FORM]


@pytest.mark.parametrize("status", [301, 302, 303])
async def test_a_form_follows_no_other_redirect(
    site: Site, fetcher: Fetcher, forms: list[dict[str, Any]], status: int
) -> None:
    await refused(fetcher, site.redirect("/old", "/hub", status), HttpStatus, private_hosts=site.host)
    assert site.paths() == ["/old"]
    assert forms == []


async def test_no_form_goes_into_a_private_network_by_name_number_or_redirect(
    site: Site, fetcher: Fetcher, forms: list[dict[str, Any]]
) -> None:
    by_name = site.url.replace("127.0.0.1", "localhost") + "/hub"
    await refused(fetcher, site.url + "/hub", ForbiddenAddress)
    await refused(fetcher, by_name, ForbiddenAddress)
    await refused(fetcher, site.redirect("/old", by_name, 308), ForbiddenAddress, private_hosts=site.host)
    assert forms == []


async def test_a_hub_that_says_no_or_nothing_is_told(site: Site) -> None:
    released = asyncio.Event()

    async def silent(request: web.Request) -> web.StreamResponse:
        await released.wait()
        return web.Response()

    site.pages["/silent"] = silent
    async with Fetcher(limits=Limits(connect=1, total=0.05)) as hurried:
        await refused(hurried, site.url + "/silent", Timeout, private_hosts=site.host)
    released.set()
    async with Fetcher() as patient:
        await refused(patient, site.serve("/no", status=403), HttpStatus, private_hosts=site.host)
