"""How rare a word is in news: four classes, small enough to go with the word."""

from __future__ import annotations

from summarizer.news.model import trained

COMMON, USUAL, UNUSUAL, RARE = range(4)
_SHARES = (0.12, 0.035, 0.01)  # of the articles it stands in: the most of USUAL, UNUSUAL, RARE


def rarity(stem: str, language: str) -> int:
    """The class of a stem, from what the news lexicon knows of the language; UNUSUAL where it knows nothing of it."""
    lexicon = trained().lexicon(language)
    if not lexicon.known:
        return UNUSUAL
    met = lexicon.met.get(stem, (1, 0))[0] / lexicon.articles
    return sum(met <= share for share in _SHARES)
