"""How quickly new articles meet what chats follow: N saved queries, and articles that come in by twenties.

python -m benchmarks.following --queries 100000 --articles 2000

Words are spread as in any language (Zipf) over a vocabulary of 200,000. What people follow is drawn the same way from
all but the 2,000 commonest: names by themselves, two words, phrases, exclusions, one word of one source. Times are of
the processor, within the transactions that store the articles; what a chat is told is queued there as well.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import itertools
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from sqlalchemy.ext.asyncio import AsyncConnection

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

from benchmarks.made_up import SOURCES, made_up, vocabulary  # noqa: E402
from benchmarks.storing import TOGETHER  # noqa: E402
from storage import Address, NewArticle, Storage, query_filing, utc_now  # noqa: E402
from storage.database import Database  # noqa: E402
from storage.query import parse  # noqa: E402
from storage.query_filing import Arrived  # noqa: E402
from storage.records import StoryCandidate  # noqa: E402
from storage.search_index import Words  # noqa: E402
from storage.wanted import Wanted  # noqa: E402

WORDS = 200_000
COMMON = 2_000
"""Words that nobody follows: the next one is in every seventieth article."""

BEFORE = 2_000
"""Articles that are there already, by which it is told what is rare."""

COUNTED = 200
"""Articles for which it is counted what they are held against."""

CHATS = 20_000


def queries(count: int, words: Sequence[str], chance: random.Random) -> list[str]:
    """As many as people might follow, some of them the same."""
    known = words[COMMON:]
    weights = list(itertools.accumulate(1 / rank for rank in range(COMMON, len(words))))

    def drawn(number: int) -> list[str]:
        return chance.choices(known, cum_weights=weights, k=number)

    kinds = ("{}", "{} {}", '"{} {}"', "{} -{}", "{} source:{source}")
    return [
        kind.format(*drawn(2), source=chance.randrange(SOURCES))
        for kind in chance.choices(kinds, (45, 30, 10, 10, 5), k=count)
    ]


def own_story(new: NewArticle, candidates: Sequence[StoryCandidate]) -> int | None:
    """Every article tells a story of its own."""
    return None


async def store(storage: Storage, articles: Sequence[NewArticle]) -> float:
    """Seconds of the processor for each article."""
    began = time.process_time()
    for start in range(0, len(articles), TOGETHER):
        await storage.articles.add_all(articles[start : start + TOGETHER], own_story)
    return (time.process_time() - began) / len(articles)


async def follow(url: str, wanted: Sequence[str]) -> None:
    """All in one transaction; what one costs by itself is measured apart."""
    database = Database(url)
    async with database.write() as connection:
        chats = [(number, 0) for number in range(1, CHATS + 1)]
        await connection.exec_driver_sql("INSERT INTO chats (chat_id, thread_id, blocked) VALUES (?, ?, 0)", chats)
        rows = [(number % CHATS + 1, query) for number, query in enumerate(wanted)]
        await connection.exec_driver_sql("INSERT OR IGNORE INTO alerts (chat_pk, query) VALUES (?, ?)", rows)
        saved = "INSERT INTO saved_queries (query) SELECT DISTINCT query FROM alerts"
        await connection.exec_driver_sql(saved)
        await query_filing.file_all(connection, ["en"])
    await database.close()


async def measured(storage: Storage, articles: Sequence[NewArticle]) -> None:
    """Stores them, and tells how long it took to match them and how many queries were met."""
    took, met, match = 0.0, 0, query_filing.met

    async def timed(connection: AsyncConnection, arrived: Sequence[Arrived]) -> list[set[int]]:
        nonlocal took, met
        began = time.process_time()
        found = await match(connection, arrived)
        took += time.process_time() - began
        met += sum(map(len, found))
        return found

    before = sum((await storage.outbox.counts()).values())
    with patch.object(query_filing, "met", timed):
        each = await store(storage, articles)
    took /= len(articles)
    print(
        f"matched: {1 / took:,.0f} articles/s ({took * 1e6:.0f} µs each), {met / len(articles):.1f} queries met by each"
    )
    queued = sum((await storage.outbox.counts()).values()) - before
    print(
        f"stored with all that: {each * 1e6:.0f} µs an article, {queued / len(articles):.1f} messages queued for each"
    )


async def candidates(storage: Storage, articles: Sequence[NewArticle]) -> None:
    """How many queries of several words an article is held against."""
    count, under = 0, query_filing._Cabinet.under

    def counted(cabinet: query_filing._Cabinet, stems: frozenset[str]) -> list[query_filing._Filed]:
        nonlocal count
        found = list(under(cabinet, stems))
        count += sum(len(filed.further) for filed in found)
        return found

    began = time.process_time()
    await store(storage, articles[:TOGETHER])
    print(f"the first batch, for which all that is filed is read: {time.process_time() - began:.2f} s")
    with patch.object(query_filing._Cabinet, "under", counted):
        await store(storage, articles[TOGETHER:])
    print(f"queries of more than a word an article is held against: {count / (len(articles) - TOGETHER):.1f}")


def naive(wanted: Sequence[str], articles: Sequence[NewArticle]) -> None:
    """Each query, read and in memory, held against each article."""
    read = [Wanted.of(parse(query), ["en"]) for query in set(wanted)]
    spoken = [Words.of(one.title, one.text, "en") for one in articles]
    began = time.process_time()
    for words in spoken:
        sum(one.met_by(words.title, words.text) for one in read if one)
    took = (time.process_time() - began) / len(articles)
    print(f"each of {len(read):,} different queries held against each article, in memory: {1 / took:,.1f} articles/s")


async def run(folder: Path, count: int, articles: int, blindly: bool) -> None:
    chance = random.Random(7)
    words = vocabulary(WORDS, chance)
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
    total = BEFORE + 2 * articles + COUNTED
    made = [replace(made_up(n, total, words, weights, chance), published_at=utc_now()) for n in range(total)]
    wanted = queries(count, words, chance)
    gc.freeze()  # the bot has none of this in its memory
    url = f"sqlite+aiosqlite:///{folder / 'following.db'}"
    async with await Storage.open(url) as storage:
        await store(storage, made[:BEFORE])
        each = await store(storage, made[BEFORE : BEFORE + articles])
        print(f"stored with nothing followed: {each * 1e6:.0f} µs an article")
        began = time.process_time()
        with patch.object(query_filing, "LOOKED_AT", 0 if blindly else query_filing.LOOKED_AT):
            await follow(url, wanted)
        print(f"{count:,} queries filed: {time.process_time() - began:.1f} s")
        took: list[float] = []
        for number, query in enumerate(queries(200, words, chance)):
            at = time.perf_counter()
            await storage.alerts.add(Address(number + 1), query)
            took.append(time.perf_counter() - at)
        print(f"one more, by itself: p50 {sorted(took)[100] * 1e3:.1f} ms, p95 {sorted(took)[190] * 1e3:.1f} ms (wall)")
        await candidates(storage, made[total - COUNTED :])  # the first batch reads all that is filed
        await measured(storage, made[BEFORE + articles : total - COUNTED])
    naive(wanted, made[:3])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--queries", type=int, default=100_000, help="how many are saved (default: %(default)s)")
    parser.add_argument("--articles", type=int, default=2_000, help="how many come in (default: %(default)s)")
    parser.add_argument("--blindly", action="store_true", help="file under the longest word, not the rarest")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder), options.queries, options.articles, options.blindly))


if __name__ == "__main__":
    main()
