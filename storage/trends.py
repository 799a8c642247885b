"""How often queries are met over time, and which stories most articles tell."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal_column,
    select,
)
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import search_index, stories, word_mutes
from storage.article_rows import NEWS, unmuted
from storage.columns import JsonText, microseconds
from storage.database import Database
from storage.expressions import INDEX, expression_of, says
from storage.records import Headline, Query, Story
from storage.schema import articles, saved

# The '+' keeps SQLite from fetching the row of each match, texts and all: what is asked for is in the listing's index,
# which holds a day's articles side by side.
_id: ColumnElement[int] = literal_column("+articles.id", Integer)
_sources = func.count(articles.c.source_id.distinct())
_newest = func.max(articles.c.published_at)
_scattered: ColumnElement[int] = literal_column("articles.story_id * 7919 % 10007", Integer)
_spans = func.json_each(bindparam("spans", type_=JsonText)).table_valued("key", "value", name="span")


# The articles are listed once for all queries, span by span; each query then looks up no more than its own matches.
# (The list of matches, looked for in each of the articles, costs as much for a rare word as for a common one.)
_asked, _span = literal_column("asked.key", String), literal_column("listing.span", Integer)
_EACH_MET = sql(
    """
    json_each(:wanted) AS asked
    CROSS JOIN article_words ON article_words MATCH asked.value AND article_words.rowid >= :oldest
    CROSS JOIN listing ON listing.id = article_words.rowid
    """
)


class Trends:
    """Counting articles. What only readers brought counts nowhere, as in every listing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def counts(
        self,
        queries: Sequence[Query | None],
        edges: Sequence[datetime],
        *,
        muted: Collection[int] = frozenset(),
        muted_words: Collection[str] = frozenset(),
    ) -> list[tuple[int, ...]]:
        """For each query (None: every article) the number of articles published between each two `edges`, which grow.

        `since:` counts for nothing. The time it takes grows with the articles since the first edge, not with all there
        are: they are counted in two indexes, and their rows aren't touched.
        """
        async with self._database.read() as connection:
            window = await _Window.of(connection, edges[0], edges[-1], muted, muted_words)
            counts = [[0] * (len(edges) - 1) for _ in queries]
            for place, span, count in await _met(connection, queries, window, edges):
                counts[place][span] = count
            return [tuple(one) for one in counts]

    async def told_most(
        self,
        since: datetime,
        until: datetime,
        *,
        query: Query | None = None,
        limit: int,
        muted: Collection[int] = frozenset(),
        muted_words: Collection[str] = frozenset(),
    ) -> tuple[Story, ...]:
        """The stories of that span that most sources tell, of equals those with most articles, then the newest; with
        `query`, only what meets it counts."""
        async with self._database.read() as connection:
            window = await _Window.of(connection, since, until, muted, muted_words)
            conditions = await window.meeting(connection, query)
            if conditions is None:
                return ()
            most = select(articles.c.story_id).where(*conditions).group_by(articles.c.story_id)
            most = most.order_by(_sources.desc(), func.count().desc(), _newest.desc()).limit(limit)
            ids = list((await connection.execute(most)).scalars())
            return await stories.read(connection, ids, window.all(), conditions)

    async def headlines(
        self,
        since: datetime,
        until: datetime,
        *,
        limit: int,
        muted: Collection[int] = frozenset(),
        muted_words: Collection[str] = frozenset(),
    ) -> tuple[Headline, ...]:
        """The stories of that span that most sources tell; of equals some of each day, the same ones every time."""
        async with self._database.read() as connection:
            window = await _Window.of(connection, since, until, muted, muted_words)
            most = select(articles.c.story_id, _sources.label("sources"), func.max(articles.c.id).label("newest"))
            most = most.where(*window.all()).group_by(articles.c.story_id)
            most = most.order_by(_sources.desc(), _scattered, articles.c.story_id).limit(limit)
            chosen = most.subquery()
            told = select(
                chosen.c.story_id, articles.c.title, articles.c.summary, articles.c.language, chosen.c.sources
            )
            rows = await connection.execute(told.join_from(chosen, articles, articles.c.id == chosen.c.newest))
            return tuple(Headline(story, title, tuple(said), spoken, by) for story, title, said, spoken, by in rows)

    async def begun(self) -> datetime | None:
        """Since when articles are kept; None without any. (Those that a chat saved stay longer: they tell nothing.)"""
        kept = ~exists().where(saved.c.article_id == articles.c.id)
        first = select(articles.c.stored_at).where(kept).order_by(articles.c.id).limit(1)
        async with self._database.read() as connection:
            return (await connection.execute(first)).scalar()


