"""An article's fingerprint: what its title and beginning speak of, as numbers small enough to keep.

Names alone tell a subject, not an event: the same minister does something else tomorrow. Ordinary words alone tell a
kind of event: there is a fire every week. So a fingerprint holds both, and with them the numbers and the days named;
`likeness` weighs what two of them share. Words are a language's own; names (by their sound), numbers, kinds of
happening and days are the same in all.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import language as lang
from summarizer.story.happenings import happening
from summarizer.story.numerals import times_of_word, value_of_word
from summarizer.story.rarity import COMMON, RARE, rarity
from summarizer.story.spelling import spelling_key
from summarizer.word_sets import word_set

LEAD_WORDS = 65
"""How many words of a text count: the event stands at its beginning, what follows is background."""

_TITLE_WORDS = 30
_MOST_WORDS = 48
_MOST_NAMES = 16
_MOST_NUMBERS = 12

# What a number of a fingerprint tells of: its lowest three bits. An odd one is a clue, by which articles find each
# other.
PLAIN, NAME, COUNT, FIGURE, HAPPENING, RARE_WORD, DAY = range(7)
SORT_BITS = 3

_TOKEN = re.compile(
    r"\d{1,3}[-–:]\d{1,3}(?![\d.,:–-])|"  # a score, or a time of day
    r"\d+(?:[,\u00a0\u202f ]\d{3}(?!\d))*(?:[.,]\d+)?|[^\W\d_]+(?:[\u0300-\u036f\u00ad][^\W\d_]+)*|[.!?…:%\n]"
)
_BETWEEN = re.compile("[-–:]")
_ENDS = frozenset(".!?…:\n")
_BLANKS = re.compile(r"[\u00a0\u202f ]")
_THOUSANDS = re.compile(r"[,](?=\d{3}(?!\d))")
_SMALL = 12  # so many of something are in every second article
_PER_CENT = ("percent", "процент")
_DAYS = {
    day: number
    for number, days in enumerate(
        (
            "monday понедельник понедельника понедельнику понедельником",
            "tuesday вторник вторника вторнику вторником",
            "wednesday среду среды среде",
            "thursday четверг четверга четвергу",
            "friday пятница пятницу пятницы пятнице",
            "saturday суббота субботу субботы субботе",
            "sunday воскресенье воскресенья воскресенью",
        )
    )
    for day in days.split()
}
_MONTHS = word_set(
    """
    january february march april may june july august september october november december
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    """
)


class _Word(NamedTuple):
    """What is known of a word by itself. `term` is its number, None for one that says nothing."""

    folded: str
    term: int | None
    rarity: int
    happening: int
    day: int | None
    value: float


def fingerprint(title: str, text: str, language: str) -> tuple[int, ...]:
    """What an article's title and beginning speak of, as numbers below 2³², the same in every process.

    An odd number is a clue: articles on one event have two or more in common, as a rule.
    """
    return _Reading(title, text, language).numbers()


class _Reading:
    """A title and a text's beginning being read, word by word."""

    def __init__(self, title: str, text: str, language: str) -> None:
        self._language = language
        self._words: dict[str, _Word] = {}
        self._in_title: set[int] = set()
        self._figures: set[int] = set()
        self._days: set[int] = set()
        self._capital: set[str] = set()
        self._opening: set[str] = set()
        self._small: set[str] = set()
        self._read(_TOKEN.findall(title[: _TITLE_WORDS * 20]), _TITLE_WORDS, title=True)
        self._read(_TOKEN.findall(text[: LEAD_WORDS * 14]), LEAD_WORDS, title=False)

    def _read(self, tokens: list[str], most: int, *, title: bool) -> None:
        # Where a title has a capital on every word, it tells nothing.
        told = not title or sum(token[0].islower() and len(token) > 3 for token in tokens) > 1
        opens, count = True, 0
        for place, token in enumerate(tokens):
            if token in _ENDS:
                opens = True
                continue
            if token == "%":  # noqa: S105 - a percent sign
                continue
            count += 1
            if count > most:
                return
            if token[0].isdecimal():
                self._figure(token, tokens[place + 1] if place + 1 < len(tokens) else "")
            else:
                self._word(token, opens, told, title)
            opens = False

    def _word(self, token: str, opens: bool, told: bool, title: bool) -> None:
        word = _known(token, self._language)
        if word.day is not None:
            self._days.add(word.day)
        elif word.value > 1:
            self._figures.add(_number(word.value, ""))
        else:
            if not token[0].isupper():
                self._small.add(word.folded)
            elif told:
                (self._opening if opens else self._capital).add(word.folded)
            if word.term is not None:
                self._words.setdefault(word.folded, word)
                if title:
                    self._in_title.add(word.happening)

    def _figure(self, digits: str, following: str) -> None:
        if len(score := _BETWEEN.split(digits)) > 1:  # 2:1 is 1-2 for the other side
            self._figures.add(_hash("-".join(sorted(score))) << SORT_BITS | FIGURE)
            return
        try:
            value = float(_plain_digits(digits, self._language))
        except ValueError:
            return
        unit = lang.fold(following)
        value *= times_of_word(unit)
        self._figures.add(_number(value, "%" if unit == "%" or unit.startswith(_PER_CENT) else ""))

    def _is_name(self, word: _Word) -> bool:
        """A name has a capital in mid-sentence and never none; at a sentence's beginning, where it is no usual word."""
        if word.folded in self._small:
            return False
        if word.folded in self._capital:
            return True
        return word.folded in self._opening and word.rarity == RARE and not word.happening and len(word.folded) > 3

    def numbers(self) -> tuple[int, ...]:
        """The fingerprint."""
        names: dict[int, None] = {}
        words: dict[int, int] = {}
        happenings: set[int] = set()
        for word in self._words.values():
            assert word.term is not None
            if word.happening:
                happenings.add(word.happening)
            is_name = self._is_name(word)
            if is_name and (key := spelling_key(word.folded)):
                names[zlib.crc32(key.encode()) & 0x1FFFFFFF] = None
            if word.term not in words or is_name:
                sort = RARE_WORD if word.rarity == RARE and not is_name else PLAIN
                words[word.term] = (word.term << 1 | is_name) << SORT_BITS | sort
        found = [*words.values()][:_MOST_WORDS]
        found += [key << SORT_BITS | NAME for key in [*names][:_MOST_NAMES]]
        found += sorted(self._figures)[-_MOST_NUMBERS:]
        found += [(kind << 1 | (kind in self._in_title)) << SORT_BITS | HAPPENING for kind in happenings]
        found += [day << SORT_BITS | DAY for day in self._days]
        return tuple(sorted(found))


