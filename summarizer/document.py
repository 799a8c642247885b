"""A text made ready to be summarised: its sentences, and the terms that stand in them, as arrays."""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count

import numpy as np
from numpy.typing import NDArray

import language as lang

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_RUN = re.compile("[\u3040-\u30ff\u3400-\u9fff]+")
_LANGUAGES_REMEMBERED = 12  # a source may claim any
_REMEMBERED = 60_000  # words of a language whose stems are kept from one text to the next


@dataclass(frozen=True)
class Document:
    """A term is a stem. Each word of the text is an occurrence of one, in the order of the text.

    `occurrences[k]` is the term of word k, `within[k]` its sentence, `capital[k]` whether it is written with one;
    `lengths[i]` counts the words of sentence i. By term, in the order they are first met: `terms`, whether it is a
    `function` word, holds `digits`, or is written in capitals throughout (`acronym`), and its `letters`.
    `title` holds the title's terms in their order.
    """

    sentences: tuple[lang.Sentence, ...]
    language: str
    title: tuple[str, ...]
    occurrences: Ints
    within: Ints
    capital: Flags
    lengths: Ints
    terms: tuple[str, ...]
    function: Flags
    digits: Flags
    acronym: Flags
    letters: Ints

    @cached_property
    def first_occurrences(self) -> Ints:
        """The first occurrence of each term."""
        return _first_of_each(self.occurrences, len(self.terms))

    @cached_property
    def incidence(self) -> tuple[Ints, Ints, Ints]:
        """Each term of each sentence once, by sentence: (sentences, terms, how often it occurs in that sentence)."""
        size = max(1, len(self.terms))
        # Sorted and looked through by hand: for a few hundred numbers `np.unique` takes several times as long.
        ordered = np.sort(self.within * size + self.occurrences)
        begins = np.flatnonzero(np.diff(ordered, prepend=-1))
        keys = ordered[begins]
        return keys // size, keys % size, np.diff(begins, append=len(ordered))

    @cached_property
    def pairs(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Neighbouring terms within a sentence: (first, second) of each distinct pair in a fixed order, and, for each
        sentence it stands in, (sentence, pair) by pair."""
        beside = self.within[1:] == self.within[:-1]
        size, count = max(1, len(self.terms)), max(1, len(self.sentences))
        neighbours = self.occurrences[:-1] * size + self.occurrences[1:]
        entries = np.sort((neighbours * count + self.within[1:])[beside])
        entries = entries[np.diff(entries, prepend=-1) != 0]
        keys = entries // count
        is_new = np.diff(keys, prepend=-1) != 0
        distinct = keys[is_new]
        return distinct // size, distinct % size, entries % count, np.cumsum(is_new) - 1

    @cached_property
    def says_something(self) -> Flags:
        """Whether a sentence has a word that is no function word."""
        content = np.bincount(self.within, ~self.function[self.occurrences], minlength=len(self.sentences))
        return content > 0


# What a word as written is, packed into one number: it is looked up for every word of every text.
_CAPITAL, _FUNCTION, _DIGITS, _ACRONYM, _LETTERS = 1, 2, 4, 8, 16


class _Vocabulary(dict[str, tuple[str, int]]):
    """The stem and the traits of each word as written, worked out once for all texts in its language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, piece: str) -> tuple[str, int]:
        if len(self) >= _REMEMBERED:
            self.clear()
        folded = lang.fold(piece)
        traits = (
            _CAPITAL * piece[0].isupper()
            | _FUNCTION * (folded in lang.stop_words(self._language))
            | _DIGITS * any(map(str.isdigit, folded))
            | _ACRONYM * (len(piece) > 1 and piece.isupper())
            | _LETTERS * max(1, len(folded))
        )
        self[piece] = known = (lang.stem(piece, self._language), traits)
        return known


def _numbering() -> defaultdict[str, int]:
    """Numbers for what is met, in its order."""
    return defaultdict(count().__next__)


_memory = threading.local()  # per thread: summaries are made in several


def _vocabulary(language: str) -> _Vocabulary:
    languages: dict[str, _Vocabulary] = _memory.__dict__
    if language not in languages:
        if len(languages) >= _LANGUAGES_REMEMBERED:
            languages.clear()
        languages[language] = _Vocabulary(language)
    return languages[language]


def prepare(sentences: Sequence[lang.Sentence], *, title: str | None, language: str) -> Document:
    """Stem and count the words of sentences in a known language (ISO 639-1)."""
    pieces = _numbering()
    written: list[int] = []
    lengths: list[int] = []
    for sentence in sentences:
        found = written_pieces(sentence.text, language)
        lengths.append(len(found))
        written.extend(map(pieces.__getitem__, found))
    known = list(map(_vocabulary(language).__getitem__, pieces))
    numbers = _numbering()
    term_of = np.array([numbers[stem] for stem, _ in known], np.int64)
    traits = np.array([found for _, found in known], np.int64)
    first = traits[_first_of_each(term_of, len(numbers))]
    occurrences = np.array(written, np.int64)
    return Document(
        sentences=tuple(sentences),
        language=language,
        title=tuple(terms(title or "", language)),
        occurrences=term_of[occurrences],
        within=np.repeat(np.arange(len(lengths)), lengths),
        capital=(traits & _CAPITAL > 0)[occurrences],
        lengths=np.array(lengths, np.int64),
        terms=tuple(numbers),
        function=first & _FUNCTION > 0,
        digits=first & _DIGITS > 0,
        acronym=first & _ACRONYM > 0,
        letters=first // _LETTERS,
    )


def _first_of_each(numbers: Ints, count: int) -> Ints:
    """Where each of the numbers below `count` first stands."""
    first = np.zeros(count, np.int64)
    first[numbers[::-1]] = np.arange(len(numbers) - 1, -1, -1)  # of several values for one place the last one stays
    return first


def terms(text: str, language: str) -> list[str]:
    """The terms of a text, in order."""
    vocabulary = _vocabulary(language)
    return [vocabulary[piece][0] for piece in written_pieces(text, language)]


def written_pieces(text: str, language: str) -> list[str]:
    """Words as they are written; in scripts without spaces, pairs of neighbouring characters stand for them."""
    found = lang.written_words(text)
    if language not in lang.UNSPACED:
        return found
    return [piece for word in found for piece in (lang.character_pairs(word) if _RUN.fullmatch(word) else [word])]
