"""Whether a search puts first what readers would: nDCG@10 over judged queries, beside FTS5's bm25 as it comes.

    python -m benchmarks.relevance [--among FOLDER] [--show]

The queries and their grades (3: about this, 1: touches it) stand in tests/storage/judged.tsv; the articles are the
playground's. `--among` puts further articles between them (JSON lines with `lang`, `title` and `text`), none of which
counts as right. bm25 stands there twice: with all words (FTS5's own way) and with any. nDCG is Järvelin and
Kekäläinen's (2002), with 2^grade - 1 for the gain.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

from playground.newsroom.articles import dated, load_articles  # noqa: E402
from storage import NewArticle, Storage  # noqa: E402
from storage.query import parse  # noqa: E402

JUDGED = Path(__file__).resolve().parent.parent / "tests" / "storage" / "judged.tsv"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DEPTH = 10

Find = Callable[[str], Awaitable[Sequence[str]]]  # a query to the slugs of what it finds, the best first


@dataclass(frozen=True)
class Judged:
    """A query, and the grades (1 to 3) of the articles that are right."""

    query: str
    grades: Mapping[str, int]


def judged() -> list[Judged]:
    """The committed set."""
    found = []
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        query, right = line.split("\t")
        found.append(Judged(query, {slug: int(grade) for slug, grade in (one.split(":") for one in right.split())}))
    return found


def ndcg(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """Of the first ten: 1 where nothing right stands below something less right, or is missing."""

    def gained(ordered: Sequence[int]) -> float:
        return math.fsum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(ordered[:DEPTH]))

    return gained([grades.get(slug, 0) for slug in found]) / gained(sorted(grades.values(), reverse=True))


def sample(among: Path | None = None) -> list[NewArticle]:
    """The playground's articles, by their slugs, and those put between them."""
    told = [
        NewArticle(
            key=article.slug, url=None, source=article.source.name, title=article.title,
            text="\n\n".join(article.paragraphs), summary=article.paragraphs[:1], language=article.source.language,
            published_at=NOW - article.age,
        )
        for article in (dated(article, NOW - article.age) for article in load_articles())
    ]  # fmt: skip
    return sorted([*told, *(_others(among) if among else ())], key=lambda one: one.published_at)


def _others(folder: Path) -> Iterator[NewArticle]:
    ages = [article.age for article in load_articles()]
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            told = json.loads(line)
            yield NewArticle(
                key=f"{path.stem} {number}", url=None, source="Others", title=told["title"] or told["text"][:80],
                text=told["text"], summary=(), language=told["lang"], published_at=NOW - ages[number % len(ages)],
            )  # fmt: skip


async def telegist(articles: Sequence[NewArticle], folder: Path) -> tuple[Storage, Find]:
    """Telegist's own search; close the storage."""
    storage = await Storage.open(f"sqlite+aiosqlite:///{folder / 'telegist.db'}", clock=lambda: NOW)
    await storage.articles.add_all(articles, lambda new, candidates: None)

    async def find(query: str) -> Sequence[str]:
        return [hit.key for hit in (await storage.search.find(parse(query, now=NOW), limit=DEPTH)).hits]

    return storage, find


def plain(connection: sqlite3.Connection, between: str) -> Find:
    """FTS5's bm25, with `between` (AND, OR) between words."""

    async def find(query: str) -> Sequence[str]:
        asked = parse(query)
        parts = [f'"{word}"' for word in asked.words] + [f'"{word}" *' for word in asked.prefixes]
        parts += ['"' + " ".join(phrase) + '"' for phrase in asked.phrases]
        without = "".join(f' NOT "{word}"' for word in asked.without)
        match = f"({f' {between} '.join(parts)}){without}"
        rows = connection.execute("SELECT key FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT ?", (match, DEPTH))
        return [key for (key,) in rows]

    return find


async def scores(find: Find) -> dict[str, float]:
    """Of each query, its nDCG@10."""
    return {one.query: ndcg(await find(one.query), one.grades) for one in judged()}


async def run(among: Path | None, show: bool) -> None:
    articles = sample(among)
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE plain USING fts5 (title, text, key UNINDEXED)")
        connection.executemany(
            "INSERT INTO plain VALUES (?, ?, ?)", [(one.title, one.text, one.key) for one in articles]
        )
        storage, find = await telegist(articles, Path(folder))
        async with storage:
            columns = {
                "telegist": await scores(find),
                "bm25, all words": await scores(plain(connection, "AND")),
                "bm25, any word": await scores(plain(connection, "OR")),
            }
    print(f"{len(articles)} articles; nDCG@10:")
    for name, parts in {"all": "", "English": "e", "Russian": "r"}.items():
        chosen = [query for query in columns["telegist"] if not parts or query.isascii() == (parts == "e")]
        means = "   ".join(
            f"{head} {statistics.mean(own[query] for query in chosen):.3f}" for head, own in columns.items()
        )
        print(f"{name:<8} {len(chosen):>3} queries   {means}")
    if show:
        for query, value in sorted(columns["telegist"].items(), key=lambda one: one[1]):
            print(f"{value:.2f}  {query}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--among", type=Path, help="a folder of .jsonl with further articles")
    parser.add_argument("--show", action="store_true", help="print each query's value")
    options = parser.parse_args()
    asyncio.run(run(options.among, options.show))


if __name__ == "__main__":
    main()
