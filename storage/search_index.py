"""The full-text index: SQLite's FTS5 over stemmed words. Another database brings its own module like this one.

An ordinary FTS5 table, with its own copy of the stems. Contentless would save that copy, but SQLite before 3.43 can
only delete from such an index when told the very words it was given: a stemmer that changed in between would leave
words behind for ever. The tokenizer is `ascii` because it leaves all other letters alone: one stem, one token.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncConnection

from language import query_stems, stem, stems
from storage.columns import clean, microseconds
from storage.records import Query

LEAD = 400
"""How much of a text's beginning, in characters of stems, counts as its lead."""

_BATCH = 500

# The index gives its matches from the newest down and stops at the limit. The '+' keeps SQLite from walking the
# articles instead and asking the index about each.
_NEWEST = sql(
    f"""
    SELECT articles.id, articles.published_at, article_words.title, substr(article_words.text, 1, {LEAD})
    FROM article_words JOIN articles ON articles.id = +article_words.rowid
    WHERE article_words MATCH :expression AND article_words.rowid <= :upto AND articles.published_at >= :not_before
        AND (articles.feed_id IS NULL OR articles.feed_id NOT IN (SELECT value FROM json_each(:muted)))
    ORDER BY article_words.rowid DESC
    LIMIT :limit
    """  # noqa: S608 - a constant
)

_PUT = sql("INSERT INTO article_words (rowid, title, text, source) VALUES (:id, :title, :text, :source)")

_RESOURCE = sql("UPDATE article_words SET source = :source WHERE rowid = :id")

_MEETING = sql(
    """
    SELECT pair.key FROM json_each(:pairs) AS pair
    WHERE EXISTS (
        SELECT 1 FROM article_words
        WHERE article_words MATCH json_extract(pair.value, '$[1]')
            AND article_words.rowid = json_extract(pair.value, '$[0]')
    )
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
    """An article that matches: when it was published, in microseconds since 1970, and stems with blanks between."""

    article_id: int
    published_at: int
    title: str
    lead: str


async def outline(connection: AsyncConnection) -> tuple[int, list[str]]:
    """The newest article's id (0 without any), and the languages there are articles in."""
    newest, languages = (await connection.execute(_OUTLINE)).one()
    return newest or 0, json.loads(languages)


async def newest_matches(
    connection: AsyncConnection,
    expression: str,
    *,
    upto: int,
    not_before: datetime,
    muted: Collection[int],
    limit: int,
) -> list[Match]:
    """The newest articles that match, the newest first; none of a muted feed."""
    values = {
        "expression": expression,
        "upto": upto,
        "not_before": microseconds(not_before),
        "muted": json.dumps(sorted(muted)),
        "limit": limit,
    }
    return [Match(*row) for row in await connection.execute(_NEWEST, values)]


@dataclass(frozen=True, slots=True)
class Words:
    """An article's words as the index has them: stems in order, blanks between."""

    title: str
    text: str

    @classmethod
    def of(cls, title: str, text: str, language: str) -> Words:
        """The words of an article in this language; takes a third of a second for a book."""
        return cls(" ".join(stems(title, language)), " ".join(stems(text, language)))


async def put(connection: AsyncConnection, rows: Sequence[tuple[int, Words, int]]) -> None:
    """Has articles (each its id, its words, its source's id) found by their words."""
    values = [
        {"id": article_id, "title": words.title, "text": words.text, "source": _source_token(source_id)}
        for article_id, words, source_id in rows
    ]
    await connection.execute(_PUT, values)


async def resource(connection: AsyncConnection, article_id: int, source_id: int) -> None:
    """The article is of this source from now on."""
    await connection.execute(_RESOURCE, {"id": article_id, "source": _source_token(source_id)})


async def meeting(connection: AsyncConnection, pairs: Sequence[tuple[int, str]]) -> set[int]:
    """The places in `pairs`, each of an article's id and an expression, of those whose expression finds the article."""
    return set((await connection.execute(_MEETING, {"pairs": json.dumps(pairs)})).scalars())


async def drop(connection: AsyncConnection, ids: Sequence[int]) -> None:
    """Has these articles found no more."""
    rows = [{"id": article_id} for article_id in ids]
    for start in range(0, len(rows), _BATCH):
        await connection.execute(sql("DELETE FROM article_words WHERE rowid = :id"), rows[start : start + _BATCH])


def expression(query: Query, languages: Iterable[str], source_ids: Iterable[int]) -> str | None:
    """The query in FTS5's own language, or None if nothing can match.

    Stems hold letters and digits only, and are quoted: nothing a reader types reaches the parser as syntax.
    """
    languages = sorted(languages) or ["en"]
    wanted = [_any(sorted(query_stems(word, languages))) for word in query.words]
    wanted += [_phrase(phrase, languages) for phrase in query.phrases]
    parts = ["{title text} : (" + " AND ".join(wanted) + ")"] if wanted else []
    if query.sources:
        tokens = [_source_token(source_id) for source_id in source_ids]
        if not tokens:
            return None
        parts.append(f"source : {_any(tokens)}")
    if not parts:
        return None
    unwanted = [_phrase(tuple(words.split()), languages) for words in query.without]
    without = " NOT {title text} : (" + " OR ".join(unwanted) + ")" if unwanted else ""
    return f"({' AND '.join(parts)}){without}"


def terms(query: Query, languages: Iterable[str]) -> tuple[frozenset[str], ...]:
    """For each word looked for, the stems it may appear as."""
    languages = tuple(languages) or ("en",)
    wanted = (*query.words, *(word for phrase in query.phrases for word in phrase))
    return tuple(query_stems(word, languages) for word in wanted)


def _phrase(words: tuple[str, ...], languages: Iterable[str]) -> str:
    """All words of a phrase are of one language, so each language gives one wording of it."""
    return _any(sorted({" ".join(stem(word, language) for word in words) for language in languages}))


def _any(tokens: Sequence[str]) -> str:
    return "(" + " OR ".join('"' + clean(token).replace('"', "") + '"' for token in tokens) + ")"


def _source_token(source_id: int) -> str:
    return f"s{source_id}"
