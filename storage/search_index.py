"""The full-text index: SQLite's FTS5 over stemmed words. Another database brings its own module like this one.

It keeps where each stem stands and no copy of the stems, which would take twice as much again. So what leaves it is
stemmed once more: should a stemmer change in between, a few words stay behind that lead to no article. Title, text and
source are one column, parted by signs that no word holds, for what tells columns apart would take half as much again.
The tokenizer is `ascii` because it leaves all other letters alone: one stem, one token.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncConnection

from language import stems
from storage import vocabulary
from storage.columns import EPOCH, microseconds
from storage.wanted import Wanted

LOOKED_THROUGH = 3000
"""How much of a text, in characters, is looked at to rank it."""

_EXPANSIONS = 32
"""Of the stems with one beginning, the most frequent that are looked for."""

_FEW_QUESTIONS = 100
"""So many words of single articles are looked up in some 15 ms; to walk all matches in a million articles takes 10 ms
for most words, 50 ms for the commonest."""

_BATCH = 200
_FEW = 20_000

# The index gives its matches from the newest down and stops at the limit. The '+' keeps SQLite from walking the
# articles instead and asking the index about each.
_NEWEST = sql(
    f"""
    SELECT id, story_id, published_at, language, title, substr(text, 1, {LOOKED_THROUGH})
    FROM article_words JOIN articles ON id = +article_words.rowid
    WHERE article_words MATCH :expression AND article_words.rowid BETWEEN :first AND :upto
        AND published_at >= :not_before
        AND (feed_id IS NULL OR feed_id NOT IN (SELECT value FROM json_each(:muted)))
        AND (:readers OR NOT by_reader)
        AND (:sources IS NULL OR source_id IN (SELECT value FROM json_each(:sources)))
    ORDER BY article_words.rowid DESC
    LIMIT :limit
    """  # noqa: S608 - a constant
)

_ASKED = sql(
    """
    SELECT value FROM json_each(:ids)
    WHERE EXISTS (SELECT 1 FROM article_words WHERE article_words MATCH :expression AND rowid = value)
    """
)
_WALKED = sql(
    """
    SELECT rowid FROM article_words
    WHERE article_words MATCH :expression AND rowid BETWEEN :first AND :last
        AND +rowid IN (SELECT value FROM json_each(:ids))
    """
)
_THESE = sql(
    f"""
    SELECT id, story_id, published_at, language, title, substr(text, 1, {LOOKED_THROUGH})
    FROM articles WHERE id IN (SELECT value FROM json_each(:ids))
    """  # noqa: S608 - a constant
)

_PUT = sql("INSERT INTO article_words (rowid, words) VALUES (:id, :words)")

_DROP = sql("INSERT INTO article_words (article_words, rowid, words) VALUES ('delete', :id, :words)")

# 500 pages are 2 MB, some 50 ms that other writers wait for.
_MERGE = sql("INSERT INTO article_words (article_words, rank) VALUES ('merge', 500)")
_CHANGES = sql("SELECT total_changes()")

_KNOWN = sql(
    """
    SELECT id, title, text, language, source_id
    FROM articles WHERE id IN (SELECT value FROM json_each(:ids))
    """
)

# Nothing is published after it was stored, and ids grow with storing.
_FIRST_SINCE = sql(
    """
    SELECT (
        SELECT min((
            SELECT id FROM articles WHERE language = spoken.value AND stored_at >= :moment ORDER BY stored_at LIMIT 1
        ))
        FROM json_each(:languages) AS spoken
    ), min(id), count(*)
    FROM (SELECT id FROM articles WHERE published_at >= :moment LIMIT :few)
    """
)

# Each language is found by one step in the index on them.
_OUTLINE = sql(
    """
    WITH RECURSIVE used (language) AS (
        SELECT min(language) FROM articles
        UNION ALL
        SELECT (SELECT min(language) FROM articles WHERE language > used.language) FROM used
        WHERE used.language IS NOT NULL
    )
    SELECT (SELECT max(id) FROM articles), json_group_array(language) FROM used WHERE language IS NOT NULL
    """
)


@dataclass(frozen=True, slots=True)
class Match:
    """An article that matches, as far as ranking looks at it; published in microseconds since 1970."""

    article_id: int
    story_id: int
    published_at: int
    language: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Scope:
    """Which articles are looked at: up to an id, published since, of no muted feed, of these sources (None: all), what
    only readers brought among them or not."""

    upto: int
    not_before: datetime = EPOCH
    muted: Collection[int] = frozenset()
    sources: Collection[int] | None = None
    readers: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """An article's words as the index has them: stems in order, blanks between."""

    title: str
    text: str

    @classmethod
    def of(cls, title: str, text: str, language: str) -> Words:
        """The words of an article in this language; takes a third of a second for a book."""
        return cls(" ".join(stems(title, language)), " ".join(stems(text, language)))


async def outline(connection: AsyncConnection) -> tuple[int, list[str]]:
    """The newest article's id (0 without any), and the languages there are articles in."""
    newest, languages = (await connection.execute(_OUTLINE)).one()
    return newest or 0, json.loads(languages)


