"""The ground floor: words, stems, sentences and languages of a text. Pure functions; nothing is downloaded."""

from language.detection import detect
from language.sentences import Sentence, sentences
from language.stems import query_stems, stem, stems
from language.stop_words import stop_words
from language.words import UNSPACED, character_pairs, fold, utf16_length, word_spans, words, written_words

__all__ = [
    "UNSPACED",
    "Sentence",
    "character_pairs",
    "detect",
    "fold",
    "query_stems",
    "sentences",
    "stem",
    "stems",
    "stop_words",
    "utf16_length",
    "word_spans",
    "words",
    "written_words",
]
