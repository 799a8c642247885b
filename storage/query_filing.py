"""Which saved queries an article meets, without comparing it with each of them.

What chats follow and mute is saved once, however many say the same. A query is filed under the stems of its rarest
word, in every language there are articles in; of those filed under a word of the article most fall away because
another of their words is missing, and only what words alone don't decide is read: a saved query means what a search
means.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, delete, exists, select, update
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import search_index
from storage.article_rows import named_like, newest_id
from storage.database import insert
from storage.identity import listed
from storage.query import parse
from storage.records import Article, Query
from storage.schema import alerts, query_terms, saved_queries, word_mutes
from storage.search_index import Words
from storage.wanted import Wanted

Arrived = tuple[Article, Words]
"""A stored article and its words."""

LOOKED_AT = 5_000
"""Of so many newest articles it is counted how many have a word: what was rare last year may be in the news today."""

_ANY_ARTICLE = ""
"""What a query without a word to file it under is filed under."""

_SAVE = insert(saved_queries).on_conflict_do_nothing().returning(saved_queries.c.id)
_FILE = insert(query_terms).on_conflict_do_nothing()
_DESCRIBE = (
    update(saved_queries)
    .where(saved_queries.c.id == bindparam("of"))
    .values(also=bindparam("others"), asked=bindparam("more"))
)
_FILED = (
    select(query_terms.c.term, saved_queries.c.id, saved_queries.c.query, saved_queries.c.also, saved_queries.c.asked)
    .join_from(query_terms, saved_queries)
    .where(query_terms.c.term.in_(listed("terms")))
)
_COUNT = sql(
    """
    SELECT count(*) FROM (
        SELECT 1 FROM article_words WHERE article_words MATCH :stems AND rowid > :after LIMIT :most
    )
    """
)
_AT_ONCE = 1_000


async def save(connection: AsyncConnection, query: str) -> None:
    """Has new articles held against this query from now on."""
    query_id = (await connection.execute(_SAVE, {"query": query, "also": "", "asked": True})).scalar()
    if query_id is not None:
        _, languages = await search_index.outline(connection)
        await _file(connection, [(query_id, query)], languages)


async def file_all(connection: AsyncConnection, languages: Iterable[str]) -> None:
    """Files all queries anew, as articles in a further one of these languages are coming in."""
    rows = (await connection.execute(select(saved_queries.c.id, saved_queries.c.query))).all()
    await connection.execute(delete(query_terms))
    for start in range(0, len(rows), _AT_ONCE):
        await asyncio.sleep(0)  # the event loop has others to serve
        await _file(connection, [(query_id, query) for query_id, query in rows[start : start + _AT_ONCE]], languages)


async def drop_unused(connection: AsyncConnection, queries: Collection[str]) -> None:
    """Forgets those of the queries that nobody follows or mutes any more."""
    wanted = (exists().where(table.c.query == saved_queries.c.query) for table in (alerts, word_mutes))
    unused = delete(saved_queries).where(saved_queries.c.query.in_(listed("queries")), *(~one for one in wanted))
    await connection.execute(unused, {"queries": sorted(queries)})


async def met(connection: AsyncConnection, arrived: Sequence[Arrived]) -> list[set[int]]:
    """The ids of the saved queries each of these articles meets."""
    said = [frozenset({_ANY_ARTICLE, *words.title.split(), *words.text.split()}) for _, words in arrived]
    _, languages = await search_index.outline(connection)
    spoken = tuple(languages)
    alone: defaultdict[str, list[int]] = defaultdict(list)
    filed: defaultdict[str, list[_Filed]] = defaultdict(list)
    rows = await connection.execute(_FILED, {"terms": sorted(frozenset().union(*said))})
    for term, query_id, query, also, asked in rows.all():
        if also or asked:
            filed[term].append((query_id, query if asked else None, also.split()))
        else:
            alone[term].append(query_id)
    found = []
    for (article, words), stems in zip(arrived, said, strict=True):
        await asyncio.sleep(0)  # an article may meet thousands, and the event loop has others to serve
        met_by = {query_id for term in stems & alone.keys() for query_id in alone[term]}
        for term in stems & filed.keys():
            for query_id, query, also in filed[term]:
                if _has_all(stems, also) and (query is None or _meets(query, spoken, article, words)):
                    met_by.add(query_id)
        found.append(met_by)
    return found


_Filed = tuple[int, str | None, list[str]]
"""A query's id, its text where words alone don't decide, and its further words, the stems of each parted by '|'."""


def _has_all(stems: frozenset[str], words: Sequence[str]) -> bool:
    return all(word in stems or ("|" in word and not stems.isdisjoint(word.split("|"))) for word in words)


def _meets(query: str, languages: tuple[str, ...], article: Article, words: Words) -> bool:
    """Whether the article meets a query whose words it has."""
    sources, wanted = _meaning(query, languages)
    return (not sources or named_like(article.source, sources)) and wanted.met_by(words.title, words.text)


@lru_cache(maxsize=8192)
def _meaning(text: str, languages: tuple[str, ...]) -> tuple[tuple[str, ...], Wanted]:
    query = parse(text)
    return query.sources, Wanted.of(query, languages)


async def _file(connection: AsyncConnection, queries: Sequence[tuple[int, str]], languages: Iterable[str]) -> None:
    languages = tuple(languages)
    parsed = [(query_id, parse(query)) for query_id, query in queries]
    words = {query_id: search_index.terms(query, languages) for query_id, query in parsed}
    several = {stems for ways in words.values() if len(ways) > 1 for stems in ways}
    counts = {stems: await _count(connection, stems) for stems in several}
    terms: list[dict[str, Any]] = []
    described: list[dict[str, Any]] = []
    for query_id, query in parsed:
        ways = sorted(words[query_id], key=lambda stems: (counts.get(stems, 0), -max(map(len, stems))))
        under = ways[0] if ways else {_ANY_ARTICLE} if query else ()
        terms += [{"term": term, "query_id": query_id} for term in under]
        also = " ".join("|".join(sorted(stems)) for stems in ways[1:])
        described.append({"of": query_id, "others": also, "more": query != Query(words=query.words)})
    if terms:
        await connection.execute(_FILE, terms)
    await connection.execute(_DESCRIBE, described)


async def _count(connection: AsyncConnection, stems: frozenset[str]) -> int:
    """How many of the newest articles have one of these."""
    newest = await newest_id(connection)
    wanted = " OR ".join(f'"{stem}"' for stem in stems)
    values = {"stems": wanted, "after": newest - LOOKED_AT, "most": LOOKED_AT}
    count: int = (await connection.execute(_COUNT, values)).scalar_one()
    return count
