"""A great many made-up articles in English and Russian, for measuring search: built once, kept in a file.

Words are as frequent as in a language (Zipf), half of them follow one of their word's favourite companions, as in set
phrases, and an article comes back to its own few. With real texts (JSON lines with `lang` and `text`) the words, their
frequencies and their companions are those texts', and a made-up tail of rare words is added: names, above all.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice, pairwise
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language import stem, words

SOURCES = 200
_SHARE = {"en": 0.6, "ru": 0.4}
_SYLLABLES = {"en": ("bdfgklmnprstvz", "aeiou", "nrstl"), "ru": ("бвгдзклмнпрст", "аеиоуя", "нрстл")}
_ENDINGS = {"en": ("", "", "", "s", "ed", "ing"), "ru": ("", "", "а", "у", "ом", "ы", "ами")}
_VOCABULARY = 150_000
_COMPANIONS = 8
_FOLLOWS, _OWN = 0.45, 0.12  # chance that a word is a companion of the one before, or one of the article's own
_OWN_WORDS = 15
_MEAN_WORDS = 300
_TITLE = 9
_BATCH = 500
_AHEAD = 6  # batches

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Vocabulary:
    """A language's words, the commonest first, with their stems; `companions` holds rows of numbers of words."""

    language: str
    words: Sequence[str]
    stems: Sequence[str]
    cumulative: NDArray[np.float64]
    companions: Numbers


@dataclass(frozen=True)
class MadeUp:
    """An article, as far as search is concerned."""

    language: str
    title: str
    text: str
    title_stems: str
    text_stems: str


def vocabularies(texts: Path | None) -> list[Vocabulary]:
    """English and Russian, made up or as `texts` (a folder of .jsonl files) have them."""
    chance = random.Random(11)
    return [_vocabulary(language, _counted(texts, language), chance) for language in _SHARE]


def articles(count: int, texts: Path | None = None) -> Iterator[list[MadeUp]]:
    """So many articles, the same at every run, in batches of one language each, languages in turn by their share.

    Another process makes them, a few batches ahead.
    """
    starts = iter(range(0, count, _BATCH))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_prepare, initargs=(texts,)) as maker:

        def order(most: int) -> list[Future[list[MadeUp]]]:
            return [maker.submit(_made, start, min(_BATCH, count - start)) for start in islice(starts, most)]

        ahead = deque(order(_AHEAD))
        while ahead:
            yield ahead.popleft().result()
            ahead.extend(order(1))


_known: list[Vocabulary] = []


def _prepare(texts: Path | None) -> None:
    _known.extend(vocabularies(texts))


def _made(start: int, size: int) -> list[MadeUp]:
    chance = np.random.default_rng([7, start])
    shares = [_SHARE[vocabulary.language] for vocabulary in _known]
    return _batch(_known[int(chance.choice(len(_known), p=shares))], size, chance)


def _batch(vocabulary: Vocabulary, size: int, chance: np.random.Generator) -> list[MadeUp]:
    lengths = np.clip(chance.lognormal(np.log(_MEAN_WORDS) - 0.18, 0.6, size), 40, 2000).astype(int) + _TITLE
    longest = int(lengths.max())
    drawn = _draw(vocabulary, (longest, size), chance)
    own = _draw(vocabulary, (_OWN_WORDS, size), chance)
    dice = chance.random((longest, size))
    turns = chance.integers(0, _COMPANIONS, (longest, size))
    picks = chance.integers(0, _OWN_WORDS, (longest, size))
    for place in range(1, longest):
        follows = dice[place] < _FOLLOWS
        drawn[place][follows] = vocabulary.companions[drawn[place - 1], turns[place]][follows]
        of_its_own = dice[place] > 1 - _OWN
        drawn[place][of_its_own] = own[picks[place], np.arange(size)][of_its_own]
    return [_article(vocabulary, drawn[: lengths[n], n].tolist()) for n in range(size)]


def _draw(vocabulary: Vocabulary, shape: tuple[int, int], chance: np.random.Generator) -> Numbers:
    return np.searchsorted(vocabulary.cumulative, chance.random(shape)).astype(np.int64)


def _article(vocabulary: Vocabulary, numbers: list[int]) -> MadeUp:
    written, stemmed = [vocabulary.words[n] for n in numbers], [vocabulary.stems[n] for n in numbers]
    sentences = [" ".join(written[at : at + 15]).capitalize() + "." for at in range(_TITLE, len(written), 15)]
    return MadeUp(
        vocabulary.language,
        " ".join(written[:_TITLE]).capitalize(),
        "\n\n".join(" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)),
        " ".join(stemmed[:_TITLE]),
        " ".join(stemmed[_TITLE:]),
    )


@dataclass(frozen=True)
class _Counted:
    words: Counter[str]
    companions: dict[str, Counter[str]]


def _counted(texts: Path | None, language: str) -> _Counted:
    found: Counter[str] = Counter()
    companions: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(texts.glob("*.jsonl")) if texts else ():
        for line in path.read_text(encoding="utf-8").splitlines():
            if (told := json.loads(line))["lang"] == language:
                spoken = words(told["text"])
                found.update(spoken)
                for first, second in pairwise(spoken):
                    companions[first][second] += 1
    return _Counted(found, companions)


def _vocabulary(language: str, counted: _Counted, chance: random.Random) -> Vocabulary:
    known = dict.fromkeys(word for word, _ in counted.words.most_common())
    real = len(known)
    while len(known) < _VOCABULARY:
        known[_made_up(language, chance)] = None
    # What is said often is short.
    spelled = [*list(known)[:real], *sorted(list(known)[real:], key=lambda word: len(word) + chance.random() * 4)]
    ranks = np.arange(1, len(spelled) + 1)
    weights = 1 / (ranks + 2.7)
    if real:
        # The commonest as often as they are, the tail as often as a tail is.
        weights[:real] = np.maximum([counted.words[word] for word in spelled[:real]], 1)
        weights[real:] = 0.5 * real / (ranks[real:])
    cumulative = np.cumsum(weights / weights.sum())
    dice = np.random.default_rng(chance.randrange(2**32))
    companions = np.searchsorted(cumulative, dice.random((len(spelled), _COMPANIONS))).astype(np.int64)
    places = {word: place for place, word in enumerate(spelled)}
    for place in range(real):
        followers = [places[word] for word, _ in counted.companions.get(spelled[place], Counter()).most_common(8)]
        if followers:
            companions[place] = [followers[n % len(followers)] for n in range(_COMPANIONS)]
    cumulative[-1] = 1.0
    return Vocabulary(language, spelled, [stem(word, language) for word in spelled], cumulative, companions)


def _made_up(language: str, chance: random.Random) -> str:
    """A word of two to four syllables, perhaps with an ending."""
    consonants, vowels, ends = _SYLLABLES[language]
    body = "".join(chance.choice(consonants) + chance.choice(vowels) for _ in range(chance.randint(0, 3)))
    end = chance.choice(consonants) + chance.choice(vowels) + chance.choice(ends)
    return body + end + chance.choice(_ENDINGS[language])
