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

import language as lang
from summarizer.story.happenings import happening
from summarizer.story.numerals import times_of_word, value_of_word
from summarizer.story.rarity import COMMON, RARE, rarity
from summarizer.story.spelling import spelling_key
from summarizer.word_sets import word_set

_LEAD_WORDS = 65
"""How many words of a text count: the event stands at its beginning, what follows is background."""

_TITLE_WORDS = 30
_MOST_WORDS = 48
_MOST_NAMES = 16
_MOST_NUMBERS = 12
_REMEMBERED = 40_000  # words of a language
_LANGUAGES_REMEMBERED = 8

# What a number of a fingerprint tells of: its lowest three bits. An odd one is a clue, by which articles find each
# other.
PLAIN, NAME, COUNT, FIGURE, HAPPENING, RARE_WORD, DAY = range(7)
SORT_BITS = 3
SORT = (1 << SORT_BITS) - 1

_TOKEN = re.compile(
    r"[^\W\d_]+(?:[\u0300-\u036f\u00ad][^\W\d_]+)*|"
    r"\d{1,3}[-–:]\d{1,3}(?![\d.,:–-])|"  # a score, or a time of day
    r"\d+(?:[,\u00a0\u202f ]\d{3}(?!\d))*(?:[.,]\d+)?|[.!?…:%\n]"
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


_Word = tuple[str, int | None, int, int, int]
"""What is known of a word by itself: folded; its number, None if it says nothing; how rare it is; which kind of
happening it tells; and the fingerprint's number for a day or a numeral, else 0. (A tuple: there are many.)"""


def fingerprint(title: str, text: str, language: str) -> tuple[int, ...]:
    """What an article's title and beginning speak of, as numbers below 2³², the same in every process.

    An odd number is a clue: articles on one event have two or more in common, as a rule.
    """
    reading = _Reading(language)
    reading.read(_TOKEN.findall(_beginning(title, _TITLE_WORDS)), _TITLE_WORDS, title=True)
    reading.read(_TOKEN.findall(_beginning(text, _LEAD_WORDS)), _LEAD_WORDS, title=False)
    return reading.numbers()


def _beginning(text: str, words: int) -> str:
    """Where so many words stand, and some more: dashes are no words."""
    text = text[: words * 14]
    most = words + 10
    pieces = text.split(None, most)
    return text[: -len(pieces[most])] if len(pieces) > most else text


class _Reading:
    """A title and a text's beginning being read, word by word."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._known = _known_words(language)
        self._words: dict[str, _Word] = {}
        self._in_title: set[int] = set()
        self._figures: set[int] = set()
        self._days: set[int] = set()
        self._capital: set[str] = set()
        self._opening: set[str] = set()
        self._small: set[str] = set()

    def read(self, tokens: list[str], most: int, *, title: bool) -> None:
        """Takes in the first `most` words."""
        # Where a title has a capital on every word, it tells nothing.
        told = not title or sum(token[0].islower() and len(token) > 3 for token in tokens) > 1
        known, words = self._known, self._words
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
                word = known[token]
                folded, term, _, kind, number = word
                if number:
                    (self._days if number & SORT == DAY else self._figures).add(number)
                else:
                    if not token[0].isupper():
                        self._small.add(folded)
                    elif told:
                        (self._opening if opens else self._capital).add(folded)
                    if term is not None:
                        words.setdefault(folded, word)
                        if title:
                            self._in_title.add(kind)
            opens = False

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
        folded, _, how_rare, kind, _ = word
        if folded in self._small:
            return False
        if folded in self._capital:
            return True
        return folded in self._opening and how_rare == RARE and not kind and len(folded) > 3

    def numbers(self) -> tuple[int, ...]:
        """The fingerprint of what was read."""
        names: dict[int, None] = {}
        words: dict[int, int] = {}
        happenings: set[int] = set()
        for word in self._words.values():
            folded, term, how_rare, kind, _ = word
            assert term is not None
            if kind:
                happenings.add(kind)
            is_name = self._is_name(word)
            if is_name and (key := spelling_key(folded)):
                names[zlib.crc32(key.encode()) & 0x1FFFFFFF] = None
            if term not in words or is_name:
                sort = RARE_WORD if how_rare == RARE and not is_name else PLAIN
                words[term] = (term << 1 | is_name) << SORT_BITS | sort
        found = [*words.values()][:_MOST_WORDS]
        found += [key << SORT_BITS | NAME for key in [*names][:_MOST_NAMES]]
        found += sorted(self._figures)[-_MOST_NUMBERS:]
        found += [(kind << 1 | (kind in self._in_title)) << SORT_BITS | HAPPENING for kind in happenings]
        found += self._days
        return tuple(sorted(found))


class _Words(dict[str, _Word]):
    """The words of a language as they are written, each looked into when it is first met."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._stop_words = lang.stop_words(language)

    def __missing__(self, written: str) -> _Word:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[written] = found = self._looked_into(written)
        return found

    def _looked_into(self, written: str) -> _Word:
        folded = lang.fold(written)
        if folded in _DAYS:
            return folded, None, COMMON, 0, _DAYS[folded] << SORT_BITS | DAY
        if (value := value_of_word(folded)) > 1:
            return folded, None, COMMON, 0, _number(value, "")
        if len(folded) < 2 or folded in self._stop_words or folded in _MONTHS:
            return folded, None, COMMON, 0, 0
        stem = lang.stem(written, self._language)
        how_rare = rarity(stem, self._language)
        # Derived words have the beginning in common: победа, победил.
        beginning = stem[: 6 if "\u0400" <= stem[0] <= "\u052f" else 7]
        return folded, _hash(f"{self._language}:{beginning}") << 2 | how_rare, how_rare, happening(folded), 0


@lru_cache(maxsize=_LANGUAGES_REMEMBERED)
def _known_words(language: str) -> _Words:
    return _Words(language)


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
    return ((number & SORT, number >> SORT_BITS) for number in fingerprint)
