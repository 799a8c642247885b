"""Which recent articles may tell the same story as a new one: those that share most of its fingerprint."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import EPOCH, microseconds, unpack
from storage.records import NewArticle, StoryCandidate
from storage.schema import articles, story_terms

MEMORY = timedelta(days=3)
"""How long a story may be joined by a further article."""

CANDIDATES = 50
"""How many of the articles most like a new one are compared with it."""

SHARED = 9
"""How much of its fingerprint an article has in common with a candidate, at the least: there are many that share less,
and none of them tells the same story (a test of ingest's holds this against the summarizer's judgement)."""

# Several fingerprints at once, as a JSON object from the articles' places to their terms: a parameter of its own costs
# more than a term's look-up. Each is counted by itself, because sorting what one shares takes half the time of sorting
# what all do; 'CROSS' keeps SQLite from doing so for every article there is. Ids grow with arrival, and nothing is
# published after it was stored: the first id of the last days divides the recent from the old.
_SHARING = sql(
    """
    WITH sharing (place, article_id, shared) AS (
        SELECT CAST(fresh.key AS INTEGER), CAST(likely.key AS INTEGER), likely.value
        FROM json_each(:fingerprints) AS fresh, json_each((
            SELECT json_group_object(article_id, shared) FROM (
                SELECT story_terms.article_id, count(*) AS shared
                FROM json_each(fresh.value) AS wanted
                JOIN story_terms ON story_terms.term = wanted.value AND story_terms.article_id >= (
                    SELECT id FROM articles WHERE language = :language AND stored_at >= :recent
                    ORDER BY stored_at LIMIT 1
                )
                GROUP BY story_terms.article_id
                HAVING count(*) >= :at_least
            )
        )) AS likely
    ), ranked AS (
        SELECT place, article_id, shared, row_number() OVER (
            PARTITION BY place ORDER BY shared DESC, article_id DESC
        ) AS likeness
        FROM sharing CROSS JOIN articles ON articles.id = article_id
        WHERE articles.language = :language
    )
    SELECT place, shared, articles.id, story_id, sources.name, language, published_at, fingerprint
    FROM ranked JOIN articles ON articles.id = article_id JOIN sources ON sources.id = source_id
    WHERE likeness <= :most
    ORDER BY place, likeness
    """
)
_PUT = sql(
    """
    INSERT OR IGNORE INTO story_terms (term, article_id)
    SELECT term.value, CAST(fresh.key AS INTEGER)
    FROM json_each(:fingerprints) AS fresh, json_each(fresh.value) AS term
    ORDER BY 1, 2
    """
)

Likely = tuple[int, StoryCandidate]
"""A candidate, and how much of its fingerprint it shares with a new article."""


class Batch:
    """The articles that came in with a new one, before it: candidates that are stored only together with it."""

    def __init__(self) -> None:
        self._candidates: list[StoryCandidate] = []
        self._places: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, new: NewArticle, story_id: int) -> None:
        """`new` tells this story."""
        for term in _terms(new.fingerprint):
            self._places[term].append(len(self._candidates))
        self._candidates.append(
            StoryCandidate(0, story_id, new.source, new.language, new.published_at, new.fingerprint)
        )

    def among(self, new: NewArticle, stored: Sequence[Likely]) -> list[StoryCandidate]:
        """All candidates for `new`, the most like it first, of equals the latest to come in."""
        sharing = Counter(place for term in _terms(new.fingerprint) for place in self._places.get(term, ()))
        mine = [
            (shared, self._candidates[place])
            for place, shared in sorted(sharing.items(), reverse=True)
            if shared >= SHARED and self._candidates[place].language == new.language
        ]
        both = sorted([*mine, *stored], key=lambda likely: -likely[0])
        return [candidate for _, candidate in both[:CANDIDATES]]


async def find(connection: AsyncConnection, fresh: Sequence[NewArticle], now: datetime) -> list[list[Likely]]:
    """For each the stored articles of the last days, in its language, that share most of its fingerprint.

    The most like it come first, of equals the latest.
    """
    found: list[list[Likely]] = [[] for _ in fresh]
    by_language: defaultdict[str, dict[int, list[int]]] = defaultdict(dict)
    for place, new in enumerate(fresh):
        terms = _terms(new.fingerprint)
        if len(terms) >= SHARED:
            by_language[new.language][place] = terms
    for language, fingerprints in sorted(by_language.items()):
        values = {
            "fingerprints": json.dumps(fingerprints),
            "language": language,
            "recent": microseconds(now - MEMORY),
            "at_least": SHARED,
            "most": CANDIDATES,
        }
        for place, shared, article_id, story_id, source, _, published_at, packed in await connection.execute(
            _SHARING, values
        ):
            moment = EPOCH + timedelta(microseconds=published_at)
            candidate = StoryCandidate(article_id, story_id, source, language, moment, unpack(packed))
            found[place].append((shared, candidate))
    return found


async def put(connection: AsyncConnection, fingerprints: Sequence[tuple[int, tuple[int, ...]]]) -> None:
    """Has these articles, by their ids, found by what they share with others."""
    terms = {article_id: _terms(fingerprint) for article_id, fingerprint in fingerprints if fingerprint}
    if terms:
        await connection.execute(_PUT, {"fingerprints": json.dumps(terms)})


async def drop(connection: AsyncConnection, article_id: int, fingerprint: tuple[int, ...]) -> None:
    """Has the article, whose fingerprint this is, found no more."""
    theirs = (story_terms.c.article_id == article_id) & story_terms.c.term.in_(_terms(fingerprint))
    await connection.execute(delete(story_terms).where(theirs))


async def forget_old(connection: AsyncConnection, now: datetime) -> None:
    """Removes what is kept of articles whose stories can't be joined any more."""
    recent = select(articles.c.id).where(articles.c.stored_at >= now - MEMORY)
    await connection.execute(delete(story_terms).where(story_terms.c.article_id.not_in(recent)))


def _terms(fingerprint: tuple[int, ...]) -> list[int]:
    return sorted({number >> 1 for number in fingerprint})
