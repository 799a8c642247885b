"""Made-up articles for the benchmarks: their words are spread as in any language, a few frequent, most rare."""

from __future__ import annotations

import itertools
import random
import zlib
from collections.abc import Sequence
from datetime import timedelta

from storage import NewArticle, utc_now
from storage.records import StoryCandidate

SOURCES = 40
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"


def vocabulary(size: int, chance: random.Random) -> list[str]:
    """Made-up words of two to four syllables, all different."""
    found: dict[str, None] = {}
    while len(found) < size:
        syllables = chance.randint(2, 4)
        found["".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(syllables))] = None
    return list(found)


def made_up(
    number: int, total: int, words: Sequence[str], weights: Sequence[float], chance: random.Random
) -> NewArticle:
    """About 350 words, the frequent ones far more often than the rare ones, as in any language (Zipf)."""
    drawn = chance.choices(words, cum_weights=weights, k=360)
    paragraphs = [" ".join(drawn[start : start + 60]).capitalize() + "." for start in range(8, 360, 60)]
    return NewArticle(
        key=f"https://news.example/{number}",
        url=f"https://news.example/{number}",
        source=f"Source {number % SOURCES}",
        title=" ".join(drawn[:8]).capitalize(),
        text="\n\n".join(paragraphs),
        summary=(paragraphs[0], paragraphs[1]),
        language="en",
        published_at=utc_now() - timedelta(minutes=(total - number) * 5),
        fingerprint=fingerprint(drawn[:80], words),
    )


def fingerprint(beginning: Sequence[str], words: Sequence[str]) -> tuple[int, ...]:
    """Of the first 40 words that aren't of the 100 commonest, as the summarizer makes them."""
    telling = [word for word in dict.fromkeys(beginning) if word not in words[:100]]
    return tuple(sorted(zlib.crc32(word.encode()) for word in telling[:40]))


def join_sometimes(new: NewArticle, candidates: Sequence[StoryCandidate]) -> int | None:
    """Every fifth article that shares anything with others joins one of them."""
    return candidates[0].story_id if candidates and new.fingerprint[0] % 5 == 0 else None


def articles(count: int) -> tuple[list[NewArticle], list[str]]:
    """So many articles, the same at every run, and their words, the commonest first."""
    chance = random.Random(7)
    words = vocabulary(20_000, chance)
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
    return [made_up(number, count, words, weights, chance) for number in range(count)], words
