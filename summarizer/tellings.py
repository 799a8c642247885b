"""Several articles on one event made ready to be told as one: their sentences, what each speaks of, and who agrees."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

import language as lang
from summarizer.figures import Figure, figures
from summarizer.numerals import hold_numbers
from summarizer.readability import leans_on_previous, reads_well

SENTENCES_READ = 40  # of each article: what follows is background, and the time taken is bounded by it
_UNSPACED = frozenset({"zh", "ja", "th"})
_ALIKE_AT_LEAST = 0.2  # below, sentences share a name, not a thing said

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Telling:
    """An article on an event. `published_at` is aware of its zone, `language` ISO 639-1."""

    source: str
    title: str
    text: str
    published_at: datetime
    language: str


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an article: `place` counts those of its article, headings and the like included.

    `names` are the stems among `stems` that stand with a capital in mid-sentence, `numbers` the digits it holds.
    """

    article: int
    place: int
    start: int
    end: int
    text: str
    stems: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    figures: tuple[Figure, ...]
    readable: bool
    leaning: bool


class Reader:
    """Takes sentences of one language apart, each word worked out once."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._stop = lang.stop_words(language)
        self._stems: dict[str, tuple[str, tuple[str, ...]]] = {}  # by the word as written: folded, and its stems

    def article(self, number: int, telling: Telling) -> list[Said]:
        """The first sentences of an article, one that only repeats its title left out."""
        heading = lang.words(telling.title)
        found = lang.sentences(telling.text, self._language)[:SENTENCES_READ]
        if found and lang.words(found[0].text) == heading:
            return [self._said(number, place, sentence) for place, sentence in enumerate(found) if place]
        return [self._said(number, place, sentence) for place, sentence in enumerate(found)]

    def sentence(self, text: str) -> Said:
        """A sentence a reader was told, whoever's it was."""
        return self._said(-1, 0, lang.Sentence(0, len(text), text, 0))

    def _said(self, article: int, place: int, sentence: lang.Sentence) -> Said:
        text = sentence.text
        words: list[str] = []
        stems: dict[str, bool] = {}
        for start, end in lang.word_spans(text):
            written = text[start:end]
            folded, its_stems = self._stems.get(written) or self._learn(written)
            is_name = bool(words) and written[0].isupper()
            words.append(folded)
            for stem in its_stems:
                stems[stem] = stems.get(stem, False) or is_name
        return Said(
            article=article,
            place=place,
            start=sentence.start,
            end=sentence.end,
            text=text,
            stems=frozenset(stems),
            names=frozenset(stem for stem, is_name in stems.items() if is_name),
            numbers=frozenset(word for word in words if word[:1].isdigit()),
            figures=figures(text, self._language) if hold_numbers(words) else (),
            readable=reads_well(text, len(stems) if self._language in _UNSPACED else len(words)),
            leaning=leans_on_previous(text, self._language),
        )

    def _learn(self, written: str) -> tuple[str, tuple[str, ...]]:
        folded = lang.fold(written)
        if not folded or folded in self._stop:
            stems: tuple[str, ...] = ()
        elif self._language in _UNSPACED:
            stems = tuple(_pieces(folded))
        else:
            stems = (lang.stem(folded, self._language),)
        self._stems[written] = folded, stems
        return folded, stems


def _pieces(word: str) -> list[str]:
    """Pairs of neighbouring characters, which stand for words where no spaces part them."""
    return [word[i : i + 2] for i in range(len(word) - 1)] if len(word) > 2 else [word]


def likeness(said: Sequence[Said]) -> Matrix:
    """The cosine of each two sentences, their stems weighed by rarity."""
    met: Counter[str] = Counter(stem for sentence in said for stem in sentence.stems)
    columns = {stem: column for column, stem in enumerate(sorted(stem for stem, times in met.items() if times > 1))}
    vectors = np.zeros((len(said), len(columns)), dtype=np.float32)
    lengths = np.ones(len(said), dtype=np.float32)
    for row, sentence in enumerate(said):
        length = 0.0
        for stem in sorted(sentence.stems):
            rarity = math.log(1 + len(said) / met[stem])
            length += rarity * rarity
            if stem in columns:
                vectors[row, columns[stem]] = rarity
        lengths[row] = math.sqrt(length) or 1.0
    vectors /= lengths[:, None]
    product: Matrix = vectors @ vectors.T
    return product


def agreement(said: Sequence[Said], alike: Matrix, sources: Sequence[str]) -> list[float]:
    """For each sentence, how many other sources say something like it: the sum over them of its likeness to their
    sentence nearest to it."""
    by_source: dict[str, list[int]] = {}
    for row, sentence in enumerate(said):
        by_source.setdefault(sources[sentence.article], []).append(row)
    result = np.zeros(len(said), dtype=np.float32)
    for source, rows in by_source.items():
        nearest = alike[:, rows].max(axis=1)
        nearest[nearest < _ALIKE_AT_LEAST] = 0.0
        others = np.array([sources[sentence.article] != source for sentence in said])
        result += nearest * others
    return [float(value) for value in result]
