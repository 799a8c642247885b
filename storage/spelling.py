"""What may have been meant by a search that finds nothing: the other keyboard, or one letter otherwise."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import islice

from sqlalchemy.ext.asyncio import AsyncConnection

from language import fold, other_layout, query_stems, word_spans
from storage import vocabulary
from storage.query import parse
from storage.records import Query
from storage.wanted import forms

_LETTERS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя")
_SHORTEST, _LONGEST = 4, 24  # letters; a shorter word is one letter off from too many
_MOST_WORDS = 3
_MOST = 3
_TERM = re.compile(r"\s+|\S+")
_MARKED = re.compile(r"([-−–—]?[\"“”„«»]?)(.*?)([\"“”„«»]?)", re.DOTALL)
_NAMED = ("source:", "since:")
_SAVED = "saved:"
_ALIKE = 0.8  # share of letters two words have in common, in their order
_A_FORM = 0.6  # the same of two forms of one word


def retyped(text: str) -> str | None:
    """A search as the same keys write it with the other keyboard; its marks, source:, since: and saved: stay.

    None if that changes nothing.
    """
    found = "".join(_retyped_term(term) for term in _TERM.findall(text))
    return found if found != text else None


def _retyped_term(term: str) -> str:
    if term.casefold().startswith(_SAVED):
        return term[: len(_SAVED)] + _retyped_term(term[len(_SAVED) :])
    if not term or term.casefold().startswith(_NAMED):
        return term
    before, typed, after = _MARKED.fullmatch(term).groups()  # type: ignore[union-attr]
    return before + (other_layout(typed) or typed) + after


async def corrected(
    connection: AsyncConnection, text: str, query: Query, languages: Collection[str]
) -> list[dict[str, str]]:
    """The search with known words for those that no article has, the likeliest stem first; empty where none is near.

    For each stem its wordings, each with the word that is new in it. Several stems only where one word is unknown.
    """
    spoken = tuple({*languages, "en", "ru"})
    sought = dict.fromkeys((*query.words, *(word for phrase in query.phrases for word in phrase)))
    known = await vocabulary.frequencies(connection, {stem for word in sought for stem in forms(word, spoken)})
    unknown = [word for word in sought if known.keys().isdisjoint(forms(word, spoken))]
    if not 0 < len(unknown) <= _MOST_WORDS:
        return []
    likely = {word: await _corrections(connection, word, spoken) for word in unknown}
    if not all(likely.values()):
        return []
    word, *others = unknown
    rest = {other: likely[other][0][0] for other in others}
    stems = likely[word][:1] if others else likely[word]
    return [{with_other(text, rest | {word: one}): one for one in wordings} for wordings in stems]


def begun(text: str) -> str | None:
    """The search with its last word as the beginning of one; None where it ends with none that is long enough."""
    found = f"{text.rstrip()}*"
    return found if parse(found).prefixes and not parse(text).prefixes else None


def nearest(word: str, spoken: Iterable[str], alike: float = _ALIKE) -> str | None:
    """Of these words the one most like `word`, with the same first letter; None where none is much like it."""
    found = get_close_matches(word, [one for one in spoken if one[0] == word[0]], n=1, cutoff=alike)
    return found[0] if found else None


def all_in(spoken: Collection[str], text: str) -> bool:
    """Whether an article that speaks so has each word of the search in some form: its stem may be another word's ('яяя'
    is 'я')."""
    return bool(spoken) and all(nearest(word, spoken, _A_FORM) for word in parse(text).words)


async def _corrections(connection: AsyncConnection, word: str, languages: Collection[str]) -> list[list[str]]:
    """The known words one letter off, by their stems, the most frequent stem first."""
    if not _SHORTEST <= len(word) <= _LONGEST:
        return []
    stems = {other: query_stems(other, languages) for other in one_letter_off(word)}
    known = await vocabulary.frequencies(connection, {stem for some in stems.values() for stem in some})
    found: defaultdict[str, list[str]] = defaultdict(list)
    for other, some in stems.items():
        for stem in sorted(known.keys() & some, key=known.__getitem__)[-1:]:
            found[stem].append(other)
    order = sorted(found, key=lambda stem: -known[stem])  # of equals, the likelier slip comes first
    return [found[stem] for stem in order[:_MOST]]


def one_letter_off(word: str) -> Iterator[str]:
    """Words that differ by one slip of the fingers, the likelier slips first; few get a word's first letter wrong."""
    letters = next((some for some in _LETTERS if set(some).intersection(word)), "")
    seen = {word}
    for other in (*_slips(word, letters, range(1, len(word) + 1)), *_slips(word, letters, range(1))):
        if other not in seen:
            seen.add(other)
            yield other


def _slips(word: str, letters: str, places: Iterable[int]) -> Iterator[str]:
    parts = [(word[:place], word[place:]) for place in places]
    yield from (before + after[1] + after[0] + after[2:] for before, after in parts if len(after) > 1)
    yield from (before + after[1:] for before, after in parts if after)
    yield from (before + letter + after for before, after in parts for letter in letters)
    yield from (before + letter + after[1:] for before, after in parts if after for letter in letters)


def with_other(text: str, others: Mapping[str, str]) -> str:
    """`text` with other words for some (folded)."""
    pieces, position = [], 0
    for start, end in islice(word_spans(text), 1000):
        other = others.get(fold(text[start:end]))
        if other:
            pieces += [text[position:start], other]
            position = end
    return "".join([*pieces, text[position:]])
