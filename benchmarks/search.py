"""How quick a search is among a million articles, how large its index, and how quick that grows.

    python -m benchmarks.search [--articles 1000000] [--beside 2000] [--data FOLDER] [--texts FOLDER]

The articles are made up (or of words as frequent as in `--texts`, a folder of JSON lines with `lang` and `text`), built
once and kept in `--data`: 1 M take some 10 GB and half an hour. Each kind of query is asked with `--times` different
words, for five results; what stands in the table is time inside `Search.find`, p50 / p95 in milliseconds, and in
brackets the processors' part of it. Beside it, the same articles in FTS5 as it comes, sorted by its bm25, and at
`--beside` articles in the reader library too (0 leaves that out). Marks: p95 below 10 ms for each kind, index below
60 % of the text, 5,000 articles a second into the index.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

from benchmarks.corpus import vocabularies  # noqa: E402
from benchmarks.search_file import NOW, Rates, build, build_plain, build_reader, sizes, url  # noqa: E402
from benchmarks.search_queries import Asked, asked  # noqa: E402
from storage import Storage  # noqa: E402
from storage.columns import microseconds  # noqa: E402
from storage.query import parse  # noqa: E402

Ask = Callable[[Asked], Awaitable[int]]  # answers with how many were found

LIMIT = 5
MARK = 0.010  # seconds
_SLOW = 20  # of FTS5's and reader's searches, as many are timed
_PLAIN = """
SELECT rowid, title FROM plain WHERE plain MATCH ? AND at >= ? AND (? IS NULL OR source = ?)
ORDER BY bm25(plain) LIMIT 5
"""


@dataclass(frozen=True)
class Built:
    """The databases of one size, and how quickly they were made."""

    telegist: Path
    plain: Path
    rates: Rates
    plain_rate: float


async def built(folder: Path, count: int, texts: Path | None) -> Built:
    """Makes what isn't there yet."""
    name = f"{texts.resolve().name if texts else 'made-up'}-{count}"  # noqa: ASYNC240 - nothing else runs meanwhile
    telegist, plain, notes = (folder / f"{kind}-{name}" for kind in ("telegist", "plain", "rates"))
    if not notes.exists():
        for path in (telegist, plain):
            for ending in ("", "-wal", "-shm"):
                path.with_name(path.name + ending).unlink(missing_ok=True)
        rates = await build(telegist, count, texts)
        notes.write_text(json.dumps([asdict(rates), build_plain(plain, telegist)]))
    rates, plain_rate = json.loads(notes.read_text())
    return Built(telegist, plain, Rates(**rates), plain_rate)


@dataclass(frozen=True)
class Took:
    """What a kind of query took, on the clock and of the processors, in seconds; how many were found on average."""

    wall: Sequence[float]
    busy: Sequence[float]
    found: float

    def __str__(self) -> str:
        return f"{milliseconds(self.wall)} ({milliseconds(self.busy)})"


def milliseconds(times: Sequence[float]) -> str:
    """The median and the 95th percentile."""
    return f"{statistics.median(times) * 1000:.1f} / {percentile95(times) * 1000:.1f}"


def percentile95(times: Sequence[float]) -> float:
    """19 of 20 took no longer."""
    return statistics.quantiles(times, n=20)[18]


async def took(queries: Sequence[Asked], ask: Ask) -> Took:
    """Asks them one after the other."""
    wall, busy, found = [], [], 0
    for query in queries:
        began, worked = time.perf_counter(), time.process_time()
        found += await ask(query)
        wall.append(time.perf_counter() - began)
        busy.append(time.process_time() - worked)
    return Took(wall, busy, found / len(queries))


async def compare(files: Built, kinds: dict[str, list[Asked]], reader_file: Path | None) -> bool:
    """Prints the table; whether each kind's 95th percentile is below the mark."""
    heads = ["telegist", "found", "FTS5 bm25", *(["reader"] if reader_file else [])]
    print(f"{'':<16}" + "".join(f"{head:>36}" for head in heads))
    fine = True
    async with await Storage.open(url(files.telegist), clock=lambda: NOW) as storage:

        async def ours(query: Asked) -> int:
            return (await storage.search.find(parse(query.text, now=NOW), limit=LIMIT)).total

        with closing(sqlite3.connect(f"file:{files.plain}?mode=ro", uri=True)) as connection:

            async def plain(query: Asked) -> int:
                since = microseconds(NOW - query.since) if query.since else 0
                return len(connection.execute(_PLAIN, (query.fts, since, query.source, query.source)).fetchall())

            for name, queries in kinds.items():
                await took(queries[:5], ours)
                own = await took(queries, ours)
                fine &= percentile95(own.wall) < MARK
                cells: list[object] = [own, f"{own.found:.0f}", await took(queries[:_SLOW], plain)]
                if reader_file:
                    cells.append(await took(queries[:_SLOW], reader_search(reader_file)))
                print(f"{name:<16}" + "".join(f"{cell!s:>36}" for cell in cells), flush=True)
    return fine


def reader_search(path: Path) -> Ask:
    """The reader library's own search; it knows no spans, so those are left out."""
    from reader import make_reader

    reader = make_reader(str(path))

    async def ask(query: Asked) -> int:
        feed = f"https://{query.source}.example/" if query.source else None
        return len(list(islice(reader.search_entries(query.fts, feed=feed), LIMIT)))

    return ask


async def run(options: argparse.Namespace) -> bool:
    options.data.mkdir(parents=True, exist_ok=True)
    files = await built(options.data, options.articles, options.texts)
    text, index = sizes(files.telegist)
    print(f"{options.articles:,} articles: text {text / 1e6:,.0f} MB, index {index / 1e6:,.0f} MB ({index / text:.0%})")
    print(
        f"inserted per second of CPU: into the index {files.rates.indexed:,.0f}, into tables and index "
        f"{files.rates.stored:,.0f}, into plain FTS5 {files.plain_rate:,.0f}:"
    )
    kinds = asked(vocabularies(options.texts), options.times)
    fine = await compare(files, kinds, None)
    if options.beside:
        small = await built(options.data, options.beside, options.texts)
        reader_file = options.data / f"reader-{small.telegist.name}"
        build_reader(reader_file, small.telegist)
        print(f"\n{options.beside:,} articles:")
        await compare(small, kinds, reader_file)
    return fine and index < 0.6 * text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000, help="how many (default: %(default)s)")
    parser.add_argument("--beside", type=int, default=2_000, help="how many beside reader (default: %(default)s)")
    parser.add_argument("--times", type=int, default=100, help="queries of each kind (default: %(default)s)")
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "telegist-search")
    parser.add_argument("--texts", type=Path, help="a folder of .jsonl to take words from")
    sys.exit(0 if asyncio.run(run(parser.parse_args())) else 1)


if __name__ == "__main__":
    main()
