"""Numbers in English and Russian text, in digits or in words: what they are worth, and how sure of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from language import fold
from summarizer.word_sets import word_set

LANGUAGES = frozenset({"en", "ru"})

_TOKEN = re.compile(
    r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?![\d,])(?:[.]\d+)?|\d+(?:[.,]\d+)?|[^\W\d_]+|[^\w\s]",
)
_CURRENCIES = {"$": "$", "£": "£", "€": "€", "₽": "₽"}
_CURRENCY_WORDS = (
    ("dollar", "$"), ("euro", "€"), ("pound", "£"), ("rouble", "₽"), ("ruble", "₽"), ("crown", "kr"), ("kron", "kr"),
    ("franc", "Fr"), ("yen", "¥"), ("yuan", "¥"), ("rupee", "₹"), ("lira", "₺"), ("hryvn", "₴"), ("zlot", "zł"),
    ("доллар", "$"), ("евро", "€"), ("фунт", "£"), ("рубл", "₽"), ("руб", "₽"), ("крон", "kr"), ("франк", "Fr"),
    ("иен", "¥"), ("юан", "¥"), ("рупи", "₹"), ("лир", "₺"), ("гривн", "₴"), ("гривен", "₴"), ("тенге", "₸"),
    ("злот", "zł"),
)  # fmt: skip
CURRENCIES = frozenset(sign for _, sign in _CURRENCY_WORDS)
_TIMES_EXACT = {
    "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12,
    "hundred": 1e2, "dozen": 12.0, "тыс": 1e3, "млн": 1e6, "млрд": 1e9, "трлн": 1e12,
}  # fmt: skip
_TIMES_STARTING = (("тысяч", 1e3), ("миллион", 1e6), ("миллиард", 1e9), ("триллион", 1e12))
_SMALL = """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ENGLISH = {word: float(value) for value, word in enumerate(_SMALL.split(), start=2)} | {
    word: 10.0 * value for value, word in enumerate(_TENS.split(), start=2)
}
_RUSSIAN_FORMS = (
    (2, "два две двух двум двумя двое двоих двоим"), (3, "три трех трем тремя трое троих троим"),
    (4, "четыре четырех четырем четырьмя четверо четверых"), (5, "пять пяти пятью пятеро пятерых"),
    (6, "шесть шести шестью шестеро шестерых"), (7, "семь семи семью семеро семерых"), (8, "восемь восьми восемью"),
    (9, "девять девяти"), (10, "десять десяти"), (11, "одиннадцать одиннадцати"), (12, "двенадцать двенадцати"),
    (13, "тринадцать тринадцати"), (14, "четырнадцать четырнадцати"), (15, "пятнадцать пятнадцати"),
    (16, "шестнадцать шестнадцати"), (17, "семнадцать семнадцати"), (18, "восемнадцать восемнадцати"),
    (19, "девятнадцать девятнадцати"), (20, "двадцать двадцати"), (30, "тридцать тридцати"), (40, "сорок сорока"),
    (50, "пятьдесят пятидесяти"), (60, "шестьдесят шестидесяти"), (70, "семьдесят семидесяти"),
    (80, "восемьдесят восьмидесяти"), (90, "девяносто"), (100, "сто ста"), (200, "двести двухсот"),
    (300, "триста трехсот"), (400, "четыреста четырехсот"), (500, "пятьсот пятисот"), (600, "шестьсот шестисот"),
    (700, "семьсот семисот"), (800, "восемьсот восьмисот"), (900, "девятьсот девятисот"),
)  # fmt: skip
_WORDS = _ENGLISH | {form: float(value) for value, forms in _RUSSIAN_FORMS for form in forms.split()}

_NAMES_OF_NUMBERS = frozenset({*_WORDS, "dozen"})

_ABOUT = word_set(
    """
    about around some nearly almost roughly approximately estimated
    около примерно порядка почти приблизительно
    """
)
_AT_LEAST = (
    ("at", "least"), ("more", "than"), ("over",), ("no", "fewer", "than"), ("no", "less", "than"), ("не", "менее"),
    ("не", "меньше"), ("более",), ("более", "чем"), ("больше",), ("свыше",), ("минимум",),
)  # fmt: skip
_AT_MOST = (
    ("up", "to"), ("at", "most"), ("fewer", "than"), ("less", "than"), ("under",), ("менее",), ("не", "более"),
    ("не", "больше"), ("максимум",),
)  # fmt: skip


def value_of_word(word: str) -> float:
    """What a folded word is worth that is a number written out; 0 for any other, and for 'one'."""
    return 12.0 if word == "dozen" else _WORDS.get(word, 0.0)


def times_of_word(word: str) -> float:
    """What a folded word behind a number multiplies it by: a thousand for 'thousand', one for most."""
    if word in _TIMES_EXACT and len(word) > 1:
        return _TIMES_EXACT[word]
    return next((times for start, times in _TIMES_STARTING if word.startswith(start)), 1.0)


