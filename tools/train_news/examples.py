"""Articles with the summaries people wrote of them, made ready to learn from."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import Stemmer
from numpy.typing import NDArray

from summarizer.document import Document, prepare, terms
from summarizer.news.lexicon import Lexicon
from summarizer.tellable import tellable

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Example:
    """An article and its summary. `words` and `pairs` mark the terms and pairs of the document that the summary has;
    `unigrams` and `bigrams` count, for each sentence, the summary's as ROUGE counts them."""

    group: str
    text: str
    title: str | None
    summary: str
    document: Document
    words: NDArray[np.float32]
    pairs: NDArray[np.float32]
    unigrams: Ints
    bigrams: Ints
    tokens: Ints
    wanted_unigrams: Ints
    wanted_bigrams: Ints

    def rouge(self, sets: Ints) -> NDArray[np.float64]:
        """ROUGE-1 and ROUGE-2 F1, added, of each row of `sets`: places of sentences. Pairs across sentences, which
        count in the real one, are left out."""
        one = np.minimum(self.unigrams[sets].sum(axis=1), self.wanted_unigrams).sum(axis=1)
        two = np.minimum(self.bigrams[sets].sum(axis=1), self.wanted_bigrams).sum(axis=1)
        length = self.tokens[sets].sum(axis=1)
        wanted = self.wanted_unigrams.sum()
        result: NDArray[np.float64] = 2 * one / np.maximum(1, length + wanted) + 2 * two / np.maximum(
            1, length + wanted - 2
        )
        return result


def read(paths: Sequence[Path]) -> list[Example]:
    """The articles of JSONL files of {"text", "summary", "lang", "title"}; each file is a group."""
    return [example for path in paths for row in _rows(path) if (example := _example(path.stem, row)) is not None]


def lexicons(examples: Sequence[Example], *, least: int) -> dict[str, Lexicon]:
    """What these articles teach of each language's words, those met in fewer than `least` of them left out."""
    made = {}
    for language in sorted({example.document.language for example in examples}):
        own = [example for example in examples if example.document.language == language]
        met: Counter[str] = Counter()
        taken: Counter[str] = Counter()
        for example in own:
            met.update(example.document.terms)
            taken.update(t for t, yes in zip(example.document.terms, example.words, strict=True) if yes)
        share = sum(taken.values()) / max(1, sum(met.values()))
        kept = {t: (count, taken[t]) for t, count in sorted(met.items()) if count >= least}
        made[language] = Lexicon(len(own), share, kept)
    return made


def _rows(path: Path) -> Iterator[dict[str, str]]:
    for line in path.read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        if row["lang"] == "ru":  # cut in mid-sentence by those who gathered them: the broken end goes
            row["text"] = row["text"][: max(row["text"].rfind(mark) for mark in '.!?…»"') + 1]
        yield row


def _example(group: str, row: dict[str, str]) -> Example | None:
    language, title = row["lang"], row.get("title")
    sentences = tellable(row["text"], title=title, language=language)
    if len(sentences) < 4:
        return None
    document = prepare(sentences, title=title, language=language)
    summary = terms(row["summary"], language)
    told, neighbours = frozenset(summary), frozenset(pairwise(summary))
    first, second, _, _ = document.pairs
    names = document.terms
    wanted = _tokens(row["summary"], language)
    said = [_tokens(sentence.text, language) for sentence in sentences]
    unigrams, wanted_unigrams = _counts(said, wanted)
    bigrams, wanted_bigrams = _counts([_pairs(tokens) for tokens in said], _pairs(wanted))
    return Example(
        group=group,
        text=row["text"],
        title=title,
        summary=row["summary"],
        document=document,
        words=np.array([name in told for name in names], np.float32),
        pairs=np.array(
            [(names[a], names[b]) in neighbours for a, b in zip(first.tolist(), second.tolist(), strict=True)],
            np.float32,
        ),
        unigrams=unigrams,
        bigrams=bigrams,
        tokens=np.array([len(tokens) for tokens in said], np.int64),
        wanted_unigrams=wanted_unigrams,
        wanted_bigrams=wanted_bigrams,
    )


def _pairs(tokens: Sequence[str]) -> list[str]:
    return [f"{a} {b}" for a, b in pairwise(tokens)]


def _counts(said: Sequence[Sequence[str]], wanted: Sequence[str]) -> tuple[Ints, Ints]:
    counts = Counter(wanted)
    column = {token: number for number, token in enumerate(counts)}
    table = np.zeros((len(said), len(column)), np.int64)
    for row, tokens in enumerate(said):
        for token in tokens:
            if token in column:
                table[row, column[token]] += 1
    return table, np.array(list(counts.values()), np.int64)


_PORTER = Stemmer.Stemmer("porter")


def _tokens(text: str, language: str) -> list[str]:
    """Words as ROUGE takes them: English ones of more than three letters by Porter's stems, others whole."""
    if language != "en":
        return re.findall(r"\w+", text.lower().replace("ё", "е"))
    found = re.findall(r"[a-z0-9]+", text.lower())
    return [_PORTER.stemWord(word) if len(word) > 3 else word for word in found]
