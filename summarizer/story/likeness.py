"""How alike two fingerprints are: whether they tell one event, by weights learnt from labelled pairs.

`tools/train_stories` makes the weights and writes them beside this module; `docs/stories.md` tells how.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, lru_cache
from operator import mul
from pathlib import Path

from summarizer.story.fingerprints import COUNT, FIGURE, HAPPENING, NAME, PLAIN, RARE_WORD, SORT, SORT_BITS

WEIGHTS = Path(__file__).with_name("likeness.json")

FEATURES = (
    "always", "days apart", "names", "name mass", "no name", "names alone", "stray names", "happening mass",
    "happenings in titles", "words", "numbers", "day", "other day",
)  # fmt: skip
BY_HAND = {"days apart": -1.0, "day": 1.28, "other day": -1.5}
"""Weights that labelled texts can't teach, for their hours and weekdays are made up. Of two articles on one event,
three in five may name the same day of the week; of any two within three days, one in six."""

SAME = -0.25
"""From this likeness on, two articles tell one event: fitted for precision, as a story told twice does less harm than
one that hides another."""

LINKED = 0.5
"""From this likeness on, two articles in different languages do."""

CORE = 0.0
"""From this likeness on, on average, an article fits the first articles of a story."""

# Rarity is minus the logarithm of the share of articles that have it.
_RARITIES = (1.2, 2.6, 4.0, 5.5)  # of words by their class
_COUNT_RARITY, _FIGURE_RARITY = 1.5, 5.0
_USUAL_HAPPENING = 3.0
_USUAL_NAME = 6.2
_RAREST_NAME = 7.0
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Traits:
    """A fingerprint taken apart. `words` have their rarity, `word_set` is their keys, `mass` the sum of it,
    `names_among` are those of them written like names."""

    words: Mapping[int, float]
    word_set: frozenset[int]
    mass: float
    names_among: frozenset[int]
    names: frozenset[int]
    numbers: Mapping[int, float]
    happenings: frozenset[int]
    in_title: frozenset[int]
    days: frozenset[int]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each of FEATURES counts: between two articles of one language; of one whose happenings aren't known; of two
    languages. And how rare each kind of happening is."""

    alike: tuple[float, ...]
    unlisted: tuple[float, ...]
    across: tuple[float, ...]
    happenings: tuple[float, ...]


def likeness(
    ours: tuple[int, ...],
    theirs: tuple[int, ...],
    *,
    apart: timedelta = timedelta(0),
    one_language: bool = True,
    rarity: Mapping[int, float] | None = None,
) -> float:
    """The log-odds that two articles, published so far apart, tell one event.

    `rarity` holds, for names of either, minus the logarithm of the share of recent articles that have them.
    """
    a, b = _traits(ours), _traits(theirs)
    known = trained()
    of_one_language = known.alike if a.happenings or b.happenings else known.unlisted
    weights = of_one_language if one_language else known.across
    seen = _features(a, b, apart, rarity or {}, known.happenings)
    alike: float = sum(map(mul, weights, seen))
    return alike


def overlap(ours: tuple[int, ...], theirs: tuple[int, ...]) -> float:
    """The share of the shorter fingerprint found in the longer one: 1 for an article and its copy."""
    return len({*ours} & {*theirs}) / max(1, min(len(ours), len(theirs)))


def features(
    ours: tuple[int, ...],
    theirs: tuple[int, ...],
    *,
    apart: timedelta,
    rarity: Mapping[int, float],
    happenings: tuple[float, ...],
) -> tuple[float, ...]:
    """What is seen of two fingerprints, in the order of FEATURES."""
    return _features(_traits(ours), _traits(theirs), apart, rarity, happenings)


def _features(
    a: _Traits, b: _Traits, apart: timedelta, rarity: Mapping[int, float], happenings: tuple[float, ...]
) -> tuple[float, ...]:
    # Some twenty times for each article that comes in: without calls where a comparison will do.
    rare, known = rarity.get, len(happenings)

    def mass(names: Collection[int]) -> float:
        return sum([one if (one := rare(name, _USUAL_NAME)) < _RAREST_NAME else _RAREST_NAME for name in names])

    def weight(kinds: Collection[int]) -> float:
        return sum([happenings[kind] if kind < known else _USUAL_HAPPENING for kind in kinds])

    both = a.names & b.names
    shared = mass(both)
    ours, theirs = a.names - both, b.names - both
    stray = min(mass(ours), mass(theirs)) if ours and theirs else 0.0
    numbers = sum([a.numbers[number] for number in a.numbers.keys() & b.numbers.keys()])
    titles = (a.in_title & b.happenings) | (b.in_title & a.happenings)
    return (
        1.0,
        abs(apart) / _DAY,
        shared / max(10.0, shared + stray),
        min(shared, 30.0) / 10,
        float(not both),
        float(not titles and numbers < _FIGURE_RARITY),
        min(stray, 30.0) / 10,
        min(weight(a.happenings & b.happenings), 30.0) / 10,
        weight(titles) / max(4.0, weight(a.in_title | b.in_title)),
        _words_shared(a, b),
        min(numbers, 12.0) / 6,
        float(bool(a.days & b.days)),
        float(bool(a.days and b.days and not a.days & b.days)),
    )


def _words_shared(a: _Traits, b: _Traits) -> float:
    """The share of the shorter telling's words, by their rarity, that the longer has.

    A name for one is a name for both: the other may have it where every word has a capital.
    """
    named = a.names_among | b.names_among
    words = a.words
    shared = sum([words[word] for word in (a.word_set & b.word_set) - named])
    least = min(told.mass - sum([told.words[word] for word in told.word_set & named]) for told in (a, b))
    return shared / max(20.0, least)


@lru_cache(maxsize=8192)
def _traits(fingerprint: tuple[int, ...]) -> _Traits:
    words: dict[int, float] = {}
    names_among: set[int] = set()
    names: list[int] = []
    numbers: dict[int, float] = {}
    kinds: list[int] = []
    days: list[int] = []
    for number in fingerprint:
        sort, told = number & SORT, number >> SORT_BITS
        if sort in (PLAIN, RARE_WORD):
            words[told >> 1] = _RARITIES[told >> 1 & 3]
            if told & 1:
                names_among.add(told >> 1)
        elif sort == NAME:
            names.append(number)
        elif sort in (COUNT, FIGURE):
            numbers[told] = _COUNT_RARITY if sort == COUNT else _FIGURE_RARITY
        elif sort == HAPPENING:
            kinds.append(told)
        else:
            days.append(told)
    return _Traits(
        words=words,
        word_set=frozenset(words),
        mass=sum(words.values()),
        names_among=frozenset(names_among),
        names=frozenset(names),
        numbers=numbers,
        happenings=frozenset(kind >> 1 for kind in kinds),
        in_title=frozenset(kind >> 1 for kind in kinds if kind & 1),
        days=frozenset(days),
    )


@cache
def trained() -> Weights:
    """The weights that come with the program, read once."""
    return Weights(**{name: tuple(numbers) for name, numbers in json.loads(WEIGHTS.read_text("utf8")).items()})
