"""Muted words keep what a search for them would find out of lists, digests and alerts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storage import Address, NewArticle, Storage
from tests.storage.conftest import newest_story, own_story

Make = Callable[..., NewArticle]
ANN = Address(1)


@pytest.fixture
async def filled(storage: Storage, article: Make) -> Storage:
    texts = [
        ("Election day", "The bridge stayed open.", "en", "Harbour Post"),
        ("A toll", "The new bridge costs more.", "en", "Harbour Post"),
        ("Неделя", "На выборах спорили про мост.", "ru", "Новая Ёлка"),
    ]
    for number, (title, text, language, source) in enumerate(texts, start=1):
        new = article(number, title=title, text=text, language=language, source=source)
        await storage.articles.add(new, own_story)
    return storage


@pytest.mark.parametrize(
    ("muted", "left"),
    [
        (["elections"], [2, 3]), (["выборы"], [1, 2]), (['"new bridge"'], [1, 3]), (["bridge -toll"], [2, 3]),
        (["source:ёлка"], [1, 2]), (["election", "toll"], [3]), (["zebra"], [1, 2, 3]), (["-bridge"], [1, 2, 3]),
        (["'\";--", "source:nobody"], [1, 2, 3]), ([], [1, 2, 3]), (["bridge source:ёлка"], [1, 2, 3]),
    ],
)  # fmt: skip
async def test_they_are_left_out_of_lists_and_digests(filled: Storage, muted: list[str], left: list[int]) -> None:
    for query in muted:
        await filled.word_mutes.add(ANN, query)
    words = (await filled.chats.get(ANN)).muted_words
    latest = await filled.articles.latest(limit=9, muted_words=words)
    assert sorted(story.id for story in latest.stories) == left
    assert sorted(story.id for story in await filled.articles.since(0, muted_words=words)) == left


async def test_pages_of_a_list_tell_each_story_once(storage: Storage, article: Make) -> None:
    for number in range(1, 31):
        await storage.articles.add(article(number, text="Toll." if number % 3 else "Free."), own_story)
    told = []
    for offset in range(0, 12, 4):
        page = await storage.articles.latest(limit=4, offset=offset, upto=30, muted_words={"toll"})
        told += [story.id for story in page.stories]
    assert told == list(range(30, 0, -3))
    assert not page.more


async def test_a_story_is_told_by_what_is_not_muted_of_it(storage: Storage, article: Make) -> None:
    await storage.articles.add(article(1, text="A toll bridge."), own_story)
    await storage.articles.add(article(2, text="The bridge."), newest_story)
    (story,) = await storage.articles.since(0, muted_words={"toll"})
    assert [one.id for one in story.articles] == [2]
    assert [one.id for one in await storage.articles.since(1, muted_words={"toll"})] == [1]
    assert await storage.articles.since(1) == ()


async def test_no_alert_tells_of_them(storage: Storage, article: Make) -> None:
    for chat in (1, 2):
        await storage.alerts.add(Address(chat), "bridge")
    await storage.word_mutes.add(ANN, "cars -toll")
    await storage.articles.add(article(1), own_story)
    assert (await storage.chats.export(ANN))["outbox"] == []
    assert len((await storage.chats.export(Address(2)))["outbox"]) == 1
    (mute,) = await storage.word_mutes.list(ANN)
    assert await storage.word_mutes.remove(Address(2), mute.id) is None
    assert await storage.word_mutes.remove(ANN, mute.id) == "cars -toll"
    await storage.articles.add(article(2), own_story)
    assert len((await storage.chats.export(ANN))["outbox"]) == 1


async def test_words_muted_before_their_language_came_in_keep_alerts_away_too(storage: Storage, article: Make) -> None:
    await storage.articles.add(article(1, language="en"), own_story)
    await storage.word_mutes.add(ANN, "wahlen")
    await storage.articles.add(article(2, title="Rathaus", text="Das Rathaus.", language="de"), own_story)
    await storage.alerts.add(ANN, "stadt")
    await storage.articles.add(article(3, title="Wahl", text="Die Wahl in der Stadt.", language="de"), own_story)
    assert (await storage.chats.export(ANN))["outbox"] == []
