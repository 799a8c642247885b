"""What a summary of an article would probably say, and what else speaks for each of its sentences."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.document import Document
from summarizer.news import features
from summarizer.news.model import Model

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The chances, from 0 to 1, that a summary written by a person would hold each term of a document (`words`) and
    each pair of neighbouring terms (`pairs`); `favour` is what else speaks for each sentence, or against it."""

    words: Floats
    pairs: Floats
    favour: Floats


def judge(document: Document, model: Model) -> Judgement:
    """Takes time linear in the document, which must have a sentence with a word in it."""
    seen = features.Seen(document, model.lexicon(document.language))
    logits = model.words(features.of_words(seen))
    words = chance(logits)
    pairs = chance(model.pairs(features.of_pairs(seen, logits)))
    return Judgement(words, pairs, features.of_sentences(seen, words, pairs) @ model.sentences)


def chance(logits: Floats) -> Floats:
    """The logistic function."""
    result: Floats = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return result
