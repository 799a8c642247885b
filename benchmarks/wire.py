"""The first speed marks, over the wire: the real bot process against the playground.

    python benchmarks/wire.py [--articles 10000] [--asked 200]
    python benchmarks/wire.py --database FILE [--asked 200] [--feeds 400]

Prints the seconds from starting the process to its first poll, its memory when idle, and how long `/latest`, `/search`
and inline queries (`@bot words`, ten results) take from the reader's words to the bot's answer. The pace limits are
lifted: they would be what is timed.

With `--database`, one that `benchmarks/search.py` has built (it grows by what is fetched), the bot is asked while it
takes in feeds of twenty new articles each, from a server of this machine: each kind of search that other benchmark
knows, one question after the other, beside the rate of articles that came in meanwhile.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

from benchmarks import search_queries  # noqa: E402
from benchmarks.corpus import vocabularies  # noqa: E402
from benchmarks.feed_site import address, serving, written  # noqa: E402
from benchmarks.made_up import articles, join_sometimes  # noqa: E402
from playground import Playground  # noqa: E402
from storage import Storage  # noqa: E402

QUERIES = (
    *("/latest", "/search {common}", "/search {rare}", "/search {common} {middling}", '/search "{common} {rare}"'),
    *("@bot", "@bot {common}", "@bot {rare}"),
)


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000, help="how many are stored (default 10000)")
    parser.add_argument("--asked", type=int, default=200, help="how often each question is asked (default 200)")
    parser.add_argument("--database", type=Path, help="a file that benchmarks/search.py has built")
    parser.add_argument("--feeds", type=int, default=400, help="how many it takes in meanwhile (default 400)")
    options = parser.parse_args()
    if options.database:
        await while_ingesting(options.database, options.feeds, options.asked)
        return
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/bench.db"
        async with await Storage.open(url) as storage:
            batch, words = articles(options.articles)
            for new in batch:
                await storage.articles.add(new, join_sometimes)
        async with Playground() as playground:
            await measure(
                playground, url, {"common": words[3], "middling": words[300], "rare": words[9000]}, options.asked
            )


async def measure(playground: Playground, url: str, words: dict[str, str], asked: int) -> None:
    process = await started(playground, url)
    await asyncio.sleep(5)
    print(f"memory when idle        {memory(process.pid):6.0f} MB")
    for query in QUERIES:
        tell(query, [await ask(playground, query.format(**words)) for _ in range(asked)])
    print(f"memory after {asked * len(QUERIES):5} asked {memory(process.pid):6.0f} MB")
    process.send_signal(signal.SIGTERM)
    print(f"exit code after SIGTERM {await process.wait():6}")


async def while_ingesting(database: Path, feeds: int, asked: int) -> None:
    kinds = search_queries.asked(vocabularies(None), asked)
    async with Playground() as playground:
        with serving(written(feeds)) as port, closing(sqlite3.connect(database)) as connection:
            urls = [(address(number, port, f"/feed{number}"),) for number in range(feeds)]
            with connection:
                connection.execute("DELETE FROM feeds")
                columns = "url, title, topic, next_fetch_at, failures, stopped"
                connection.executemany(f"INSERT INTO feeds ({columns}) VALUES (?, '', '', 0, 0, 0)", urls)
            process = await started(
                playground,
                f"sqlite+aiosqlite:///{database}",
                TELEGIST_RETENTION__ARTICLES_DAYS="36500",
                TELEGIST_INGEST__ALLOW_PRIVATE_NETWORKS="true",
            )
            newest = "SELECT max(id) FROM articles"
            (before,), began = connection.execute(newest).fetchone(), time.perf_counter()
            questions = {"latest": ["/latest"] * asked} | {
                kind: [f"/search {query.text}" for query in queries] for kind, queries in kinds.items()
            }
            for kind, texts in questions.items():
                tell(kind, [await ask(playground, text) for text in texts])
                (now,), spent = connection.execute(newest).fetchone(), time.perf_counter() - began
                print(f"{'':23} {(now - before) / spent:6.0f} articles a second came in meanwhile")
                before, began = now, began + spent
        process.send_signal(signal.SIGTERM)
        await process.wait()


async def started(playground: Playground, url: str, **settings: str) -> asyncio.subprocess.Process:
    """The bot's process, from its first poll on; tells how long that took."""
    environment = os.environ | {
        "TELEGIST_TELEGRAM__TOKEN": playground.token,
        "TELEGIST_TELEGRAM__API_URL": playground.url,
        "TELEGIST_STORAGE__URL": url,
        "TELEGIST_DELIVERY__PER_SECOND": "1000",
        "TELEGIST_LOG__LEVEL": "warning",
        **settings,
    }
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", env=environment)
    await playground.wait_for(lambda: playground.polled, timeout=30)
    print(f"start to first poll     {time.perf_counter() - began:6.2f} s")
    return process


def tell(question: str, took: list[float]) -> None:
    middle, late = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    print(f"{question:23} {1000 * middle:6.1f} ms median  {1000 * late:6.1f} ms p95")


async def ask(playground: Playground, text: str) -> float:
    """Seconds from a message to its answer, each from a reader of its own: one reader has a pace to keep."""
    reader = playground.reader("Reader")
    started = time.perf_counter()
    if text.startswith("@bot"):
        await reader.inline(text.removeprefix("@bot").strip())
    else:
        await reader.send(text)
        await reader.next_message()
    return time.perf_counter() - started


def memory(pid: int | None) -> float:
    """Resident memory in MB."""
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(told.stdout) / 1024


if __name__ == "__main__":
    asyncio.run(main())
