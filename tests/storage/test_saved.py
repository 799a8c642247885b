"""Saved articles: listed in the order they were saved, kept beyond their days, searched each and every one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from storage import Address, NewArticle, Storage
from storage.query import parse
from storage.records import Saving
from storage.saved import Saved
from storage.search import Search
from tests.storage.conftest import START, Clock, newest_story, own_story

Make = Callable[..., NewArticle]
ANN, BEN = Address(1), Address(2)


async def fill(storage: Storage, article: Make, count: int, **changes: object) -> None:
    for number in range(1, count + 1):
        await storage.articles.add(article(number, **changes), own_story)


async def save(storage: Storage, *numbers: int, chat: Address = ANN) -> None:
    for number in numbers:
        assert await storage.saved.add(chat, number) is Saving.DONE


async def listed(storage: Storage, chat: Address = ANN) -> list[int]:
    return [one.id for one in (await storage.saved.page(chat, limit=99)).articles]


async def found(storage: Storage, text: str, chat: Address | None = ANN, limit: int = 99) -> list[int]:
    return sorted(hit.id for hit in (await storage.search.find(parse(text), limit=limit, chat=chat)).hits)


async def test_the_last_saved_comes_first_and_a_second_time_changes_nothing(storage: Storage, article: Make) -> None:
    await fill(storage, article, 3)
    await save(storage, 2, 3, 1, 2)
    assert await listed(storage) == [1, 3, 2]
    assert await storage.saved.count(ANN) == 3
    assert await storage.saved.among(ANN, [2, 3, 9]) == {2, 3}
    assert await listed(storage, BEN) == []
    assert await storage.saved.add(ANN, 99) is Saving.GONE
    assert await storage.saved.add(BEN, 99) is Saving.GONE
    for _ in range(2):
        await storage.saved.remove(ANN, 3)
        await storage.saved.remove(BEN, 1)
    assert await listed(storage) == [1, 2]
    assert (await storage.totals()).chats == 1


async def test_no_chat_saves_without_end(storage: Storage, article: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Saved, "MOST", 2)
    await fill(storage, article, 3)
    await save(storage, 1, 2)
    assert await storage.saved.add(ANN, 3) is Saving.FULL
    assert await storage.saved.add(ANN, 2) is Saving.DONE
    await save(storage, 3, chat=BEN)
    await storage.saved.remove(ANN, 1)
    await save(storage, 3)
    assert await listed(storage) == [3, 2]


async def test_pages_stay_where_they_are_while_articles_are_saved_and_removed(storage: Storage, article: Make) -> None:
    await fill(storage, article, 9)
    await save(storage, *range(1, 8))
    first = await storage.saved.page(ANN, limit=3)
    assert ([one.id for one in first.articles], first.total, first.newer) == ([7, 6, 5], 7, None)
    await save(storage, 8, 9)
    await storage.saved.remove(ANN, 6)
    second = await storage.saved.page(ANN, limit=3, place=first.older)
    assert [one.id for one in second.articles] == [4, 3, 2]
    again = await storage.saved.page(ANN, limit=3, place=first.place)
    assert [one.id for one in again.articles] == [7, 5, 4]
    back = await storage.saved.page(ANN, limit=3, place=second.newer)
    assert [one.id for one in back.articles] == [8, 7, 5]
    assert back.newer is not None
    assert [one.id for one in (await storage.saved.page(ANN, limit=3, place=back.newer)).articles] == [9, 8, 7]


async def test_a_page_of_which_nothing_is_left_tells_where_the_one_before_begins(
    storage: Storage, article: Make
) -> None:
    await fill(storage, article, 4)
    await save(storage, 1, 2, 3, 4)
    last = await storage.saved.page(ANN, limit=3, place=1)
    await storage.saved.remove(ANN, 1)
    gone = await storage.saved.page(ANN, limit=3, place=last.place)
    assert (gone.articles, gone.total, gone.older) == ((), 3, None)
    assert [one.id for one in (await storage.saved.page(ANN, limit=3, place=gone.newer)).articles] == [4, 3, 2]
    assert (await storage.saved.page(BEN, limit=3)).newer is None


async def test_what_a_chat_saved_outlives_its_days_until_none_has_it_saved(
    storage: Storage, article: Make, clock: Clock
) -> None:
    await storage.articles.add(article(1, text="A zebra.", source="Old Post"), own_story)
    await storage.articles.add(article(2, text="A zebra."), newest_story)
    await save(storage, 1)
    await save(storage, 1, chat=BEN)
    before = clock.forward(days=90) - timedelta(days=30)
    assert await storage.articles.purge(before) == 1
    assert await listed(storage) == [1]
    assert await found(storage, "zebra") == [1]
    assert await storage.articles.sources() == ("Old Post",)
    await storage.saved.remove(ANN, 1)
    assert await storage.articles.purge(before) == 0
    await storage.chats.forget(BEN)
    assert await storage.articles.purge(before) == 1
    assert await found(storage, "zebra") == []


async def test_only_what_the_chat_saved_is_searched_and_every_match_of_it_is_found(
    storage: Storage, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Search, "WINDOW", 3)
    await fill(storage, article, 60)
    mine = [1, 2, 7, 19, 20, 33]
    await save(storage, *mine)
    await save(storage, 50, chat=BEN)
    assert await found(storage, "saved: bridge") == mine
    assert await found(storage, "saved:bridges") == mine
    assert await found(storage, "saved: bridge", BEN) == [50]
    assert await found(storage, "saved: bridge", Address(3)) == []
    assert await found(storage, "saved: bridge", None) == []
    page = await storage.search.find(parse("saved: bridge"), limit=4, chat=ANN)
    assert (page.total, page.more) == (6, True)
    rest = await storage.search.find(parse("saved: bridge"), limit=4, offset=4, upto=page.upto, chat=ANN)
    assert sorted(hit.id for hit in page.hits + rest.hits) == mine


async def test_a_search_of_saved_articles_means_what_any_search_means(
    storage: Storage, article: Make, clock: Clock
) -> None:
    feed, _ = await storage.feeds.add("https://a.example/feed")
    await storage.articles.add(article(1, title="Election day", text="The old bridge stayed open."), own_story)
    await storage.articles.add(article(2, title="A toll", text="The new bridge costs more."), newest_story)
    await storage.articles.add(
        article(3, title="Неделя", text="На выборах спорили про мост.", language="ru", source="Новая Ёлка"), own_story
    )
    clock.forward(days=30)
    await storage.articles.add(article(4, text="The new bridge.", published_at=clock(), feed_id=feed.id), own_story)
    await storage.articles.add(article(5, title="A toll", text="The new bridge, once more."), own_story)
    await save(storage, 1, 2, 3, 4)
    for text, expected in [
        ("saved: bridge", [1, 2, 4]),  # two of them tell one story
        ('"new bridge" saved:', [2, 4]),
        ("saved: bridge -toll", [1, 4]),
        ("saved: elect*", [1]),
        ("saved: выборы", [3]),
        ("saved: source:ёлка", [3]),
        ("saved: source:nobody", []),
        ("saved: since:7d", [4]),
        ("saved: -bridge", [3]),
        ("saved: -toll since:7d", [4]),
        ("saved: bridge -bridge", []),
        ("saved: zebra", []),
        ("saved:", []),
    ]:
        assert await found(storage, text) == expected, text
    muted = await storage.search.find(parse("saved: bridge since:7d"), limit=9, muted={feed.id}, chat=ANN)
    assert [hit.id for hit in muted.hits] == [4]
    some = await storage.search.find(parse("saved: election zebra"), limit=9, chat=ANN)
    assert ([hit.id for hit in some.hits], some.some) == ([1], True)


async def test_another_spelling_is_offered_where_it_finds_something_saved(storage: Storage, article: Make) -> None:
    await storage.articles.add(article(1, title="Ferries", text="The ferries stay."), own_story)
    await storage.articles.add(article(2, title="A goat", text="A goat in the garden."), own_story)
    await save(storage, 1)
    assert await storage.search.meant("saved: ferriess", chat=ANN) == ("saved: ferries",)
    assert await storage.search.meant("saved: ащк", chat=ANN) == ()
    assert await storage.search.meant("saved: пщфе", chat=ANN) == ()
    await save(storage, 2)
    assert await storage.search.meant("saved: пщфе", chat=ANN) == ("saved: goat",)


async def test_a_group_that_moves_takes_along_what_it_saved(storage: Storage, article: Make) -> None:
    old, new = Address(-5), Address(-1005)
    await fill(storage, article, 4)
    await save(storage, 1, 2, 3, chat=old)
    await save(storage, 2, 4, chat=new)
    await save(storage, 1, chat=Address(-5, 7))
    await storage.chats.migrate(-5, -1005)
    assert sorted(await listed(storage, new)) == [1, 2, 3, 4]
    assert await listed(storage, Address(-1005, 7)) == [1]
    assert await listed(storage, old) == []


async def test_an_export_holds_what_is_saved_and_forgetting_deletes_it(
    storage: Storage, article: Make, clock: Clock
) -> None:
    await fill(storage, article, 2)
    clock.forward(hours=1)
    await save(storage, 2)
    await save(storage, 2, chat=BEN)
    assert (await storage.chats.export(ANN))["saved"] == [
        {
            "title": "Bridge number 2 opens",
            "url": "https://news.example/2",
            "source": "Harbour Post",
            "published_at": (START - timedelta(hours=2) + timedelta(minutes=2)).isoformat(),
            "saved_at": (START + timedelta(hours=1)).isoformat(),
        }
    ]
    assert await storage.chats.purge_idle() == 0
    await storage.chats.forget(ANN)
    assert (await storage.chats.export(ANN))["saved"] == []
    assert await listed(storage, BEN) == [2]
