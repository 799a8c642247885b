"""Stems: the part of a word that its forms share, by Snowball's stemmers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from functools import lru_cache

import Stemmer

from language.words import fold, written_words

_LATIN = {
    "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "en": "english", "es": "spanish", "et": "estonian",
    "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hu": "hungarian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nl": "dutch", "no": "norwegian", "nb": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
_OTHER = {"ar": "arabic", "el": "greek", "fa": "persian", "hi": "hindi", "hy": "armenian", "ta": "tamil"}
_KNOWN = frozenset(Stemmer.algorithms())  # older builds of PyStemmer know fewer
_LANGUAGES_REMEMBERED = 12  # a source may claim any
_REMEMBERED = 30_000  # words of a language whose stems are kept from one text to the next
_stemmers = threading.local()  # a Stemmer object isn't safe to share between threads


def _stemmer(algorithm: str) -> Callable[[str], str]:
    found = getattr(_stemmers, algorithm, None)
    if found is None:
        found = Stemmer.Stemmer(algorithm).stemWord
        setattr(_stemmers, algorithm, found)
    stem_word: Callable[[str], str] = found
    return stem_word


@lru_cache(maxsize=256)
def _algorithm(script: str, language: str) -> str | None:
    if script == "latin":
        chosen = _LATIN.get(language, "english")
        return chosen if chosen in _KNOWN else "english"
    if script == "cyrillic":
        return "russian"  # Snowball has no stemmer for another language in Cyrillic; the endings are kin
    other = _OTHER.get(language)
    return other if other in _KNOWN else None


def _script(word: str) -> str:
    for character in word:
        if "a" <= character <= "\u024f":
            return "latin"
        if "\u0400" <= character <= "\u052f":
            return "cyrillic"
        if character > "\u024f":
            return "other"
    return "none"  # digits only


def stem(word: str, language: str) -> str:
    """The stem of one word: the stemmer goes by the word's script first, then by `language` (ISO 639-1).

    Words in a script without a stemmer come back folded and whole.
    """
    return _known_stems(language)[word]


def stems(text: str, language: str) -> list[str]:
    """The stems of `words(text)`, in order."""
    return list(map(_known_stems(language).__getitem__, written_words(text)))


class _Stems(dict[str, str]):
    """The stem of each word of a language as it is written, worked out when it is first met."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = found = _stem_folded(fold(word), self._language)
        return found


@lru_cache(maxsize=_LANGUAGES_REMEMBERED)
def _known_stems(language: str) -> _Stems:
    return _Stems(language)


def _stem_folded(word: str, language: str) -> str:
    script = "latin" if word.isascii() and word.isalpha() else _script(word)
    algorithm = _algorithm(script, language) if script != "none" else None
    return _stemmer(algorithm)(word) if algorithm else word


def query_stems(word: str, languages: Iterable[str]) -> frozenset[str]:
    """Every stem a word may have been indexed under in texts of these languages (English and Russian always count)."""
    folded = fold(word)
    return frozenset(_stem_folded(folded, language) for language in {*languages, "en", "ru"})
