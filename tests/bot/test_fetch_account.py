# ruff: noqa: E501 - samples are kept whole

"""`telegist fetch` on two hundred feeds, a third of them broken in a score of ways: what the operator reads."""

from __future__ import annotations

import asyncio
import gzip
import logging
import os
import sys
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.cli import main
from bot.cli.feeds_account import account, listing
from bot.cli.options import CONFIG_VARIABLE
from bot.sources import Turn, health, reason, turn
from ingest import FeedOutcome
from storage.records import Feed

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)

ITEM = """<item><title>Bridge {number} is open</title><link>/{number}</link><description>The bridge over arm {number} of
the Lind was opened on Monday by the mayor of Sandby. {number} workers had built it in two years, three months less than
planned. It carries two lanes and a path for bicycles, and the ferry beside it stops at the end of the month. The town
paid {number} million for it, a third of which came from the district; the old bridge had been closed after a flood. Fish
ladders were built on both banks, and the first trout were counted there by a class of the school last week.
</description></item>"""


def good(number: int) -> str:
    item = ITEM.format(number=number)
    return f'<rss version="2.0"><channel><title>Gazette of arm {number}</title>{item}</channel></rss>'


def answers(
    status: int = 200, body: bytes | str = b"", **headers: str
) -> Callable[[web.Request], Awaitable[web.Response]]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=status, body=body if isinstance(body, bytes) else body.encode(), headers=named)

    return answer


async def cut_off(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "5000"})
    await response.prepare(request)
    await response.write(b"<rss>")
    assert request.transport is not None
    request.transport.close()
    return response


BROKEN = {
    "HTTP 401: it wants a login": answers(401),
    "HTTP 403: the site refuses us": answers(403),
    "HTTP 404: nothing is there; check the address": answers(404),
    "the site says it is gone for good (410); remove it": answers(410),
    "HTTP 429: the site wants to be asked less often": answers(429, Retry_After="7200"),
    "HTTP 451: the site refuses for legal reasons": answers(451),
    "HTTP 500: the site has trouble; it will be tried again": answers(500),
    "HTTP 418: an unusual answer": answers(418),
    "it is a web page, not a feed; give the address of its feed": answers(body="<html><body>Please log in</body></html>"),
    "the answer is empty; check the address": answers(),
    "it is plain text, not a feed; check the address": answers(body="It works!"),
    "broken JSON; check the address": answers(body='{"items": ['),
    "JSON, but no JSON Feed; check the address": answers(body='{"error": "no such app"}'),
    "it is not well-formed": answers(body="<rss><channel><title>Broken<item>"),
    "its document type never ends": answers(body="<!DOCTYPE rss [<!ENTITY a 'b'><rss/>"),
    "its answer is damaged": answers(body=b"no gzip at all", Content_Encoding="gzip"),
    "it comes in a coding that was not asked for": answers(body=b"x", Content_Encoding="compress"),
    "it sends more than 10 MB; it can't be taken in": answers(body=gzip.compress(bytes(11 << 20)), Content_Encoding="gzip"),
    "more than 5 redirects": answers(302, Location="/broken/18"),
    "it leads into a private or reserved network": answers(302, Location="http://10.0.0.1/feed"),
    "the answer broke off": cut_off,
}  # fmt: skip


GOOD: dict[int, Callable[[web.Request], Awaitable[web.StreamResponse]]] = {}
"""What the feeds that are well answer instead for a while."""


@pytest.fixture
def site() -> Iterator[str]:
    """A host of feeds on a thread of its own: its address."""
    loop, started, addresses = asyncio.new_event_loop(), threading.Event(), []
    stopping = asyncio.Event()
    wrong = list(BROKEN.values())

    async def feed(request: web.Request) -> web.StreamResponse:
        number = int(request.match_info["number"])
        if number in GOOD:
            return await GOOD[number](request)
        return web.Response(text=good(number), content_type="application/rss+xml")

    async def broken(request: web.Request) -> web.StreamResponse:
        return await wrong[int(request.match_info["number"]) % len(wrong)](request)

    async def serve() -> None:
        app = web.Application()
        app.add_routes([web.get("/feed/{number}", feed), web.get("/broken/{number}", broken)])
        runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        addresses.append(f"http://127.0.0.1:{runner.addresses[0][1]}")
        started.set()
        await stopping.wait()
        await runner.cleanup()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    started.wait(10)
    yield addresses[0]
    loop.call_soon_threadsafe(stopping.set)
    thread.join(10)
    loop.close()


