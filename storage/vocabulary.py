"""The stems the search index knows: which there are, and how frequent they are, roughly.

FTS5 can tell both, but by walking all that it has on them: 100 ms for a common beginning.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncConnection

SAMPLE = 64
"""One article in so many is counted: to count them all would rewrite half of the list with every batch."""

REMEMBERED = "stems"
"""Where a connection remembers stems it knows to be in the list; to be forgotten when a transaction is undone."""

_MOST_REMEMBERED = 200_000
"""20 MB. With a quarter of it, adding stems takes more than twice as long."""

_ADD = sql("INSERT OR IGNORE INTO article_stems (stem, articles) VALUES (:stem, 0)")
_COUNT = sql("UPDATE article_stems SET articles = articles + 1 WHERE stem = :stem")
_BEGINNING = sql(
    "SELECT stem, articles FROM article_stems WHERE stem >= :start AND stem < :end "
    "ORDER BY articles DESC, stem LIMIT :limit"
)
_FREQUENCIES = sql("SELECT stem, articles FROM json_each(:stems) AS one CROSS JOIN article_stems ON stem = one.value")


async def learn(connection: AsyncConnection, articles: Sequence[tuple[int, str]]) -> None:
    """Adds the stems (blanks between) of articles, each with its id."""
    remembered: set[str] = connection.sync_connection.info.setdefault(REMEMBERED, set())  # type: ignore[union-attr]
    fresh = set().union(*(words.split() for _, words in articles)) - remembered
    if fresh:
        await connection.execute(_ADD, [{"stem": stem} for stem in sorted(fresh)])
        if len(remembered) < _MOST_REMEMBERED:
            remembered |= fresh
    counted = [stem for article_id, words in articles if not article_id % SAMPLE for stem in set(words.split())]
    if counted:
        await connection.execute(_COUNT, [{"stem": stem} for stem in counted])


async def beginning(connection: AsyncConnection, start: str, *, limit: int) -> dict[str, int]:
    """The stems that begin so, the most frequent first, each with its number (see `frequencies`)."""
    values = {"start": start, "end": start + "\U0010ffff", "limit": limit}
    return dict((await connection.execute(_BEGINNING, values)).all())


async def frequencies(connection: AsyncConnection, stems: Iterable[str]) -> dict[str, int]:
    """Of these stems those that are known, each with a number that grows with how many articles it is in."""
    rows = await connection.execute(_FREQUENCIES, {"stems": json.dumps(sorted(stems))})
    return dict(rows.all())
