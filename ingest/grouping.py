"""A finished draft as storage takes it, and which story it tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from ingest.prepare import Finished
from ingest.urls import site_of
from storage.records import NewArticle, StoryCandidate
from summarizer.story.fingerprints import same_story, similarity

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
    nearly identical. Among equals the earliest in `candidates` wins.
    """
    best: tuple[float, int] | None = None
    for candidate in candidates:
        if candidate.language != new.language or abs(candidate.published_at - new.published_at) > _MEMORY:
            continue
        if not same_story(new.fingerprint, candidate.fingerprint):
            continue
        alike = similarity(new.fingerprint, candidate.fingerprint)
        if candidate.source == new.source and alike < _IDENTICAL:
            continue
        if best is None or alike > best[0]:
            best = (alike, candidate.story_id)
    return best[1] if best else None
