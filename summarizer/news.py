"""The `news` engine's judgement: how much each sentence of an article is worth in its summary.

A directed, position-aware centrality after PacSum (Zheng and Lapata, 'Sentence Centrality Revisited for Unsupervised
Summarization', ACL 2019): a sentence gains when later ones take up what it says, and loses when it repeats what was
said before it. As similarity is a plain scalar product here, the sum over all later sentences is one product with
their summed vector, so time and memory grow with the words of the text and not with the square of its sentences.
"""

from __future__ import annotations

import math

from summarizer.document import Document
from summarizer.vectors import Vector, dot

# Fitted on news with summaries written by people; the scores change little around these values.
_PLACE = 0.95
_PLACE_FADES = 8.5  # sentences, until the beginning's advantage is down to 1/e
_TAKEN_UP = 1.0
_REPEATS = 0.5
_TITLE = 0.15
_LEAD = 0.3  # for a first sentence that speaks of what the title does: it says what happened, however rare its words


def rank(document: Document) -> tuple[float, ...]:
    """The worth of each sentence by itself, higher is better; takes time linear in the text."""
    taken_up, repeats = _centrality(document.vectors)
    return tuple(
        _PLACE * math.exp(-place / _PLACE_FADES)
        + _LEAD * (place == 0 and bool(vector.keys() & document.title))
        + _TAKEN_UP * taken_up[place]
        - _REPEATS * repeats[place]
        + _TITLE * _likeness_to_title(vector, document.title)
        for place, vector in enumerate(document.vectors)
    )


def _centrality(vectors: tuple[Vector, ...]) -> tuple[list[float], list[float]]:
    """Each sentence's likeness to all after it and to all before it, each scaled to at most 1."""
    after: Vector = {}
    for vector in vectors:
        for term, weight in vector.items():
            after[term] = after.get(term, 0.0) + weight
    before: Vector = {}
    taken_up: list[float] = []
    repeats: list[float] = []
    for vector in vectors:
        for term, weight in vector.items():
            after[term] -= weight
        taken_up.append(max(0.0, dot(vector, after)))
        repeats.append(dot(vector, before))
        for term, weight in vector.items():
            before[term] = before.get(term, 0.0) + weight
    return _scaled(taken_up), _scaled(repeats)


def _scaled(values: list[float]) -> list[float]:
    greatest = max(values, default=0.0)
    return [value / greatest for value in values] if greatest > 0 else values


def _likeness_to_title(vector: Vector, title: frozenset[str]) -> float:
    if not title:
        return 0.0
    return sum(vector[term] for term in sorted(title & vector.keys())) / math.sqrt(len(title))
