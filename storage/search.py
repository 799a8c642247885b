"""Finding articles: the newest that match, the best of them first."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations
from operator import attrgetter

from sqlalchemy.ext.asyncio import AsyncConnection

from language import words
from storage import chat_rows, saved, search_index, spelling, vocabulary
from storage.article_rows import by_ids, sources_like
from storage.columns import EPOCH
from storage.database import Database
from storage.query import parse
from storage.ranking import Ranked, Term, rank
from storage.records import Address, Query, SearchPage
from storage.search_index import Match, Scope
from storage.wanted import Wanted, ready

Look = Callable[[str | None, int], Awaitable[list[Match]]]
"""Gives the matches of an expression that are looked at, so many at most where there may be very many; none of None."""

_FEW_SOURCES = 50
"""More are not asked of the index but of the articles: so many sources are most of what there is."""

_FEW_STEMS = 3
"""So many are as quickly asked of the index as looked for in the list of stems."""

_ENOUGH = 5
_FEWEST_WORDS = 3
_RAREST = 5
_MOST_OF = 0.5


class Search:
    """Searching the articles."""

    WINDOW = 50
    """Of the articles that match, the newest that are looked at. A word in half of a million articles costs no more
    than a rare one that way; bm25 over all of them takes a second. Each further fifty cost some 3 ms."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    SECOND_WINDOW = 30
    """As many of those that have some of the words, which is a second search."""

    async def find(
        self,
        query: Query,
        *,
        limit: int,
        offset: int = 0,
        upto: int | None = None,
        muted: Collection[int] = frozenset(),
        readers: bool = True,
        chat: Address | None = None,
    ) -> SearchPage:
        """A page of the articles that match, each story once. Pass a page's `upto` on with the next `offset`, so that
        nothing moves.

        Where few have all of three words or more, those that have most of them follow; where none has both of two,
        those that have the rarer one. Of words in no article the others are looked for.

        Without `readers`, what only readers brought is left out. With `saved:`, all that match of what this `chat`
        saved: each article, of muted sources and brought by readers too.
        """
        await ready()
        async with self._database.read() as connection:
            newest, languages = await search_index.outline(connection)
            upto = newest if upto is None else upto
            nothing = SearchPage(hits=(), total=0, upto=upto, more=False, whole=0)
            wanted = Wanted.of(query, languages) if query else None
            if wanted is None:
                return nothing
            source_ids = await sources_like(connection, query.sources) if query.sources else None
            if source_ids == []:
                return nothing
            not_before = self._clock() - query.since if query.since is not None else EPOCH
            asked = await _Asked.of(connection, query, wanted, languages, source_ids)
            if query.saved:
                saver = await chat_rows.find(connection, chat) if chat else None
                mine = await saved.ids_of(connection, saver, upto, not_before, source_ids)
                ranked = await _of_saved(connection, asked, mine)
            else:
                ranked = await self._of_all(connection, asked, Scope(upto, not_before, muted, asked.filtered, readers))
            page = [one.match.article_id for one in ranked[offset : offset + limit]]
            found = await by_ids(connection, page)
            hits = tuple(found[article_id] for article_id in page)
            return SearchPage(
                hits=hits,
                total=len(ranked),
                upto=upto,
                more=len(ranked) > offset + limit,
                whole=sum(one.whole for one in ranked),
            )

    async def meant(
        self,
        text: str,
        *,
        muted: Collection[int] = frozenset(),
        readers: bool = True,
        chat: Address | None = None,
    ) -> tuple[str, ...]:
        """Other ways to write a search that finds nothing, each of which finds something; the likeliest first.

        Only words that an article has. Where nothing else is near: the beginning of a word the search ends with
        ('oyst*'), then another form of a word that is ('walls' for 'walle').
        """
        query = parse(text, now=self._clock())
        await ready()
        async with self._database.read() as connection:
            _, languages = await search_index.outline(connection)
            likely = await spelling.corrected(connection, text, query, languages)

        async def spoken_by(text: str) -> set[str]:
            """The words of the best article that has all that is looked for; none without one."""
            asked = parse(text, now=self._clock())
            page = await self.find(asked, limit=1, muted=muted, readers=readers, chat=chat)
            return {*words(page.hits[0].title), *words(page.hits[0].text)} if page.whole else set()

        other = spelling.retyped(text)
        met: list[str] = []
        alike: list[str] = []
        if other and spelling.all_in(await spoken_by(other), other):
            met.append(other)
        for wordings in likely:
            first = next(iter(wordings))
            if spoken := await spoken_by(first):
                exact = next((wording for wording, word in wordings.items() if word in spoken), None)
                if exact:
                    met.append(exact)
                elif form := spelling.nearest(wordings[first], spoken):
                    alike.append(spelling.with_other(first, {wordings[first]: form}))
        begun = spelling.begun(text)
        if begun and not met and await spoken_by(begun):
            return (begun,)
        return tuple(met or alike)

    async def tidy(self) -> None:
        """Brings the index in order, piece by piece; others may write in between. A beginning of a word is then found
        in two thirds of the time."""
        merging = True
        while merging:
            async with self._database.write() as connection:
                merging = await search_index.merge(connection)

    async def _of_all(self, connection: AsyncConnection, asked: _Asked, scope: Scope) -> list[Ranked]:
        async def newest(expression: str | None, most: int) -> list[Match]:
            if expression is None:
                return []
            return await search_index.newest_matches(connection, expression, scope, asked.languages, limit=most)

        indexed = None if asked.filtered else asked.source_ids
        return await _ranked(connection, asked, indexed, newest, attrgetter("story_id"))


