"""What stands in most of a feed's articles: learnt by counting marks of their lines, never the lines themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from storage.database import Database, insert
from storage.schema import feed_lines, feeds

FEWEST = 4
"""Articles that a line must have stood in to be learnt; and in over half of those counted."""

_WINDOW = 16  # articles after which all counts are halved: what a site has stopped saying is forgotten
_MOST_KEYS = 128  # more than a feed's entries, which come again at every round


@dataclass(frozen=True, slots=True)
class LineMemory:
    """How many of a feed's latest articles were counted, the keys of those, how often each mark stood in one, and which
    marks are `learnt`: from the fourth article on, if those are over half, until they are less than a quarter."""

    articles: int = 0
    keys: tuple[str, ...] = ()
    counts: dict[int, int] = field(default_factory=dict)
    learnt: frozenset[int] = frozenset()

    def counting(self, key: str, marks: Iterable[int]) -> LineMemory:
        """The memory with one article more, unless it is one that was counted before."""
        if key in self.keys:
            return self
        counts = dict(self.counts)
        for mark in dict.fromkeys(marks):
            counts[mark] = counts.get(mark, 0) + 1
        articles = self.articles + 1
        if articles >= _WINDOW:
            articles //= 2
            counts = {mark: count // 2 for mark, count in counts.items() if count > 1}
        learnt = {mark for mark in self.learnt if 4 * counts.get(mark, 0) >= articles}
        learnt |= {mark for mark, count in counts.items() if count >= FEWEST and 2 * count > articles}
        return LineMemory(articles, (*self.keys, key)[-_MOST_KEYS:], counts, frozenset(learnt))


class Lines:
    """What each feed's articles have in common. It goes when the feed goes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def memory(self, feed_id: int) -> LineMemory:
        """What has been counted of a feed; nothing for one that is gone."""
        async with self._database.read() as connection:
            stored = await connection.execute(select(feed_lines.c.memory).where(feed_lines.c.feed_id == feed_id))
            return _read(stored.scalar_one_or_none())

    async def learn(self, feed_id: int, articles: Sequence[tuple[str, Sequence[int]]]) -> frozenset[int]:
        """Counts the lines of a feed's `articles` (each by its key and its lines' marks, which are not negative) and
        says which marks are learnt.

        An article counts once, whoever brings it again. Nothing is counted for a feed that is gone.
        """
        async with self._database.write() as connection:
            known = await connection.execute(
                select(feeds.c.id, feed_lines.c.memory).outerjoin(feed_lines).where(feeds.c.id == feed_id)
            )
            row = known.one_or_none()
            if row is None:
                return frozenset()
            before = memory = _read(row.memory)
            for key, marks in articles:
                memory = memory.counting(key, marks)
            if memory is not before:
                values = {"memory": _written(memory)}
                await connection.execute(
                    insert(feed_lines)
                    .values(feed_id=feed_id, **values)
                    .on_conflict_do_update(index_elements=["feed_id"], set_=values)
                )
            return memory.learnt


def _read(stored: Any) -> LineMemory:
    if stored is None:
        return LineMemory()
    counts = {int(mark, 36): count for mark, count in stored["counts"].items()}
    learnt = frozenset(int(mark, 36) for mark in stored["learnt"])
    return LineMemory(stored["articles"], tuple(stored["keys"]), counts, learnt)


def _written(memory: LineMemory) -> dict[str, Any]:
    return {
        "articles": memory.articles,
        "keys": list(memory.keys),
        "counts": {_short(mark): count for mark, count in memory.counts.items()},
        "learnt": sorted(map(_short, memory.learnt)),
    }


def _short(mark: int) -> str:
    """`mark` in the digits that `int(..., 36)` reads."""
    digits = ""
    while True:
        mark, digit = divmod(mark, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
        if not mark:
            return digits
