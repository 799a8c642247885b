"""How quick storage is: fills a fresh database with made-up articles, then lists, searches and claims.

python -m benchmarks.storing --articles 10000
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

from benchmarks.made_up import SOURCES, join_sometimes  # noqa: E402
from benchmarks.made_up import articles as made_up_articles  # noqa: E402
from storage import Address, Kind, Storage, utc_now  # noqa: E402
from storage.query import parse  # noqa: E402

TOGETHER = 20
"""Articles stored in one transaction, as those of one feed are."""


async def timed(name: str, times: int, call: Callable[[int], Awaitable[object]]) -> None:
    took = []
    for number in range(times):
        began = time.perf_counter()
        await call(number)
        took.append((time.perf_counter() - began) * 1000)
    p95 = statistics.quantiles(took, n=20)[18]
    print(f"{name:<28} p50 {statistics.median(took):7.2f} ms   p95 {p95:7.2f} ms")


async def run(path: Path, articles: int, times: int) -> None:
    batch, words = made_up_articles(articles)
    began = time.perf_counter()
    async with await Storage.open(f"sqlite+aiosqlite:///{path}") as storage:
        print(f"{'open, new database':<28} {(time.perf_counter() - began) * 1000:10.1f} ms")
        singly = min(1000, articles // 2)
        began = time.perf_counter()
        for new in batch[:singly]:
            await storage.articles.add(new, join_sometimes)
        rate = singly / (time.perf_counter() - began)
        print(f"{'insert, one by one':<28} {rate:10.0f} articles/s")
        began = time.perf_counter()
        for start in range(singly, articles, TOGETHER):
            await storage.articles.add_all(batch[start : start + TOGETHER], join_sometimes)
        rate = (articles - singly) / (time.perf_counter() - began)
        print(f"{f'insert, {TOGETHER} at a time':<28} {rate:10.0f} articles/s")
        await measure(storage, words, times)
    began = time.perf_counter()
    async with await Storage.open(f"sqlite+aiosqlite:///{path}"):
        print(f"{'open again':<28} {(time.perf_counter() - began) * 1000:10.1f} ms")


async def measure(storage: Storage, words: Sequence[str], times: int) -> None:
    async def search(text: str) -> object:
        return await storage.search.find(parse(text), limit=5)

    await timed("latest, first pages", times, lambda n: storage.articles.latest(limit=5, offset=n % 5 * 5))
    await timed("latest, page 100", times, lambda n: storage.articles.latest(limit=5, offset=500))
    await timed("latest, one source", times, lambda n: storage.articles.latest(limit=5, source=f"source {n % SOURCES}"))
    await timed("search, common word", times, lambda n: search(words[n % 10]))
    await timed("search, middling word", times, lambda n: search(words[200 + n % 500]))
    await timed("search, rare word", times, lambda n: search(words[-1 - n]))
    await timed("search, two words", times, lambda n: search(f"{words[n % 20]} {words[n % 300]}"))
    await timed("search, phrase", times, lambda n: search(f'"{words[n % 5]} {words[n % 7]}"'))
    await timed("search, word and source", times, lambda n: search(f"{words[n % 20]} source:{n % SOURCES}"))
    for number in range(10_000):
        await storage.outbox.enqueue(Kind.DIGEST, Address(number % 5000), f"day {number}", [{"text": "…"}])
    await timed("next 60 of 10,000 queued", times, lambda n: storage.outbox.ready(Kind.DIGEST, utc_now(), limit=60))
    for number in range(1000):
        await storage.outbox.enqueue(Kind.REPLY, Address(1), f"busy {number}", [{"text": "…"}])
    await timed("next 60, 1,000 can't go", times, lambda n: storage.outbox.ready(Kind.REPLY, utc_now(), limit=60))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000, help="how many to store (default: %(default)s)")
    parser.add_argument("--times", type=int, default=300, help="how often to measure each call (default: %(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder) / "benchmark.db", options.articles, options.times))


if __name__ == "__main__":
    main()
