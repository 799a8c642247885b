"""Which saved queries an article meets, without comparing it with each of them.

What chats follow and mute is saved once, however many say the same. A query is filed under the stems of its rarest
word, in every language there are articles in. Of those filed under a word of an article most fall away because another
of their words is missing, and only phrases and sources are looked at any further: a saved query means what a search
means. The process that stores articles knows the filed queries by heart, and asks for new ones before each batch.
"""

from __future__ import annotations

import asyncio
import json
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, delete, exists, select
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncConnection

from language import fold
from storage import search_index
from storage.article_rows import newest_id
from storage.database import insert
from storage.identity import listed
from storage.query import MIN_PREFIX, parse
from storage.records import Article, Query
from storage.schema import alerts, query_terms, saved_queries, word_mutes
from storage.search_index import Words
from storage.wanted import Wanted, beginnings, ready, terms

Arrived = tuple[Article, Words]
"""A stored article and its words."""

LOOKED_AT = 5_000
"""Of so many newest articles it is counted how many have a word: what was rare last year may be in the news today."""

_NOT = "-"
"""What begins a group of stems none of which an article may have."""

_BEGINS = "^"
"""What a word's first letters stand after where a query that wants no more of a word is filed under them."""

_ANY_ARTICLE = ""
"""What a query without a word to file it under is filed under."""

_SAVE = insert(saved_queries).on_conflict_do_nothing().returning(saved_queries.c.id)
_FILE = insert(query_terms).on_conflict_do_nothing()
_FILED = select(query_terms).where(query_terms.c.query_id > bindparam("upto")).order_by(query_terms.c.query_id)
_CABINET = "filed queries"
_COUNT = sql(
    """
    SELECT one.value, (
        SELECT count(*) FROM (
            SELECT 1 FROM article_words WHERE article_words MATCH one.value AND rowid > :after LIMIT :most
        )
    )
    FROM json_each(:wanted) AS one
    """
)
_AT_ONCE = 50
"""Queries filed before others have their turn of the event loop: one takes a millisecond."""


async def save(connection: AsyncConnection, query: str) -> None:
    """Has new articles held against this query from now on."""
    query_id = (await connection.execute(_SAVE, {"query": query})).scalar()
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
    """The ids of the saved queries each of these articles meets; some may be of queries nobody has any more."""
    _, spoken = await search_index.outline(connection)
    languages = tuple(spoken)
    cabinet = await _cabinet(connection, languages)
    if cabinet.upto:
        await ready()
    found = []
    for article, words in arrived:
        await asyncio.sleep(0)  # an article may meet thousands, and the event loop has others to serve
        stems = frozenset({*words.title.split(), *words.text.split()})
        source = fold(article.source)
        met_by: set[int] = set()
        for filed in cabinet.under(stems):
            met_by.update(filed.alone)
            for query_id, wanted, without, query in filed.further:
                if wanted and stems.isdisjoint(wanted[0]):
                    continue  # as most
                if (
                    stems.isdisjoint(without)
                    and not any(map(stems.isdisjoint, wanted[1:]))
                    and (query is None or _meets(query, languages, source, words))
                ):
                    met_by.add(query_id)
        found.append(met_by)
    return found


@dataclass(slots=True)
class _Filed:
    """What is filed under one term: queries of one word `alone`, and the `further` ones with the groups of stems an
    article must have one of each of, the stems it may not have, and the query where that doesn't decide."""

    alone: array[int] = field(default_factory=lambda: array("q"))
    further: list[tuple[int, tuple[frozenset[str], ...], frozenset[str], str | None]] = field(default_factory=list)


@dataclass(slots=True)
class _Cabinet:
    """The filed queries up to an id, by term; `begun` by the first letters of one.

    Queries only ever come in: those that are gone are nobody's, and no id is used again.
    """

    languages: tuple[str, ...]
    upto: int = 0
    terms: dict[str, _Filed] = field(default_factory=dict)
    begun: dict[str, _Filed] = field(default_factory=dict)

    def file(self, term: str, query_id: int, also: str, query: str | None) -> None:
        """Takes in a row of `query_terms`."""
        begins = term.startswith(_BEGINS)
        drawer = self.begun if begins else self.terms
        filed = drawer.setdefault(term.removeprefix(_BEGINS), _Filed())
        if also or query is not None:
            filed.further.append((query_id, *_groups(also), query))
        else:
            filed.alone.append(query_id)
        self.upto = max(self.upto, query_id)

    def under(self, stems: frozenset[str]) -> Iterator[_Filed]:
        """What is filed under these stems, and under any article."""
        filed = [*map(self.terms.get, stems), self.terms.get(_ANY_ARTICLE)]
        if self.begun:
            filed += map(self.begun.get, {stem[:MIN_PREFIX] for stem in stems})
        return filter(None, filed)


