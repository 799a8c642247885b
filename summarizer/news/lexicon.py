"""What is known of a language's words from articles whose summaries people wrote."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

_PRIOR = 8.0  # articles' worth of doubt: a word met in few tells little by how many summaries took it up


@dataclass(frozen=True)
class Lexicon:
    """Of each term met: in how many of the `articles` it stood, and in how many of their summaries.

    `share` is the share of all terms of an article that its summary takes up. One without articles knows no word.
    """

    articles: int = 0
    share: float = 0.1
    met: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether it knows anything of the language."""
        return self.articles > 0

    def look_up(self, terms: Sequence[str]) -> Looked:
        """What is known of each of these terms."""
        if not self.known:
            return Looked(np.zeros(len(terms)), np.zeros(len(terms)), np.zeros(len(terms)))
        found = np.array(list(map(self._numbers.get, terms, repeat(0))), np.int64)
        known = self._known
        return Looked(known.rarity[found], known.usual[found], known.met[found])

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """A number for each term; 0 is that of terms never met."""
        return {term: number for number, term in enumerate(self.met, 1)}

    @cached_property
    def _known(self) -> Looked:
        """What there is to know of each number's term."""
        articles, summaries = np.array([(0, 0), *self.met.values()], float).T
        rate = (summaries + self.share * _PRIOR) / (articles + _PRIOR)
        return Looked(
            rarity=np.log((1 + self.articles) / (1 + articles)),
            usual=np.log(rate / (1 - rate)) - math.log(self.share / (1 - self.share)),
            met=np.log1p(articles),
        )


@dataclass(frozen=True, slots=True)
class Looked:
    """For each term the logarithm of the number of articles over those it stood in (`rarity`), how far the log-odds
    that a summary takes it up are from the average term's (`usual`), and the logarithm of 1 + the articles it stood in
    (`met`); zeros for a language nothing is known of."""

    rarity: NDArray[np.float64]
    usual: NDArray[np.float64]
    met: NDArray[np.float64]
