"""What can be seen of a word, of a pair of neighbouring words and of a sentence without understanding them.

All features are free of a language's particulars, so that what was learnt from two languages serves others. Each
function gives one row for each thing and one column for each of the names it lists, in float32.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from summarizer.document import Document
from summarizer.news.lexicon import Lexicon, Looked

Matrix = NDArray[np.float32]
Floats = NDArray[np.float64]

_QUOTED = re.compile(r"[\"“«„「][^\"“”«»„「」]{0,600}[\"”»“」]")
_OPENING = tuple('"“«„「')
_MARKS = re.compile('["“”«»„「」]')


@dataclass(frozen=True)
class Seen:
    """What the features of words, pairs and sentences share. Everything takes time linear in the text."""

    document: Document
    lexicon: Lexicon

    @cached_property
    def frequency(self) -> Floats:
        """How often each term occurs."""
        return np.bincount(self.document.occurrences, minlength=len(self.document.terms)).astype(float)

    @cached_property
    def spread(self) -> Floats:
        """In how many sentences each term occurs."""
        return np.bincount(self.document.incidence[1], minlength=len(self.document.terms)).astype(float)

    @cached_property
    def first(self) -> Floats:
        """The sentence each term is first met in."""
        return self.document.within[self.document.first_occurrences].astype(float)

    @cached_property
    def naming(self) -> Floats:
        """How much of a name each term is: the share of its occurrences in mid-sentence that have a capital."""
        document = self.document
        inside = np.ones(len(document.occurrences), bool)
        inside[_starts(document)] = False
        terms = document.occurrences[inside]
        total = np.bincount(terms, minlength=len(document.terms))
        capital = np.bincount(terms, document.capital[inside], minlength=len(document.terms))
        return capital / np.maximum(total, 1)

    @cached_property
    def content(self) -> Floats:
        """1 for each term that is no function word."""
        return (~self.document.function).astype(float)

    @cached_property
    def known(self) -> Looked:
        """What the lexicon has of each term."""
        return self.lexicon.look_up(self.document.terms)

    @cached_property
    def quoting(self) -> Floats:
        """1 for each sentence with a quotation mark in it."""
        return np.array([_MARKS.search(sentence.text) is not None for sentence in self.document.sentences], float)

    @cached_property
    def titled(self) -> Floats:
        """1 for each term of the title."""
        title = frozenset(self.document.title)
        return np.array([term in title for term in self.document.terms], float)

    @cached_property
    def weights(self) -> Floats:
        """The tf-idf weight of each entry of the document's incidence, each sentence's of length one."""
        sentences, terms, times = self.document.incidence
        idf = np.log(1 + len(self.document.sentences) / self.spread) * self.content
        weight = (1 + np.log(times)) * idf[terms]
        length = np.sqrt(np.bincount(sentences, weight**2, minlength=len(self.document.sentences)))
        return weight / np.maximum(length, 1e-9)[sentences]

    @cached_property
    def taken_up(self) -> Floats:
        """Each sentence's cosines with all that come after it, summed (directed centrality, after PacSum)."""
        return self._centralities[0]

    @cached_property
    def repeating(self) -> Floats:
        """Each sentence's cosines with all that come before it, summed."""
        return self._centralities[1]

    @cached_property
    def _centralities(self) -> tuple[Floats, Floats]:
        # Cosines of unit vectors are plain products, so a sum of them is a product with the sum of the vectors: the
        # running sums of each term's weights serve all sentences at once, without a table of sentence by sentence.
        sentences, terms, _ = self.document.incidence
        by_term = np.argsort(terms, kind="stable")
        weights = self.weights[by_term]
        running = np.cumsum(weights)
        counts = np.bincount(terms, minlength=len(self.document.terms))
        ends = np.cumsum(counts)
        last = running[ends - 1]
        before_term = np.concatenate([[0.0], last[:-1]])
        group = terms[by_term]
        earlier = running - weights - before_term[group]
        later = last[group] - running
        rows, size = sentences[by_term], len(self.document.sentences)
        return (
            np.maximum(0, np.bincount(rows, weights * later, minlength=size)),
            np.maximum(0, np.bincount(rows, weights * earlier, minlength=size)),
        )

    def mean_in_sentences(self, of_terms: Floats) -> Floats:
        """The mean over each sentence's different terms."""
        sentences, terms, _ = self.document.incidence
        size = len(self.document.sentences)
        total = np.bincount(sentences, of_terms[terms], minlength=size)
        return total / np.maximum(1, np.bincount(sentences, minlength=size))