@lru_cache(maxsize=60_000)
def _known(token: str, language: str) -> _Word:
    folded = lang.fold(token)
    day, value = _DAYS.get(folded), value_of_word(folded)
    if len(folded) < 2 or day is not None or value > 1 or folded in lang.stop_words(language) or folded in _MONTHS:
        return _Word(folded, None, COMMON, 0, day, value)
    stem = lang.stem(folded, language)
    how_rare = rarity(stem, language)
    # Derived words have the beginning in common: победа, победил.
    beginning = stem[: 6 if "\u0400" <= stem[0] <= "\u052f" else 7]
    term = _hash(f"{language}:{beginning}") << 2 | how_rare
    return _Word(folded, term, how_rare, happening(folded), None, 0.0)


def _hash(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) & 0x3FFFFFF


def _plain_digits(digits: str, language: str) -> str:
    bare = _BLANKS.sub("", digits)
    return _THOUSANDS.sub("", bare) if language == "en" else bare.replace(",", ".")


def _number(value: float, unit: str) -> int:
    usual = value <= _SMALL and value == int(value) and not unit
    return _hash(f"{value:g}{unit}") << SORT_BITS | (COUNT if usual else FIGURE)


def parts(fingerprint: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Each number of a fingerprint as its sort and what is left of it."""
    return ((number & (1 << SORT_BITS) - 1, number >> SORT_BITS) for number in fingerprint)
