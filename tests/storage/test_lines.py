from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from storage import Storage
from storage.lines import LineMemory

ODD = 7


async def _feed(storage: Storage, name: str = "a") -> int:
    feed, _ = await storage.feeds.add(f"https://{name}.example/feed")
    return feed.id


def _articles(count: int, *common: int, start: int = 1) -> list[tuple[str, list[int]]]:
    return [(f"k{number}", [1000 + number, *common]) for number in range(start, start + count)]


async def test_a_line_of_most_of_a_feeds_articles_is_learnt_from_the_fourth_on(storage: Storage) -> None:
    feed = await _feed(storage)
    assert await storage.lines.learn(feed, _articles(3, ODD)) == frozenset()
    assert await storage.lines.learn(feed, _articles(1, ODD, start=4)) == {ODD}


async def test_what_one_feed_says_is_not_held_against_another(storage: Storage) -> None:
    await storage.lines.learn(await _feed(storage, "a"), _articles(9, ODD))
    assert await storage.lines.learn(await _feed(storage, "b"), _articles(1, ODD)) == frozenset()


async def test_a_line_of_less_than_half_of_the_articles_is_not_learnt(storage: Storage) -> None:
    feed = await _feed(storage)
    await storage.lines.learn(feed, _articles(5))
    assert await storage.lines.learn(feed, _articles(5, ODD, start=6)) == frozenset()


async def test_an_article_that_comes_again_is_counted_once(storage: Storage) -> None:
    feed = await _feed(storage)
    for _ in range(6):
        assert await storage.lines.learn(feed, [("the same", [ODD, ODD, 8])]) == frozenset()


async def test_a_line_that_a_site_uses_less_stays_learnt_for_a_while(storage: Storage) -> None:
    feed = await _feed(storage)
    await storage.lines.learn(feed, _articles(5, ODD))
    assert await storage.lines.learn(feed, _articles(7, start=6)) == {ODD}
    assert (await storage.lines.memory(feed)).learnt == {ODD}


async def test_a_line_that_a_site_has_given_up_is_forgotten(storage: Storage) -> None:
    feed = await _feed(storage)
    assert await storage.lines.learn(feed, _articles(10, ODD)) == {ODD}
    assert await storage.lines.learn(feed, _articles(20, start=11)) == frozenset()


async def test_lines_go_with_their_feed_and_nothing_is_learnt_for_one_that_is_gone(storage: Storage) -> None:
    feed = await _feed(storage)
    await storage.lines.learn(feed, _articles(9, ODD))
    await storage.feeds.remove(feed)
    assert await storage.lines.learn(feed, _articles(1, ODD)) == frozenset()


async def test_a_feed_that_moves_keeps_what_was_learnt(storage: Storage) -> None:
    feed = await _feed(storage)
    await storage.lines.learn(feed, _articles(9, ODD))
    await storage.feeds.moved(feed, "https://b.example/feed")
    assert await storage.lines.learn(feed, []) == {ODD}


@given(st.lists(st.tuples(st.text(max_size=3), st.lists(st.integers(0, 2**40 - 1), max_size=40)), max_size=60))
def test_what_is_remembered_stays_small(articles: list[tuple[str, list[int]]]) -> None:
    memory = LineMemory()
    for key, marks in articles:
        memory = memory.counting(key, marks)
    assert len(memory.counts) <= 16 * 40 * 2
    assert len(memory.keys) <= 128
    assert memory.articles < 16
    assert all(0 < count <= memory.articles for count in memory.counts.values())
    assert memory.learnt <= set(memory.counts)
