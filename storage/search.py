"""Finding articles: the newest that match, the best of them first."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, Text, column, func, select, table
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import search_index
from storage.article_rows import many, newest_id, sources_like, unmuted
from storage.columns import EPOCH
from storage.database import Database
from storage.records import Query, SearchPage
from storage.schema import articles

_index = table("article_words", column("rowid", Integer), column("title", Text), column("text", Text))

_TITLE, _LEAD, _FRESH = 1.0, 0.5, 1.0
_HALF_LIFE_DAYS = 7.0


@dataclass(frozen=True, slots=True)
class _Match:
    article_id: int
    title: frozenset[str]
    lead: frozenset[str]
    published_at: datetime


class Search:
    WINDOW = 200
    """Of the articles that match, the newest that are looked at. A word in half of a million articles costs no more
    than a rare one that way; bm25 over all of them takes most of a second."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def find(
        self,
        query: Query,
        *,
        limit: int,
        offset: int = 0,
        upto: int | None = None,
        muted: Collection[int] = frozenset(),
    ) -> SearchPage:
        """A page of the articles that match. Pass a page's `upto` on with the next `offset`, so that nothing moves."""
        async with self._database.read() as connection:
            upto = await newest_id(connection) if upto is None else upto
            languages = await _languages(connection)
            source_ids = await sources_like(connection, query.sources) if query.sources else []
            expression = search_index.expression(query, languages, source_ids) if query else None
            if expression is None:
                return SearchPage(hits=(), total=0, upto=upto, more=False)
            not_before = self._clock() - query.since if query.since is not None else EPOCH
            matches = await self._newest_matches(connection, expression, upto, not_before, muted)
            ranked = rank(matches, search_index.terms(query, languages))
            page = ranked[offset : offset + limit]
            found = {article.id: article for article in await many(connection, articles.c.id.in_(page))}
            hits = tuple(found[article_id] for article_id in page)
            return SearchPage(hits=hits, total=len(ranked), upto=upto, more=len(ranked) > offset + limit)

    async def _newest_matches(
        self,
        connection: AsyncConnection,
        expression: str,
        upto: int,
        not_before: datetime,
        muted: Collection[int],
    ) -> list[_Match]:
        # The index gives its matches from the newest down, and stops at the limit. The '+' keeps SQLite from walking
        # the articles instead and asking the index about each.
        query = (
            select(
                articles.c.id,
                _index.c.title,
                func.substr(_index.c.text, 1, search_index.LEAD),
                articles.c.published_at,
            )
            .join_from(_index, articles, articles.c.id == sql("+article_words.rowid"))
            .where(sql("article_words MATCH :expression"), _index.c.rowid <= upto)
            .where(articles.c.published_at >= not_before, *unmuted(muted))
            .order_by(_index.c.rowid.desc())
            .limit(self.WINDOW)
        )
        rows = await connection.execute(query, {"expression": expression})
        return [
            _Match(article_id, frozenset(title.split()), frozenset(lead.split()), published_at)
            for article_id, title, lead, published_at in rows
        ]


def rank(matches: Sequence[_Match], terms: Sequence[frozenset[str]]) -> list[int]:
    """The best first: the share of the words found in the title, half as much those in the lead, and how fresh it is.

    Freshness halves every week, counted from the newest match, so that the order is the same on every page.
    """
    if not matches:
        return []
    newest = max(match.published_at for match in matches)

    def score(match: _Match) -> float:
        age = (newest - match.published_at).total_seconds() / 86_400
        fresh = _FRESH * math.exp2(-age / _HALF_LIFE_DAYS)
        return _TITLE * _share(terms, match.title) + _LEAD * _share(terms, match.lead) + fresh

    best_first = sorted(matches, key=lambda match: (score(match), match.published_at, match.article_id), reverse=True)
    return [match.article_id for match in best_first]


def _share(terms: Sequence[frozenset[str]], stems: frozenset[str]) -> float:
    return sum(not term.isdisjoint(stems) for term in terms) / len(terms) if terms else 0.0


async def _languages(connection: AsyncConnection) -> list[str]:
    """The languages there are articles in, each found by one step in the index on them."""
    first = select(func.min(articles.c.language).label("language")).cte("used", recursive=True)
    following = select(func.min(articles.c.language)).where(articles.c.language > first.c.language).scalar_subquery()
    used = first.union_all(select(following).where(first.c.language.is_not(None)))
    rows = await connection.execute(select(used.c.language).where(used.c.language.is_not(None)))
    return list(rows.scalars())
