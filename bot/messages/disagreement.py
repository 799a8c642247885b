"""Where a story's sources tell different numbers: one line under it, the latest number first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal

import language as lang
from bot.html import Html, escape
from bot.messages.shortening import cut
from bot.messages.source_names import source_name
from bot.words import Words
from storage.records import Story
from summarizer.story import Disagreement, Side, StorySummary
from summarizer.story.figure_lists import EVENTS
from summarizer.story.figures import Figure, figures, is_event

_CLAUSE = 100  # units of a clause that are quoted
_WEIGHT = {name: place for place, (name, _) in enumerate(EVENTS)}  # deaths before injuries, and people before things
_NOUN_WITHIN = 4  # words
_ONCE_ROUND = timedelta(hours=24)  # for the clock: which day is meant is plain
_ONE_WEEK = timedelta(days=6)  # beyond, the name of a day would say too little


@dataclass(frozen=True, slots=True)
class _Count:
    """What a side counts: `figure` is found again in its `sentence`."""

    sentence: str
    language: str
    figure: Figure

    @property
    def of_people(self) -> bool:
        """Whether there are words for it in every catalogue."""
        return self.figure.counted[0] == "people" and is_event(self.figure)


def differing(
    summary: StorySummary, story: Story, words: Words, now: datetime, *, timezone: str, numbers: int, name: int
) -> Html:
    """'Sources differ: 15 killed (Aldis Today, 11:40), 12 (Harbour Post, 09:10)'; empty where they don't.

    Of several disagreements the gravest one is told, with at most so many different `numbers` (2 or more), each by the
    source that tells it latest; sources' names take at most `name` units. `summary` is that of `story`.
    """
    found = [(one, count) for one in summary.disagreements if (count := _count(one.sides[0], summary, story))]
    if not found:
        return Html()
    gravest, first = min(found, key=lambda pair: _weight(pair[1]))
    said = [first, *(_count(side, summary, story) for side in gravest.sides[1:])]
    known: dict[float, Side] = {}
    versions: list[Html] = []
    for side, count in zip(gravest.sides, said, strict=True):
        if count is None or count.figure.value in known:
            continue
        known[count.figure.value] = side
        same = sum(other is not None and other.figure.value == count.figure.value for other in said)
        source = escape(source_name(side.source, name))
        who = words.count("story.more_sources", same - 1, sources=source) if same > 1 else source
        if versions:
            number = _number(count, words)
        else:
            number = _clause(gravest, words) if _alone(side, count, summary) else _counted(count, words)
        when = _when(side.published_at, now, words, timezone)
        versions.append(words("differ.side", number=number, source=who, time=when))
    return words("differ.line", sides=Html(", ").join(versions[:numbers])) if len(versions) > 1 else Html()


def _count(side: Side, summary: StorySummary, story: Story) -> _Count | None:
    sentence = story.articles[side.article].text[side.start : side.end]
    figure = _figure(sentence, side.number, summary.language)
    return _Count(sentence, summary.language, figure) if figure else None


@lru_cache(maxsize=1024)  # a story's are looked up for each of its readers
def _figure(sentence: str, number: str, language: str) -> Figure | None:
    return next((one for one in figures(sentence, language) if sentence[one.start : one.end] == number), None)


def _weight(count: _Count) -> int:
    return _WEIGHT.get(count.figure.counted[1], len(_WEIGHT))


def _alone(side: Side, count: _Count, summary: StorySummary) -> bool:
    """Whether the number of a thing would stand there with nothing to tell what has become of it."""
    return not count.of_people and all(
        (side.article, side.start) != (one.article, one.start) for one in summary.sentences
    )


def _clause(disagreement: Disagreement, words: Words) -> Html:
    """What the latest source says, in its own words."""
    number = disagreement.sides[0].number
    shown = cut(disagreement.thing, _CLAUSE)
    if number not in shown:
        shown = cut(disagreement.thing[disagreement.thing.find(number) :], _CLAUSE)
    return words("differ.clause", clause=shown)


def _counted(count: _Count, words: Words) -> Html:
    """'at least 15 killed' in the reader's language; of things, as it was written: '40 wooden houses'."""
    if count.of_people:
        kind, whole = count.figure.counted[1], round(count.figure.value)
        return words.count(f"differ.{kind}", whole, amount=_number(count, words))
    return escape(_as_written(count))


def _number(count: _Count, words: Words) -> Html:
    """'at least 15'; of things and money, as it was written."""
    figure = count.figure
    if not count.of_people:
        return escape(count.sentence[figure.start : figure.end])
    number = format_decimal(round(figure.value), locale=words.language)
    return words(f"differ.{figure.bound}", number=number) if figure.bound else escape(number)


def _as_written(count: _Count) -> str:
    """The number up to the noun it counts."""
    figure = count.figure
    behind = count.sentence[figure.end :]
    for start, end in lang.word_spans(behind, most=_NOUN_WITHIN):
        if lang.stem(lang.fold(behind[start:end]), count.language) == figure.counted[0]:
            return count.sentence[figure.start : figure.end + end]
    return count.sentence[figure.start : figure.end]


def _when(moment: datetime, now: datetime, words: Words, timezone: str) -> str:
    """'11:40' of the last 24 hours, 'Sun 11:40' of the last week, else the date; on the clock of `timezone`."""
    here, passed = moment.astimezone(ZoneInfo(timezone)), now - moment
    if passed < _ONCE_ROUND:
        return f"{here:%H:%M}"
    if passed > _ONE_WEEK:
        return words.moment(moment, timezone)
    return f"{words.weekday(here.weekday())} {here:%H:%M}"
