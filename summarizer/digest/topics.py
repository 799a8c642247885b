"""The topic of an article: what its source says of it, else what its words tell where they tell it plainly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

import language as lang
from summarizer.digest.topic_sections import SECTIONS
from summarizer.digest.topic_words import WORDS

TOPICS = tuple(SECTIONS)
"""The keys a topic may have. They are stored: none may change its meaning."""

_MOST_HINTS = 20
_LONGEST_NAME = 5  # words; what is longer is no section's name
_LONGEST_MIXED = 3  # words; 'UK politics' is one, 'Minister opens school' isn't
_READ = 1000  # characters of the text: what follows is background
_STRONG, _WEAK = 3, 1
_TITLE = 2  # times what the same word is worth in the text
_ENOUGH = 5
_CLEAR_LEAD = 1.8  # times the runner-up's


def topic(title: str, text: str, *, language: str, hints: Sequence[str] = ()) -> str | None:
    """One of `TOPICS`, or None where that can't be told: a wrong heading does more harm than none.

    `hints` are what the source says: names of sections, categories, folders, in any of ten languages, the surest
    first; those that name no section count for nothing. Where they disagree evenly the words decide among them, else
    the first. Words are known for English and Russian.
    """
    named = Counter(found for hint in list(dict.fromkeys(hints))[:_MOST_HINTS] if (found := section(hint)))
    most = max(named.values(), default=0)
    favoured = [key for key, votes in named.items() if votes == most]
    if len(favoured) == 1:
        return favoured[0]
    scores = _scores(title, text, language)
    if favoured:
        return max(favoured, key=lambda key: scores[key])
    ranked = sorted(TOPICS, key=lambda key: -scores[key])
    best, second = (scores[key] for key in ranked[:2])
    return ranked[0] if best >= _ENOUGH and best >= _CLEAR_LEAD * second else None


def section(name: str) -> str | None:
    """The topic a section of this name holds; None for a name that says none."""
    words = lang.words(name[:100])
    if not 0 < len(words) <= _LONGEST_NAME:
        return None
    known = _sections()
    longest = len(words) if len(words) <= _LONGEST_MIXED else 0
    whole = known.get(" ".join(words))
    if whole or not longest:
        return whole
    for size in range(longest - 1, 0, -1):
        for start in range(len(words) - size + 1):
            found = known.get(" ".join(words[start : start + size]))
            if found:
                return found
    return None


def _scores(title: str, text: str, language: str) -> Counter[str]:
    """How much the words say for each topic; a word said twice says no more."""
    known = _lexicon(language)
    scores: Counter[str] = Counter()
    if known:
        in_title = set(lang.stems(title[:_READ], language))
        for stem in known.keys() & in_title.union(lang.stems(text[:_READ], language)):
            for key, weight in known[stem]:
                scores[key] += weight * (_TITLE if stem in in_title else 1)
    return scores


@cache
def _sections() -> dict[str, str]:
    known: dict[str, str] = {}
    for key, names in SECTIONS.items():
        for name in names.split(","):
            known.setdefault(" ".join(lang.words(name)), key)
    return known


@cache
def _lexicon(language: str) -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, dict[str, int]] = {}
    stop_words = lang.stop_words(language)
    for key, telling in WORDS.get(language, {}).items():
        for text, weight in ((telling.weak, _WEAK), (telling.strong, _STRONG)):
            for word in text.split():
                stem = lang.stem(word, language)
                if stem not in stop_words:  # 'ИИ' would be 'и'
                    found.setdefault(stem, {})[key] = weight
    return {stem: tuple(weights.items()) for stem, weights in found.items()}
