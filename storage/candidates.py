"""Which recent articles may tell the same story as a new one: those it shares clues with, the rarer the better.

A clue is an odd number of a fingerprint. At most POSTINGS of the newest articles with a clue are looked at: what costs
time with common clues, which tell nothing anyway, is bounded by it, however many articles are open.
"""

from __future__ import annotations

import asyncio
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain

from sqlalchemy import delete, select
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import search_index
from storage.columns import EPOCH, microseconds, unpack
from storage.records import NewArticle, StoryCandidate
from storage.schema import articles, story_terms

MEMORY = timedelta(days=3)
"""How long a story may be joined by a further article."""

POSTINGS = 48
CORE = 8
"""How many of a story's articles, from the first, stand for it."""

_LOOKED_AT = 12  # articles, for each new one
_COMPARED = 6  # of each new one's language, and as many of others
_DOUBT = 1000  # articles are thought to have come before, none with these clues: few tell nothing of what is rare

# Several fingerprints at once, as JSON: a parameter of its own costs more than a clue's look-up. Ids grow with arrival,
# and nothing is published after it was stored: the first id of the last days divides the recent from the old.
_OPEN = sql(
    """
    SELECT min((
        SELECT id FROM articles WHERE language = used.value AND stored_at >= :recent ORDER BY stored_at LIMIT 1
    ))
    FROM json_each(:languages) AS used
    """
)
_POSTINGS = sql(
    """
    SELECT json_group_array(json((
        SELECT json_group_array(article_id) FROM (
            SELECT article_id FROM story_terms WHERE term = clue.value AND article_id >= :first
            ORDER BY article_id DESC LIMIT :most
        )
    )))
    FROM json_each(:clues) AS clue
    """
)
_ROWS = sql(
    """
    SELECT articles.id, story_id, sources.name, language, published_at, fingerprint
    FROM json_each(:ids) AS wanted JOIN articles ON articles.id = wanted.value JOIN sources ON sources.id = source_id
    """
)
# A row for each article would take longer than all of them in hexadecimal.
_CORES = sql(
    """
    SELECT wanted.value, (
        SELECT group_concat(hex(fingerprint)) FROM (
            SELECT fingerprint FROM articles WHERE story_id = wanted.value ORDER BY id LIMIT :core
        )
    )
    FROM json_each(:stories) AS wanted
    """
)
_PUT = sql(
    """
    INSERT OR IGNORE INTO story_terms (term, article_id)
    SELECT term.value, CAST(fresh.key AS INTEGER)
    FROM json_each(:clues) AS fresh, json_each(fresh.value) AS term
    ORDER BY 1, 2
    """
)


class OpenStories:
    """The stories new articles may join, as far as these articles' clues lead to them; those among them included."""

    def __init__(self, postings: dict[int, list[int]], first: int, newest: int) -> None:
        """`postings`: for each clue the newest articles that have it, of those with ids from `first` to `newest`; it
        grows with what is added."""
        self._postings = postings
        self._first = first
        self._newest = newest
        self._articles: dict[int, StoryCandidate] = {}
        self._cores: defaultdict[int, list[tuple[int, ...]]] = defaultdict(list)

    def ids(self, new: NewArticle) -> list[int]:
        """The stored articles `new` shares most with, the most alike first, of equals the latest to come in."""
        return self._alike(self._rarity(new))[:_LOOKED_AT]

    def know(self, stored: Iterable[StoryCandidate], cores: Iterable[tuple[int, tuple[int, ...]]]) -> None:
        """These are what some of the ids stand for, and the first articles of their stories."""
        self._articles.update((one.article_id, one) for one in stored)
        for story_id, fingerprint in cores:
            self._cores[story_id].append(fingerprint)

    def add(self, new: NewArticle, story_id: int) -> None:
        """`new` came in and tells this story."""
        self._newest += 1
        self._articles[self._newest] = StoryCandidate(
            0, story_id, new.source, new.language, new.published_at, new.fingerprint
        )
        for clue in clues(new.fingerprint):
            self._postings.setdefault(clue, []).insert(0, self._newest)
        if len(self._cores[story_id]) < CORE:
            self._cores[story_id].append(new.fingerprint)

    def among(self, new: NewArticle) -> tuple[list[StoryCandidate], list[StoryCandidate]]:
        """All candidates for `new`, the most alike first: those in its language, and those in others."""
        rarity = self._rarity(new)
        found: tuple[list[StoryCandidate], list[StoryCandidate]] = ([], [])
        for place in self._alike(rarity):
            known = self._articles.get(place)
            if known is None:
                continue
            of_its_kind = found[known.language != new.language]
            if len(of_its_kind) < _COMPARED:
                core = tuple(self._cores[known.story_id])
                of_its_kind.append(known.beside(core=core, rarity=rarity))
        return found

    def _rarity(self, new: NewArticle) -> dict[int, float]:
        """Of each clue, minus the logarithm of the share of recent articles that have it."""
        among = self._newest - self._first + 1
        rarity: dict[int, float] = {}
        for clue in clues(new.fingerprint):
            ids = self._postings.get(clue, ())
            met: float = len(ids)
            if met >= POSTINGS:  # more may have it than are looked at: as many as their density makes it
                met = among * POSTINGS / (self._newest - ids[POSTINGS - 1] + 1)
            rarity[clue] = math.log((among + _DOUBT) / (met + 1))
        return rarity

    def _alike(self, rarity: Mapping[int, float]) -> list[int]:
        """The articles with two or more of these clues, by the sum of their rarity."""
        import numpy as np  # 20 MB and a tenth of a second: not before an article comes in

        # As arrays: a batch looks through some 100,000 postings.
        posted = [self._postings.get(clue, ())[:POSTINGS] for clue in rarity]
        lengths = np.array([*map(len, posted)], np.int64)
        places = np.fromiter(chain.from_iterable(posted), np.int64, int(lengths.sum()))
        if not len(places):
            return []
        order = np.argsort(places)
        places, weights = places[order], np.repeat([*rarity.values()], lengths)[order]
        is_new = np.ones(len(places) + 1, bool)
        np.not_equal(places[1:], places[:-1], out=is_new[1:-1])
        begins = np.flatnonzero(is_new[:-1])
        enough = ~is_new[begins + 1]
        alike = np.add.reduceat(weights, begins)[enough].round(6)
        found = places[begins[enough]]
        ranked: list[int] = found[np.lexsort((-found, -alike))].tolist()
        return ranked


