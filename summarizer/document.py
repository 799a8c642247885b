"""A text made ready to be summarised: its sentences and what each of them speaks of."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import language as lang
from summarizer.vectors import Vector, tf_idf

_UNSPACED = frozenset({"zh", "ja", "th", "ko"})
_RUN = re.compile("[\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Document:
    """`vectors[i]` weighs the stems of sentence i, function words left out; `lengths[i]` counts all its words;
    `title` holds the title's stems."""

    sentences: tuple[lang.Sentence, ...]
    vectors: tuple[Vector, ...]
    lengths: tuple[int, ...]
    title: frozenset[str]
    language: str


def prepare(sentences: tuple[lang.Sentence, ...], *, title: str | None, language: str) -> Document:
    """Stem and count the sentences of a text in a known language (ISO 639-1)."""
    vocabulary = _Vocabulary(language)
    words = [content_pieces(sentence.text, language) for sentence in sentences]
    return Document(
        sentences=sentences,
        vectors=tf_idf([vocabulary.terms(found) for found in words]),
        lengths=tuple(map(len, words)),
        title=frozenset(vocabulary.terms(content_pieces(title or "", language))),
        language=language,
    )


class _Vocabulary:
    """Stems of the words met, each worked out once; None for a function word."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._stop = lang.stop_words(language)
        self._stems: dict[str, str | None] = {}

    def terms(self, words: list[str]) -> Counter[str]:
        counts: Counter[str] = Counter()
        known = self._stems
        for word in words:
            if word not in known:
                known[word] = None if word in self._stop else lang.stem(word, self._language)
            stem = known[word]
            if stem is not None:
                counts[stem] += 1
        return counts


def content_pieces(text: str, language: str) -> list[str]:
    """Words; in scripts without spaces, pairs of neighbouring characters stand for them."""
    found = lang.words(text)
    if language not in _UNSPACED:
        return found
    pieces: list[str] = []
    for word in found:
        if len(word) > 2 and _RUN.fullmatch(word):
            pieces.extend(word[i : i + 2] for i in range(len(word) - 1))
        else:
            pieces.append(word)
    return pieces


def without_heading(sentences: tuple[lang.Sentence, ...], title: str | None) -> tuple[lang.Sentence, ...]:
    """Drop a first line that only repeats the title."""
    if title and len(sentences) > 1 and lang.words(sentences[0].text) == lang.words(title):
        return sentences[1:]
    return sentences


def once(sentences: tuple[lang.Sentence, ...]) -> tuple[lang.Sentence, ...]:
    """Each sentence where it is first said."""
    first: dict[str, lang.Sentence] = {}
    for sentence in sentences:
        first.setdefault(sentence.text.casefold(), sentence)
    return tuple(first.values())
