"""Reads what somebody typed into a search: words, begin*, "phrases", -without, source:name, since:7d, saved:."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from language import words
from storage.records import Query

MAX_TERMS = 32
"""Further words, phrases and so on are left out: nobody means them, and each costs a look-up."""

MIN_PREFIX = 3
"""Letters of a word's beginning, at the least: with fewer, half of all words begin."""

_QUOTES = '"“”„‟«»＂〝〞'
_DASHES = "-−–—"
_SPAN = re.compile(r"([0-9]{1,6})([hdw])")
_HOURS = {"h": 1, "d": 24, "w": 24 * 7}
_LONGEST = timedelta(days=36_500)

_T = TypeVar("_T")


@dataclass(slots=True)
class _Found:
    words: list[str] = field(default_factory=list)
    prefixes: list[str] = field(default_factory=list)
    phrases: list[tuple[str, ...]] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    since: timedelta | None = None
    saved: bool = False

    def full(self) -> bool:
        return (
            len(self.words) + len(self.prefixes) + len(self.phrases) + len(self.without) + len(self.sources)
            >= MAX_TERMS
        )


def parse(text: str, *, now: datetime | None = None) -> Query:
    """Takes a search apart; never raises. Words come folded.

    A word with an asterisk (elect*) is the beginning of one, if it has three letters; a term of several words
    ('covid-19') is a phrase; an excluded one is its words with blanks between. `since` takes
    hours, days, weeks (12h, 7d, 2w) or an ISO date, which counts from `now` (by default, the present moment). `saved:`
    may stand anywhere.
    What isn't understood is searched for as it stands.
    """
    now = now or datetime.now(UTC)
    found = _Found()
    position = 0
    while position < len(text) and not found.full():
        if text[position].isspace():
            position += 1
        else:
            position = _term(text, position, found, now)
    return Query(
        words=_once(found.words),
        prefixes=_once(found.prefixes),
        phrases=_once(found.phrases),
        without=_once(found.without),
        sources=_once(found.sources),
        since=found.since,
        saved=found.saved,
    )


def _term(text: str, start: int, found: _Found, now: datetime) -> int:
    """Reads the term that begins at `start`; returns where it ends."""
    excluded = text[start] in _DASHES
    value, end = _value(text, start + excluded)
    if excluded:
        excluded_words = words(value)
        if excluded_words:
            found.without.append(" ".join(excluded_words))
        return end
    quoted = text[start] in _QUOTES
    name, colon, rest = ("", "", "") if quoted else value.partition(":")
    if colon and name.casefold() == "source":
        source, end = _value(text, start + len("source:"))
        if source.strip():
            found.sources.append(" ".join(source.split()))
        return end
    if colon and name.casefold() == "since":
        span = _span(rest, now)
        if span is not None:
            found.since = span
            return end
    if colon and name.casefold() == "saved":
        found.saved = True
        return start + len("saved:")  # what follows is read as if a blank stood between
    term = words(value)
    if not quoted and value.endswith("*") and len(term) == 1 and len(term[0]) >= MIN_PREFIX:
        found.prefixes.extend(term)
    else:
        _keep_words(term, found)
    return end


def _keep_words(term: list[str], found: _Found) -> None:
    if len(term) == 1:
        found.words.extend(term)
    elif term:
        found.phrases.append(tuple(term[:MAX_TERMS]))


def _value(text: str, start: int) -> tuple[str, int]:
    """What stands at `start`: between quotation marks if it begins with one, else up to a blank or such a mark."""
    if start < len(text) and text[start] in _QUOTES:
        end = start + 1
        while end < len(text) and text[end] not in _QUOTES:
            end += 1
        return text[start + 1 : end], min(end + 1, len(text))
    end = start
    while end < len(text) and not text[end].isspace() and text[end] not in _QUOTES:
        end += 1
    return text[start:end], end


def _span(value: str, now: datetime) -> timedelta | None:
    match = _SPAN.fullmatch(value.casefold())
    if match:
        return min(timedelta(hours=int(match[1]) * _HOURS[match[2]]), _LONGEST)
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    begin = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return min(max(now - begin, timedelta(0)), _LONGEST)


def _once(values: list[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(values))
