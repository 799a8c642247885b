"""How quick ingest is: real polls of made-up feeds on a server of this machine, into a real database.

    python -m benchmarks.ingest [--only unchanged new reader many rounds] [--feeds 200] [--rounds 100]

unchanged   1,000 feeds that answer 'not modified'
new         whole articles fetched, parsed, cleaned, summarised, indexed and stored
reader      the same feeds fetched, parsed, stored and indexed by the `reader` library, which summarises nothing
many        10,000 feeds polled, and the memory that takes
rounds      a poll again and again, each with new articles, and the memory after it

Meanwhile are measured the longest time the event loop was away (a heartbeat every 5 ms) and how long the reads behind
/latest and /search take.

Memory is resident, of the polling process and of its workers together. The server is a process of its own, on the same
cores; what it takes of them, which a site elsewhere wouldn't, is told and left in. Linux only: each feed has an address
of its own in 127.0.0.0/8.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

from benchmarks.feed_site import PER_FEED, address, serving, written  # noqa: E402
from ingest import FeedOutcome, Ingest, IngestSettings  # noqa: E402
from language import load_dictionary  # noqa: E402
from storage import Storage, utc_now  # noqa: E402
from storage.query import parse  # noqa: E402

PARTS = ("unchanged", "new", "reader", "many", "rounds")
BEAT = 0.005  # seconds
ASKED_EVERY = 0.2  # seconds
SETTINGS = IngestSettings(allow_private_networks=True)


class Clock:
    """The present moment, and whatever was added to it: so a feed is due again at once."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self.ahead


@dataclass
class Watch:
    """How the event loop and the readers fared during a poll, in seconds.

    `own` is what of the time between two beats the loop itself worked; the rest of a gap it was not let run, by another
    process or by the database's thread.
    """

    gaps: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    reads: list[float] = field(default_factory=list)


@asynccontextmanager
async def watching(storage: Storage) -> AsyncIterator[Watch]:
    watch = Watch()

    async def beat() -> None:
        last, used = time.perf_counter(), time.thread_time()
        while True:
            await asyncio.sleep(BEAT)
            now, using = time.perf_counter(), time.thread_time()
            watch.gaps.append(now - last - BEAT)
            watch.own.append(using - used)
            last, used = now, using

    async def read() -> None:
        for number in range(10**9):
            began = time.perf_counter()
            if number % 2:
                await storage.search.find(parse("harbour council"), limit=5)
            else:
                await storage.articles.latest(limit=5)
            watch.reads.append(time.perf_counter() - began)
            await asyncio.sleep(ASKED_EVERY)

    tasks = [asyncio.create_task(beat()), asyncio.create_task(read())]
    try:
        yield watch
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def unchanged(folder: Path, options: argparse.Namespace) -> None:
    with serving({"/feed": None}) as port:
        urls = [address(n, port, "/feed") for n in range(1000)]
        async with opened(folder, urls, etag='"1"') as (storage, ingest, _), watching(storage) as watch:
            took, outcomes = await polled(ingest)
    print(f"unchanged   {len(outcomes):,} feeds in {took:.2f} s; {told(watch)}; {memory():.0f} MB")


async def new(folder: Path, options: argparse.Namespace) -> None:
    feeds = written(options.feeds)
    with serving(feeds) as port:
        urls = [address(n, port, path) for n, path in enumerate(feeds)]
        async with opened(folder, urls, title="warm") as (storage, ingest, _):
            await ingest.poll(limit=4)  # the workers start
            before, spent = await storage.articles.count(), processor_seconds()
            async with watching(storage) as watch:
                took, _ = await polled(ingest)
            seconds = [after - before for before, after in zip(spent, processor_seconds(), strict=True)]
            count = await storage.articles.count() - before
            assert count == PER_FEED * (options.feeds - 4), count
            size = sum(map(len, feeds.values())) / len(feeds) / PER_FEED / 1024
            here, working, served = (1000 * one / count for one in seconds)
            print(
                f"new         {count:,} articles ({size:.1f} kB each as sent) in {took:.2f} s: {count / took:.0f} a "
                f"second; {told(watch)}; {memory():.0f} MB; processor ms an article: "
                f"{here:.2f} here, {working:.2f} in the workers, {served:.2f} in the server"
            )


