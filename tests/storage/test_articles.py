"""Articles: each kept once, in its story, found under every address it was met under."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import timedelta

import pytest

from language import stems
from storage import Address, NewArticle, Outcome, State, Storage
from storage.columns import pack, unpack
from storage.query import parse
from storage.records import Article, StoryCandidate, StoryPage
from storage.search_index import Words
from tests.storage.conftest import START, Clock, newest_story, own_story

Make = Callable[..., NewArticle]


def titles(page: StoryPage) -> list[str]:
    return [story.newest.title for story in page.stories]


async def found(storage: Storage, text: str) -> list[int]:
    return [hit.id for hit in (await storage.search.find(parse(text), limit=10)).hits]


async def test_an_article_comes_back_as_it_was_given(storage: Storage, article: Make, clock: Clock) -> None:
    new = article(author="Ann", untitled=True, summary=("One.", "Два."), title="<&> 🦆 \u200fשלום", topic="sport")
    stored = await storage.articles.add(new, own_story)
    assert stored.outcome is Outcome.NEW
    assert stored.article == await storage.articles.get(stored.article.id) == await storage.articles.by_key(new.key)
    for name in ("key", "url", "source", "title", "untitled", "text", "summary", "language", "author", "published_at",
                 "topic"):  # fmt: skip
        assert getattr(stored.article, name) == getattr(new, name)
    assert stored.article.stored_at == clock()


async def test_the_same_article_again_changes_nothing(storage: Storage, article: Make) -> None:
    first = await storage.articles.add(article(), own_story)
    again = await storage.articles.add(article(published_at=START + timedelta(days=1)), own_story)
    assert (again.outcome, again.article) == (Outcome.SAME, first.article)


async def test_a_new_wording_may_have_a_new_topic(storage: Storage, article: Make) -> None:
    await storage.articles.add(article(topic="sport"), own_story)
    again = await storage.articles.add(article(topic="politics"), own_story)
    assert again.article.topic == "sport"
    edited = await storage.articles.add(article(title="Rewritten", topic=None), own_story)
    assert edited.article.topic is None


async def test_a_storys_topic_is_that_of_most_of_its_articles(storage: Storage, article: Make) -> None:
    for number, topic in enumerate(("world", "sport", None, "sport"), 1):
        await storage.articles.add(article(number, topic=topic, source=f"Paper {number}"), newest_story)
    (story,) = (await storage.articles.latest(limit=5)).stories
    assert len(story.articles) == 4
    assert story.topic == "sport"
    untold = await storage.articles.add(article(9), own_story)
    assert (await storage.articles.since(untold.article.id - 1))[0].topic is None


async def test_an_edited_article_keeps_its_place_and_is_found_by_its_new_words_only(
    storage: Storage, article: Make
) -> None:
    first = await storage.articles.add(article(text="The ferry sank."), own_story)
    edited = await storage.articles.add(
        article(text="The ferry was saved.", title="Saved", published_at=START + timedelta(days=9)), own_story
    )
    assert edited.outcome is Outcome.CHANGED
    assert (edited.article.id, edited.article.story_id) == (first.article.id, first.article.story_id)
    assert edited.article.published_at == first.article.published_at
    assert await found(storage, "saved ferry") == [first.article.id]
    assert await found(storage, "sank") == []


async def test_text_that_no_database_takes_is_kept_without_it_and_is_the_same_again(
    storage: Storage, article: Make
) -> None:
    odd = article(title="a\0b\ud83d", text="\0\udc00 harbour")
    assert (await storage.articles.add(odd, own_story)).article.title == "ab?"
    assert (await storage.articles.add(odd, own_story)).outcome is Outcome.SAME
    assert await found(storage, "harbour") == [1]


async def test_an_article_is_known_by_every_address_it_was_met_under(storage: Storage, article: Make) -> None:
    first = await storage.articles.add(article(key="k1", url="https://a.example/long"), own_story)
    await storage.articles.remember(first.article.id, "https://s.example/x")
    again = await storage.articles.add(article(key="k2", url="https://s.example/x"), own_story)
    assert (again.outcome, again.article.id) == (Outcome.SAME, first.article.id)
    for address in ("https://a.example/long", "https://s.example/x", "k1", "k2"):
        assert await storage.articles.by_address(address) == first.article
    assert await storage.articles.by_address("https://elsewhere.example/") is None


async def test_a_feed_takes_over_what_a_reader_brought_first(storage: Storage, article: Make) -> None:
    feed, _ = await storage.feeds.add("https://a.example/feed")
    await storage.articles.add(article(source="a.example"), own_story)
    adopted = await storage.articles.add(article(source="The A", feed_id=feed.id), own_story)
    assert (adopted.outcome, adopted.article.feed_id, adopted.article.source) == (Outcome.SAME, feed.id, "The A")
    assert await found(storage, "bridge source:the") == [1]
    assert await found(storage, "bridge source:a.example") == []


async def test_a_new_article_is_compared_with_recent_ones_of_its_language(
    storage: Storage, article: Make, clock: Clock
) -> None:
    await storage.articles.add(article(1, published_at=START - timedelta(days=9)), own_story)
    clock.forward(days=4)
    await storage.articles.add(article(2, published_at=clock()), own_story)
    await storage.articles.add(article(3, language="ru", published_at=clock()), own_story)
    await storage.articles.add(article(4, published_at=START - timedelta(days=9)), own_story)
    seen: list[StoryCandidate] = []

    def look(new: NewArticle, candidates: Sequence[StoryCandidate]) -> int | None:
        seen.extend(candidates)
        return None

    await storage.articles.add(article(5), look)
    assert [candidate.article_id for candidate in seen] == [4, 2]
    assert seen[0].fingerprint == article(4).fingerprint


async def test_only_articles_that_share_enough_are_candidates_the_most_alike_first(
    storage: Storage, article: Make, clock: Clock
) -> None:
    numbers = [100 * n + 1 for n in range(1, 13)]
    await storage.articles.add(article(1, fingerprint=(numbers[0], 2, 4, 6)), own_story)
    await storage.articles.add(article(2, fingerprint=tuple(numbers[:10])), own_story)
    await storage.articles.add(article(3, fingerprint=(*numbers[:2], 2, 4)), own_story)
    await storage.articles.add(article(4, fingerprint=tuple(numbers)), own_story)
    await storage.articles.add(article(4, text="Rewritten.", fingerprint=tuple(range(1, 21, 2))), own_story)
    seen: list[int] = []

    def look(new: NewArticle, candidates: Sequence[StoryCandidate]) -> int | None:
        seen.extend(candidate.article_id for candidate in candidates)
        return None

    await storage.articles.add(article(5, fingerprint=(2, 4, 6, *numbers)), look)
    assert seen == [2, 3]
    seen.clear()
    await storage.articles.purge(clock.forward(days=4) - timedelta(days=90))
    await storage.articles.add(article(6, fingerprint=tuple(numbers)), look)
    assert seen == []


async def test_what_claims_to_be_of_tomorrow_is_of_now(storage: Storage, article: Make, clock: Clock) -> None:
    early = await storage.articles.add(article(1, published_at=START + timedelta(days=300)), own_story)
    assert early.article.published_at == early.article.stored_at == clock()
    clock.forward(minutes=1)
    await storage.articles.add(article(2, published_at=clock()), own_story)
    assert titles(await storage.articles.latest(limit=1)) == ["Bridge number 2 opens"]


async def test_nothing_is_kept_of_an_article_whose_story_cant_be_chosen(storage: Storage, article: Make) -> None:
    def fail(new: NewArticle, candidates: Sequence[StoryCandidate]) -> int | None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await storage.articles.add(article(), fail)
    assert await storage.articles.count() == 0
    assert await storage.articles.sources() == ()


async def test_stories_come_by_their_newest_article_one_for_each_source(storage: Storage, article: Make) -> None:
    await storage.articles.add(article(1, source="A"), own_story)
    await storage.articles.add(article(2, source="B"), newest_story)
    await storage.articles.add(article(3, source="B"), newest_story)
    await storage.articles.add(article(5, source="C"), own_story)
    await storage.articles.add(article(4, source="C"), own_story)
    page = await storage.articles.latest(limit=10)
    told = [[(a.source, a.title) for a in story.articles] for story in page.stories]
    assert told == [
        [("C", "Bridge number 5 opens")],
        [("C", "Bridge number 4 opens")],
        [("B", "Bridge number 3 opens"), ("A", "Bridge number 1 opens")],
    ]


async def test_pages_hold_still_while_articles_arrive(storage: Storage, article: Make) -> None:
    for number in range(1, 8):
        await storage.articles.add(article(number), own_story)
    first = await storage.articles.latest(limit=3)
    await storage.articles.add(article(99), newest_story)
    second = await storage.articles.latest(limit=3, offset=3, upto=first.upto)
    third = await storage.articles.latest(limit=3, offset=6, upto=first.upto)
    assert titles(first) + titles(second) + titles(third) == [f"Bridge number {n} opens" for n in range(7, 0, -1)]
    assert (first.more, second.more, third.more) == (True, True, False)


async def test_a_long_story_hides_no_other(storage: Storage, article: Make) -> None:
    await storage.articles.add(article(0), own_story)
    await storage.articles.add(article(1), own_story)
    for number in range(2, 60):
        await storage.articles.add(article(number), newest_story)
    assert titles(await storage.articles.latest(limit=2)) == ["Bridge number 59 opens", "Bridge number 0 opens"]


async def test_a_listing_keeps_to_a_source_and_leaves_out_the_muted(storage: Storage, article: Make) -> None:
    feed, _ = await storage.feeds.add("https://a.example/feed")
    await storage.articles.add(article(1, source="Пермская Ёлка", feed_id=feed.id), own_story)
    await storage.articles.add(article(2, source="Harbour Post"), newest_story)
    assert titles(await storage.articles.latest(limit=5, source="ПЕРМСКАЯ елка")) == ["Bridge number 1 opens"]
    assert titles(await storage.articles.latest(limit=5, source="nobody")) == []
    (story,) = (await storage.articles.latest(limit=5, muted={feed.id})).stories
    assert [a.source for a in story.articles] == ["Harbour Post"]
    assert await storage.articles.sources() == ("Harbour Post", "Пермская Ёлка")


async def test_a_digest_hears_of_each_story_once(storage: Storage, article: Make) -> None:
    feed, _ = await storage.feeds.add("https://a.example/feed")
    await storage.articles.add(article(1, feed_id=feed.id), own_story)
    seen = await storage.articles.newest_id()
    await storage.articles.add(article(2), newest_story)
    await storage.articles.add(article(3), own_story)
    await storage.articles.add(article(4, source="Other"), newest_story)
    await storage.articles.add(article(5, published_at=START - timedelta(days=30)), own_story)

    def numbers(stories: Sequence[object]) -> list[list[int]]:
        return [[a.id for a in story.articles] for story in stories]  # type: ignore[attr-defined]

    assert numbers(await storage.articles.since(seen)) == [[4, 3], [5]]
    assert numbers(await storage.articles.since(seen, not_before=START - timedelta(days=1))) == [[4, 3]]
    assert numbers(await storage.articles.since(seen, not_before=START - timedelta(days=1), muted={feed.id})) == [
        [4, 3],
        [2],
    ]
    assert numbers(await storage.articles.since(seen, limit=1)) == [[4, 3]]


async def test_what_comes_in_while_a_digest_is_composed_is_told_in_the_next(storage: Storage, article: Make) -> None:
    await storage.articles.add(article(1), own_story)
    upto = await storage.articles.newest_id()
    await storage.articles.add(article(2, source="Other"), newest_story)
    await storage.articles.add(article(3), own_story)
    (now,) = await storage.articles.since(0, upto=upto)
    assert [one.id for one in now.articles] == [1]
    (later,) = await storage.articles.since(upto)
    assert [one.id for one in later.articles] == [3]


async def test_what_a_reader_brings_is_found_and_told_to_nobody_else(storage: Storage, article: Make) -> None:
    await storage.alerts.add(Address(1), "bridge")
    brought = (await storage.articles.add(article(1, source="blog.example", by_reader=True), own_story)).article
    assert brought.by_reader
    assert await storage.articles.get(brought.id) == brought
    assert await found(storage, "bridge") == [brought.id]
    assert titles(await storage.articles.latest(limit=5)) == []
    assert await storage.articles.since(0) == ()
    assert await storage.articles.sources() == ()
    assert (await storage.outbox.counts())[State.QUEUED] == 0


async def test_a_story_that_a_reader_began_is_news_when_a_feed_tells_it(storage: Storage, article: Make) -> None:
    await storage.articles.add(article(1, by_reader=True), own_story)
    seen = await storage.articles.newest_id()
    await storage.articles.add(article(2, source="Courier"), newest_story)
    for stories in (await storage.articles.since(seen), (await storage.articles.latest(limit=5)).stories):
        assert [[one.id for one in story.articles] for story in stories] == [[2]]


@pytest.mark.parametrize("changes", [{}, {"text": "The bridge was closed again."}])
async def test_what_a_reader_brought_is_as_any_other_once_it_comes_from_elsewhere(
    storage: Storage, article: Make, changes: dict[str, str]
) -> None:
    feed, _ = await storage.feeds.add("https://a.example/feed")
    brought = await storage.articles.add(article(1, source="a.example", by_reader=True), own_story)
    again = await storage.articles.add(article(1, feed_id=feed.id, source="Courier", **changes), own_story)
    assert (again.article.id, again.article.by_reader, again.article.source) == (brought.article.id, False, "Courier")
    assert titles(await storage.articles.latest(limit=5)) == [brought.article.title]
    assert await found(storage, "bridge source:courier") == await found(storage, "bridge") == [brought.article.id]
    assert await found(storage, "bridge source:a.example") == []
    theirs = await storage.articles.add(article(1, by_reader=True, text="Nobody crossed it."), own_story)
    assert (theirs.outcome, theirs.article) == (Outcome.SAME, again.article)


async def test_the_operator_makes_a_readers_article_one_as_any_other(storage: Storage, article: Make) -> None:
    first = (await storage.articles.add(article(1, by_reader=True), own_story)).article
    second = (await storage.articles.add(article(2, by_reader=True), own_story)).article
    await storage.articles.add(article(1), own_story)
    await storage.articles.adopt(second.id)
    assert titles(await storage.articles.latest(limit=5)) == [second.title, first.title]


async def test_a_long_article_is_stemmed_beside_the_event_loop_and_before_the_database_is_locked(
    storage: Storage, article: Make, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []

    def watched(title: str, text: str, language: str) -> Words:
        with closing(sqlite3.connect(url.removeprefix("sqlite+aiosqlite:///"), timeout=0)) as other:
            other.execute("BEGIN IMMEDIATE")
        seen.append(threading.current_thread() is threading.main_thread())
        return Words(" ".join(stems(title, language)), " ".join(stems(text, language)))

    monkeypatch.setattr(Words, "of", watched)
    for number, text in enumerate(("A short one.", "harbours " * 3000 + "word49999"), start=1):
        await storage.articles.add(article(number, text=text), own_story)
    assert seen == [True, False]
    assert await found(storage, "harbour word49999") == [2]


async def test_old_articles_go_with_all_that_hangs_on_them(storage: Storage, article: Make, clock: Clock) -> None:
    await storage.articles.add(article(1, source="Gone", text="zebra"), own_story)
    clock.forward(days=30)
    kept: Article = (await storage.articles.add(article(2, published_at=clock()), own_story)).article
    assert await storage.articles.purge(clock() - timedelta(days=10)) == 1
    assert await found(storage, "zebra") == []
    assert await storage.articles.by_address("https://news.example/1") is None
    assert await storage.articles.sources() == ("Harbour Post",)
    again = await storage.articles.add(article(1), own_story)
    assert again.outcome is Outcome.NEW
    assert again.article.id > kept.id
    assert again.article.story_id > kept.story_id


@pytest.mark.parametrize(
    "numbers", [(), (0,), (1, 2**32 - 1), (-5, 7), (2**64 - 1, 0), (-(2**63), 2**63 - 1), tuple(range(200))]
)
def test_fingerprints_come_back_whole(numbers: tuple[int, ...]) -> None:
    assert unpack(pack(numbers)) == numbers
