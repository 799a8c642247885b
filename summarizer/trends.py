"""What a week's news is about: subjects that are told of more than in the weeks before. Pure functions."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import language as lang
from summarizer.key_terms import keywords

_OF_A_STORY = 6  # names and terms
_FEWEST = 2  # articles; what is told of once is no subject
_ENOUGH = 3  # in the language that is read
_SAME = 0.5  # share of stories in common from which on two subjects are one
_DOUBT = 2.0  # articles: so many more or less are chance


@dataclass(frozen=True, slots=True)
class Told:
    """One of the week's stories, as one article tells it; `sources` counts those that do."""

    story_id: int
    title: str
    summary: tuple[str, ...]
    language: str
    sources: int


@dataclass(frozen=True, slots=True)
class Subject:
    """A name or term as it is written, the language it was met in, and the stories it was met in."""

    form: str
    language: str
    stories: frozenset[int]


@dataclass(frozen=True, slots=True)
class Measured:
    """A subject, how many articles have it this week, and how many had it in the weeks before, taken together."""

    subject: Subject
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class Volume:
    """How many articles there are at all: this week, and in the weeks before, taken together."""

    now: int
    before: int

    def expected(self, before: int) -> float:
        """How many articles would have this week what so many had before, if it were as much in the news."""
        return before * self.now / self.before if self.before else 0.0


@dataclass(slots=True)
class _Met:
    form: str
    language: str
    weight: float = 0.0
    stories: set[int] = field(default_factory=set)


def subjects(
    stories: Sequence[Told], *, names_of_sources: Collection[str] = (), count: int = 40
) -> tuple[Subject, ...]:
    """At most `count` names and terms the stories tell of, those of many stories and of many sources first.

    None that is part of a source's own name. Takes about a millisecond for a story not met before.
    """
    sources = [frozenset(lang.words(name)) for name in names_of_sources]
    met: dict[tuple[str, ...], _Met] = {}
    for story in stories:
        for place, form in enumerate(_terms_of(story.title, " ".join(story.summary), story.language)):
            spoken = lang.words(form)
            if not spoken or any(source.issuperset(spoken) for source in sources):
                continue
            one = met.setdefault(tuple(spoken), _Met(form, story.language))
            one.stories.add(story.story_id)
            one.weight += math.log2(1 + story.sources) / (1 + place / _OF_A_STORY)
    order = sorted(met.values(), key=lambda one: (-one.weight, one.form))
    return tuple(Subject(one.form, one.language, frozenset(one.stories)) for one in order[:count])


def rising(measured: Sequence[Measured], volume: Volume, *, language: str, count: int) -> tuple[Measured, ...]:
    """At most `count` of them, the most frequent first: those most above what the weeks before let expect, each in
    stories of its own.

    How far above is told in standard deviations of a count (its square root), so that neither the large nor the new
    always win. Those of other languages than `language` only make up for less than three in that one. Of two that are
    met in the same stories, or of which one is part of the other, the likelier stands for both.
    """
    order = sorted(
        (one for one in measured if one.now >= _FEWEST and rise(one, volume) > 0),
        key=lambda one: (one.subject.language != language, -rise(one, volume), one.subject.form),
    )
    chosen: list[Measured] = []
    for one in order:
        enough = count if one.subject.language == language else min(count, _ENOUGH)
        if len(chosen) < enough and not any(_alike(one.subject, other.subject) for other in chosen):
            chosen.append(one)
    return tuple(sorted(chosen, key=lambda one: -one.now))


def rise(one: Measured, volume: Volume) -> float:
    """How far a subject is above what was to be expected, in standard deviations; below zero where it fell."""
    expected = volume.expected(one.before)
    return (one.now - expected) / math.sqrt(expected + _DOUBT)


def _alike(one: Subject, other: Subject) -> bool:
    spoken, others = frozenset(lang.stems(one.form, one.language)), frozenset(lang.stems(other.form, other.language))
    if spoken <= others or others <= spoken:
        return True
    return len(one.stories & other.stories) >= _SAME * len(one.stories | other.stories)


@lru_cache(maxsize=1024)
def _terms_of(title: str, summary: str, language: str) -> tuple[str, ...]:
    return keywords(summary, title=title, language=language, count=_OF_A_STORY)
