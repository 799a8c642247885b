"""What a sentence counts: how many of what, in which event; and whether two such figures contradict each other.

Made so that a contradiction told is one: a figure whose counted thing isn't plain is left out, and so are dates, times,
ages, distances, shares, figures of other times, of parts ('including four children') and of additions ('another 30').
English and Russian only; sentences in other languages have no figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import language as lang
from summarizer.key_terms.lists import says_little_alone
from summarizer.story.figure_lists import (
    DAYS,
    DEEDS,
    EVENT_WORDS,
    EVENTS,
    MONEY,
    MORE,
    NOT_COUNTED,
    NOT_COUNTED_STARTS,
    ORDINALS,
    OTHER_TIME,
    PART,
    PEOPLE,
    PLACE_WORDS,
    RATE,
    RATE_OF,
    TOLL,
)
from summarizer.story.numerals import LANGUAGES, Number, Piece, numbers, pieces
from summarizer.word_sets import word_set

_CLAUSE = word_set("; : — – ( ) ,")
_AND = word_set("and while but и а но")
_CROSSING = 3
_FAR = 12  # pieces
_NEEDS_CONTEXT = frozenset({"cost", "loss", "profit", "revenue", "grant"})  # there may be many of those in one story
_PRICE = 1000.0  # less is the price of one thing, and there are many of those
_MOST_APART = 2.5  # times: beyond that, they count different things
_ROUNDED = 0.05
_ABOUT = 0.15
_ADJECTIVE = re.compile(r"(?:ых|их|ым|им|ого|его|ая|ую|ой|ее|ые|ие)\Z")


@dataclass(frozen=True, slots=True)
class Figure:
    """So many of something. `start` and `end` span the number in its sentence, `clause` what it stands in.

    `counted` is what is counted and in which event; `context` holds the stems of other words nearby, `places` those of
    the places named, `marks` the days and ordinals of the sentence, `total` what all its numbers add up to.
    """

    value: float
    bound: str
    counted: tuple[str, str]
    context: frozenset[str]
    places: frozenset[str]
    marks: frozenset[str]
    total: float
    start: int
    end: int
    clause: tuple[int, int]


def figures(sentence: str, language: str) -> tuple[Figure, ...]:
    """The figures of a sentence whose counted thing is plain; takes time linear in the sentence."""
    if language not in LANGUAGES or len(sentence) > 1000 or OTHER_TIME.search(sentence):
        return ()
    found = pieces(sentence)
    known = numbers(found)
    if not known:
        return ()
    part = PART.search(sentence)
    total = sum(number.value for number in known)
    places = _places(found, language)
    marks = frozenset(
        piece.folded[:4] for piece in found if piece.folded.startswith(DAYS) or piece.folded.startswith(ORDINALS)
    )
    result: list[Figure] = []
    for number in known:
        if (part is not None and number.start > part.start()) or not _plain(found, number):
            continue
        counted = _counted(found, number, sentence, language, alone=len(known) == 1)
        if counted is not None:
            first, last = _clause(found, number)
            result.append(
                Figure(
                    number.value,
                    number.bound,
                    counted,
                    _context(found, number, language),
                    places,
                    marks,
                    total,
                    number.start,
                    number.end,
                    (found[first].start, found[last - 1].end),
                )
            )
    return tuple(figure for figure in result if not any(_unclear(figure, other) for other in result))


def is_event(figure: Figure) -> bool:
    """Whether it counts people whom something has befallen, and not money or things."""
    return any(figure.counted[1] == name for name, _ in EVENTS)


def _unclear(one: Figure, other: Figure) -> bool:
    """Whether a sentence tells two numbers of what looks like one thing: 49 crowns for a bed, 29 crowns for a seat."""
    return one.counted == other.counted and one.value != other.value


def contradict(one: Figure, other: Figure) -> bool:
    """Whether two figures of the same event can't both be right: the same thing counted, and neither rounding nor
    'about', 'at least', 'up to' explains the difference."""
    if one.counted != other.counted or agree(one, other):
        return False
    if one.places and other.places and not one.places & other.places:
        return False
    if one.marks and other.marks and not one.marks & other.marks:
        return False
    if one.counted[1] in _NEEDS_CONTEXT and not one.context & other.context:
        return False
    low, high = sorted((one.value, other.value))
    if low <= 0 or high > _MOST_APART * low:
        return False
    return one.total != other.value and other.total != one.value  # 'four at the gate and eight inside' are twelve


def agree(one: Figure, other: Figure) -> bool:
    """Whether two values of one thing are compatible."""
    low, high = sorted((one, other), key=lambda figure: figure.value)
    if low.value == high.value or low.bound == "least" or high.bound == "most":
        return True
    apart = (high.value - low.value) / high.value if high.value else 0.0
    if "about" in {low.bound, high.bound}:
        return apart <= _ABOUT
    return apart <= _ROUNDED and (_is_round(low.value) or _is_round(high.value))


def _is_round(value: float) -> bool:
    """Whether at most two digits of it, of three or more, aren't noughts."""
    digits = f"{value:.0f}"
    return value >= 100 and len(digits.rstrip("0")) <= 2


