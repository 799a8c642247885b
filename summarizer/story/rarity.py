"""How rare a word is in news: four classes, small enough to go with the word."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.news.lexicon import Lexicon

COMMON, USUAL, UNUSUAL, RARE = range(4)
_SHARES = (0.01, 0.035, 0.12)  # of the articles it stands in: the most of RARE, UNUSUAL, USUAL


def rarity(stem: str, language: str) -> int:
    """The class of a stem, from what the news lexicon knows of the language; UNUSUAL where it knows nothing of it."""
    lexicon = _lexicon(language)
    if not lexicon.known:
        return UNUSUAL
    articles, _ = lexicon.met.get(stem, (1, 0))
    return RARE - bisect_left(_SHARES, articles / lexicon.articles)


@cache
def _lexicon(language: str) -> Lexicon:
    from summarizer.news.model import trained  # numpy comes with it: only for who needs it

    return trained().lexicon(language)
