"""The sentences a summary may be made of, and which of them may stand together."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

import language as lang
from summarizer.document import Document
from summarizer.news.sets import Ints, sets_of
from summarizer.readability import must_not_open, needs_antecedent, points_back, reads_well

Flags = NDArray[np.bool_]

_TELLS_LITTLE = 6  # words: 'Air the room at night.' is a whole sentence, and no news


class Rules(IntEnum):
    """How much is asked of a summary's sentences; where a text leaves no choice, less is."""

    READS_ALONE = 2  # whole sentences, none of which points at something that the summary doesn't hold
    WHOLE_SENTENCES = 1
    ANYTHING = 0


class Shortlist:
    """Sentences that keep the rules and fit the room, at most `longest`, the first in `order` that do.

    `places` are theirs in the document, in text order; everywhere else here they go by their number in `places`.
    """

    def __init__(
        self, document: Document, order: Iterable[int], rules: Rules, *, longest: int, max_chars: int | None
    ) -> None:
        self._document = document
        self._rules = rules
        self._max_chars = max_chars
        found: list[int] = []
        leaning: set[int] = set()
        for place in order:
            if len(found) == longest:
                break
            if not self._may_stand(place):
                continue
            if rules == Rules.READS_ALONE and needs_antecedent(self._text(place), document.language):
                leaning.add(place)
            found.append(place)
        kept = _with_antecedents(found, leaning)
        self.places: Ints = np.array(kept, np.int64)
        self._leans: Flags = np.array([place in leaning for place in kept], bool)
        self._sizes: Ints = np.array([self._size(place) for place in kept] if self.limited else [], np.int64)
        self._opens_well: dict[int, bool] = {}

    @property
    def limited(self) -> bool:
        """Whether the sentences have to fit a room."""
        return self._max_chars is not None

    def sets(self, count: int) -> Ints:
        """Every set of `count` that fits and in which what leans on a sentence stands right after it, a row each, in
        text order. Whether its first sentence may open a summary is for `opens_well` to tell."""
        sets = sets_of(count, len(self.places))
        keeps = ~self._leans[sets[:, 0]]
        for column in range(1, count):
            follows = self.places[sets[:, column]] == self.places[sets[:, column - 1]] + 1
            keeps &= ~self._leans[sets[:, column]] | follows
        if self._max_chars is not None:
            keeps &= self._sizes[sets].sum(axis=1) <= self._max_chars + 1
        return sets[keeps]

    def opens_well(self, number: int) -> bool:
        """Whether a sentence may come first in a summary; looked into only when it is asked for."""
        if number not in self._opens_well:
            place = int(self.places[number])
            poor = must_not_open if place else points_back  # a text's own beginning introduces what it names
            self._opens_well[number] = self._rules != Rules.READS_ALONE or not poor(
                self._text(place), self._document.language
            )
        return self._opens_well[number]

    def may_join(self, chosen: list[int]) -> Flags:
        """Which sentences may be added to those chosen."""
        places = self.places[chosen]
        joins = ~self._leans | np.isin(self.places - 1, places)
        joins[chosen] = False
        for number in np.flatnonzero(joins & (self.places < places.min())).tolist():
            joins[number] = self.opens_well(number)
        if self._max_chars is not None:
            joins &= self._sizes[chosen].sum() + self._sizes <= self._max_chars + 1
        return joins

    def _may_stand(self, place: int) -> bool:
        if self._max_chars is not None and self._size(place) > self._max_chars + 1:
            return False
        words = int(self._document.lengths[place])
        if self._rules == Rules.READS_ALONE and words < _TELLS_LITTLE:
            return False
        return self._rules == Rules.ANYTHING or reads_well(self._text(place), words)

    def _text(self, place: int) -> str:
        return self._document.sentences[place].text

    def _size(self, place: int) -> int:
        """In UTF-16 units, with the space before it."""
        return lang.utf16_length(self._text(place)) + 1


def _with_antecedents(found: Iterable[int], leaning: set[int]) -> list[int]:
    """In text order, without those that lean on a sentence that isn't there."""
    kept: list[int] = []
    for place in sorted(found):
        if place not in leaning or (kept and kept[-1] == place - 1):
            kept.append(place)
    return kept
