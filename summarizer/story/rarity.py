"""How rare a word is in news: four classes, small enough to go with the word."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

COMMON, USUAL, UNUSUAL, RARE = range(4)
_SHARES = (0.01, 0.035, 0.12)  # of the articles it stands in: the most of RARE, UNUSUAL, USUAL


def rarity(stem: str, language: str) -> int:
    """The class of a stem, from what the news lexicon knows of the language; UNUSUAL where it knows nothing of it."""
    classes, of_others = _classes(language)
    return classes.get(stem, of_others)


@cache
def _classes(language: str) -> tuple[dict[str, int], int]:
    """The classes of the words that aren't RARE, which are few and quickly found; and that of all others."""
    from summarizer.news.model import trained  # numpy comes with it: only for who needs it

    lexicon = trained().lexicon(language)
    if not lexicon.known:
        return {}, UNUSUAL
    shares = {stem: articles / lexicon.articles for stem, (articles, _) in lexicon.met.items()}
    return {stem: RARE - bisect_left(_SHARES, share) for stem, share in shares.items() if share > _SHARES[0]}, RARE
