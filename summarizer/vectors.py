"""Sentences as unit vectors of weighted stems."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

Vector = dict[str, float]


def tf_idf(terms: Sequence[Counter[str]]) -> tuple[Vector, ...]:
    """A unit vector for each bag of terms, weighing a term (1 + ln tf) · ln(1 + n / df); no terms, an empty vector."""
    met_in: Counter[str] = Counter()
    for bag in terms:
        met_in.update(bag.keys())
    rarity = {term: math.log(1 + len(terms) / times) for term, times in met_in.items()}
    return tuple(_unit({term: (1 + math.log(n)) * rarity[term] for term, n in bag.items()}) for bag in terms)


def dot(one: Vector, other: Vector) -> float:
    """The scalar product; of unit vectors, their cosine."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[term] for term, weight in one.items() if term in other)


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items()} if length else {}
