"""Russian's dictionary (pymorphy3's, 30 MB once it is needed): which words are names, and the forms of a noun."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

_NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad"})


def may_be_name(word: str) -> bool:
    """Whether the dictionary knows a word (folded) as a name, or doesn't know it."""
    return not dictionary().word_is_known(word) or bool(_NAMES & dictionary().parse(word)[0].tag.grammemes)


@lru_cache(maxsize=4096)
def nominative(word: str) -> str:
    """The word (folded) as a dictionary has it."""
    return str(dictionary().parse(word)[0].normal_form).replace("ё", "е")


@lru_cache(maxsize=4096)
def noun_forms(word: str) -> frozenset[str]:
    """All forms of a noun or name (folded), for a stemmer takes some for other words: Орлов is орл, Орлова орлов.

    Only the word itself if it is no noun.
    """
    parsed = dictionary().parse(word)[0]
    if parsed.tag.POS != "NOUN":
        return frozenset({word})
    return frozenset({word, *(str(form.word).replace("ё", "е") for form in parsed.lexeme)})


@cache
def dictionary() -> Any:
    """pymorphy3's; raises ImportError where that isn't installed."""
    from pymorphy3 import MorphAnalyzer  # a tenth of a second

    return MorphAnalyzer(lang="ru")
