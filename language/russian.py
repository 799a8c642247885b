"""Russian's dictionary (pymorphy3's, 30 MB once it is needed): which words are names, and the forms of a noun."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

_NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad"})


def may_be_name(word: str) -> bool:
    """Whether the dictionary knows a word (folded) as a name, or doesn't know it."""
    return not dictionary().word_is_known(word) or bool(_NAMES & _reading(word).tag.grammemes)


def nominative(word: str) -> str:
    """The word (folded) as a dictionary has it."""
    return str(_reading(word).normal_form).replace("ё", "е")


@lru_cache(maxsize=4096)
def noun_forms(word: str) -> frozenset[str]:
    """All forms of a noun or name (folded), for a stemmer takes some for other words: Орлов is орл, Орлова орлов.

    Only the word itself if it is no noun.
    """
    reading = _reading(word)
    if reading.tag.POS != "NOUN":
        return frozenset({word})
    return frozenset({word, *(str(form.word).replace("ё", "е") for form in reading.lexeme)})


@lru_cache(maxsize=4096)
def _reading(word: str) -> Any:
    return dictionary().parse(word)[0]


def dictionary_is_loaded() -> bool:
    """Whether words are looked up at once."""
    return dictionary.cache_info().currsize > 0


def load_dictionary() -> None:
    """Takes the tenth of a second that whatever first asks for a word's forms takes otherwise."""
    dictionary()


@cache
def dictionary() -> Any:
    """pymorphy3's; raises ImportError where that isn't installed."""
    from pymorphy3 import MorphAnalyzer  # a tenth of a second

    return MorphAnalyzer(lang="ru")
