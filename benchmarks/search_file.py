"""Databases to search in: a million articles as storage keeps them, and beside it FTS5 as it comes."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.corpus import SOURCES, MadeUp, articles
from storage import Storage
from storage import schema as tables
from storage.database import Database, insert
from storage.search_index import Words, put

NOW = datetime(2026, 11, 1, tzinfo=UTC)
YEARS = timedelta(days=3 * 365)
_TOGETHER = 100
"""Articles in one transaction."""


@dataclass(frozen=True)
class Rates:
    """Articles a second of the process's time: into tables and index, commits included, and into the index alone.

    Their stems are at hand, as ingest's workers hand them over."""

    stored: float
    indexed: float


def url(path: Path) -> str:
    """The address of the database at `path`."""
    return f"sqlite+aiosqlite:///{path}"


def published(number: int, count: int, span: timedelta) -> datetime:
    """They came in evenly; the last one just now."""
    return NOW - span * ((count - number) / count)


def source(number: int) -> int:
    """Few sources write most: 1 is the busiest."""
    return 1 + int(SOURCES * ((number * 7919 % 9973) / 9973) ** 2.5)


async def build(path: Path, count: int, texts: Path | None, span: timedelta = YEARS) -> Rates:
    """Storage's own database: rows as `Articles.add_all` writes them but for stories, each article being one."""
    await (await Storage.open(url(path))).close()
    database = Database(url(path))
    stored = indexed = 0.0
    number = 0
    async with database.write() as connection:
        await connection.execute(
            insert(tables.sources), [{"id": n, "name": f"Source {n}"} for n in range(1, SOURCES + 1)]
        )
    for batch in articles(count, texts):
        for start in range(0, len(batch), _TOGETHER):
            some = list(enumerate(batch[start : start + _TOGETHER], start=number + 1))
            number += len(some)
            began = time.process_time()
            async with database.write() as connection:
                await connection.execute(insert(tables.stories), [{"id": n} for n, _ in some])
                await connection.execute(
                    insert(tables.articles), [_row(n, published(n, count, span), one) for n, one in some]
                )
                before = time.process_time()
                await put(connection, [(n, Words(one.title_stems, one.text_stems), source(n)) for n, one in some])
                indexed += time.process_time() - before
            stored += time.process_time() - began
    await database.close()
    return Rates(count / stored, count / indexed)


def _row(number: int, at: datetime, one: MadeUp) -> dict[str, object]:
    return {
        "id": number, "story_id": number, "source_id": source(number), "key": f"https://news.example/{number}",
        "title": one.title, "untitled": False, "by_reader": False, "language": one.language,
        "published_at": at, "stored_at": at, "fingerprint": (),
        "summary": [one.text[:300]], "text": one.text,
    }  # fmt: skip


def build_plain(path: Path, built: Path) -> float:
    """FTS5 with its own words and ranking over the same articles; articles a second of the process's time."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE VIRTUAL TABLE plain USING fts5 (title, text, source UNINDEXED, at UNINDEXED)")
        count, began = 0, time.process_time()
        for rows in _rows(built):
            connection.execute("BEGIN")
            connection.executemany("INSERT INTO plain (rowid, title, text, source, at) VALUES (?, ?, ?, ?, ?)", rows)
            connection.execute("COMMIT")
            count += len(rows)
        return count / (time.process_time() - began)


def _rows(built: Path) -> Iterator[list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(f"file:{built}?mode=ro", uri=True)) as connection:
        cursor = connection.execute("SELECT id, title, text, source_id, published_at FROM articles ORDER BY id")
        while rows := cursor.fetchmany(1000):
            yield rows


def sizes(path: Path) -> tuple[int, int]:
    """Bytes of the articles' titles and texts, and of the search index with its list of stems."""
    with closing(sqlite3.connect(path)) as connection:
        (text,) = connection.execute(
            "SELECT sum(length(CAST(title AS BLOB)) + length(CAST(text AS BLOB))) FROM articles"
        ).fetchone()
        (index,) = connection.execute(
            "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'article\\_words%' ESCAPE '\\' OR name = 'article_stems'"
        ).fetchone()
    return text, index


def build_reader(path: Path, built: Path) -> None:
    """The reader library's database of the same articles, unless it is there already."""
    from reader import make_reader

    if path.exists():
        return
    reader = make_reader(str(path))
    for number in range(1, SOURCES + 1):
        reader.add_feed(f"https://{number}.example/", allow_invalid_url=True)
    for rows in _rows(built):
        for number, title, text, source_id, _ in rows:
            entry = {"feed_url": f"https://{source_id}.example/", "id": str(number), "title": title}
            reader.add_entry(entry | {"content": [{"value": text, "type": "text/plain"}]})
    reader.enable_search()
    reader.update_search()
    reader.close()