@dataclass(frozen=True, slots=True)
class _Window:
    """What is looked at: articles published in a span, of no muted feed, that no muted words would find."""

    first: int
    """No article of the span has a lower id."""
    since: datetime
    until: datetime
    languages: Sequence[str]
    muted: Collection[int]
    unwanted: str | None

    @classmethod
    async def of(
        cls,
        connection: AsyncConnection,
        since: datetime,
        until: datetime,
        muted: Collection[int],
        words: Collection[str],
    ) -> _Window:
        _, languages = await search_index.outline(connection)
        first = await search_index.first_since(connection, since, languages)
        return cls(first, since, until, languages, muted, await word_mutes.any_of(connection, words))

    def all(self) -> list[ColumnElement[bool]]:
        """What an article has to meet."""
        return [articles.c.published_at >= self.since, articles.c.published_at < self.until, *self.readable()]

    async def meeting(self, connection: AsyncConnection, query: Query | None) -> list[ColumnElement[bool]] | None:
        """What it has to meet to be what is asked for as well; None if none can."""
        if query is None:
            return self.all()
        expression = await expression_of(connection, query, self.languages)
        return None if expression is None else [*self.all(), _id.in_(self._found(expression))]

    def readable(self) -> list[ColumnElement[bool]]:
        """What it has to meet whenever it was published."""
        unsaid = [] if self.unwanted is None else [_id.not_in(self._found(self.unwanted))]
        return [NEWS, *unmuted(self.muted), *unsaid]

    def _found(self, expression: str) -> Select[tuple[int]]:
        return select(INDEX.c.rowid).where(says(expression), INDEX.c.rowid >= self.first)


async def _met(
    connection: AsyncConnection, queries: Sequence[Query | None], window: _Window, edges: Sequence[datetime]
) -> list[tuple[int, int, int]]:
    """Each query's place, the number of a span, and how many articles of then meet the query, where any do."""
    wanted: dict[int, str] = {}
    for place, query in enumerate(queries):
        if query is not None and (expression := await expression_of(connection, query, window.languages)):
            wanted[place] = expression
        await asyncio.sleep(0)  # each takes a millisecond to work out, and others wait to be answered
    spans = list(pairwise(microseconds(edge) for edge in edges))
    values = {"wanted": json.dumps(wanted), "oldest": window.first, "spans": spans}
    begin, end = (func.json_extract(_spans.c.value, place) for place in ("$[0]", "$[1]"))
    within = (articles.c.published_at >= begin, articles.c.published_at < end, *window.readable())
    # An outer join, all conditions in it, is the one SQLite doesn't turn round: each span is a step in the index. (One
    # without articles is listed with an id that nothing has.)
    listing = select(articles.c.id, cast(_spans.c.key, Integer).label("span")).select_from(
        _spans.outerjoin(articles, and_(*within))
    )
    counts = select(_asked, _span, func.count()).select_from(_EACH_MET).group_by(_asked, _span)
    counts = counts.add_cte(listing.cte("listing").prefix_with("MATERIALIZED"))
    found = [(int(place), span, count) for place, span, count in await connection.execute(counts, values)]
    if None in queries:
        every = listing.subquery()
        each = select(every.c.span, func.count(every.c.id)).group_by(every.c.span)
        rows = (await connection.execute(each, values)).all()
        found += [(place, *row) for place, query in enumerate(queries) if query is None for row in rows]
    return found
