"""What is searched for in the benchmark: many queries of each kind, the same at every run."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from benchmarks.corpus import Vocabulary

_COMMON, _MIDDLING, _RARE = (0, 30), (200, 3000), (20_000, 100_000)  # places in the vocabulary


@dataclass(frozen=True)
class Asked:
    """A query as a reader types it, and what it is in FTS5's language."""

    text: str
    fts: str
    source: int | None = None
    since: timedelta | None = None


def asked(known: Sequence[Vocabulary], times: int) -> dict[str, list[Asked]]:
    """So many queries of each kind, half of them English, half Russian."""
    chance = random.Random(5)
    return {kind: [make(known[n % 2], known[1 - n % 2], chance) for n in range(times)] for kind, make in _KINDS.items()}


def _word(vocabulary: Vocabulary, places: tuple[int, int], chance: random.Random) -> str:
    return vocabulary.words[chance.randrange(*places)]


def _one(places: tuple[int, int]) -> _Make:
    def make(own: Vocabulary, _other: Vocabulary, chance: random.Random) -> Asked:
        word = _word(own, places, chance)
        return Asked(word, f'"{word}"')

    return make


def _two(first: tuple[int, int], second: tuple[int, int], sign: str = "", between: str = "AND") -> _Make:
    def make(own: Vocabulary, _other: Vocabulary, chance: random.Random) -> Asked:
        one, other = _word(own, first, chance), _word(own, second, chance)
        return Asked(f"{one} {sign}{other}", f'"{one}" {between} "{other}"')

    return make


def _phrase(places: tuple[int, int]) -> _Make:
    def make(own: Vocabulary, _other: Vocabulary, chance: random.Random) -> Asked:
        place = chance.randrange(*places)
        two = f'"{own.words[place]} {own.words[int(chance.choice(own.companions[place].tolist()))]}"'
        return Asked(two, two)

    return make


def _prefix(letters: int) -> _Make:
    def make(own: Vocabulary, _other: Vocabulary, chance: random.Random) -> Asked:
        begun = next(word for word in iter(lambda: _word(own, _MIDDLING, chance), "") if len(word) > letters)[:letters]
        return Asked(f"{begun}*", f'"{begun}" *')

    return make


def _with_source(places: tuple[int, int]) -> _Make:
    def make(own: Vocabulary, _other: Vocabulary, chance: random.Random) -> Asked:
        word, source = _word(own, places, chance), chance.randrange(100, 200)
        return Asked(f'{word} source:"Source {source}"', f'"{word}"', source=source)

    return make


def _since(places: tuple[int, int], days: int) -> _Make:
    def make(own: Vocabulary, _other: Vocabulary, chance: random.Random) -> Asked:
        word = _word(own, places, chance)
        return Asked(f"{word} since:{days}d", f'"{word}"', since=timedelta(days=days))

    return make


def _both(places: tuple[int, int]) -> _Make:
    def make(own: Vocabulary, other: Vocabulary, chance: random.Random) -> Asked:
        one, two = _word(own, places, chance), _word(other, places, chance)
        return Asked(f"{one} {two}", f'"{one}" AND "{two}"')

    return make


def _three(own: Vocabulary, _other: Vocabulary, chance: random.Random) -> Asked:
    three = [_word(own, places, chance) for places in (_MIDDLING, _MIDDLING, _RARE)]
    return Asked(" ".join(three), " AND ".join(f'"{word}"' for word in three))


_Make = Callable[[Vocabulary, Vocabulary, random.Random], Asked]
_KINDS: dict[str, _Make] = {
    "rare": _one(_RARE), "middling": _one(_MIDDLING), "common": _one(_COMMON),
    "two words": _two(_COMMON, _MIDDLING), "two middling": _two(_MIDDLING, _MIDDLING), "three, one rare": _three,
    "phrase": _phrase(_MIDDLING), "common phrase": _phrase(_COMMON), "prefix 4": _prefix(4), "prefix 3": _prefix(3),
    "excluded word": _two(_MIDDLING, _COMMON, "-", "NOT"), "source:": _with_source(_COMMON),
    "rare source:": _with_source(_RARE), "since:7d": _since(_COMMON, 7), "rare since:7d": _since(_RARE, 7),
    "en and ru": _both(_MIDDLING),
}  # fmt: skip