async def newest_matches(
    connection: AsyncConnection, expression: str, scope: Scope, languages: Iterable[str], *, limit: int
) -> list[Match]:
    """The newest articles that match, the newest first."""
    values = {
        "expression": expression,
        "first": await first_since(connection, scope.not_before, languages),
        "upto": scope.upto,
        "not_before": microseconds(scope.not_before),
        "muted": json.dumps(sorted(scope.muted)),
        "sources": None if scope.sources is None else json.dumps(sorted(scope.sources)),
        "readers": scope.readers,
        "limit": limit,
    }
    return [Match(*row) for row in await connection.execute(_NEWEST, values)]


async def matching(connection: AsyncConnection, expression: str | None, ids: Collection[int]) -> set[int]:
    """Those of these articles that match, whatever else does; none where the expression is None."""
    if expression is None or not ids:
        return set()
    questions = len(ids) * expression.count('"') // 2
    values = {"expression": expression, "ids": json.dumps(sorted(ids)), "first": min(ids), "last": max(ids)}
    found = await connection.execute(_ASKED if questions <= _FEW_QUESTIONS else _WALKED, values)
    return set(found.scalars())


async def matches(connection: AsyncConnection, ids: Collection[int]) -> list[Match]:
    """These articles as matches."""
    return [Match(*row) for row in await connection.execute(_THESE, {"ids": json.dumps(sorted(ids))})]


async def first_since(connection: AsyncConnection, moment: datetime, languages: Iterable[str]) -> int:
    """No article published since has a lower id: without this, a common word's matches of all times are walked."""
    if moment <= EPOCH:
        return 0
    values = {"moment": microseconds(moment), "languages": json.dumps(sorted(languages)), "few": _FEW}
    stored, published, count = (await connection.execute(_FIRST_SINCE, values)).one()
    return max(stored or 0, published or 0) if count < _FEW else stored or 0


async def put(connection: AsyncConnection, rows: Sequence[tuple[int, Words, int]]) -> None:
    """Has articles (each its id, its words, its source's id) found by their words."""
    await connection.execute(_PUT, [_entry(*row) for row in rows])
    await vocabulary.learn(connection, [(article_id, f"{words.title} {words.text}") for article_id, words, _ in rows])


async def merge(connection: AsyncConnection) -> bool:
    """Merges a piece of the index, so that a word is looked up in fewer places; whether anything was left to merge."""
    before: int = (await connection.execute(_CHANGES)).scalar_one()
    await connection.execute(_MERGE)
    after: int = (await connection.execute(_CHANGES)).scalar_one()
    return after - before > 1  # the request itself counts as a change


async def drop(connection: AsyncConnection, ids: Sequence[int]) -> None:
    """Has these articles, as they stand now, found no more: call it before they change or go."""
    for start in range(0, len(ids), _BATCH):
        rows = (await connection.execute(_KNOWN, {"ids": json.dumps(ids[start : start + _BATCH])})).all()
        if rows:
            await connection.execute(_DROP, await asyncio.to_thread(_entries, rows))


def _entries(articles: Sequence[Row[*tuple[Any, ...]]]) -> list[dict[str, int | str]]:
    return [
        _entry(number, Words.of(title, text, language), source) for number, title, text, language, source in articles
    ]


def _entry(article_id: int, words: Words, source_id: int) -> dict[str, int | str]:
    return {"id": article_id, "words": f"{words.title} ¶ {words.text} {_source_token(source_id)}"}


async def beginnings(connection: AsyncConnection, wanted: Wanted) -> list[dict[str, int]]:
    """For each of `wanted.beginnings`, the stems it may be, each with a number that grows with how many articles it is
    in (0 for the shorter ones, which nobody counted here)."""
    return [
        dict.fromkeys(begun.shorter, 0) | await vocabulary.beginning(connection, begun.start, limit=_EXPANSIONS)
        for begun in wanted.beginnings
    ]


def expression(wanted: Wanted, beginnings: Sequence[Collection[str]], source_ids: Collection[int] | None) -> str | None:
    """What is wanted in FTS5's own language, or None if nothing can match.

    `beginnings` holds the stems for each of `wanted.beginnings`, `source_ids` the sources asked for, None without any.
    Stems hold letters and digits only, and are quoted: nothing a reader types reaches the parser as syntax.
    """
    parts = [*wanted.words, *beginnings, *wanted.phrases]
    if source_ids is not None:
        parts.append([_source_token(source_id) for source_id in source_ids])
    return None if not parts or not all(parts) else _but(" AND ".join(map(_any, parts)), wanted)


def unwanted(wanted: Wanted) -> str | None:
    """What has something that isn't wanted; None where all is welcome."""
    return _any(wanted.without) if wanted.without else None


def any_one(wanted: Wanted, parts: Sequence[Collection[str]]) -> str | None:
    """What has one of the parts; None without any."""
    return _but(" OR ".join(map(_any, parts)), wanted) if parts else None


def any_pair(wanted: Wanted, pairs: Sequence[tuple[Collection[str], Collection[str]]]) -> str | None:
    """What has both parts of one of the pairs; None without any."""
    found = " OR ".join(f"({_any(one)} AND {_any(other)})" for one, other in pairs)
    return _but(found, wanted) if pairs else None


def _but(found: str, wanted: Wanted) -> str:
    return f"({found}) NOT {_any(wanted.without)}" if wanted.without else found


def _any(tokens: Iterable[str]) -> str:
    return "(" + " OR ".join('"' + token.replace('"', "") + '"' for token in sorted(tokens)) + ")"


def _source_token(source_id: int) -> str:
    return f"§{source_id}"
