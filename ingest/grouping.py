"""A finished draft as storage takes it, and which story it tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from ingest.prepare import Finished
from ingest.urls import site_of
from storage.records import NewArticle, StoryCandidate
from summarizer.story.likeness import CORE, LINKED, SAME, likeness, overlap

_MEMORY = timedelta(days=3)
_SAID = 0.9  # one source tells a story anew in each article, unless it repeats itself word by word


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
    cores: dict[int, bool] = {}
    for candidate in candidates:
        if candidate.language != new.language or not _near(new, candidate):
            continue
        alike = _likeness(new, candidate)
        if alike < SAME or (candidate.source == new.source and overlap(new.fingerprint, candidate.fingerprint) < _SAID):
            continue
        if candidate.story_id not in cores:
            cores[candidate.story_id] = _fits(new, candidate)
        if cores[candidate.story_id] and (best is None or alike > best[0]):
            best = alike, candidate.story_id
    return best[1] if best else None


def link_stories(new: NewArticle, candidates: Sequence[StoryCandidate]) -> frozenset[int]:
    """The stories that tell its event in other languages: those of which one of the candidates does."""
    return frozenset(
        candidate.story_id
        for candidate in candidates
        if candidate.language != new.language and _near(new, candidate) and _likeness(new, candidate) >= LINKED
    )


def _near(new: NewArticle, candidate: StoryCandidate) -> bool:
    return abs(candidate.published_at - new.published_at) <= _MEMORY


def _likeness(new: NewArticle, candidate: StoryCandidate) -> float:
    return likeness(
        new.fingerprint,
        candidate.fingerprint,
        apart=new.published_at - candidate.published_at,
        one_language=new.language == candidate.language,
        commonness=candidate.commonness,
    )


def _fits(new: NewArticle, candidate: StoryCandidate) -> bool:
    """Whether `new` is like the first articles of the candidate's story, on the whole."""
    core = [likeness(new.fingerprint, one, commonness=candidate.commonness) for one in candidate.core]
    return not core or sum(core) / len(core) >= CORE
