"""The first speed marks, over the wire: the real bot process against the playground.

    python benchmarks/wire.py [--articles 10000] [--asked 200]

Prints the seconds from starting the process to its first poll, its memory when idle, and how long `/latest`, `/search`
and inline queries (`@bot words`, ten results) take from the reader's words to the bot's answer. The pace limits are
lifted: they would be what is timed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

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
    options = parser.parse_args()
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
    environment = os.environ | {
        "TELEGIST_TELEGRAM__TOKEN": playground.token,
        "TELEGIST_TELEGRAM__API_URL": playground.url,
        "TELEGIST_STORAGE__URL": url,
        "TELEGIST_DELIVERY__PER_SECOND": "1000",
        "TELEGIST_LOG__LEVEL": "warning",
    }
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", env=environment)
    await playground.wait_for(lambda: playground.polled, timeout=30)
    print(f"start to first poll     {time.perf_counter() - started:6.2f} s")
    await asyncio.sleep(5)
    print(f"memory when idle        {memory(process.pid):6.0f} MB")
    for query in QUERIES:
        took = [await ask(playground, query.format(**words)) for _ in range(asked)]
        middle, late = statistics.median(took), statistics.quantiles(took, n=20)[-1]
        print(f"{query:23} {1000 * middle:6.1f} ms median  {1000 * late:6.1f} ms p95")
    print(f"memory after {asked * len(QUERIES):5} asked {memory(process.pid):6.0f} MB")
    process.send_signal(signal.SIGTERM)
    print(f"exit code after SIGTERM {await process.wait():6}")


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
