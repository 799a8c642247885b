"""Several articles in one transaction: all that holds for one after the other holds for them."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language import stems
from storage import Address, NewArticle, Outcome, Storage
from storage.query import parse
from storage.records import StoryCandidate
from tests.storage.conftest import Clock, newest_story, own_story

Make = Callable[..., NewArticle]
ANN = Address(1)


async def test_what_stands_twice_in_a_batch_comes_in_once(storage: Storage, article: Make) -> None:
    stored = await storage.articles.add_all(
        [article(1), article(2), article(1), article(3, url="https://news.example/2", title="Retold")], own_story
    )
    assert [one.outcome for one in stored] == [Outcome.NEW, Outcome.NEW, Outcome.SAME, Outcome.CHANGED]
    assert [one.article.id for one in stored] == [1, 2, 1, 2]
    assert await storage.articles.count() == 2
    assert (await storage.articles.known([("https://news.example/3", None)]))[0] == stored[3].article


async def test_two_of_one_batch_that_tell_one_story_find_each_other(storage: Storage, article: Make) -> None:
    before = await storage.articles.add(article(9, fingerprint=tuple(range(1, 81, 2))), own_story)
    shared = tuple(range(1001, 1021, 2))
    batch = [article(n, fingerprint=(2 * n, *shared) if n != 2 else (4,)) for n in (1, 2, 3, 4)]
    first, other, *rest = [one.article.story_id for one in await storage.articles.add_all(batch, newest_story)]
    assert rest == [first, first]
    assert len({before.article.story_id, first, other}) == 3
    later = await storage.articles.add(article(5, fingerprint=shared), newest_story)
    assert later.article.story_id == first


async def test_the_candidates_most_alike_come_first_wherever_they_are(storage: Storage, article: Make) -> None:
    def numbers(count: int) -> tuple[int, ...]:
        return tuple(range(1, 2 * count, 2))

    await storage.articles.add_all(
        [article(1, fingerprint=numbers(13)), article(2, fingerprint=numbers(10))], own_story
    )
    seen: list[list[int]] = []

    def look(new: NewArticle, candidates: Sequence[StoryCandidate]) -> int | None:
        seen.append([len(candidate.fingerprint) for candidate in candidates])
        return None

    batch = [article(n, fingerprint=numbers(count)) for n, count in ((4, 1), (5, 12), (6, 11), (7, 20))]
    await storage.articles.add_all(batch, look)
    assert seen == [[], [13, 10], [12, 13, 10], [13, 12, 11, 10]]


async def test_a_batch_comes_in_whole_or_not_at_all(storage: Storage, article: Make) -> None:
    await storage.alerts.add(ANN, "bridge")
    with pytest.raises(Exception, match="64 bits"):
        await storage.articles.add_all([article(1), article(2, fingerprint=(1, 2**65))], own_story)
    assert await storage.articles.count() == 0
    assert (await storage.chats.export(ANN))["outbox"] == []
    assert await storage.articles.add_all([], own_story) == []


async def test_words_worked_out_before_are_those_found(storage: Storage, article: Make) -> None:
    new = article(title="Zebras\ud83d", stems=("zebra \ud83d harbour", " ".join(stems("Lions roar", "en"))))
    await storage.articles.add_all([new], own_story)
    for word, count in (("zebra", 1), ("harbour", 1), ("lion", 1), ("bridge", 0)):
        assert len((await storage.search.find(parse(word), limit=5)).hits) == count


def dump(path: Path) -> list[Any]:
    names = ("articles", "stories", "sources", "article_addresses", "story_terms", "article_stems", "words", "outbox")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, article_words, instance)")
        return [sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names]


def test_a_batch_leaves_what_one_after_the_other_leaves(tmp_path: Path, article: Make) -> None:
    def first_story(new: NewArticle, candidates: Sequence[StoryCandidate]) -> int | None:
        alike = [one for one in candidates if len(one.fingerprint) % 2 == 0]
        return alike[0].story_id if alike else None

    def made(values: tuple[int, int, int, str, str, tuple[int, ...], int]) -> NewArticle:
        key, url, title, source, language, terms, feed_id = values
        return article(
            key=f"k{key}", url=f"k{url}" if url else None, title=f"Bridge {title}", text=f"A new {'toll ' * title}road",
            source=source, language=language, fingerprint=terms, feed_id=feed_id or None, by_reader=feed_id == 0,
        )  # fmt: skip

    terms = st.lists(st.integers(0, 30), min_size=8, max_size=24, unique=True).map(lambda n: tuple(sorted(n)))
    new = st.tuples(st.integers(1, 9), st.integers(0, 9), st.integers(1, 3), st.sampled_from("AB"),
                    st.sampled_from(["en", "ru"]), terms, st.integers(0, 2)).map(made)  # fmt: skip

    with asyncio.Runner() as runner:
        empty = tmp_path / "empty.db"

        async def prepare() -> None:
            async with await Storage.open(f"sqlite+aiosqlite:///{empty}", clock=Clock()) as storage:
                feeds = [(await storage.feeds.add(f"https://{n}.example/feed"))[0] for n in range(2)]
                await storage.articles.add_all([article(100), article(101, language="ru")], own_story)
                for number, query in enumerate(("bridge", "toll", "bridge -toll", "source:b", '"new toll"')):
                    await storage.alerts.add(Address(number), query)
                await storage.chats.mute(Address(0), feeds[0].id)

        runner.run(prepare())

        @settings(max_examples=25, deadline=None)
        @given(st.lists(new, max_size=8), st.integers(0, 8))
        def batch(news: list[NewArticle], cut: int) -> None:
            paths = [tmp_path / name for name in ("one.db", "all.db")]
            for path in paths:
                path.write_bytes(empty.read_bytes())

            async def add() -> None:
                async with await Storage.open(f"sqlite+aiosqlite:///{paths[0]}", clock=Clock()) as storage:
                    singly = [await storage.articles.add(one, first_story) for one in news]
                async with await Storage.open(f"sqlite+aiosqlite:///{paths[1]}", clock=Clock()) as storage:
                    together = await storage.articles.add_all(news[:cut], first_story)
                    together += await storage.articles.add_all(news[cut:], first_story)
                assert singly == together

            runner.run(add())
            singly, together = map(dump, paths)
            assert singly == together

        batch()
