"""The ground floor: words, stems, sentences and languages of a text. Pure functions; nothing is downloaded."""

from language.detection import detect
from language.layout import other_layout
from language.russian import dictionary_is_loaded, load_dictionary, noun_forms
from language.sentences import Sentence, sentences
from language.stems import query_stems, stem, stems
from language.stop_words import stop_words
from language.transliteration import transliterations
from language.words import UNSPACED, character_pairs, fold, utf16_length, word_spans, words, written_words

__all__ = [
    "UNSPACED",
    "Sentence",
    "character_pairs",
    "detect",
    "dictionary_is_loaded",
    "fold",
    "load_dictionary",
    "noun_forms",
    "other_layout",
    "query_stems",
    "sentences",
    "stem",
    "stems",
    "stop_words",
    "transliterations",
    "utf16_length",
    "word_spans",
    "words",
    "written_words",
]
