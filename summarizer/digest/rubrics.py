"""The headings a digest's stories stand under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

OTHER = "other"
"""The heading of what has no topic that could be told: it comes after those that have."""
FOREIGN = "foreign"
"""The heading of what isn't in the reader's language: it comes last."""

_UNGROUPED = 5  # as many stories are seen at a glance
_FRONT = 3


class Groupable(Protocol):
    """What a story must tell of itself to be grouped."""

    @property
    def topic(self) -> str | None: ...

    @property
    def language(self) -> str: ...

    @property
    def sources(self) -> tuple[str, ...]: ...


S = TypeVar("S", bound=Groupable)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rubric(Generic[T]):
    """Stories under one heading: a topic's key, `OTHER` or `FOREIGN`; None for those that need no heading."""

    topic: str | None
    stories: tuple[T, ...]


def grouped(page: Sequence[S], language: str | None) -> tuple[Rubric[S], ...]:
    """The stories, given weightiest first, under headings; up to five under none.

    The topic of the weightiest story comes first. Every story whose topic is known stands under it, be it alone there:
    what follows a heading may be skipped by who doesn't care, and a weighty story isn't lost among 'other news'. The
    rest comes after the topics: columns and recipes, most often. But before them comes what weighs more than all of
    them, and what is among the three weightiest and told by several sources: the news of the day must not stand last
    because its topic can't be told. Stories not in the reader's `language` come last, ungrouped.
    """
    if len(page) <= _UNGROUPED:
        return (Rubric(None, tuple(page)),) if page else ()
    ours = [story for story in page if language is None or story.language == language] or list(page)
    foreign = [story for story in page if story not in ours]
    topics = dict.fromkeys(story.topic for story in ours if story.topic)
    first = next((place for place, story in enumerate(ours) if story.topic), len(ours))
    untold = [(place, story) for place, story in enumerate(ours) if not story.topic]
    front = [story for place, story in untold if place < first or (place < _FRONT and len(set(story.sources)) > 1)]
    rubrics = [
        Rubric(None, tuple(front)),
        *(Rubric(topic, tuple(story for story in ours if story.topic == topic)) for topic in topics),
        Rubric(OTHER, tuple(story for _, story in untold if story not in front)),
        Rubric(FOREIGN, tuple(foreign)),
    ]
    return tuple(rubric for rubric in rubrics if rubric.stories)
