"""The passage of a text that shows best why it was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from language import stem, word_spans, words
from storage.records import Query
from storage.wanted import Wanted, forms

ELLIPSIS = "…"

_SENTENCE_ENDS = ".!?…"
# A text with more matches than this has had its best passage by then.
_WEIGHED = 300
# How many characters are looked through: an article's length, and where nothing is found in that, some more. Farther
# on nobody waits for it: the event loop stands still meanwhile.
_REACHES = (20_000, 80_000)


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    term: int


def snippet(text: str, query: Query, *, language: str, width: int = 240) -> tuple[tuple[str, bool], ...]:
    """Up to `width` characters of one paragraph, in pieces: (text, whether it is a word that was looked for).

    The pieces join to a verbatim passage, with an ellipsis where its paragraph goes on. The passage with most of the
    different words is taken, then the one with most words in all, then the first. Without any, the text's beginning;
    of a text as long as a book only the first chapters are looked through.
    """
    near, far = _REACHES
    hits = _hits(text, near, query, language)
    if not hits and len(text) > near:
        hits = _hits(text, far, query, language)
    first, last = _best(text, hits, width)
    start, end = _passage(text, first, last, width)
    if start >= end:
        return ()
    pieces: list[tuple[str, bool]] = [(ELLIPSIS, False)] if _goes_on_before(text, start) else []
    position = start
    for hit in hits:
        if start <= hit.start and hit.end <= end:
            if hit.start > position:
                pieces.append((text[position : hit.start], False))
            pieces.append((text[hit.start : hit.end], True))
            position = hit.end
    if position < end:
        pieces.append((text[position:end], False))
    if _goes_on_after(text, end):
        pieces.append((ELLIPSIS, False))
    return tuple(pieces)


def _hits(text: str, reach: int, query: Query, language: str) -> list[_Hit]:
    """The words looked for in the first `reach` characters, in order; those of a phrase only where it stands whole."""
    stems = _Stems(language)
    stemmed = [stems[word] for word in words(text[:reach])]
    if len(text) > reach:
        del stemmed[-1:]  # it may be cut off
    terms = _terms(query, language)
    found = {index: terms[stem] for index, stem in enumerate(stemmed) if stem in terms}
    begun = len(query.words)
    for number, start in enumerate(query.prefixes, start=begun):
        found.update({index: number for index, stem in enumerate(stemmed) if stem.startswith(start)})
    for number, phrase in enumerate(query.phrases, start=begun + len(query.prefixes)):
        wanted = [stems[word] for word in phrase]
        for index, first in enumerate(stemmed):
            if wanted and first == wanted[0] and stemmed[index : index + len(wanted)] == wanted:
                found.update(dict.fromkeys(range(index, index + len(wanted)), number))
    if not found:
        return []
    spans = word_spans(text[:reach])
    return [_Hit(*spans[index], found[index]) for index in sorted(found)]


def _terms(query: Query, language: str) -> dict[str, int]:
    """The stems of words, and those that are shorter than the beginning of a word: which of the terms each is of."""
    looked_for = [forms(word, [language]) for word in query.words]
    wanted = Wanted.of(Query(prefixes=query.prefixes), [language])
    looked_for += [begun.shorter for begun in wanted.beginnings] if wanted else []
    return {stem: number for number, stems in enumerate(looked_for) for stem in stems}


class _Stems(dict[str, str]):
    """Stems of one language, each worked out once: a long text has few different words."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __missing__(self, word: str) -> str:
        self[word] = found = stem(word, self._language)
        return found


def _best(text: str, hits: Sequence[_Hit], width: int) -> tuple[int, int]:
    """From the first to the last word of the best passage that fits into `width` and one line."""
    best, best_score = (0, 0), (0, 0)
    line_end = end = 0
    for index, hit in enumerate(hits[:_WEIGHED]):
        if hit.end > line_end:
            line_end = _line_end(text, hit.start)
        end = max(end, index)
        while end < len(hits) and hits[end].end <= min(line_end, hit.start + width):
            end += 1
        inside = hits[index:end]
        score = (len({other.term for other in inside}), len(inside))
        if score > best_score:
            best, best_score = (hit.start, inside[-1].end), score
    return best


def _passage(text: str, first: int, last: int, width: int) -> tuple[int, int]:
    """Widens first..last to at most `width`: from its sentence's beginning where that is near, to the end of a word."""
    if first == last:
        first = last = len(text) - len(text.lstrip())
    line_start, line_end = text.rfind("\n", 0, first) + 1, _line_end(text, last)
    spare = max(width - (last - first), 0)
    start = _sentence_start(text, max(line_start, first - spare), first, line_start)
    if start is None:
        start = _word_start(text, max(line_start, first - spare // 2), first)
    end = min(line_end, start + width)
    if end < line_end:
        blank = max(text.rfind(" ", start, end + 1), text.rfind("\t", start, end + 1))
        end = blank if blank >= last and blank > start else end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _sentence_start(text: str, earliest: int, first: int, line_start: int) -> int | None:
    for position in range(first - 1, earliest, -1):
        if text[position].isspace() and text[position - 1] in _SENTENCE_ENDS:
            return position + 1
    return line_start if earliest == line_start else None


def _word_start(text: str, earliest: int, first: int) -> int:
    blank = text.find(" ", earliest, first)
    return first if blank < 0 else blank + 1


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _goes_on_before(text: str, start: int) -> bool:
    return bool(text[text.rfind("\n", 0, start) + 1 : start].strip())


def _goes_on_after(text: str, end: int) -> bool:
    return bool(text[end : _line_end(text, end)].strip())