async def find(connection: AsyncConnection, fresh: Sequence[NewArticle], now: datetime) -> OpenStories:
    """The stories of the last days that these articles' clues lead to."""
    wanted = sorted({clue for new in fresh for clue in clues(new.fingerprint)})
    newest, languages = await search_index.outline(connection)
    values = {"recent": microseconds(now - MEMORY), "languages": json.dumps(languages)}
    first = (await connection.execute(_OPEN, values)).scalar_one()
    if first is None or not wanted:
        return OpenStories({}, newest + 1, newest)
    looked_up = {"clues": json.dumps(wanted), "first": first, "most": POSTINGS}
    postings = json.loads((await connection.execute(_POSTINGS, looked_up)).scalar_one())
    found = OpenStories(dict(zip(wanted, postings, strict=True)), first, newest)
    likely: set[int] = set()
    for new in fresh:
        await asyncio.sleep(0)  # others have their turn
        likely.update(found.ids(new))
    if ids := sorted(likely):
        stored = [_candidate(*row) for row in await connection.execute(_ROWS, {"ids": json.dumps(ids)})]
        stories = json.dumps(sorted({one.story_id for one in stored}))
        cores = await connection.execute(_CORES, {"stories": stories, "core": CORE})
        found.know(
            stored, ((story_id, unpack(bytes.fromhex(one))) for story_id, packed in cores for one in packed.split(","))
        )
    return found


def _candidate(
    article_id: int, story_id: int, source: str, language: str, published_at: int, packed: bytes
) -> StoryCandidate:
    moment = EPOCH + timedelta(microseconds=published_at)
    return StoryCandidate(article_id, story_id, source, language, moment, unpack(packed))


async def put(connection: AsyncConnection, fingerprints: Sequence[tuple[int, tuple[int, ...]]]) -> None:
    """Has these articles, by their ids, found by what they share with others."""
    found = {article_id: clues(fingerprint) for article_id, fingerprint in fingerprints if fingerprint}
    if found:
        await connection.execute(_PUT, {"clues": json.dumps(found)})


async def drop(connection: AsyncConnection, article_id: int, fingerprint: tuple[int, ...]) -> None:
    """Has the article, whose fingerprint this is, found no more."""
    theirs = (story_terms.c.article_id == article_id) & story_terms.c.term.in_(clues(fingerprint))
    await connection.execute(delete(story_terms).where(theirs))


async def forget_old(connection: AsyncConnection, now: datetime) -> None:
    """Removes what is kept of articles whose stories can't be joined any more."""
    recent = select(articles.c.id).where(articles.c.stored_at >= now - MEMORY)
    await connection.execute(delete(story_terms).where(story_terms.c.article_id.not_in(recent)))


def clues(fingerprint: tuple[int, ...]) -> list[int]:
    """Those of its numbers by which articles find each other."""
    return sorted({number for number in fingerprint if number & 1})
