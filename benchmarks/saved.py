"""How quickly a chat finds what it saved among a million articles, however few or many it saved.

    python -m benchmarks.saved DATABASE [--times 20]

DATABASE is a copy of one that `benchmarks.search` built (`telegist-…` in its `--data`): in it three chats save 30, 200
and 1,000 of its articles, by chance. What stands in the table is the processors' time of `Search.find` in milliseconds,
p50 / p95.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

from benchmarks.corpus import vocabularies  # noqa: E402
from benchmarks.search import milliseconds  # noqa: E402
from benchmarks.search_file import NOW, url  # noqa: E402
from benchmarks.search_queries import asked  # noqa: E402
from storage import Address, Storage  # noqa: E402
from storage.query import parse  # noqa: E402

SAVED = (30, 200, 1000)


async def measure(database: Path, times: int) -> None:
    """Prints the table."""
    known = vocabularies(None)
    kinds = {kind: [one.text for one in queries] for kind, queries in asked(known, times).items()}
    kinds |= {"without only": [f"-{known[n % 2].words[n]}" for n in range(times)], "since only": ["since:52w"] * times}
    async with await Storage.open(url(database), clock=lambda: NOW) as storage:
        newest, chance = await storage.articles.newest_id(), random.Random(1)
        for chat, count in enumerate(SAVED, start=1):
            for article_id in chance.sample(range(1, newest + 1), count - await storage.saved.count(Address(chat))):
                await storage.saved.add(Address(chat), article_id)
        print(f"{'':<18}" + "".join(f"{f'{count} saved':>20}" for count in SAVED))
        for kind, queries in kinds.items():
            cells = [await _took(storage, Address(chat), queries) for chat in range(1, len(SAVED) + 1)]
            print(f"{kind:<18}" + "".join(f"{cell:>20}" for cell in cells))


async def _took(storage: Storage, chat: Address, queries: list[str]) -> str:
    spent = []
    for text in queries:
        began = time.process_time()
        await storage.search.find(parse(f"saved: {text}", now=NOW), limit=5, chat=chat)
        spent.append(time.process_time() - began)
    return milliseconds(spent)


def main() -> None:
    """Measures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("database", type=Path)
    parser.add_argument("--times", type=int, default=20)
    given = parser.parse_args()
    asyncio.run(measure(given.database, given.times))


if __name__ == "__main__":
    main()
