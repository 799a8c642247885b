"""Logistic regression on labelled pairs, with articles nobody labelled as further pairs of different events."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from summarizer.story.fingerprints import HAPPENING, NAME, SORT_BITS, parts
from summarizer.story.likeness import BY_HAND, FEATURES, Weights, features
from tools.train_stories.labels import Labelled, Pair

_PENALTY = 0.3  # on the squares of all weights but the first
_EASY = 0.3  # what a pair of different subjects counts
_UNLABELLED = 0.2
_STEPS = 60
_NAMES_ALIKE, _WORDS_ALIKE = 0.6, 0.35  # above both, two unlabelled articles may well tell one event: left out
_KNOWN = [FEATURES.index(name) for name in BY_HAND]
_OF_HAPPENINGS = [FEATURES.index(name) for name in ("names alone", "happening mass", "happenings in titles")]
_OF_WORDS = [FEATURES.index("words")]

Floats = NDArray[np.float64]
Prints = Sequence[tuple[str, tuple[int, ...]]]
"""Articles nobody labelled: language and fingerprint."""


@dataclass(frozen=True)
class Surroundings:
    """What is known of all articles there are: how rare names and happenings are among them."""

    names: dict[int, float]
    happenings: tuple[float, ...]

    @classmethod
    def of(cls, prints: Sequence[tuple[int, ...]]) -> Surroundings:
        names: Counter[int] = Counter()
        kinds: Counter[int] = Counter()
        for one in prints:
            names.update({told << SORT_BITS | NAME for sort, told in parts(one) if sort == NAME})
            kinds.update({told >> 1 for sort, told in parts(one) if sort == HAPPENING})
        return cls(
            {name: math.log((len(prints) + 1) / (met + 1)) for name, met in names.items()},
            tuple(round(math.log((len(prints) + 2) / (kinds[kind] + 1)), 1) for kind in range(max(kinds) + 1)),
        )

    def seen(self, one: tuple[int, ...], other: tuple[int, ...], apart: timedelta) -> tuple[float, ...]:
        return features(one, other, apart=apart, rarity=self.names, happenings=self.happenings)


def learn(pairs: Sequence[Pair], unlabelled: Prints, around: Surroundings) -> Weights:
    """The weights, from pairs of both kinds (of one language and of two)."""
    alike = [pair for pair in pairs if pair.one_language]
    across = [pair for pair in pairs if not pair.one_language]
    by_language: defaultdict[str, list[tuple[int, ...]]] = defaultdict(list)
    for language, one in unlabelled:
        by_language[language].append(one)
    others = np.concatenate([_unlabelled(prints, around) for prints in by_language.values()])
    return Weights(
        alike=_fit(alike, others, around, without=[]),
        unlisted=_fit(alike, others, around, without=_OF_HAPPENINGS),
        across=_fit(across, others, around, without=_OF_WORDS),
        happenings=around.happenings,
    )


def _unlabelled(prints: Sequence[tuple[int, ...]], around: Surroundings) -> Floats:
    """Pairs of articles with a name in common, as if they had come at once."""
    names = [{told for sort, told in parts(one) if sort == NAME} for one in prints]
    seen = np.array(
        [
            around.seen(prints[a], prints[b], timedelta(0))
            for a, b in combinations(range(len(prints)), 2)
            if names[a] & names[b]
        ]
    )
    alike = (seen[:, FEATURES.index("names")] > _NAMES_ALIKE) & (seen[:, FEATURES.index("words")] > _WORDS_ALIKE)
    return seen[~alike]


def _fit(pairs: Sequence[Pair], others: Floats, around: Surroundings, without: list[int]) -> tuple[float, ...]:
    labelled = np.array([around.seen(p.one.fingerprint, p.other.fingerprint, p.apart) for p in pairs])
    seen = np.concatenate([labelled, others])
    same = np.concatenate([[float(pair.same) for pair in pairs], np.zeros(len(others))])
    counts = [1.0 if pair.hard else _EASY for pair in pairs]
    counted = np.concatenate([counts, np.full(len(others), _UNLABELLED)])
    by_hand = [*BY_HAND.values()]
    known = seen[:, _KNOWN] @ by_hand
    seen[:, [*_KNOWN, *without]] = 0
    weights = _newton(seen, same, counted, known)
    weights[_KNOWN] = by_hand
    return tuple(round(float(weight), 2) for weight in weights)


def _newton(seen: Floats, same: Floats, counted: Floats, known: Floats) -> Floats:
    """Newton's method for penalised logistic regression; `known` is added to the log-odds as it is."""
    penalty = np.full(seen.shape[1], _PENALTY)
    penalty[0] = 1e-6
    weights = np.zeros(seen.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(seen @ weights + known)))
        slope = seen.T @ (counted * (chance - same)) + penalty * weights
        curve = (seen * (counted * chance * (1 - chance))[:, None]).T @ seen + np.diag(penalty)
        weights -= np.linalg.solve(curve, slope)
    return weights


def surroundings(tellings: Sequence[Labelled], unlabelled: Prints) -> Surroundings:
    """Those of labelled and other articles together."""
    return Surroundings.of([*(telling.fingerprint for telling in tellings), *(one for _, one in unlabelled)])
