"""How quick storage is: fills a fresh database with made-up articles, then lists, searches and claims.

python -m benchmarks.storing --articles 10000
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
import zlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path

from storage import Address, Kind, NewArticle, Storage, utc_now
from storage.query import parse
from storage.records import StoryCandidate

_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_SOURCES = 40


def vocabulary(size: int, chance: random.Random) -> list[str]:
    """Made-up words of two to four syllables, all different."""
    found: dict[str, None] = {}
    while len(found) < size:
        syllables = chance.randint(2, 4)
        found["".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(syllables))] = None
    return list(found)


def made_up(
    number: int, total: int, words: Sequence[str], weights: Sequence[float], chance: random.Random
) -> NewArticle:
    """About 350 words, the frequent ones far more often than the rare ones, as in any language (Zipf)."""
    drawn = chance.choices(words, cum_weights=weights, k=360)
    paragraphs = [" ".join(drawn[start : start + 60]).capitalize() + "." for start in range(8, 360, 60)]
    return NewArticle(
        key=f"https://news.example/{number}",
        url=f"https://news.example/{number}",
        source=f"Source {number % _SOURCES}",
        title=" ".join(drawn[:8]).capitalize(),
        text="\n\n".join(paragraphs),
        summary=(paragraphs[0], paragraphs[1]),
        language="en",
        published_at=utc_now() - timedelta(minutes=(total - number) * 5),
        fingerprint=fingerprint(drawn[:80], words),
    )


def fingerprint(beginning: Sequence[str], words: Sequence[str]) -> tuple[int, ...]:
    """Of the first 40 words that aren't of the 100 commonest, as the summarizer makes them."""
    telling = [word for word in dict.fromkeys(beginning) if word not in words[:100]]
    return tuple(sorted(zlib.crc32(word.encode()) for word in telling[:40]))


def join_sometimes(new: NewArticle, candidates: Sequence[StoryCandidate]) -> int | None:
    """Every fifth article that shares anything with others joins one of them."""
    return candidates[0].story_id if candidates and new.fingerprint[0] % 5 == 0 else None


async def timed(name: str, times: int, call: Callable[[int], Awaitable[object]]) -> None:
    took = []
    for number in range(times):
        began = time.perf_counter()
        await call(number)
        took.append((time.perf_counter() - began) * 1000)
    p95 = statistics.quantiles(took, n=20)[18]
    print(f"{name:<28} p50 {statistics.median(took):7.2f} ms   p95 {p95:7.2f} ms")


async def run(path: Path, articles: int, times: int) -> None:
    chance = random.Random(7)
    words = vocabulary(20_000, chance)
    weights = [0.0]
    for rank in range(1, len(words) + 1):
        weights.append(weights[-1] + 1 / rank)
    began = time.perf_counter()
    async with await Storage.open(f"sqlite+aiosqlite:///{path}") as storage:
        print(f"{'open, new database':<28} {(time.perf_counter() - began) * 1000:10.1f} ms")
        batch = [made_up(number, articles, words, weights[1:], chance) for number in range(articles)]
        began = time.perf_counter()
        for new in batch:
            await storage.articles.add(new, join_sometimes)
        rate = articles / (time.perf_counter() - began)
        print(f"{'insert':<28} {rate:10.0f} articles/s")
        await measure(storage, words, times)
    began = time.perf_counter()
    async with await Storage.open(f"sqlite+aiosqlite:///{path}"):
        print(f"{'open again':<28} {(time.perf_counter() - began) * 1000:10.1f} ms")


async def measure(storage: Storage, words: Sequence[str], times: int) -> None:
    async def search(text: str) -> object:
        return await storage.search.find(parse(text), limit=5)

    await timed("latest, first pages", times, lambda n: storage.articles.latest(limit=5, offset=n % 5 * 5))
    await timed("latest, page 100", times, lambda n: storage.articles.latest(limit=5, offset=500))
    await timed(
        "latest, one source", times, lambda n: storage.articles.latest(limit=5, source=f"source {n % _SOURCES}")
    )
    await timed("search, common word", times, lambda n: search(words[n % 10]))
    await timed("search, middling word", times, lambda n: search(words[200 + n % 500]))
    await timed("search, rare word", times, lambda n: search(words[-1 - n]))
    await timed("search, two words", times, lambda n: search(f"{words[n % 20]} {words[n % 300]}"))
    await timed("search, phrase", times, lambda n: search(f'"{words[n % 5]} {words[n % 7]}"'))
    await timed("search, word and source", times, lambda n: search(f"{words[n % 20]} source:{n % _SOURCES}"))
    for number in range(10_000):
        await storage.outbox.enqueue(Kind.DIGEST, Address(number % 5000), f"day {number}", [{"text": "…"}])
    await timed("claim of 10,000 queued", times, lambda n: storage.outbox.claim(utc_now()))
    for number in range(1000):
        await storage.outbox.enqueue(Kind.REPLY, Address(1), f"busy {number}", [{"text": "…"}])
    await timed("claim, 1,000 can't go", times, lambda n: storage.outbox.claim(utc_now()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000, help="how many to store (default: %(default)s)")
    parser.add_argument("--times", type=int, default=300, help="how often to measure each call (default: %(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder) / "benchmark.db", options.articles, options.times))


if __name__ == "__main__":
    main()