async def _of_saved(connection: AsyncConnection, asked: _Asked, mine: Collection[int]) -> list[Ranked]:
    """Of so few, each that matches; `mine` are of the sources asked for already."""

    async def all_of_mine(expression: str | None, _most: int) -> list[Match]:
        found = await search_index.matching(connection, expression, mine)
        return await search_index.matches(connection, found)

    if asked.query.wordy:
        return await _ranked(connection, asked, None, all_of_mine, attrgetter("article_id"))
    unwanted = await search_index.matching(connection, search_index.unwanted(asked.wanted), mine)
    found = await search_index.matches(connection, {*mine} - unwanted)
    return await _in_order(found, (), attrgetter("article_id"))


async def _ranked(
    connection: AsyncConnection,
    asked: _Asked,
    indexed: Sequence[int] | None,
    look: Look,
    told_by: Callable[[Match], int],
) -> list[Ranked]:
    """What `look` finds, the best first, one of those for which `told_by` gives the same number; `indexed` are the
    sources to be asked of the index."""
    terms = asked.terms()
    found = await look(search_index.expression(asked.wanted, asked.expanded, indexed), Search.WINDOW)
    ranked = await _in_order(found, terms, told_by)
    if len(ranked) >= _ENOUGH or not asked.words_only or (len(terms) < _FEWEST_WORDS and ranked):
        return ranked
    met = sorted((term for term in terms if term.known), key=lambda term: -term.weight)[:_RAREST]
    expression = search_index.any_pair(asked.wanted, _pairs(met)) if len(terms) >= _FEWEST_WORDS else None
    expression = expression or search_index.any_one(asked.wanted, [term.stems for term in met])
    found = await look(expression, Search.SECOND_WINDOW)
    most = await _in_order(found, met, told_by)
    known = {told_by(one.match) for one in ranked}
    return ranked + [
        replace(one, whole=False) for one in most if one.covered >= _MOST_OF and told_by(one.match) not in known
    ]


def _pairs(terms: Sequence[Term]) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Of three words not the two that count too little without the third: what had all three was found already."""
    enough = _MOST_OF * sum(term.weight for term in terms) if len(terms) == _FEWEST_WORDS else 0.0
    both = combinations(terms, 2)
    return [(one.stems, other.stems) for one, other in both if one.weight + other.weight >= enough]


async def _in_order(found: Sequence[Match], terms: Sequence[Term], told_by: Callable[[Match], int]) -> list[Ranked]:
    """Many are ranked in a thread: the event loop has others to serve."""
    if len(found) <= Search.WINDOW:
        return rank(found, terms, told_by=told_by)
    return await asyncio.to_thread(rank, found, terms, told_by=told_by)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query with all that is known of it; `expanded` holds the stems for each of its beginnings."""

    query: Query
    wanted: Wanted
    expanded: Sequence[frozenset[str]]
    languages: Sequence[str]
    source_ids: Sequence[int] | None
    known: Mapping[str, int] | None
    """How frequent each stem is that an article has; None where that tells nothing, as of a single word."""

    @classmethod
    async def of(
        cls,
        connection: AsyncConnection,
        query: Query,
        wanted: Wanted,
        languages: Sequence[str],
        source_ids: Sequence[int] | None,
    ) -> _Asked:
        """Without the spellings that no article has: each costs the index as much as one that some have."""
        single = len(query.words) + len(query.prefixes) + sum(map(len, query.phrases)) <= 1
        known: dict[str, int] = {}
        if not single or len(wanted.stems) > _FEW_STEMS:
            known = await vocabulary.frequencies(connection, wanted.stems)
            wanted = wanted.among(known)
        begun = await search_index.beginnings(connection, wanted)
        counted = {stem: count for one in begun for stem, count in one.items()} | known
        expanded = [frozenset(one) for one in begun]
        return cls(query, wanted, expanded, languages, source_ids, None if single else counted)

    @property
    def words_only(self) -> bool:
        return not (self.query.phrases or self.query.prefixes or self.query.sources)

    @property
    def filtered(self) -> Sequence[int] | None:
        """The sources to be asked of the articles; None where the index knows."""
        return self.source_ids if self.source_ids and len(self.source_ids) > _FEW_SOURCES else None

    def terms(self) -> list[Term]:
        """What is ranked by."""
        query = self.query
        looked_for = [
            *zip(query.words, self.wanted.words, strict=True),
            *zip(query.prefixes, self.expanded, strict=True),
            *(one for phrase in zip(query.phrases, self.wanted.phrases, strict=True) for one in _of_phrase(*phrase)),
        ]
        if self.known is None:
            return [Term.of(word, stems, known=bool(stems)) for word, stems in looked_for]
        return [
            Term.of(
                word,
                stems,
                1 / (1 + math.log1p(sum(self.known.get(stem, 0) for stem in stems)) / 4),
                known=not self.known.keys().isdisjoint(stems),
            )
            for word, stems in looked_for
        ]


def _of_phrase(phrase: Sequence[str], wordings: Collection[str]) -> list[tuple[str, frozenset[str]]]:
    """Each word of a phrase with the stems it has in the phrase's wordings."""
    stems = zip(*(wording.split() for wording in wordings), strict=False)
    return [(word, frozenset(met)) for word, met in zip(phrase, stems, strict=False)]
