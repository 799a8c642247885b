"""Which recent articles may tell the same story as a new one: those that share most of its fingerprint."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import JsonText
from storage.database import insert
from storage.records import NewArticle, StoryCandidate
from storage.schema import articles, sources, story_terms

MEMORY = timedelta(days=3)
"""How long a story may be joined by a further article."""

CANDIDATES = 50
"""How many of the articles most like a new one are compared with it."""

_SHARED = 5
"""How much of its fingerprint an article has in common with a candidate, at the least."""

# One parameter for all: each of its own costs more than its look-up.
_TERMS = select(func.json_each(bindparam("terms", type_=JsonText)).table_valued("value").c.value)

# Ids grow with arrival, and nothing is published after it was stored: the first id of the last days divides them.
_FIRST_RECENT = (
    select(articles.c.id)
    .where(articles.c.language == bindparam("language"), articles.c.stored_at >= bindparam("recent"))
    .order_by(articles.c.stored_at)
    .limit(1)
    .scalar_subquery()
)
_SHARING = (
    select(story_terms.c.article_id, func.count().label("shared"))
    .where(story_terms.c.term.in_(_TERMS), story_terms.c.article_id >= _FIRST_RECENT)
    .group_by(story_terms.c.article_id)
    .having(func.count() >= _SHARED)
    .subquery()
)
_CANDIDATES = (
    select(
        articles.c.id,
        articles.c.story_id,
        sources.c.name,
        articles.c.language,
        articles.c.published_at,
        articles.c.fingerprint,
    )
    .select_from(_SHARING)
    .join(articles, articles.c.id == _SHARING.c.article_id)
    .join(sources)
    .where(articles.c.language == bindparam("language"))
    .order_by(_SHARING.c.shared.desc(), articles.c.id.desc())
    .limit(CANDIDATES)
)
_PUT = insert(story_terms).on_conflict_do_nothing()


async def find(connection: AsyncConnection, new: NewArticle, now: datetime) -> list[StoryCandidate]:
    """The articles of the last days, in its language, that share most of its fingerprint; the most like it first."""
    terms = _terms(new.fingerprint)
    if len(terms) < _SHARED:
        return []
    values = {"terms": terms, "language": new.language, "recent": now - MEMORY}
    return [StoryCandidate(*row) for row in await connection.execute(_CANDIDATES, values)]


async def put(connection: AsyncConnection, article_id: int, fingerprint: tuple[int, ...]) -> None:
    """Has the article found by what it shares with others."""
    if fingerprint:
        await connection.execute(_PUT, [{"term": term, "article_id": article_id} for term in _terms(fingerprint)])


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
