"""Which sentences make the summary: worth against repetition, within the rules of readable text and its room."""

from __future__ import annotations

from collections.abc import Sequence

import language as lang
from summarizer.document import Document
from summarizer.readability import leans_on_previous, reads_well
from summarizer.vectors import Vector, dot

_LOOKED_AT = 12  # of the best sentences, as in maximal marginal relevance over a short list
_REPETITION = 0.25
_SAME_WORDS = 0.8  # of a sentence's words in one already chosen: it only says that again
_FOLLOWS_ON = 0.25  # a sentence reads better after the one it was written after


def choose(document: Document, worth: Sequence[float], *, count: int, max_chars: int | None) -> tuple[int, ...]:
    """Places of at most `count` sentences, in text order, that fit `max_chars` UTF-16 units when joined by spaces.

    A sentence that leans on the one before it is only chosen together with that one. Where nothing in a text reads
    like a sentence (a list, a table, a poem), its lines are taken as they are. Ties go to the earlier sentence.
    """
    by_worth = sorted(range(len(worth)), key=lambda place: (-worth[place], place))
    sentences = document.sentences
    readable = [p for p in by_worth if reads_well(sentences[p].text, document.lengths[p])]
    leaning = {p for p in readable if leans_on_previous(sentences[p].text, document.language)}
    shortlist = _with_antecedents(readable, leaning)
    return (
        _pick(document, worth, shortlist, leaning, count, max_chars)
        or _pick(document, worth, readable[:_LOOKED_AT], set(), count, max_chars)
        or _pick(document, worth, by_worth[:_LOOKED_AT], set(), count, max_chars)
    )


def fits(texts: Sequence[str], max_chars: int | None) -> bool:
    """Whether the texts joined by spaces stay within `max_chars` UTF-16 units."""
    return max_chars is None or sum(map(lang.utf16_length, texts)) + max(0, len(texts) - 1) <= max_chars


def _with_antecedents(readable: list[int], leaning: set[int]) -> list[int]:
    """The best that stand on their own, and those leaning on a sentence that is itself among them."""
    standing = [place for place in readable if place not in leaning][:_LOOKED_AT]
    known = set(standing)
    for place in sorted(leaning):
        if place - 1 in known:
            known.add(place)
    return standing + [place for place in readable if place in known and place in leaning]


def _pick(
    document: Document,
    worth: Sequence[float],
    shortlist: list[int],
    leaning: set[int],
    count: int,
    max_chars: int | None,
) -> tuple[int, ...]:
    sizes = {place: lang.utf16_length(document.sentences[place].text) + 1 for place in shortlist}
    room = float("inf") if max_chars is None else max_chars + 1
    told = dict.fromkeys(shortlist, 0.0)
    chosen: set[int] = set()
    while len(chosen) < count:
        best = max(
            (p for p in told if sizes[p] <= room and (p not in leaning or p - 1 in chosen)),
            key=lambda p: (worth[p] - _REPETITION * told[p] + _FOLLOWS_ON * (p - 1 in chosen), -p),
            default=None,
        )
        if best is None:
            break
        chosen.add(best)
        room -= sizes[best]
        told = {
            place: max(nearness, dot(document.vectors[best], document.vectors[place]))
            for place, nearness in told.items()
            if place != best and not _says_again(document.vectors[place], document.vectors[best])
        }
    return tuple(sorted(chosen))


def _says_again(sentence: Vector, chosen: Vector) -> bool:
    return bool(sentence) and len(sentence.keys() & chosen.keys()) >= _SAME_WORDS * len(sentence)
