"""Which story a new article tells: what storage shows is all that can matter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ingest.grouping import choose_story
from storage.candidates import SHARED
from storage.records import NewArticle, StoryCandidate
from summarizer.story.fingerprints import same_story

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
NUMBERS = (*range(2, 34, 2), 35, 37, 39, 41)  # sixteen words and four names
terms = st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=40, unique_by=lambda term: term[0])
fingerprints = terms.map(lambda found: tuple(sorted(2 * number + is_name for number, is_name in found)))


@given(fingerprints, fingerprints, st.integers(0, SHARED))
def test_articles_that_share_less_than_storage_asks_of_candidates_never_tell_one_story(
    ours: tuple[int, ...], theirs: tuple[int, ...], kept: int
) -> None:
    shared = sorted({term >> 1 for term in ours} & {term >> 1 for term in theirs})
    few = tuple(term for term in theirs if term >> 1 not in shared[kept:])
    if min(kept, len(shared)) < SHARED:
        assert not same_story(ours, few)


def test_short_articles_that_share_as_much_as_storage_asks_may_tell_one_story() -> None:
    names, words = (1, 3), tuple(range(4, 4 + 2 * (SHARED - 2), 2))
    assert same_story((*names, *words), (*names, *words))


def new(**changes: object) -> NewArticle:
    fields: dict[str, object] = {
        "key": "k", "url": None, "source": "Courier", "title": "", "text": "", "summary": (), "language": "en",
        "published_at": NOW, "fingerprint": NUMBERS,
    }  # fmt: skip
    return NewArticle(**{**fields, **changes})  # type: ignore[arg-type]


def candidate(story_id: int, **changes: object) -> StoryCandidate:
    fields: dict[str, object] = {
        "article_id": story_id, "source": "Planet", "language": "en", "published_at": NOW, "fingerprint": NUMBERS,
    }  # fmt: skip
    return StoryCandidate(story_id=story_id, **{**fields, **changes})  # type: ignore[arg-type]


def test_the_story_of_the_article_most_like_it_is_its_own() -> None:
    alike = candidate(1, fingerprint=(*NUMBERS[2:], 1000, 1002))
    assert choose_story(new(), [alike, candidate(2), candidate(3)]) == 2
    assert choose_story(new(), [alike]) == 1
    assert choose_story(new(), []) is None


def test_another_language_another_week_and_the_same_source_tell_another_story() -> None:
    for changes in (
        {"language": "ru"},
        {"published_at": NOW - timedelta(days=4)},
        {"source": "Courier", "fingerprint": (*NUMBERS[3:], 1000, 1002, 1004)},
        {"fingerprint": NUMBERS[-8:]},
    ):
        assert choose_story(new(), [candidate(1, **changes)]) is None
    assert choose_story(new(), [candidate(1, source="Courier")]) == 1
