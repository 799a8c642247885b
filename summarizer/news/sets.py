"""The worth of a set of sentences as a whole: how much of what a summary should say it would say, for its length.

What a set says it says once, however often: so sentences that repeat each other make a poor set, without a rule for it.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from summarizer.document import Document
from summarizer.news.judgement import Judgement
from summarizer.news.network import product

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Table = NDArray[np.float32]

# F1 of words is 2·shared / (words of one + words of the other): the summary written by a person has about so many.
_USUAL_LENGTH = 60.0
_PAIRS_COUNT = 3.0  # a pair in common is rarer than a word, and says more
_SCALE = 50.0  # against the favour of its sentences, which was learnt beside it
_LARGEST = 3
_SAME_WORDS = 0.8  # of a sentence's content words in another: it only says that again


@cache
def sets_of(count: int, among: int) -> Ints:
    """All sets of `count` numbers below `among`, a row each, in lexicographic order."""
    return np.array(list(combinations(range(among), count)), np.int64).reshape(-1, count)


def single_worth(document: Document, judgement: Judgement) -> Floats:
    """The worth of each sentence as a third of a summary."""
    sentences, terms, _ = document.incidence
    _, _, pair_sentences, pairs = document.pairs
    size = len(document.sentences)
    shared = np.bincount(sentences, judgement.words[terms], minlength=size) + _PAIRS_COUNT * np.bincount(
        pair_sentences, judgement.pairs[pairs], minlength=size
    )
    result: Floats = _SCALE * 2 / 3 * shared / (document.lengths + _USUAL_LENGTH / 3) + judgement.favour
    return result


class Candidates:
    """Some of a document's sentences, ready to have their sets weighed; sets are rows of numbers of candidates."""

    def __init__(self, document: Document, judgement: Judgement, places: Ints) -> None:
        size = len(document.sentences)
        self.places = places
        self._lengths = document.lengths[places]
        favour = judgement.favour[places]
        self._favour = favour - favour.mean()  # so that sets of different sizes compare
        sentences, terms, _ = document.incidence
        words = _table(sentences, terms, places, size)
        _, _, sentences, pairs = document.pairs
        neighbours = _table(sentences, pairs, places, size)
        self._has = np.concatenate([words[0], neighbours[0]], axis=1)
        self._chances = np.concatenate([judgement.words[words[1]], _PAIRS_COUNT * judgement.pairs[neighbours[1]]])
        self._chances = self._chances.astype(np.float32)
        content = words[0] * ~document.function[words[1]]
        shared = product(content, content.T)
        least = np.minimum.outer(shared.diagonal(), shared.diagonal())
        self._repeats = (shared >= _SAME_WORDS * np.maximum(1, least)) & ~np.eye(len(places), dtype=bool)

    def worth(self, sets: Ints) -> Floats:
        """The worth of each row of `sets`, at most three candidates each."""
        return self._weigh(self._covered(sets), self._lengths[sets].sum(axis=1), self._favour[sets].sum(axis=1))

    def once(self, sets: Ints) -> Ints:
        """Those of `sets` that say nothing twice."""
        for a, b in combinations(range(sets.shape[1]), 2):
            sets = sets[~self._repeats[sets[:, a], sets[:, b]]]
        return sets

    def repeat(self, chosen: list[int]) -> NDArray[np.bool_]:
        """Which candidates only say again what one of those `chosen` says."""
        return np.asarray(self._repeats[chosen].any(axis=0), np.bool_)

    def worth_with(self, chosen: list[int]) -> Floats:
        """For each candidate the worth of the set of it and the `chosen`, however many."""
        covered = self._has[chosen].max(axis=0)
        shared = covered @ self._chances + (self._has * (1 - covered)) @ self._chances
        lengths = self._lengths[chosen].sum() + self._lengths
        return self._weigh(shared.astype(np.float64), lengths, self._favour[chosen].sum() + self._favour)

    @staticmethod
    def _weigh(shared: Floats, lengths: Ints, favour: Floats) -> Floats:
        return _SCALE * 2 * shared / (lengths + _USUAL_LENGTH) + favour

    def _covered(self, sets: Ints) -> Floats:
        """The summed chances of what each set has, each counted once, by inclusion and exclusion."""
        size, count = len(self._has), sets.shape[1]
        if count > _LARGEST:
            raise ValueError(f"sets of at most {_LARGEST} are weighed, not of {count}")
        weighed = self._has * self._chances
        covered = weighed.sum(axis=1)[sets].sum(axis=1)
        if count > 1:
            both = product(weighed, self._has.T)
            for a, b in combinations(range(count), 2):
                covered = covered - both[sets[:, a], sets[:, b]]
        if count > 2:
            firsts, seconds = np.triu_indices(size, 1)
            number = np.zeros((size, size), np.int64)
            number[firsts, seconds] = np.arange(len(firsts))
            all_three = product(weighed[firsts] * self._has[seconds], self._has.T)
            covered = covered + all_three[number[sets[:, 0], sets[:, 1]], sets[:, 2]]
        result: Floats = covered.astype(np.float64)
        return result


def _table(sentences: Ints, items: Ints, places: Ints, size: int) -> tuple[Table, Ints]:
    """Which items each place has, as ones and zeros, and which items the columns stand for."""
    row = np.full(size, -1)
    row[places] = np.arange(len(places))
    rows = row[sentences]
    here = rows >= 0
    items = items[here]
    present = np.bincount(items) > 0
    columns = np.flatnonzero(present)
    table = np.zeros((len(places), len(columns)), np.float32)
    table[rows[here], (np.cumsum(present) - 1)[items]] = 1
    return table, columns
