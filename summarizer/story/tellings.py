"""Several articles on one event made ready to be told as one: their sentences, what each speaks of, and who agrees."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import language as lang
from summarizer.readability import leans_on_previous, reads_well
from summarizer.story.figures import Figure, figures
from summarizer.story.numerals import hold_numbers
from summarizer.tellable import tellable

SENTENCES_READ = 25  # of each article: what follows is background, and the time taken is bounded by it
_COMMON = 40  # sentences: a stem in more of them tells no two apart
_ALIKE_AT_LEAST = 0.2  # below, sentences share a name, not a thing said


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
        """The first sentences of an article that a summary may be made of."""
        found = tellable(telling.text, title=telling.title, language=self._language)[:SENTENCES_READ]
        return [self._said(number, place, sentence) for place, sentence in enumerate(found)]

    def sentence(self, text: str) -> Said:
        """A sentence a reader was told, whoever's it was."""
        return self._said(-1, 0, lang.Sentence(0, len(text), text, 0))

    def _said(self, article: int, place: int, sentence: lang.Sentence) -> Said:
        text = sentence.text
        known = self._stems
        words: list[str] = []
        stems: dict[str, bool] = {}
        for start, end in lang.word_spans(text):
            written = text[start:end]
            folded, its_stems = known.get(written) or self._learn(written)
            is_name = bool(words) and written[0].isupper()
            words.append(folded)
            for stem in its_stems:
                if is_name or stem not in stems:
                    stems[stem] = is_name
        return Said(
            article=article,
            place=place,
            start=sentence.start,
            end=sentence.end,
            text=text,
            stems=frozenset(stems),
            names=frozenset(stem for stem, is_name in stems.items() if is_name),
            numbers=frozenset(word for word in words if word[:1].isdecimal()),
            figures=figures(text, self._language) if hold_numbers(words) else (),
            readable=reads_well(text, len(stems) if self._language in lang.UNSPACED else len(words)),
            leaning=leans_on_previous(text, self._language),
        )

    def _learn(self, written: str) -> tuple[str, tuple[str, ...]]:
        folded = lang.fold(written)
        if not folded or folded in self._stop:
            stems: tuple[str, ...] = ()
        elif self._language in lang.UNSPACED:
            stems = tuple(lang.character_pairs(folded))
        else:
            stems = (lang.stem(folded, self._language),)
        self._stems[written] = folded, stems
        return folded, stems


class Likeness:
    """How alike the sentences of a story are: the cosine of each two, their stems weighed by rarity.

    Kept as sparse vectors: a dense product would be quick too, but its threads get in each other's way on a busy
    machine, and its time grows with the square of the sentences.
    """

    def __init__(self, said: Sequence[Said]) -> None:
        self._met: dict[str, list[int]] = {}
        for row, sentence in enumerate(said):
            for stem in sentence.stems:
                self._met.setdefault(stem, []).append(row)
        rarity = {stem: math.log(1 + len(said) / len(rows)) for stem, rows in self._met.items()}
        self._lengths = [math.sqrt(math.fsum(rarity[stem] ** 2 for stem in s.stems)) or 1.0 for s in said]
        self._weights = {stem: weight * weight for stem, weight in rarity.items()}
        self._said = said

    def between(self, one: int, other: int) -> float:
        """The likeness of two rows, from 0 to 1."""
        shared = math.fsum(self._weights[stem] for stem in self._said[one].stems & self._said[other].stems)
        return shared / (self._lengths[one] * self._lengths[other])

    def agreement(self, row: int, sources: Sequence[str]) -> float:
        """How many other sources say something like it: the sum over them of its likeness to their sentence nearest
        to it."""
        own = sources[self._said[row].article]
        shared: dict[int, list[float]] = {}
        for stem in self._said[row].stems:
            others = self._met[stem]
            if 1 < len(others) <= _COMMON:
                for other in others:
                    shared.setdefault(other, []).append(self._weights[stem])
        nearest: dict[str, float] = {}
        for other, weights in shared.items():
            source = sources[self._said[other].article]
            alike = math.fsum(weights) / (self._lengths[row] * self._lengths[other])
            if source != own and alike > nearest.get(source, _ALIKE_AT_LEAST):
                nearest[source] = alike
        return math.fsum(nearest.values())