def of_words(seen: Seen) -> Matrix:
    """A row for each term of the document."""
    document = seen.document
    sentences, terms, times = document.incidence
    count, size, words = len(document.terms), len(document.sentences), max(1, len(document.occurrences))
    frequency, spread, first, content = seen.frequency, seen.spread, seen.first, seen.content
    last = np.zeros(count)
    last[terms] = sentences  # entries stand by sentence: the last one stays
    inner = _place_in_sentence(document)
    lengths = document.lengths[sentences].astype(float)
    least_length = np.full(count, np.inf)
    np.minimum.at(least_length, terms, lengths)
    central = _scaled(seen.taken_up + seen.repeating)[sentences]
    most_central = np.full(count, -np.inf)
    np.maximum.at(most_central, terms, central)
    rarity = seen.known.rarity
    columns = {
        "frequency": np.log(frequency),
        "spread": np.log(spread),
        "share of sentences": spread / size,
        "first, fading fast": np.exp(-first / 3),
        "first, fading": np.exp(-first / 10),
        "first, relative": first / size,
        "first": np.log1p(first),
        "first word": np.log1p(document.first_occurrences),
        "first word, relative": document.first_occurrences / words,
        "last, relative": last / size,
        "from first to last": (last - first) / size,
        "name": seen.naming,
        "letters": np.log(document.letters),
        "digits": document.digits,
        "function word": document.function,
        "capitals": document.acronym,
        "rarity": rarity,
        "rarity of a content word": rarity * content,
        "language known": np.full(count, float(seen.lexicon.known)),
        "in the title": seen.titled,
        "a title given": np.full(count, float(bool(document.title))),
        "centrality": np.bincount(terms, central, minlength=count) / spread,
        "greatest centrality": most_central,
        "sentences": np.full(count, np.log(size)),
        "words": np.full(count, np.log(words)),
        "length of its sentences": np.log(np.bincount(terms, lengths, minlength=count) / spread),
        "length of its shortest sentence": np.log(least_length),
        "in the first sentence": _times_in(document, 0, 1),
        "in the second": _times_in(document, 1, 2),
        "in the third": _times_in(document, 2, 3),
        "in the next five": _times_in(document, 3, 8),
        "among quotations": np.bincount(terms, times * seen.quoting[sentences], minlength=count) / frequency,
        "place in its sentences": np.bincount(document.occurrences, inner, minlength=count) / frequency,
        "frequency, of the greatest": _scaled(frequency * content),
        "frequent and rare": _scaled(frequency * rarity * content),
        "frequent name": seen.naming * np.log(frequency),
        "early name": seen.naming * np.exp(-first / 3),
        "frequent function word": document.function * np.log(frequency),
        "early function word": document.function * np.exp(-first / 3),
        "once only": frequency == 1,
        "how usual in summaries": seen.known.usual,
        "how often met": seen.known.met,
    }
    return _stacked(columns, count)


def of_pairs(seen: Seen, logits: Floats) -> Matrix:
    """A row for each pair of the document; `logits` are the words' chances."""
    document = seen.document
    first_terms, second_terms, sentences, pairs = document.pairs
    count, size = len(first_terms), len(document.sentences)
    spread = np.bincount(pairs, minlength=count)
    first = sentences[np.searchsorted(pairs, np.arange(count))].astype(float)  # entries stand by pair, then sentence
    chances = 1 / (1 + np.exp(-logits))
    title = frozenset(pairwise(document.title))
    terms = document.terms
    columns: dict[str, NDArray[np.generic]] = {
        "spread": np.log(spread),
        "first, fading fast": np.exp(-first / 3),
        "first, fading": np.exp(-first / 10),
        "first, relative": first / size,
        "both function words": document.function[first_terms] & document.function[second_terms],
        "both names": seen.naming[first_terms] * seen.naming[second_terms],
        "a title given": np.full(count, float(bool(title))),
        "in the title": np.array(
            [(terms[a], terms[b]) in title for a, b in zip(first_terms.tolist(), second_terms.tolist(), strict=True)]
            if title
            else np.zeros(count)
        ),
        "sentences": np.full(count, np.log(size)),
        "once only": spread == 1,
        "chances multiplied": chances[first_terms] * chances[second_terms],
        "lesser chance": np.minimum(logits[first_terms], logits[second_terms]),
    }
    for which, of in (("first", first_terms), ("second", second_terms)):
        columns |= {
            f"of the {which}'s occurrences": spread / seen.spread[of],
            f"{which} a function word": document.function[of],
            f"{which} a name": seen.naming[of],
            f"rarity of the {which}": seen.known.rarity[of],
            f"{which} in the title": seen.titled[of],
            f"frequency of the {which}": np.log(seen.frequency[of]),
            f"digits in the {which}": document.digits[of],
            f"{which} first met": np.log1p(seen.first[of]),
            f"chance of the {which}": logits[of],
        }
    return _stacked(columns, count)


