"""Which stories a digest tells, in which order, and under which headings."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

import language as lang
from summarizer.digest.phrases import Interest, Told, says, told
from summarizer.digest.rubrics import Rubric, grouped

_SOURCES = 1.0
_FRESHNESS = 1.0
_SIZE = 0.25
_HALF_LIFE = 12.0  # hours until a story's freshness counts half
_FOLLOWED = 1.5  # as much as three sources telling what one does
_OWN_LANGUAGE = 100.0  # beyond what all else together can weigh
_SAME_SOURCE = 0.35  # off for each story already chosen from its sources
_SAME_SUBJECT = 2.4  # off, times the square of the likeness to the chosen story nearest to it
_SAME_TOPIC = 0.1  # off for each story already chosen under its topic


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may be told. `article_id` is the article that stands for it, `size` its length in characters;
    `sources` are all that told it, that article's first; `published_at` is aware of its zone; `topic` is one of
    `topics.TOPICS` or None."""

    story_id: int
    sources: tuple[str, ...]
    title: str
    summary: tuple[str, ...]
    published_at: datetime
    language: str
    article_id: int
    size: int
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """The stories chosen, under their headings, in the order they are read; `left_out` counts the others."""

    rubrics: tuple[Rubric[Candidate], ...]
    left_out: int

    @property
    def stories(self) -> tuple[Candidate, ...]:
        """All of them, in that order."""
        return tuple(story for rubric in self.rubrics for story in rubric.stories)


def compose_digest(
    stories: Sequence[Candidate],
    *,
    items: int,
    now: datetime,
    skip: int = 0,
    language: str | None = None,
    followed: Sequence[Interest] = (),
    muted: Sequence[str] = (),
) -> Digest:
    """Choose at most `items` stories, each told once, for their weight and for variety of sources, subjects and topics.

    With `skip`, those that would be chosen after the first `skip`: digests of the same stories and moment, each
    skipping as many as came before it, tell every story once, whatever their sizes. Stories in `language`, the one the
    digest is read in, come before all others. What the chat has `followed` weighs more; stories with one of the
    `muted` words or phrases in title or summary are not told, nor counted. More than five are grouped by topic, see
    `rubrics.grouped`. Depends on nothing but its arguments, whatever order the stories come in. Raises ValueError for
    `items` below 1 or `skip` below 0.
    """
    if items < 1:
        raise ValueError(f"items must be at least 1, not {items}")
    if skip < 0:
        raise ValueError(f"skip must be at least 0, not {skip}")
    waiting, weights = [], {}
    for story in _once(stories):
        text = _told_by(story.title, story.summary, story.language) if followed or muted else ()
        if any(says(text, phrase, story.language) for phrase in muted):
            continue
        waiting.append(story)
        weights[story.story_id] = (
            weight(story, now)
            + _FOLLOWED * any(interest.met_by(text, story.language) for interest in followed)
            + _OWN_LANGUAGE * (story.language == language)
        )
    chosen = _chosen(waiting, weights, skip + items)
    # Sorted only now: the order they are chosen in is the same however many are wanted, that of weights is not.
    page = sorted(chosen[skip:], key=lambda s: (-weights[s.story_id], -s.published_at.timestamp(), s.story_id))
    return Digest(grouped(page, language), len(waiting) - len(chosen))


def weight(story: Candidate, now: datetime) -> float:
    """How much a story matters by itself: how many sources tell it, how fresh it is, how much there is to tell."""
    hours = max(0.0, (now - story.published_at).total_seconds() / 3600)
    freshness = math.exp2(-hours / _HALF_LIFE)
    size = math.log1p(min(story.size, 20_000) / 1000)
    return _SOURCES * math.log2(1 + len(set(story.sources))) + _FRESHNESS * freshness + _SIZE * size


def _chosen(stories: Sequence[Candidate], weights: dict[int, float], wanted: int) -> list[Candidate]:
    """Time grows with the number of stories times that of the wanted."""
    waiting = list(stories)
    subjects = {story.story_id: _subject(story) for story in waiting}
    nearness = dict.fromkeys(weights, 0.0)
    heard: Counter[str] = Counter()
    topics: Counter[str | None] = Counter()
    chosen: list[Candidate] = []
    while waiting and len(chosen) < wanted:
        best = max(
            waiting,
            key=lambda story: (
                weights[story.story_id]
                - _SAME_SOURCE * _heard(story, heard)
                - _SAME_SUBJECT * nearness[story.story_id] ** 2
                - _SAME_TOPIC * topics[story.topic],
                story.published_at,
                -story.story_id,
            ),
        )
        waiting.remove(best)
        chosen.append(best)
        heard.update(best.sources[:1])
        topics.update([best.topic] if best.topic else [])
        for story in waiting:
            likeness = _likeness(subjects[best.story_id], subjects[story.story_id])
            nearness[story.story_id] = max(nearness[story.story_id], likeness)
    return chosen


def _once(stories: Sequence[Candidate]) -> list[Candidate]:
    """One candidate for each story: its newest article, and all the sources any of them names."""
    found: dict[int, Candidate] = {}
    for story in sorted(stories, key=lambda s: (s.published_at, s.article_id), reverse=True):
        known = found.setdefault(story.story_id, story)
        if known is not story:
            sources = tuple(dict.fromkeys((*known.sources, *story.sources)))
            found[story.story_id] = replace(known, sources=sources, topic=known.topic or story.topic)
    return sorted(found.values(), key=lambda story: story.story_id)


def _heard(story: Candidate, heard: Counter[str]) -> int:
    """How often the source least told of this story's was told already."""
    return min((heard[source] for source in story.sources), default=0)


def _subject(story: Candidate) -> frozenset[str]:
    parts = _told_by(story.title, story.summary, story.language)[:2]
    return frozenset(stem for part in parts for stem in part) - lang.stop_words(story.language)


# A day's stories are the same for all who read of it, and stems are most of the work.
@lru_cache(maxsize=1024)
def _told_by(title: str, summary: tuple[str, ...], language: str) -> Told:
    return told((title, *summary), language)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / math.sqrt(len(one) * len(other)) if one and other else 0.0
