"""The operator's side: each command as it is typed."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web

from bot.cli import broadcast, feeds, outbox
from playground import Playground
from tests.bot.conftest import Run

TELEGIST = (sys.executable, "-m", "bot")
TOKEN = "1234567:AAPlaygroundPlaygroundPlayground_00"

ARTICLE = """Ferry to Skerry runs again

The ferry to the island of Skerry is running again after a week in dock, the shipping company said on Monday. Its
engine had failed in a storm off the northern cape. Nobody was hurt.

The island's shop had run out of bread by Thursday, and the school was closed for two days. "We played cards," said
Mina Holt, who keeps the lighthouse.

Support our work
Please consider a donation to keep our newsroom independent. Every contribution counts.
"""

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Skerry Gull</title><link>{base}/</link>
<item><title>Ferry &amp; bread</title><link>{base}/ferry.html</link><guid>1</guid>
<description>The ferry to the island of Skerry is running again after a week in dock, the shipping company said on
Monday. Its engine had failed in a storm off the northern cape, and nobody was hurt. The island's shop had run out of
bread by Thursday, and the school was closed for two days while the harbour master looked for another boat.
</description>
</item></channel></rss>"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.txt"
    path.write_text(ARTICLE, encoding="utf8")
    return path


@pytest.fixture
def site() -> Iterator[str]:
    """A news site on a thread of its own: its address."""
    import threading

    loop, started, addresses = asyncio.new_event_loop(), threading.Event(), []

    async def serve() -> None:
        app = web.Application()

        async def feed(request: web.Request) -> web.Response:
            return web.Response(text=FEED.format(base=addresses[0]), content_type="application/rss+xml")

        async def front(request: web.Request) -> web.Response:
            head = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>'
            return web.Response(text=head, content_type="text/html")

        app.add_routes([web.get("/feed.xml", feed), web.get("/", front)])
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        addresses.append(f"http://127.0.0.1:{runner.addresses[0][1]}")
        started.set()
        await stopping.wait()
        await runner.cleanup()

    stopping = asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    started.wait(5)
    yield addresses[0]
    loop.call_soon_threadsafe(stopping.set)
    thread.join()
    loop.close()


def test_an_article_is_added_listed_found_and_summarised(telegist: Run, article: Path) -> None:
    added = telegist("add", str(article))
    assert "new" in added.stdout
    assert "Ferry to Skerry runs again" in added.stdout
    listed = json.loads(telegist("latest", "--json").stdout)
    assert listed[0]["title"] == "Ferry to Skerry runs again"
    assert 1 <= len(listed[0]["summary"]) <= 3
    assert "donation" not in json.dumps(listed)
    for words in (["ferries"], ["lighthouses"], ["school was closed"], ["source:ferry", "islands"]):
        assert "Ferry to Skerry" in telegist("search", *words).stdout
    assert "Nothing found" in telegist("search", "donation").stderr
    assert "what one chat saved" in telegist("search", "saved:", "ferry", check=2).stderr
    made = json.loads(telegist("summarize", str(article), "--sentences", "1", "--engine", "lead", "--json").stdout)
    assert made["engine"] == "lead"
    assert made["sentences"][0].startswith("The ferry to the island of Skerry is running again")


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_added(telegist: Run, article: Path) -> None:
    done = telegist("add", "missing.txt", str(article), check=1)
    assert "missing.txt" in done.stderr
    assert "Ferry to Skerry" in done.stdout


def test_sources_are_added_fetched_listed_exported_and_removed(telegist: Run, site: str, tmp_path: Path) -> None:
    private = {"TELEGIST_INGEST__ALLOW_PRIVATE_NETWORKS": "true"}
    assert "The Skerry Gull" in telegist("feeds", "add", site, **private).stdout
    assert "1 new" in telegist("fetch", **private).stdout
    listed = json.loads(telegist("feeds", "list", "--json").stdout)
    assert (listed[0]["title"], listed[0]["health"]) == ("The Skerry Gull", None)
    assert json.loads(telegist("latest", "--json").stdout)[0]["title"] == "Ferry & bread"
    telegist("feeds", "export", "out.opml")
    assert "removed" in telegist("feeds", "remove", "1").stdout
    assert "1 added" in telegist("feeds", "import", "out.opml").stdout
    assert "no such source" in telegist("feeds", "remove", "https://nowhere.example/", check=1).stderr


def test_a_private_address_is_refused_unless_the_operator_allows_it(telegist: Run, site: str) -> None:
    assert "telegist:" in telegist("feeds", "add", site, check=1).stderr


def test_doctor_says_what_is_wrong_and_how_to_mend_it(telegist: Run) -> None:
    told = telegist("doctor", check=1).stdout
    assert "token: none is set" in told
    assert "@BotFather" in told
    assert "telegist feeds add" in told
    found = json.loads(telegist("doctor", "--json", check=1).stdout)
    assert {one["what"]: one["well"] for one in found}["database"]


@pytest.mark.parametrize(
    ("words", "environment", "code", "said"),
    [
        (["run"], {}, 1, "TELEGIST_TELEGRAM__TOKEN"),
        (["latest"], {"TELEGIST_DIGEST__TIME": "25:00"}, 1, "[digest] time = '25:00'"),
        (["latest", "--config", "nope.toml"], {}, 1, "nope.toml: no such file"),
        (["--config", "nope.toml", "latest"], {}, 1, "nope.toml: no such file"),
        (["latest", "--limit", "0"], {}, 2, "--limit"),
        (["nonsense"], {}, 2, "nonsense"),
        (["latest"], {"TELEGIST_STORAGE__URL": "mysql://x"}, 1, "telegist:"),
        (["latest"], {"TELEGIST_STORAGE__URL": "sqlite+aiosqlite:////dev/null/x.db"}, 1, "telegist:"),
    ],
)
def test_a_wrong_call_says_what_to_do_in_a_line(
    telegist: Run, words: list[str], environment: dict[str, str], code: int, said: str
) -> None:
    done = telegist(*words, check=code, **environment)
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_is_none_is_refused(telegist: Run, tmp_path: Path) -> None:
    (tmp_path / "telegist.db").write_text("this is no database at all, but it is long enough to be one" * 20)
    assert "telegist.db" in telegist("latest", check=1).stderr


def test_a_database_of_a_newer_version_is_left_alone(telegist: Run, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "telegist.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    assert "newer" in telegist("latest", check=1).stderr


def test_backup_copies_and_overwrites_nothing(telegist: Run, article: Path, tmp_path: Path) -> None:
    telegist("add", str(article))
    telegist("backup", "copy.db")
    assert "copy.db" in telegist("backup", "copy.db", check=1).stderr
    copied = {"TELEGIST_STORAGE__URL": "sqlite+aiosqlite:///copy.db"}
    assert "Ferry to Skerry" in telegist("latest", **copied).stdout


def test_every_command_teaches_by_an_example(telegist: Run) -> None:
    groups = {"feeds": feeds.app, "outbox": outbox.app, "broadcast": broadcast.app}
    commands = [["run"], ["demo"], ["add"], ["fetch"], ["search"], ["latest"], ["summarize"], ["doctor"], ["backup"]]
    commands += [[group, str(one.name)] for group, app in groups.items() for one in app.registered_commands]
    for command in commands:
        assert "Example: " in telegist(*command, "--help").stdout


async def test_sigterm_ends_it_cleanly_and_no_token_is_logged(playground: Playground, tmp_path: Path) -> None:
    environment = os.environ | {
        "TELEGIST_TELEGRAM__TOKEN": TOKEN,
        "TELEGIST_TELEGRAM__API_URL": playground.url,
        "TELEGIST_LOG__LEVEL": "debug",
    }
    process = await asyncio.create_subprocess_exec(
        *(*TELEGIST, "run"), cwd=tmp_path, env=environment, stderr=asyncio.subprocess.PIPE
    )
    await playground.wait_for(lambda: playground.polled, timeout=20)
    anna = playground.reader("Anna")
    await anna.send("/search a secret wish")
    await anna.next_message()
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(10):
        _, log = await process.communicate()
    assert process.returncode == 0
    assert TOKEN not in log.decode()
    assert "secret wish" not in log.decode()
    assert "at work" in log.decode()


async def test_a_token_that_telegram_refuses_is_said_so(playground: Playground, tmp_path: Path) -> None:
    environment = os.environ | {
        "TELEGIST_TELEGRAM__TOKEN": TOKEN[:-1] + "9",
        "TELEGIST_TELEGRAM__API_URL": playground.url,
    }
    process = await asyncio.create_subprocess_exec(
        *(*TELEGIST, "run"), cwd=tmp_path, env=environment, stderr=asyncio.subprocess.PIPE
    )
    _, log = await process.communicate()
    assert process.returncode == 1
    assert "@BotFather" in log.decode()
    assert TOKEN[:-1] not in log.decode()