def _plain(found: Sequence[Piece], number: Number) -> bool:
    before = found[number.first - 1].folded if number.first else ""
    if before in MORE:
        return False
    following = found[number.last : number.last + 3]
    unit = following[0].folded if following else ""
    if unit in NOT_COUNTED or unit.startswith(NOT_COUNTED_STARTS):
        return False
    words = [piece.folded for piece in following]
    if words[:1] in (["more"], ["others"], ["another"], ["of"], ["из"]):
        return False
    tail = [piece.folded for piece in found[number.last : number.last + 5]]
    if any(a in RATE and b in RATE_OF for a, b in pairwise(tail)):
        return False
    digits = found[number.first].text
    year = digits.isdecimal() and len(digits) == 4 and 1500 <= number.value < 2100 and not number.currency
    return not (year and before in {"in", "since", "by", "of", "the", "from", "until"})


def _counted(
    found: Sequence[Piece], number: Number, sentence: str, language: str, *, alone: bool
) -> tuple[str, str] | None:
    if number.currency:
        if number.value < _PRICE:
            return None
        kind = _nearest(found, number, MONEY, {}, anywhere=alone)
        return (number.currency, kind) if kind else None
    head = _head(found, number)
    event = _nearest(found, number, EVENTS, EVENT_WORDS, anywhere=alone)
    if head is None:
        first, _ = _clause(found, number)
        toll = TOLL.search(sentence, found[first].start, number.start)
        direct = number.first and _kind(found[number.first - 1].folded, EVENTS, EVENT_WORDS)
        ends = number.last >= len(found) or found[number.last].folded in {".", "and", "и", ";", ","}
        named = number.first and found[number.first - 1].text == ","
        return ("people", event) if event and ends and not named and (toll or direct) else None
    own = _kind(head.folded, EVENTS, EVENT_WORDS)
    if own:
        return "people", own
    if head.folded in PEOPLE:
        return ("people", event) if event else None
    event = event or _nearest(found, number, DEEDS, {}, anywhere=alone)
    return (lang.stem(head.folded, language), event) if event else None


def _head(found: Sequence[Piece], number: Number) -> Piece | None:
    """The noun counted: what follows the number, adjectives passed over; 'were' and 'are' too: '15 were dead'."""
    ahead = found[number.last : number.last + 4]
    if ahead and ahead[0].folded in {"were", "are", "was"}:
        ahead = ahead[1:]
        return ahead[0] if ahead and _kind(ahead[0].folded, EVENTS, EVENT_WORDS) else None
    words: list[Piece] = []
    for piece in ahead:
        if not piece.text[0].isalpha() or piece.folded in _STOP:
            break
        words.append(piece)
    if not words:
        return None
    if "а" <= words[0].folded[0] <= "я":
        plain = [w for w in words[:3] if not _ADJECTIVE.search(w.folded) or _kind(w.folded, EVENTS, EVENT_WORDS)]
        return plain[0] if plain else words[0]
    plural = [w for w in words[:3] if w.folded in PEOPLE or w.folded in _PLURALS or w.folded.endswith("s")]
    return plural[0] if plural else words[0]


_STOP = lang.stop_words("en") | lang.stop_words("ru")
_PLURALS = word_set("children women men people police dead fish cattle sheep aircraft")


def _nearest(
    found: Sequence[Piece],
    number: Number,
    kinds: Sequence[tuple[str, tuple[str, ...]]],
    exact: dict[str, str],
    *,
    anywhere: bool,
) -> str:
    """The kind named nearest to a number, in its clause, or in its sentence where that holds no other number."""
    first, last = _clause(found, number)
    for begin, end in ((first, last), (0, len(found))) if anywhere else ((first, last),):
        best: tuple[int, int, str] | None = None
        for step, places in ((-1, range(number.first - 1, begin - 1, -1)), (1, range(number.last, end))):
            far = 0
            for place in places:
                far += 1 + _CROSSING * (found[place].folded in _AND)
                if far > _FAR:
                    break
                kind = _kind(found[place].folded, kinds, exact)
                if kind and (best is None or (far, step) < best[:2]):
                    best = (far, step, kind)
                    break
        if best is not None:
            return best[2]
    return ""


def _kind(word: str, kinds: Sequence[tuple[str, tuple[str, ...]]], exact: dict[str, str]) -> str:
    return exact.get(word) or next((name for name, starts in kinds if word.startswith(starts)), "")


def _clause(found: Sequence[Piece], number: Number) -> tuple[int, int]:
    """The pieces around a number up to the next marks that part clauses."""
    first, last = number.first, number.last
    while first and found[first - 1].text not in _CLAUSE:
        first -= 1
    while last < len(found) and found[last].text not in _CLAUSE and last - number.last < 60:
        last += 1
    if last > number.last and found[last - 1].text in ".!?…":
        last -= 1
    return first, max(last, number.last)


def _context(found: Sequence[Piece], number: Number, language: str) -> frozenset[str]:
    """Stems of the small words near a number, but for the counted noun beside it."""
    stop = lang.stop_words(language)
    first, last = _clause(found, number)
    near = [*found[max(first, number.first - 6) : number.first], *found[number.last + 1 : min(last, number.last + 6)]]
    return frozenset(
        lang.stem(piece.folded, language)
        for piece in near
        if len(piece.text) > 2
        and piece.text.islower()
        and piece.folded not in stop
        and piece.folded not in _SAYING
        and not _kind(piece.folded, MONEY, {})
    )


_SAYING = word_set(
    """said says told reported according officials police mayor governor сообщил сообщили сказал заявил рассказал
    данным властей словам about around some nearly almost least more than over около почти примерно менее более"""
)


def _places(found: Sequence[Piece], language: str) -> frozenset[str]:
    return frozenset(
        lang.stem(piece.folded, language)
        for before, piece in pairwise(found)
        if before.folded in PLACE_WORDS and piece.text[0].isupper() and not says_little_alone(piece.folded)
    )
