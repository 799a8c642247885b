"""Articles as rows: reading them, and the conditions every listing shares."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from language import fold
from storage.identity import listed
from storage.records import Article
from storage.schema import articles, sources

_SELECT = select(
    articles.c.id,
    articles.c.story_id,
    articles.c.feed_id,
    articles.c.key,
    articles.c.url,
    sources.c.name.label("source"),
    articles.c.title,
    articles.c.untitled,
    articles.c.text,
    articles.c.summary,
    articles.c.language,
    articles.c.author,
    articles.c.published_at,
    articles.c.stored_at,
    articles.c.by_reader,
    articles.c.topic,
).join_from(articles, sources)


async def one(connection: AsyncConnection, condition: ColumnElement[bool]) -> Article | None:
    """The only article that meets the condition."""
    row = (await connection.execute(_SELECT.where(condition))).first()
    return None if row is None else _article(row)


_THESE = _SELECT.where(articles.c.id.in_(listed("ids")))


async def by_ids(connection: AsyncConnection, ids: Collection[int]) -> dict[int, Article]:
    """Those of these articles that are still there, by their ids."""
    if not ids:
        return {}
    # Written once: to put such a statement together takes SQLAlchemy longer than SQLite to run it.
    return {row.id: _article(row) for row in await connection.execute(_THESE, {"ids": sorted(ids)})}


async def many(connection: AsyncConnection, *conditions: ColumnElement[bool]) -> list[Article]:
    """The newest first."""
    newest_first = _SELECT.where(*conditions).order_by(articles.c.published_at.desc(), articles.c.id.desc())
    return [_article(row) for row in await connection.execute(newest_first)]


NEWS = articles.c.by_reader.is_(False)
"""Articles that feeds or the operator brought. What a reader brought is told to nobody who didn't ask for it."""


def unmuted(muted: Collection[int]) -> list[ColumnElement[bool]]:
    """Conditions that leave out the articles of these feeds; those of no feed always stay."""
    if not muted:
        return []
    return [or_(articles.c.feed_id.is_(None), articles.c.feed_id.not_in(sorted(muted)))]


async def sources_like(connection: AsyncConnection, parts: Iterable[str]) -> list[int]:
    """The sources with any of these in their name, in whatever case.

    Compared here: the database folds ASCII only, and there are hundreds of sources at most.
    """
    parts = tuple(parts)
    rows = await connection.execute(select(sources.c.id, sources.c.name))
    return [source_id for source_id, name in rows if named_like(name, parts)]


def named_like(name: str, parts: Iterable[str]) -> bool:
    """Whether any of these, folded, is in a source's name."""
    folded = fold(name)
    return any(part in folded for part in map(fold, parts) if part)


async def newest_id(connection: AsyncConnection) -> int:
    """0 when there are none."""
    return (await connection.execute(select(func.max(articles.c.id)))).scalar() or 0


def _article(row: Row[*tuple[Any, ...]]) -> Article:
    fields = dict(row._mapping)
    fields["summary"] = tuple(fields["summary"])
    return Article(**fields)
