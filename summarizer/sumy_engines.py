"""sumy's engines over our sentences and words, and ours as one of sumy's.

sumy's own Tokenizer wants data of NLTK's that isn't shipped with it; these models need none.
"""

from __future__ import annotations

import warnings
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers._summarizer import AbstractSummarizer
from sumy.summarizers.edmundson import EdmundsonSummarizer
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import ItemsCount

import language as lang
from summarizer.document import Document, prepare, written_pieces
from summarizer.news import best_sentences
from summarizer.readability.openers import opener_words

_CLASSES: dict[str, Callable[..., Any]] = {
    "lexrank": LexRankSummarizer,
    "lsa": LsaSummarizer,
    "textrank": TextRankSummarizer,
    "luhn": LuhnSummarizer,
    "kl": KLSummarizer,
    "sumbasic": SumBasicSummarizer,
    "edmundson": EdmundsonSummarizer,
    "reduction": ReductionSummarizer,
}
# Sentences an engine reads at most: their time grows with the square of them, or with their product with the words.
READ_AT_MOST = {"lexrank": 150, "textrank": 200, "reduction": 200, "lsa": 200, "kl": 60, "sumbasic": 500, "luhn": 1000}
# And words: some compare every word of a sentence with every word of every other.
_LONGEST = 250
_WORDS_AT_MOST = 12_000
_BONUS_WORDS = 20


class _Stem(str):
    """A stem whose hash is the same in every process, so that sets of stems have one order and sums one rounding."""

    __slots__ = ()

    def __hash__(self) -> int:
        return zlib.crc32(self.encode("utf-8", "surrogatepass"))

    __eq__ = str.__eq__


class Words:
    """What sumy calls a tokenizer: words folded as everywhere here, or their stems."""

    def __init__(self, language: str, *, stemmed: bool = False) -> None:
        self._language = language
        self._stem = stemmer(language) if stemmed else str

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(self._stem(lang.fold(piece)) for piece in written_pieces(text, self._language))


def stemmer(language: str) -> Callable[[str], str]:
    """A stemmer as sumy's summarizers take one."""
    return lambda word: _Stem(lang.stem(word, language))


def document_model(sentences: Sequence[lang.Sentence], words: Words) -> ObjectDocumentModel:
    """sumy's document of our sentences, paragraph by paragraph."""
    paragraphs: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(Sentence(sentence.text, words))
    return ObjectDocumentModel(map(Paragraph, paragraphs.values()))


def rate(document: Document, engine: str, count: int) -> tuple[int, ...]:
    """Places, in text order, of the `count` sentences that one of sumy's engines takes for the best.

    Reads no more than READ_AT_MOST[engine] sentences, and of each text no more words than can be read in a second or
    two; of equal sentences only the first. Empty where it finds no words.
    """
    places = _readable(document, READ_AT_MOST.get(engine))
    if not places:
        return ()
    kept = [document.sentences[place] for place in places]
    model = document_model(kept, Words(document.language, stemmed=engine == "kl"))
    summarizer = _CLASSES[engine](stemmer(document.language))
    _give_words(summarizer, engine, document, model)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # LSA's on texts with few words: its choice stands all the same
        best = {id(sentence) for sentence in summarizer(model, count)}
    return tuple(place for place, sentence in zip(places, model.sentences, strict=True) if id(sentence) in best)


def _readable(document: Document, at_most: int | None) -> list[int]:
    """Sentences with something said in them, repeated ones once: sumy takes equal sentences for one."""
    first: dict[str, int] = {}
    words = 0
    for place, sentence in enumerate(document.sentences):
        length = int(document.lengths[place])
        if length > _LONGEST or not document.says_something[place] or sentence.text in first:
            continue
        words += length
        if words > _WORDS_AT_MOST or len(first) == at_most:
            break
        first[sentence.text] = place
    return list(first.values())


def _give_words(summarizer: Any, engine: str, document: Document, model: ObjectDocumentModel) -> None:
    stop_words = lang.stop_words(document.language)
    if engine == "kl":
        summarizer.stop_words = frozenset(map(stemmer(document.language), stop_words))
    elif engine == "edmundson":
        # Edmundson's cue words, found in the text itself: good are its title's and its commonest, bad those that
        # point back at another sentence.
        common = Counter(word for word in model.words if word not in stop_words and not word.isdigit())
        ranked = sorted(common, key=lambda word: (-common[word], word))
        summarizer.bonus_words = {*document.title, *ranked[:_BONUS_WORDS]} or {"-"}
        summarizer.stigma_words = opener_words(document.language) or {"-"}
        summarizer.null_words = stop_words or {"-"}
    else:
        summarizer.stop_words = stop_words


class NewsSummarizer(AbstractSummarizer):  # type: ignore[misc]
    """`news` for whoever works with sumy: a summarizer over its document model, for one language (ISO 639-1)."""

    def __init__(self, language: str = "en", title: str | None = None) -> None:
        super().__init__(stemmer(language))
        self._language = language
        self._title = title

    def __call__(self, document: ObjectDocumentModel, sentences_count: int | str) -> tuple[Sentence, ...]:
        """The best sentences; `sentences_count` is their number or, as everywhere in sumy, a share such as '20%'."""
        sentences = document.sentences
        count = len(ItemsCount(sentences_count)(sentences))
        numbered = tuple(
            lang.Sentence(0, len(str(sentence)), str(sentence), number)
            for number, paragraph in enumerate(document.paragraphs)
            for sentence in paragraph.sentences
        )
        prepared = prepare(numbered, title=self._title, language=self._language)
        places = best_sentences(prepared, count=count)
        return tuple(sentences[place] for place in places)
