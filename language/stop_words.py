"""Stop words: those of a language that say nothing of a text's subject."""

from __future__ import annotations

from functools import cache

from language.stop_word_lists import LISTS
from language.words import fold


@cache
def stop_words(language: str) -> frozenset[str]:
    """The function words of a language (ISO 639-1), folded as `words` folds; empty for a language without a list."""
    return frozenset(fold(word) for word in LISTS.get(language, "").split())


def stop_word_languages() -> tuple[str, ...]:
    """The languages that have a list."""
    return tuple(LISTS)