async def reader(folder: Path, options: argparse.Namespace) -> None:
    try:
        from reader import make_reader
    except ImportError:
        print("reader      skipped: it isn't installed (pip install 'telegist[benchmarks]')")
        return
    feeds = written(options.feeds)
    with serving(feeds) as port, make_reader(str(folder / "reader.db"), feed_root=None) as library:
        library.enable_search()
        for number, path in enumerate(feeds):
            library.add_feed(address(number, port, path))
        began, spent = time.perf_counter(), time.process_time()
        library.update_feeds(workers=len(os.sched_getaffinity(0)))
        stored = time.perf_counter() - began
        library.update_search()
        took = time.perf_counter() - began
        used = time.process_time() - spent
        count = library.get_entry_counts().total or 0
        print(
            f"reader      {count:,} articles in {took:.2f} s: {count / took:.0f} a second stored and indexed "
            f"({count / stored:.0f} stored); processor ms an article: {1000 * used / count:.2f}"
        )


async def many(folder: Path, options: argparse.Namespace) -> None:
    with serving({"/feed": None}) as port:
        urls = [address(n, port, "/feed") for n in range(10_000)]
        async with opened(folder, urls, etag='"1"') as (_, ingest, _clock):
            took, outcomes = await polled(ingest)
            print(f"many        {len(outcomes):,} feeds in {took:.1f} s; {memory():.0f} MB")


async def rounds(folder: Path, options: argparse.Namespace) -> None:
    feeds = written(20, per_feed=5, again="{round}")
    with serving(feeds) as port:
        urls = [address(n, port, path) for n, path in enumerate(feeds)]
        async with opened(folder, urls) as (storage, ingest, clock):
            after: list[float] = []
            for _ in range(options.rounds):
                _, outcomes = await polled(ingest)
                assert sum(outcome.new for outcome in outcomes) == 100
                after.append(memory())
                clock.ahead += timedelta(hours=4)  # more than the longest interval
            shown = ", ".join(f"{after[n]:.0f}" for n in range(9, len(after), 10))
            print(f"rounds      {await storage.articles.count():,} articles; MB after every tenth round: {shown}")


@asynccontextmanager
async def opened(
    folder: Path, urls: list[str], *, etag: str | None = None, title: str = ""
) -> AsyncIterator[tuple[Storage, Ingest, Clock]]:
    """A new database with these feeds, all due. As the bot does, it loads the dictionary beforehand."""
    load_dictionary()
    path, clock = folder / "ingest.db", Clock()
    async with await Storage.open(f"sqlite+aiosqlite:///{path}", clock=clock) as storage:
        rows = [(url, title, etag) for url in urls]
        with sqlite3.connect(path) as connection:  # one transaction for all of them
            connection.executemany(
                "INSERT INTO feeds (url, title, topic, etag, next_fetch_at, failures, stopped) "
                "VALUES (?, ?, '', ?, 0, 0, 0)",
                rows,
            )
        connection.close()
        async with Ingest(storage, SETTINGS, clock=clock) as ingest:
            yield storage, ingest, clock
    path.unlink()


async def polled(ingest: Ingest) -> tuple[float, tuple[FeedOutcome, ...]]:
    began = time.perf_counter()
    outcomes = await ingest.poll()
    took = time.perf_counter() - began
    assert not any(outcome.error for outcome in outcomes), next(o.error for o in outcomes if o.error)
    return took, outcomes


def told(watch: Watch) -> str:
    reads = [1000 * seconds for seconds in watch.reads]
    return (
        f"loop away {1000 * max(watch.gaps):.0f} ms at most (at work for {1000 * max(watch.own):.0f}); "
        f"reads {statistics.median(reads):.1f} ms, {max(reads):.0f} ms at most"
    )


def memory() -> float:
    """Resident memory of this process and of its workers, in MB; the server, which isn't the bot's, left out."""
    return sum(map(resident, [str(os.getpid()), *workers()]))


def processor_seconds() -> list[float]:
    """What this process, its workers and the server have used of the processors."""
    servers = [str(child.pid) for child in multiprocessing.active_children()]
    return [time.process_time(), sum(map(seconds_of, workers())), sum(map(seconds_of, servers))]


def seconds_of(pid: str) -> float:
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def workers() -> list[str]:
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    return [child for child in children if b"ingest.workers.child" in Path(f"/proc/{child}/cmdline").read_bytes()]


def resident(pid: str) -> float:
    status = Path(f"/proc/{pid}/status").read_text().split("VmRSS:")[1].split()
    return int(status[0]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="which parts (default: all)")
    parser.add_argument("--feeds", type=int, default=200, help="feeds with new articles (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=100, help="how often to poll again (default: %(default)s)")
    options = parser.parse_args()
    parts: dict[str, Callable[[Path, argparse.Namespace], Coroutine[None, None, None]]] = {
        "unchanged": unchanged, "new": new, "reader": reader, "many": many, "rounds": rounds,
    }  # fmt: skip
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{len(os.sched_getaffinity(0))} processors, load before: {load}")
    for name in options.only:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(parts[name](Path(folder), options))


if __name__ == "__main__":
    main()