class Piece(NamedTuple):
    """A word, a run of digits or a mark, where it stands in a sentence."""

    text: str
    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a sentence: pieces [first:last] of it, currency and multiplier included; text [start:end].

    `bound` is '' for an exact one, 'about', 'least' or 'most'; `currency` a sign or ''.
    """

    value: float
    bound: str
    currency: str
    first: int
    last: int
    start: int
    end: int


def hold_numbers(words: Sequence[str]) -> bool:
    """Whether any of the folded words is a number, in digits or written out."""
    return not _NAMES_OF_NUMBERS.isdisjoint(words) or any(word[0].isdecimal() for word in words if word)


def pieces(sentence: str) -> list[Piece]:
    """The sentence taken apart."""
    found = []
    for match in _TOKEN.finditer(sentence):
        text = match.group()
        found.append(Piece(text, fold(text) if len(text) > 1 else text.casefold(), match.start(), match.end()))
    return found


def numbers(found: Sequence[Piece]) -> list[Number]:
    """The numbers among the pieces; none for scores, times of day, ordinals, ranges and parts of names like 'A320'."""
    result: list[Number] = []
    place = 0
    while place < len(found):
        number = _number(found, place)
        if number is None:
            place += 1
        else:
            result.append(number)
            place = number.last
    return result


def _number(found: Sequence[Piece], place: int) -> Number | None:
    piece = found[place]
    digits = piece.text[0].isdecimal()
    if not digits and piece.folded not in _NAMES_OF_NUMBERS:
        return None
    value = _value(piece.text) if digits else _WORDS.get(piece.folded)
    if piece.folded == "dozen" and place and found[place - 1].folded == "a":
        value = 12.0
    if value is None or (digits and not _stands_alone(found, place)):
        return None
    first, last = place, place + 1
    if not digits:
        value, last = _compound(found, place, value)
    while last < len(found) and (times := _times(found, last)) is not None and piece.folded != "dozen":
        value *= times
        last += 1
        if last < len(found) and found[last].text == "." and found[last - 1].folded in {"тыс", "млн", "млрд", "трлн"}:
            last += 1
    currency = ""
    if first and found[first - 1].text in _CURRENCIES:
        currency = _CURRENCIES[found[first - 1].text]
        first -= 1
    elif last < len(found):
        word = found[last].folded
        currency = next((sign for start, sign in _CURRENCY_WORDS if word.startswith(start)), "")
        currency = currency or _CURRENCIES.get(word, "")
        last += bool(currency)
    if digits and last < len(found) and found[last].start == found[last - 1].end and found[last].text[0].isalpha():
        return None  # 12th, 9b, 4x4
    end = found[last - 1].end
    return Number(value, _bound(found, first), currency, first, last, found[first].start, end)


def _value(text: str) -> float | None:
    groups = re.split(r"[,\u00a0\u202f ]", text)
    if len(groups) > 1 and all(len(group.partition(".")[0]) == 3 for group in groups[1:]):
        text = "".join(groups)
    if sum(character.isdecimal() for character in text) > 15:
        return None
    return float(text.replace(",", "."))


def _stands_alone(found: Sequence[Piece], place: int) -> bool:
    """Whether nothing ties the digits to what stands beside them: 3-1, 7:30, №5, A320, +44, 10–12, 41-year."""
    piece = found[place]
    if place:
        before = found[place - 1]
        if before.text in {"№", "#", "+"} or (before.end == piece.start and before.text not in '$£€₽(["«“„'):
            return False
    if place + 1 < len(found):
        after = found[place + 1]
        if after.start == piece.end and after.text in {"-", "–", ":", "/", "+", "°", "‑", "'", "’"}:
            return False
    return True


def _compound(found: Sequence[Piece], place: int, value: float) -> tuple[float, int]:
    """'twenty-five', 'двести сорок три': a smaller number right after a round one is added."""
    last = place + 1
    step = 100.0 if value >= 100 else 10.0 if value >= 20 else 1.0
    while last < len(found):
        at = last + (found[last].text == "-")
        more = _WORDS.get(found[at].folded) if at < len(found) else None
        if more is None or more >= step:
            break
        value, last = value + more, at + 1
        step = 10.0 if more >= 20 else 1.0
    return value, last


def _times(found: Sequence[Piece], place: int) -> float | None:
    word = found[place].folded
    if word in _TIMES_EXACT:
        # A lone letter counts only where it is written onto the digits: 2.5m.
        touching = place > 0 and found[place - 1].end == found[place].start
        return _TIMES_EXACT[word] if len(word) > 1 or touching else None
    return next((times for start, times in _TIMES_STARTING if word.startswith(start)), None)


def _bound(found: Sequence[Piece], first: int) -> str:
    before = tuple(piece.folded for piece in found[max(0, first - 3) : first])
    if before and before[-1] in _ABOUT:
        return "about"
    ways = [("least", way) for way in _AT_LEAST] + [("most", way) for way in _AT_MOST]
    for bound, way in sorted(ways, key=lambda entry: -len(entry[1])):
        if before[-len(way) :] == way:
            return bound
    return ""