async def _cabinet(connection: AsyncConnection, languages: tuple[str, ...]) -> _Cabinet:
    """The connection's own, with what was filed meanwhile, by whatever process; a new one where all was filed anew."""
    assert connection.sync_connection is not None
    info = connection.sync_connection.info
    cabinet: _Cabinet | None = info.get(_CABINET)
    if cabinet is None or cabinet.languages != languages:
        cabinet = info[_CABINET] = _Cabinet(languages)
    for row in (await connection.execute(_FILED, {"upto": cabinet.upto})).all():
        cabinet.file(*row)
    return cabinet


@lru_cache(maxsize=4096)
def _groups(also: str) -> tuple[tuple[frozenset[str], ...], frozenset[str]]:
    """The groups in `query_terms.also`; what many queries want is held once."""
    groups = also.split()
    wanted = tuple(frozenset(group.split("|")) for group in groups if group[0] != _NOT)
    return wanted, frozenset(stem for group in groups if group[0] == _NOT for stem in group[1:].split("|"))


def _meets(query: str, languages: tuple[str, ...], source: str, words: Words) -> bool:
    """Whether an article, its source's name folded, meets a query whose words it has."""
    sources, settled = _besides_words(query)
    if sources and not any(part in source for part in sources if part):
        return False
    if settled:
        return True
    wanted = _wanted(query, languages)
    return wanted is not None and wanted.met_by(words.title, words.text)


@lru_cache(maxsize=32_768)
def _besides_words(text: str) -> tuple[tuple[str, ...], bool]:
    """The sources a query names, folded, and whether with them and its words all is decided.

    To read a query's words as well takes fifty times as long, and few are ever asked for more than this.
    """
    query = parse(text)
    return tuple(map(fold, query.sources)), _decided(query) == replace(query, sources=(), since=None)


@lru_cache(maxsize=4096)
def _wanted(text: str, languages: tuple[str, ...]) -> Wanted | None:
    return Wanted.of(parse(text), languages)


def _decided(query: Query) -> Query:
    """The part of a query that single words decide. (A saved one has no beginning: it is about what comes.)"""
    return Query(words=query.words, without=tuple(one for one in query.without if " " not in one))


async def _file(connection: AsyncConnection, queries: Sequence[tuple[int, str]], languages: Iterable[str]) -> None:
    languages = tuple(languages)
    await ready()
    parsed = [(query_id, text, parse(text)) for query_id, text in queries]
    words = {query_id: terms(query, languages) for query_id, _, query in parsed}
    several = {stems for ways in words.values() if len(ways) > 1 for stems in ways}
    counts = await _counts(connection, several)
    rows: list[dict[str, Any]] = []
    for query_id, text, query in parsed:
        ways = sorted(words[query_id], key=lambda stems: (counts.get(stems, 0), -max(map(len, stems))))
        under = ways[0] if ways else _under_no_word(query, languages)
        # One excluded word is as good as one more that is wanted; several are a phrase.
        decided = _decided(query)
        without = terms(Query(words=decided.without), languages)
        also = " ".join([*("|".join(sorted(w)) for w in ways[1:]), *(_NOT + "|".join(sorted(w)) for w in without)])
        more = None if query == decided else text
        rows += [{"term": term, "query_id": query_id, "also": also, "query": more} for term in under]
    if rows:
        await connection.execute(_FILE, rows)


def _under_no_word(query: Query, languages: Iterable[str]) -> Collection[str]:
    """What a query is filed under that wants no whole word: the longest beginning, or any article."""
    if not query.prefixes:
        return {_ANY_ARTICLE} if query else ()
    longest = max(beginnings(query, languages), key=lambda one: len(one.start))
    return {_BEGINS + longest.start[:MIN_PREFIX], *longest.shorter}


async def _counts(connection: AsyncConnection, words: Iterable[frozenset[str]]) -> dict[frozenset[str], int]:
    """For each word, as its stems, how many of the newest articles have one of them."""
    wanted = {" OR ".join(f'"{stem}"' for stem in sorted(stems)): stems for stems in words}
    after = await newest_id(connection) - LOOKED_AT
    values = {"wanted": json.dumps(list(wanted)), "after": after, "most": LOOKED_AT}
    return {wanted[one]: count for one, count in await connection.execute(_COUNT, values)}
