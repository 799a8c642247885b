"""What it costs to find a new article's story among many open ones: processor time inside summarizer and storage.

python -m benchmarks.stories --open 100000

The open articles are made up: names, numbers and rare words are as unevenly met as in any language. An article's
fingerprint, the search for candidates, the comparison with them and the filing of its clues are counted; the rest of
what storing an article takes is not.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

from sqlalchemy.ext.asyncio import AsyncConnection  # noqa: E402

from ingest.polling.grouping import choose_story, link_stories  # noqa: E402
from storage import NewArticle, Storage, candidates, utc_now  # noqa: E402
from storage.columns import microseconds, pack  # noqa: E402
from storage.database import Database  # noqa: E402
from summarizer.story.fingerprints import (  # noqa: E402
    COUNT,
    DAY,
    FIGURE,
    HAPPENING,
    NAME,
    PLAIN,
    RARE_WORD,
    SORT_BITS,
    fingerprint,
)
from tools.train_stories.labels import read  # noqa: E402

TOGETHER = 20
TOLD_BY = 4
"""Articles on one event, on average."""


Row = tuple[int, int, str, str, int, int, bytes]
"""Of an article: id, story, key, language, published and stored at, fingerprint."""


class Author:
    """Fingerprints as those of news, some of them on one event."""

    def __init__(self) -> None:
        self._chance = random.Random(11)
        self._weights = {
            kinds: list(itertools.accumulate(1 / rank for rank in range(1, kinds + 1)))
            for kinds in (7, 40, 140, 2_000, 6_000, 40_000)
        }

    def fingerprint(self, event: int) -> tuple[int, ...]:
        """That of a telling of `event`: most of what the event is about, and something of its own."""
        of_event = random.Random(event)
        told = self._drawn(of_event)
        kept = {number for number in told if self._chance.random() < 0.8}
        return tuple(sorted(kept | {n for n in self._drawn(self._chance) if self._chance.random() < 0.3}))

    def _drawn(self, chance: random.Random) -> set[int]:
        def some(sort: int, kinds: int, count: int, shift: int = 0) -> set[int]:
            picked = chance.choices(range(kinds), cum_weights=self._weights[kinds], k=count)
            return {(one * 2_654_435_761 % 2**25 << shift) << SORT_BITS | sort for one in picked}

        return (
            some(NAME, 40_000, 6) | some(RARE_WORD, 40_000, 8, 3) | some(PLAIN, 6_000, 20, 3) | some(FIGURE, 2_000, 2)
            | some(COUNT, 40, 2) | {one << 1 << SORT_BITS | HAPPENING for one in chance.sample(range(1, 140), 5)}
            | {chance.randrange(7) << SORT_BITS | DAY}
        )  # fmt: skip


def fill(path: Path, author: Author, count: int) -> None:
    """So many open articles, each fourth in Russian, as storing them one by one leaves them."""
    began = microseconds(utc_now() - timedelta(days=2))
    events = max(1, count // TOLD_BY)
    chance = random.Random(5)
    rows: list[Row] = []
    clues: list[tuple[int, int]] = []
    for number in range(1, count + 1):
        event = chance.randrange(events)
        found = author.fingerprint(event)
        rows.append((number, event + 1, f"k{number}", language_of(event), began + number, began + number, pack(found)))
        clues += [(clue, number) for clue in candidates.clues(found)]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO sources (id, name) VALUES (1, 'Source')")
        connection.executemany("INSERT INTO stories (id) VALUES (?)", [(n + 1,) for n in range(events)])
        connection.executemany("INSERT INTO story_terms (term, article_id) VALUES (?, ?)", sorted(clues))
    put_rows(path, rows)


def put_rows(path: Path, rows: Sequence[Row]) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "INSERT INTO articles (id, story_id, source_id, key, title, untitled, by_reader, language, published_at, "
            "stored_at, fingerprint, summary, text) VALUES (?, ?, 1, ?, '', 0, 0, ?, ?, ?, ?, '[]', '')",
            rows,
        )


async def run(path: Path, count: int, arriving: int) -> None:
    url = f"sqlite+aiosqlite:///{path}"
    await (await Storage.open(url)).close()
    author = Author()
    fill(path, author, count)
    database = Database(url)
    fresh = [new(author, number, count // TOLD_BY) for number in range(arriving)]
    took: list[float] = []
    joined = 0
    for start in range(0, arriving, TOGETHER):
        batch = fresh[start : start + TOGETHER]
        first_id = count + 1 + start
        began = time.process_time()
        async with database.write() as connection:
            told = await stories_of(connection, batch)
            await candidates.put(connection, [(first_id + at, one.fingerprint) for at, one in enumerate(batch)])
        took.append(1000 * (time.process_time() - began) / len(batch))
        joined += sum(story_id is not None for story_id in told)
        moment = microseconds(utc_now())
        put_rows(path, [
            (first_id + at, story_id or 1, one.key, one.language, moment, moment, pack(one.fingerprint))
            for at, (one, story_id) in enumerate(zip(batch, told, strict=True))
        ])  # fmt: skip
    await database.close()
    print(
        f"{count:,} open, {TOGETHER} at a time: {statistics.mean(took):.2f} ms an article on average, "
        f"{max(took):.2f} in the dearest batch; {joined} of {arriving} joined a story; "
        f"fingerprint {fingerprinting():.2f} ms more"
    )


async def stories_of(connection: AsyncConnection, batch: Sequence[NewArticle]) -> list[int | None]:
    """As `storage.arrivals` asks for them; a story that begins here has a negative number while it lasts."""
    opened = await candidates.find(connection, batch, utc_now())
    told: list[int | None] = []
    for at, one in enumerate(batch):
        likely, abroad = opened.among(one)
        story_id = choose_story(one, likely)
        link_stories(one, abroad)
        opened.add(one, story_id or -at - 1)
        told.append(story_id if story_id and story_id > 0 else None)
    return told


def new(author: Author, number: int, events: int) -> NewArticle:
    event = (number * 7919) % events
    return NewArticle(
        key=f"new{number}", url=None, source=f"Source {number}", title="", text="", summary=(),
        language=language_of(event), published_at=utc_now(), fingerprint=author.fingerprint(event),
    )  # fmt: skip


def language_of(event: int) -> str:
    return "ru" if event % 4 == 0 else "en"


def fingerprinting() -> float:
    """Milliseconds for an article, once its words have been met."""
    texts = read("tuned")
    began = time.process_time()
    for telling in texts:
        fingerprint(telling.title, telling.text, telling.language)
    return 1000 * (time.process_time() - began) / len(texts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--open", type=int, default=100_000, help="open articles (default: %(default)s)")
    parser.add_argument("--arriving", type=int, default=1000, help="new ones (default: %(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder) / "stories.db", options.open, options.arriving))


if __name__ == "__main__":
    main()
