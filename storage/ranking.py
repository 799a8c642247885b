"""Which of the matches come first: pure functions over what was found."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from language import stem, words
from storage.search_index import Match

# Weights, by judgement: half or twice any of them leaves nDCG@10 on the judged queries as it is.
_COVERED, _TITLE, _LEAD, _OFTEN, _NEAR, _FRESH = 3.0, 1.0, 0.4, 0.6, 0.5, 0.4
_HALF_LIFE = 7 * 86_400 * 1_000_000
"""A week, in microseconds."""

_LEAD_CHARACTERS = 400
_MOST_PLACES = 5
_CLOSE = 60  # characters


@dataclass(frozen=True, slots=True)
class Term:
    """Something looked for: the stems it may appear as, how a word of a text begins that is likely one of its forms,
    its weight (rare words tell more), and whether any article has it."""

    stems: frozenset[str]
    beginnings: tuple[str, ...]
    weight: float = 1.0
    known: bool = True

    @classmethod
    def of(cls, word: str, stems: Collection[str], weight: float = 1.0, *, known: bool = True) -> Term:
        """`word` as it was typed: what it has in common with a stem, its forms have too (city, citi, cities)."""
        begun = {_shared(word, stem) or stem for stem in stems}
        # What begins with a longer one begins with a shorter one, too.
        told = tuple(one for one in sorted(begun) if not any(one != other and one.startswith(other) for other in begun))
        return cls(frozenset(stems), told, weight, known)


def _shared(word: str, stem: str) -> str:
    """The beginning a word shares with its stem: but for a letter or so; '' if it is spelled otherwise. (A stem's i may
    be a y: city, cities.)"""
    length = next((n for n, pair in enumerate(zip(word, stem, strict=False)) if len(set(pair)) > 1), len(stem))
    length = min(length, len(word))
    if length == len(stem) > 2 and stem[-1] == "i":
        length -= 1
    return stem[:length] if length >= 2 and 2 * length > len(stem) else ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A match's place among the others; `covered` is the share of what was looked for that it has, `whole` says that
    it has all of it."""

    match: Match
    covered: float
    whole: bool = True


def rank(
    matches: Sequence[Match], terms: Sequence[Term], *, told_by: Callable[[Match], int] = attrgetter("story_id")
) -> list[Ranked]:
    """The best first, one of each story (of those for which `told_by` gives the same number).

    Counted are, of each word: whether it is there at all, in the title, in the lead, and how often; how near to each
    other the words stand; and freshness, which halves every week, counted from the newest match, so that the order is
    the same on every page.
    """
    if not matches:
        return []
    newest = max(match.published_at for match in matches)
    scored = sorted(((_score(match, terms, newest), match) for match in matches), key=_order, reverse=True)
    best: dict[int, Ranked] = {}
    for (_, covered), match in scored:
        best.setdefault(told_by(match), Ranked(match, covered))
    return list(best.values())


def _order(scored: tuple[tuple[float, float], Match]) -> tuple[float, int, int]:
    (score, _), match = scored
    return score, match.published_at, match.article_id


def _score(match: Match, terms: Sequence[Term], newest: int) -> tuple[float, float]:
    title = words(match.title)
    text = match.text.lower().replace("ё", "е")
    total = sum(term.weight for term in terms) or 1.0
    covered = told = 0.0
    places: list[list[int]] = []
    for term in terms:
        # Of a title's words only those that begin so are stemmed: it would take most of the time.
        in_title = any(word.startswith(term.beginnings) and stem(word, match.language) in term.stems for word in title)
        found = _places(text, term.beginnings)
        if found:
            places.append(found)
        if in_title or found:
            covered += term.weight
            lead = bool(found) and found[0] < _LEAD_CHARACTERS
            often = len(found) / (len(found) + 1.5)
            told += term.weight * (_TITLE * in_title + _LEAD * lead + _OFTEN * often)
    fresh = math.exp2((match.published_at - newest) / _HALF_LIFE)
    near = _nearness(places) if len(terms) > 1 else 0.0
    return (_COVERED * covered + told) / total + _NEAR * near + _FRESH * fresh, covered / total


def _places(text: str, beginnings: Sequence[str]) -> list[int]:
    """Where words begin so: the first few places, in order."""
    found: list[int] = []
    for begun in beginnings:
        place = text.find(begun)
        while place >= 0 and len(found) < _MOST_PLACES:
            if not place or not text[place - 1].isalnum():
                found.append(place)
            place = text.find(begun, place + len(begun))
    return sorted(found) if len(beginnings) > 1 else found


def _nearness(places: Sequence[Sequence[int]]) -> float:
    """1 where words stand side by side, towards 0 the farther apart; the mean over neighbours in the search."""
    if len(places) < 2:
        return 0.0
    near = 0.0
    for one, other in pairwise(places):
        gap = min(abs(a - b) for a in one for b in other)
        near += 1 / (1 + max(gap - 12, 0) / _CLOSE)
    return near / (len(places) - 1)
