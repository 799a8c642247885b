"""A finished draft as storage takes it, and which story it tells."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta

from ingest.fetching.urls import site_of
from ingest.prepare import Finished
from storage.records import NewArticle, StoryCandidate
from summarizer.story.likeness import CORE, LINKED, SAME, likeness, overlap

_MEMORY = timedelta(days=3)
_IDENTICAL = 0.9  # one source tells a story anew in each article, unless it repeats itself word by word


def new_article(finished: Finished, *, source: str, feed_id: int | None, by_reader: bool = False) -> NewArticle:
    """`finished` as an article of `source`, or of its site where that has no name; `by_reader`: of a reader's link."""
    draft = finished.draft
    return NewArticle(
        key=draft.key,
        url=draft.url,
        source=source or draft.site_name or site_of(draft.url or "") or "?",
        title=draft.title,
        text=draft.text,
        summary=finished.summary,
        language=finished.language,
        published_at=finished.published_at,
        feed_id=feed_id,
        author=draft.author,
        untitled=draft.untitled,
        fingerprint=finished.fingerprint,
        by_reader=by_reader,
        topic=finished.topic,
        stems=finished.stems,
    )


def choose_story(new: NewArticle, candidates: Sequence[StoryCandidate]) -> int | None:
    """The story of the candidate most like `new` that tells the same event; None when there's none.

    Only candidates in its language and published within three days of it count; one of the same source only when it is
    nearly identical. The story's first articles must be like it too, on the whole, or stories would grow from link to
    link into a chain whose ends tell different things. Among equals the earliest in `candidates` wins.
    """
    best: tuple[float, int] | None = None
    for candidate in candidates:
        if candidate.language != new.language or (candidate.source == new.source and not _repeated(new, candidate)):
            continue
        alike = _likeness(new, candidate)
        if alike >= SAME and (best is None or alike > best[0]) and _fits(new, candidate):
            best = alike, candidate.story_id
    return best[1] if best else None


def link_stories(new: NewArticle, candidates: Sequence[StoryCandidate]) -> frozenset[int]:
    """The stories that tell its event in other languages: one of their articles does, and the first are like it too."""
    return frozenset(
        candidate.story_id
        for candidate in candidates
        if candidate.language != new.language and _likeness(new, candidate) >= LINKED and _fits(new, candidate)
    )


def _repeated(new: NewArticle, candidate: StoryCandidate) -> bool:
    return overlap(new.fingerprint, candidate.fingerprint) >= _IDENTICAL


def _likeness(new: NewArticle, candidate: StoryCandidate) -> float:
    apart = abs(new.published_at - candidate.published_at)
    return _between(new, candidate, candidate.fingerprint, apart) if apart <= _MEMORY else -math.inf


def _fits(new: NewArticle, candidate: StoryCandidate) -> bool:
    """Whether `new` is like the first articles of the candidate's story, on the whole."""
    core = [_between(new, candidate, fingerprint, timedelta(0)) for fingerprint in candidate.core]
    return not core or sum(core) / len(core) >= CORE


def _between(new: NewArticle, candidate: StoryCandidate, fingerprint: tuple[int, ...], apart: timedelta) -> float:
    return likeness(
        new.fingerprint,
        fingerprint,
        apart=apart,
        one_language=new.language == candidate.language,
        rarity=candidate.rarity,
    )
