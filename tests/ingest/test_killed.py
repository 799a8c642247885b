"""A poll that is killed, not asked to stop, loses no article and doubles none: a real process and a real SIGKILL."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from storage import Address, Storage

if TYPE_CHECKING:
    from tests.ingest.conftest import Site

FEEDS, ENTRIES = 8, 5
SENTENCE = "The council of town {} voted on plan {} for the harbour, which cost {} crowns. "
POLL = """
import asyncio, sys
from ingest import Ingest, IngestSettings
from storage import Storage

async def poll():
    async with await Storage.open(sys.argv[1]) as storage:
        async with Ingest(storage, IngestSettings(allow_private_networks=True)) as ingest:
            print(sum(outcome.new for outcome in await ingest.poll()))

asyncio.run(poll())
"""


def feed(number: int) -> str:
    items = "".join(
        f"<item><title>Harbour {number}-{entry} closed</title><link>/{number}/{entry}</link><description>"
        f"{9 * SENTENCE.format(number, entry, number * entry)}</description></item>"
        for entry in range(ENTRIES)
    )
    return f'<rss version="2.0"><channel><title>Courier {number}</title>{items}</channel></rss>'


async def start(url: str) -> asyncio.subprocess.Process:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", POLL, url), stdout=asyncio.subprocess.PIPE, env=environment
    )


def whole(path: Path) -> int:
    """How many articles there are, each with its words, its story, and word of it to the chat that follows."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        articles = connection.execute("SELECT id, story_id, key FROM articles").fetchall()
        connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, article_words, instance)")
        indexed = [row for (row,) in connection.execute("SELECT DISTINCT doc FROM words")]
        queued = [slot for (slot,) in connection.execute("SELECT slot FROM outbox")]
    assert len({key for _, _, key in articles}) == len(articles)
    assert sorted(indexed) == sorted(article_id for article_id, _, _ in articles)
    assert sorted(queued) == sorted({f"story:{story_id}" for _, story_id, _ in articles})
    return len(articles)


@pytest.mark.parametrize("kept", [0, 1, 20])
async def test_a_poll_killed_midway_is_made_up_for_by_the_next(site: Site, tmp_path: Path, kept: int) -> None:
    path = tmp_path / "test.db"
    url = f"sqlite+aiosqlite:///{path}"
    killed = asyncio.Event()

    async def answer(request: web.Request) -> web.StreamResponse:
        number = int(request.path.removeprefix("/feed"))
        if number == FEEDS - 1:  # the poll can't end before it is killed
            await killed.wait()
        if "If-None-Match" in request.headers:
            return web.Response(status=304)
        return web.Response(text=feed(number), headers={"ETag": '"1"'})

    site.pages |= {f"/feed{number}": answer for number in range(FEEDS)}
    async with await Storage.open(url) as storage:
        for path_of_feed in site.pages:
            await storage.feeds.add(site.url + path_of_feed)
        await storage.alerts.add(Address(1), "harbour")
        process = await start(url)
        async with asyncio.timeout(60):
            while not site.seen or await storage.articles.count() < kept:
                await asyncio.sleep(0)
        process.send_signal(signal.SIGKILL)
        await process.wait()
        killed.set()
    before = whole(path)
    assert kept <= before < FEEDS * ENTRIES
    again = await start(url)
    said, _ = await asyncio.wait_for(again.communicate(), 60)
    assert again.returncode == 0
    assert int(said) == FEEDS * ENTRIES - before
    assert whole(path) == FEEDS * ENTRIES
