"""Finding articles: the newest that match, the best of them first."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from storage import search_index
from storage.article_rows import many, sources_like
from storage.columns import EPOCH
from storage.database import Database
from storage.records import Query, SearchPage
from storage.schema import articles
from storage.search_index import Match

_TITLE, _LEAD, _FRESH = 1.0, 0.5, 1.0
_HALF_LIFE = 7 * 86_400 * 1_000_000
"""A week, in microseconds."""


class Search:
    """Searching the articles."""

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
            newest, languages = await search_index.outline(connection)
            upto = newest if upto is None else upto
            source_ids = await sources_like(connection, query.sources) if query.sources else []
            expression = search_index.expression(query, languages, source_ids) if query else None
            if expression is None:
                return SearchPage(hits=(), total=0, upto=upto, more=False)
            not_before = self._clock() - query.since if query.since is not None else EPOCH
            matches = await search_index.newest_matches(
                connection, expression, upto=upto, not_before=not_before, muted=muted, limit=self.WINDOW
            )
            ranked = rank(matches, search_index.terms(query, languages))
            page = ranked[offset : offset + limit]
            found = {article.id: article for article in await many(connection, articles.c.id.in_(page))}
            hits = tuple(found[article_id] for article_id in page)
            return SearchPage(hits=hits, total=len(ranked), upto=upto, more=len(ranked) > offset + limit)


def rank(matches: Sequence[Match], terms: Sequence[frozenset[str]]) -> list[int]:
    """The ids, best first: the share of the words found in the title, half as much those in the lead, and freshness.

    Freshness halves every week, counted from the newest match, so that the order is the same on every page.
    """
    if not matches:
        return []
    newest = max(match.published_at for match in matches)
    # Blanks around a stem make it match as a whole.
    padded = [[f" {stem} " for stem in term] for term in terms]
    words = len(padded) or 1

    def score(match: Match) -> tuple[float, int, int]:
        in_title, in_lead = _found(padded, f" {match.title} "), _found(padded, f" {match.lead} ")
        fresh = math.exp2((match.published_at - newest) / _HALF_LIFE)
        best = (_TITLE * in_title + _LEAD * in_lead) / words + _FRESH * fresh
        return best, match.published_at, match.article_id

    return [match.article_id for match in sorted(matches, key=score, reverse=True)]


def _found(padded: Sequence[Sequence[str]], text: str) -> int:
    """Spelled out, because `any` over a generator takes twice as long, and this runs 400 times a search."""
    found = 0
    for term in padded:
        for stem in term:
            if stem in text:
                found += 1
                break
    return found
