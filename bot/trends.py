"""What a week's news is about, and how often words were in it: counted on a chat's own calendar."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Hashable, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

from bot.recent import Recent
from bot.schedule.days import midnights, today
from storage import Storage
from storage.query import parse
from storage.records import Headline, Story
from summarizer.trends import Measured, Told, Volume, rising, subjects

DAYS = 30
MOST_COMPARED = 3
_WEEK = 7
_WEEKS_BEFORE = 3
_LOOKED_AT = 300  # stories
_MEASURED = 40  # of the names and terms they tell of
_SUBJECTS = 6
_STORIES = 5
_LEADING = 20  # stories of which those are chosen
_KEPT = 64
_KEPT_SECONDS = 60.0

_T = TypeVar("_T")
_QUOTED = re.compile(r'["“”„«»][^"“”„«»]*["“”„«»]?|,(?!\d)')


@dataclass(frozen=True, slots=True)
class Counted:
    """How many articles had `text` on each of the days, and `before`, in as many days; None where nobody knows."""

    text: str
    counts: tuple[int, ...]
    before: int | None

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def peak(self) -> int:
        """The place of the day with most of them, of equals the latest."""
        return max(range(len(self.counts)), key=lambda place: (self.counts[place], place))


@dataclass(frozen=True, slots=True)
class WordsTrend:
    """How often words were in the news of `days`; `stories` are those with the first of them that most sources tell.

    `begun` is the day the first article came in, if it was one of these: what is older is there by chance.
    """

    days: tuple[date, ...]
    counted: tuple[Counted, ...]
    stories: tuple[Story, ...]
    begun: date | None

    @property
    def found(self) -> bool:
        return any(one.total for one in self.counted)


@dataclass(frozen=True, slots=True)
class WeekTrend:
    """What the news of `days` is about. `weeks` is how many weeks before are known, 0 or three."""

    days: tuple[date, ...]
    subjects: tuple[Measured, ...]
    weeks: int
    stories: tuple[Story, ...]


def compared(text: str) -> tuple[str, ...]:
    """What is to be compared: commas part it, but for those in quotation marks or in numbers."""
    parts, start = [], 0
    for found in _QUOTED.finditer(text):
        if found[0] == ",":
            parts.append(text[start : found.start()])
            start = found.end()
    parts.append(text[start:])
    told = (" ".join(part.split()) for part in parts)
    return tuple(dict.fromkeys(part for part in told if parse(part)))


class TrendCounts:
    """Trends, counted one at a time and known for a minute, or until an article comes in.

    They take up to a second of the processor and one of the database's few readers all the while; and a button that
    only changes a picture's ground counts nothing anew.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._turn = asyncio.Lock()
        self._words = Recent[Hashable, WordsTrend](most=_KEPT, seconds=_KEPT_SECONDS)
        self._weeks = Recent[Hashable, WeekTrend](most=_KEPT, seconds=_KEPT_SECONDS)

    async def words(
        self, texts: Sequence[str], *, last: date, timezone: str, language: str, muted: Set[int]
    ) -> WordsTrend:
        """As `words_trend`."""
        count = partial(words_trend, self._storage, texts, last=last, timezone=timezone, language=language, muted=muted)
        return await self._once(self._words, (tuple(texts), last, timezone, language, frozenset(muted)), count)

    async def week(
        self, *, last: date, timezone: str, language: str, muted: Set[int], muted_words: Set[str], longest: int
    ) -> WeekTrend:
        """As `week_trend`."""
        count = partial(
            week_trend,
            self._storage,
            last=last,
            timezone=timezone,
            language=language,
            muted=muted,
            muted_words=muted_words,
            longest=longest,
        )
        asked = (last, timezone, language, frozenset(muted), frozenset(muted_words), longest)
        return await self._once(self._weeks, asked, count)

    async def _once(self, kept: Recent[Hashable, _T], asked: Hashable, count: Callable[[], Awaitable[_T]]) -> _T:
        """What is kept of that, or what it is when its turn to be counted has come."""
        async with self._turn:
            key = (await self._storage.articles.newest_id(), asked)
            known = kept.get(key)
            if known is None:
                known = await count()
                kept.put(key, known)
            return known


async def words_trend(
    storage: Storage, texts: Sequence[str], *, last: date, timezone: str, language: str, muted: Set[int]
) -> WordsTrend:
    """How often each of `texts`, searches as a reader types them, was met on the 30 days up to `last`.

    As in a search, muted words are found by who names them; what is known of a span a search names counts for nothing.
    """
    edges = midnights(last, 2 * DAYS, timezone)
    queries = [parse(text) for text in texts]
    counts = await storage.trends.counts(queries, edges, muted=muted)
    begun = await storage.trends.begun()
    known = begun is not None and begun <= edges[0]
    told = await storage.trends.told_most(edges[DAYS], edges[-1], query=queries[0], limit=_LEADING, muted=muted)
    return WordsTrend(
        days=_dates(last, DAYS),
        counted=tuple(
            Counted(text, one[DAYS:], sum(one[:DAYS]) if known else None)
            for text, one in zip(texts, counts, strict=True)
        ),
        stories=_top(told, language),
        begun=today(begun, timezone) if begun is not None and begun > edges[DAYS] else None,
    )


async def week_trend(
    storage: Storage, *, last: date, timezone: str, language: str, muted: Set[int], muted_words: Set[str], longest: int
) -> WeekTrend:
    """What the seven days up to `last` were about, beside the three weeks before. A subject is written in at most
    `longest` bytes."""
    edges = midnights(last, _WEEK * (1 + _WEEKS_BEFORE), timezone)[::_WEEK]
    since, until = edges[-2], edges[-1]
    headlines = await storage.trends.headlines(since, until, limit=_LOOKED_AT, muted=muted, muted_words=muted_words)
    sources = await storage.articles.sources()
    met = await asyncio.to_thread(
        subjects, [_told(one) for one in headlines], names_of_sources=sources, count=_MEASURED
    )
    likely = [one for one in met if len(one.form.encode()) <= longest and parse(one.form)]
    queries = [None, *(parse(one.form) for one in likely)]
    every, *counts = await storage.trends.counts(queries, edges, muted=muted, muted_words=muted_words)
    volume = Volume(every[-1], sum(every[:-1]))
    measured = [Measured(one, count[-1], sum(count[:-1])) for one, count in zip(likely, counts, strict=True)]
    begun = await storage.trends.begun()
    told = await storage.trends.told_most(since, until, limit=_LEADING, muted=muted, muted_words=muted_words)
    return WeekTrend(
        days=_dates(last, _WEEK),
        subjects=rising(measured, volume, language=language, count=_SUBJECTS),
        weeks=_WEEKS_BEFORE if begun is not None and begun <= edges[0] else 0,
        stories=_top(told, language),
    )


def _top(stories: Sequence[Story], language: str) -> tuple[Story, ...]:
    """The first of them, those in the reader's language before all others; what two languages tell stands once."""
    chosen: list[Story] = []
    for story in sorted(stories, key=lambda one: one.newest.language != language):
        known = {one.id for one in chosen}
        if len(chosen) < _STORIES and known.isdisjoint(article.story_id for article in story.abroad):
            chosen.append(story)
    return tuple(chosen)


def _dates(last: date, days: int) -> tuple[date, ...]:
    return tuple(last - timedelta(days=back) for back in range(days - 1, -1, -1))


def _told(one: Headline) -> Told:
    return Told(one.story_id, one.title, one.summary, one.language, one.sources)