def of_sentences(seen: Seen, words: Floats, pairs: Floats) -> Matrix:
    """A row for each sentence; `words` and `pairs` are the chances of the document's terms and pairs."""
    document = seen.document
    sentences, terms, _ = document.incidence
    _, _, pair_sentences, pair_numbers = document.pairs
    size = len(document.sentences)
    place = np.arange(size)
    length = np.maximum(1, document.lengths)
    content = np.bincount(document.within, seen.content[document.occurrences], minlength=size)
    named = np.bincount(document.within, (seen.naming * seen.content)[document.occurrences], minlength=size)
    told = np.bincount(sentences, words[terms], minlength=size)
    told_pairs = np.bincount(pair_sentences, pairs[pair_numbers], minlength=size)
    told_content = np.bincount(sentences, (words * seen.content)[terms], minlength=size)
    texts = [sentence.text for sentence in document.sentences]
    columns = {
        "place, fading fast": np.exp(-place / 1.5),
        "place, fading": np.exp(-place / 5),
        "place, fading slowly": np.exp(-place / 15),
        "place, relative": place / size,
        "first": place == 0,
        "second": place == 1,
        "third": place == 2,
        "last": place == size - 1,
        "length": np.log(length),
        "length, far from usual": (np.log(length) - 3.1) ** 2,
        "short": length < 10,
        "long": length > 40,
        "taken up later": _scaled(seen.taken_up),
        "said before": _scaled(seen.repeating),
        "centrality": _scaled(seen.taken_up + seen.repeating),
        "taken up, by the sentence": seen.taken_up / size,
        "quotes": seen.quoting,
        "opens with a quotation": [text.startswith(_OPENING) for text in texts],
        "share quoted": [
            _share_quoted(text) if quoting else 0.0 for text, quoting in zip(texts, seen.quoting, strict=True)
        ],
        "digits": np.bincount(document.within, document.digits[document.occurrences], minlength=size) > 0,
        "names": named / length,
        "number of names": np.log1p(named),
        "share of content words": content / length,
        "share of new words": np.bincount(document.within, _first_time(document), minlength=size) / length,
        "words of the title": seen.mean_in_sentences(seen.titled * seen.content),
        "rarity": seen.mean_in_sentences(seen.known.rarity * seen.content),
        "sentences": np.full(size, np.log(size)),
        "chances": told / length,
        "chances of pairs": told_pairs / length,
        "expected overlap": told / (length + 15),
        "expected overlap in pairs": told_pairs / (length + 15),
        "chances of content words": told_content,
        "chances of content words, mean": told_content / np.maximum(1, content),
    }
    return _stacked(columns, size)


def _starts(document: Document) -> NDArray[np.int64]:
    """The first occurrence in each sentence that has any."""
    starts = np.cumsum(document.lengths) - document.lengths
    return starts[document.lengths > 0]


def _place_in_sentence(document: Document) -> Floats:
    """Where each occurrence stands in its sentence, from 0 to 1."""
    starts = np.cumsum(document.lengths) - document.lengths
    place = np.arange(len(document.occurrences)) - starts[document.within]
    return place / np.maximum(1, document.lengths)[document.within]


def _first_time(document: Document) -> Floats:
    """1 for each occurrence that is its term's first."""
    first = np.zeros(len(document.occurrences))
    first[document.first_occurrences] = 1
    return first


def _times_in(document: Document, start: int, end: int) -> Floats:
    """How often each term occurs in the sentences from `start` to before `end`."""
    here = document.occurrences[(document.within >= start) & (document.within < end)]
    return np.bincount(here, minlength=len(document.terms)).astype(float)


def _scaled(values: Floats) -> Floats:
    result: Floats = values / max(1e-9, values.max(initial=0.0))
    return result


def _share_quoted(text: str) -> float:
    return sum(len(match.group()) for match in _QUOTED.finditer(text)) / len(text)


def _stacked(columns: Mapping[str, ArrayLike], count: int) -> Matrix:
    table = np.empty((count, len(columns)), np.float32)
    for number, values in enumerate(columns.values()):
        table[:, number] = np.asarray(values)
    return table