@pytest.fixture
def telegist(
    tmp_path: Path, empty_database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., str]]:
    """Runs a command in an empty folder, in a terminal of 80 columns: what it prints. It must end with `code`."""
    (tmp_path / "telegist.db").write_bytes(empty_database.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level

    def run(*words: str, code: int = 0) -> str:
        monkeypatch.setattr(sys, "argv", ["telegist", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        os.environ.pop(CONFIG_VARIABLE, None)
        said = capsys.readouterr()
        assert int(ended.value.code or 0) == code, said
        return said.out

    yield run
    root.handlers[:] = handlers
    root.setLevel(level)


def test_two_hundred_feeds_a_third_of_them_broken_end_in_a_readable_account(
    telegist: Callable[..., str], site: str, tmp_path: Path
) -> None:
    feeds = [
        f"{site}/{'broken' if number % 3 == 0 else 'feed'}/{number // 3 if number % 3 == 0 else number}"
        for number in range(200)
    ]
    (tmp_path / "config.toml").write_text(f"[ingest]\nfeeds = {feeds!r}\nallow_private_networks = true\n")
    account = telegist("fetch", code=1)
    lines = account.splitlines()
    assert lines[-1] == "200 feeds due, 133 new articles, 0 changed, 67 in trouble"
    assert max(map(len, lines)) <= 80
    assert len(lines) < 67 + 2 * len(BROKEN) + 25
    whole = " ".join(account.split())
    for why in BROKEN:
        assert why in whole
    counts = Counter(
        url.rpartition("/")[2] for line in lines if (url := line.strip().partition("  ")[0]).startswith(site)
    )
    assert sum(counts.values()) == 67
    assert f"{site}/broken/19 → http://10.0.0.1/feed" in account
    assert "Gazette of arm" in account
    listed = telegist("feeds", "list").splitlines()
    assert max(map(len, listed)) <= 80
    assert listed[-1] == "200 sources: 133 ok, 63 failing, 4 stopped"
    assert (
        " ".join(" ".join(listed).split()).count("HTTP 429: the site wants to be asked less often; next try in 2 h")
        == 3
    )
    assert telegist("fetch") == "0 feeds due, 0 new articles, 0 changed, 0 in trouble\n"


def test_a_source_that_was_gone_and_is_back_is_resumed_by_adding_it(
    telegist: Callable[..., str], site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config.toml").write_text("[ingest]\nallow_private_networks = true\n")
    with monkeypatch.context() as patched:
        telegist("feeds", "add", f"{site}/feed/8")
        patched.setitem(GOOD, 8, answers(410))
        assert "not asked again" in telegist("fetch", code=1)
        assert "stopped: the site says it is gone for good (410)" in telegist("feeds", "list")
    assert telegist("feeds", "add", f"{site}/feed/8").startswith("resumed  Gazette of arm 8")
    assert "1 new" in telegist("fetch")
    assert telegist("feeds", "add", f"{site}/feed/8").startswith("known    Gazette of arm 8")


def feed(**changes: object) -> Feed:
    values: dict[str, object] = {
        "id": 1,
        "url": "https://example.org/feed",
        "title": "Courier",
        "site_url": None,
        "topic": "",
        "etag": None,
        "last_modified": None,
        "next_fetch_at": NOW + timedelta(minutes=12),
        "fetched_at": NOW - timedelta(minutes=3),
        "failures": 0,
        "health": None,
        "stopped": False,
    } | changes
    return Feed(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "ok, fetched 3 min ago, next in 12 min"),
        ({"fetched_at": None, "next_fetch_at": NOW}, "not fetched yet; due now"),
        ({"failures": 1, "health": "fetch: https://example.org/feed: HTTP 500: it has trouble"},
         "failed once: HTTP 500: it has trouble; next try in 12 min"),
        ({"failures": 5, "health": "read_feed: it took over 20 s", "next_fetch_at": NOW + timedelta(days=3)},
         "failed 5 times in a row: it took over 20 s; next try in 3 days"),
        ({"stopped": True, "health": "fetch: https://example.org/feed: it is gone"}, "stopped: it is gone"),
    ],
)  # fmt: skip
def test_a_feeds_health_is_one_line_of_words(changes: dict[str, object], said: str) -> None:
    assert health(feed(**changes), NOW) == said


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("fetch: https://example.org/feed: HTTP 404: nothing", "HTTP 404: nothing"),
        ("fetch: https://cdn.example/x: HTTP 404: nothing", "HTTP 404: nothing; it leads to https://cdn.example/x"),
        ("a sentence: of our own", "a sentence: of our own"),
        ("one", "one"),
        ("", ""),
    ],
)
def test_a_reason_says_what_is_wrong_and_no_address_twice(told: str, kept: str) -> None:
    assert reason(told, "https://example.org/feed") == kept


def test_the_operator_hears_of_trouble_once_and_once_of_its_end() -> None:
    def heard(failures_before: int, error: str | None, *, stopped: bool = False) -> Turn | None:
        failures = failures_before + 1 if error and not stopped else failures_before if error else 0
        return turn(FeedOutcome(feed(failures=failures, stopped=stopped), 0, 0, error, failures_before))

    assert [heard(before, "no") for before in range(6)] == [None, None, Turn.FAILS, None, None, None]
    assert [heard(before, None) for before in range(5)] == [None, None, None, Turn.WELL_AGAIN, Turn.WELL_AGAIN]
    assert heard(0, "gone", stopped=True) is Turn.FAILS


def test_feeds_with_much_news_are_named_and_the_others_counted() -> None:
    outcomes = [FeedOutcome(feed(id=n, title=f"Paper {n}"), n, n % 2, None) for n in range(1, 21)]
    lines = [line.plain for line in account(outcomes)]
    assert lines[0] == "  20 new  Paper 20"
    assert lines[1] == "  19 new  Paper 19  1 changed"
    assert lines[15] == "  15 new  from 5 others, 3 changed"
    assert lines[-1] == "20 feeds due, 210 new articles, 10 changed, 0 in trouble"


def test_a_name_of_any_length_leaves_its_line_in_one_piece() -> None:
    long = FeedOutcome(feed(title="Gazette " * 50), 3, 1, None)
    assert max(len(line.plain) for line in account([long])) <= 80
    assert max(len(line.plain) for line in listing([long.feed], NOW)) <= 80
