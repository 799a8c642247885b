"""Feeds made to choke a parser: over real sockets, through a real worker process, beside a feed that is well."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ingest import Ingest, IngestSettings
from storage import Storage

if TYPE_CHECKING:
    from tests.ingest.conftest import Site

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ITEM = "<item><title>Harbour {}</title><description>The harbour is closed.</description></item>"


def rss(items: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<rss version="2.0"><channel><title>Courier</title>{items}</channel></rss>'


LISTS = "".join(f"<!ATTLIST item a{n} CDATA 'x'>" for n in range(50_000))
ATTRIBUTES = "".join(f" a{n}='>'" for n in range(50_000))
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
READ = {
    "billion laughs": rss(ITEM.format("&l9;"), f'<!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]>'),
    "quadratic blow-up": rss(ITEM.format("&a;" * 50_000), f'<!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]>'),
    "external entity": rss(ITEM.format("&f;"), '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
    "external subset": rss(ITEM.format("a"), '<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/x.dtd">'),
    "parameter entity": rss(ITEM.format("a"), '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x.dtd">%p;]>'),
    "ATTLIST flood": rss(ITEM.format("a"), f"<!DOCTYPE rss [{LISTS}]>"),
    "many document types": "<!DOCTYPE rss>" * 100_000 + rss(ITEM.format("a")),
    "hidden document type": rss(
        ITEM.format("&l9;"), f'<!-- <![CDATA[ --><!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]><!-- ]]> -->'
    ),
    "blank lines": rss(ITEM.format("a"), "\n" * 500_000),
    "half a document type": rss(ITEM.format("<!DOCTYPE " * 50_000), ""),
}
REFUSED = {
    "50,000 attributes": (rss(f"<item{ATTRIBUTES}><title>a</title></item>"), "attributes without end"),
    "200,000 tags in one another": (rss("<a>" * 200_000), "never closed"),
    "200,000 items in one another": (rss("<item>" * 200_000), "never closed"),
    "an endless document type": (rss("", "<!DOCTYPE rss [" * 100_000), "never ends"),
}


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with await Storage.open(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}", clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture
async def ingest(storage: Storage) -> AsyncIterator[Ingest]:
    async with Ingest(storage, IngestSettings(allow_private_networks=True), clock=lambda: NOW) as made:
        yield made


async def test_feeds_that_would_choke_a_parser_are_read_or_refused_beside_one_that_is_well(
    site: Site, storage: Storage, ingest: Ingest
) -> None:
    feeds: dict[str, str] = {}
    for number, (name, body) in enumerate((READ | {name: body for name, (body, _) in REFUSED.items()}).items()):
        feeds[name] = site.serve(f"/{number}", body)
        await storage.feeds.add(feeds[name])
    well = site.serve("/well", rss(ITEM.format("is open")))
    await storage.feeds.add(well)
    outcomes = {outcome.feed.url: outcome for outcome in await ingest.poll()}
    assert outcomes[well].error is None
    assert outcomes[well].new == 1
    for name, (_, why) in REFUSED.items():
        assert why in str(outcomes[feeds[name]].error), name
    for name in READ:
        error = outcomes[feeds[name]].error
        assert error is None or "it can't be read" in error or "not well-formed" in error, (name, error)
    titles = [
        article.title for story in (await storage.articles.latest(limit=99)).stories for article in story.articles
    ]
    assert not any("lollol" in title or "root:" in title or "aaaa" in title for title in titles)


async def test_a_feed_whose_parsing_takes_too_long_is_told_so(site: Site, storage: Storage) -> None:
    await storage.feeds.add(site.serve("/feed", rss(ITEM.format("a"))))
    settings = IngestSettings(allow_private_networks=True, parse_timeout=0.001)
    async with Ingest(storage, settings, clock=lambda: NOW) as ingest:
        (outcome,) = await ingest.poll()
    assert "it took over 0.001 s and was stopped" in str(outcome.feed.health)
