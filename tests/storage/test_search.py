"""Searching: both forms of a word, phrases, exclusions, sources and spans; never an error."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import Address, NewArticle, Storage
from storage.query import parse
from storage.records import Query
from storage.search import Search
from tests.storage.conftest import START, Clock, own_story

Make = Callable[..., NewArticle]


@pytest.fixture
async def library(storage: Storage, article: Make) -> Storage:
    texts = {
        1: ("Election day", "Voters came early. The bridge stayed open.", "en", "Harbour Post"),
        2: ("Quiet week", "Two elections were called, and covid 19 was gone.", "en", "Valley News"),
        3: ("Неделя", "Люди пришли на выборах голосовать за новый мост.", "ru", "Новая Ёлка"),
        4: ("Bridge of the year", "A new toll road leads to the new bridge.", "en", "Harbour Post"),
    }
    for number, (title, text, language, source) in texts.items():
        new = article(number, title=title, text=text, language=language, source=source)
        await storage.articles.add(new, own_story)
    return storage


async def found(storage: Storage, text: str) -> set[int]:
    return {hit.id for hit in (await storage.search.find(parse(text), limit=10)).hits}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("election", {1, 2}), ("elections", {1, 2}), ("ELECTIONS", {1, 2}),
        ("выборы", {3}), ("выборах", {3}), ("мосты", {3}),
        ("bridges open", {1}), ("bridge", {1, 4}),
        ('"new bridge"', {4}), ('"bridge new"', set()), ("“toll roads”", {4}), ("«новый мост»", {3}),
        ("covid-19", {2}), ("covid-20", set()),
        ("bridge -toll", {1}), ('bridge -"new bridge"', {1}), ("bridge -nothing", {1, 4}),
        ("source:harbour", {1, 4}), ("bridge source:POST -toll", {1}), ('source:"новая елка"', {3}),
        ("election source:nobody", set()), ("source:harbour source:valley election", {1, 2}),
        ("-bridge", set()), ("", set()), ("since:1d", set()), ("-bridge since:1d", set()),
        ("zebra", set()), ("title", set()), ("s1", set()), ("bri*", {1, 4}),
        ("elect*", {1, 2}), ("electio*", {1, 2}), ("выбор* мос*", {3}), ("tol* road", {4}),
        ("zeb*", set()), ("bridge -bridges", set()), ("выб* source:елка", {3}),
        ("bridge OR election", {1}), ('bridge" OR "election', {1}), ("title:bridge", set()),
    ],
)  # fmt: skip
async def test_a_search_finds_what_it_says(library: Storage, text: str, expected: set[int]) -> None:
    assert await found(library, text) == expected


@pytest.mark.parametrize(
    "text", ["Орлов", "орлова", "Орловым", "Orlov", "Medvedev", "Медведева", "Медведевым", "Orlov медведева"]
)
async def test_a_name_is_found_in_all_its_forms_and_in_either_script(
    storage: Storage, article: Make, text: str
) -> None:
    told = "Денис Орлов и Дмитрий Медведев встретились."
    await storage.articles.add(article(1, title="Встреча", text=told, language="ru"), own_story)
    await storage.articles.add(article(2, title="Talks", text="Mr Orlov met Mr Medvedev again."), own_story)
    assert await found(storage, text) == {1, 2}


async def test_where_nothing_has_all_words_what_has_some_is_found_and_said_to_be_so(library: Storage) -> None:
    page = await library.search.find(parse("toll ferry"), limit=5)
    assert ([hit.id for hit in page.hits], page.whole, page.some) == ([4], 0, True)
    page = await library.search.find(parse("new bridge ferry toll voters"), limit=5)
    assert (page.hits[0].id, page.whole) == (4, 0)
    page = await library.search.find(parse("bridge toll"), limit=5)
    assert ([hit.id for hit in page.hits], page.whole, page.some) == ([4], 1, False)


async def test_a_word_is_left_out_in_all_its_forms(storage: Storage, article: Make) -> None:
    await storage.articles.add(article(1, text="Пришли Орлов и Зимин.", language="ru"), own_story)
    await storage.articles.add(article(2, text="Пришёл Зимин.", language="ru"), own_story)
    assert await found(storage, "зимин -орлова") == {2}


async def test_a_span_keeps_to_what_was_published_in_it(library: Storage, article: Make, clock: Clock) -> None:
    clock.forward(days=8)
    await library.articles.add(article(9, title="Election again", published_at=clock()), own_story)
    assert await found(library, "election since:7d") == {5}
    assert await found(library, "election since:2w") == {1, 2, 5}


async def test_a_word_in_the_title_counts_more_and_so_does_being_new(storage: Storage, article: Make) -> None:
    async def add(number: int, title: str, days: int) -> None:
        published = START - timedelta(days=days)
        new = article(number, title=title, text="A zebra was seen.", published_at=published)
        await storage.articles.add(new, own_story)

    await add(1, "Zebra", 365)
    await add(2, "Animals", 0)
    await add(3, "Zebra", 1)
    await add(4, "Animals", 365)
    page = await storage.search.find(parse("zebra"), limit=10)
    assert [hit.id for hit in page.hits] == [3, 1, 2, 4] or [hit.id for hit in page.hits] == [3, 2, 1, 4]


async def test_pages_hold_still_while_articles_arrive(storage: Storage, article: Make) -> None:
    for number in range(7):
        await storage.articles.add(article(number), own_story)
    first = await storage.search.find(parse("bridge"), limit=3)
    await storage.articles.add(article(99), own_story)
    rest = [await storage.search.find(parse("bridge"), limit=3, offset=n, upto=first.upto) for n in (3, 6)]
    hits = [hit.id for page in (first, *rest) for hit in page.hits]
    assert sorted(hits) == list(range(1, 8))
    assert [page.more for page in (first, *rest)] == [True, True, False]
    assert {page.total for page in (first, *rest)} == {7}


async def test_muted_sources_are_left_out(storage: Storage, article: Make) -> None:
    feed, _ = await storage.feeds.add("https://a.example/feed")
    await storage.articles.add(article(1, feed_id=feed.id), own_story)
    await storage.articles.add(article(2), own_story)
    page = await storage.search.find(parse("bridge"), limit=5, muted={feed.id})
    assert [hit.id for hit in page.hits] == [2]


async def test_no_more_than_the_newest_are_looked_at(
    storage: Storage, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Search, "WINDOW", 3)
    for number in range(5):
        await storage.articles.add(article(number), own_story)
    page = await storage.search.find(parse("bridge"), limit=5)
    assert sorted(hit.id for hit in page.hits) == [3, 4, 5]
    assert page.total == 3


async def test_an_empty_database_finds_nothing(storage: Storage) -> None:
    page = await storage.search.find(parse("bridge"), limit=5)
    assert (page.hits, page.total, page.upto, page.more) == ((), 0, 0, False)


def test_whatever_is_typed_is_searched_for_without_an_error(tmp_path: Path, article: Make) -> None:
    typed = st.text(max_size=100) | st.text(alphabet="ab \"'-:*(){}^+~,source7d\0🦆", max_size=60)
    raw = st.lists(st.text(max_size=9), max_size=3).map(tuple)
    queries = typed.map(parse) | st.builds(Query, words=raw, phrases=st.lists(raw, max_size=2).map(tuple), without=raw)

    with asyncio.Runner() as runner:
        storage = runner.run(Storage.open(f"sqlite+aiosqlite:///{tmp_path / 'a.db'}"))
        runner.run(storage.articles.add(article(text="a b ab ba source d"), own_story))
        runner.run(storage.saved.add(Address(1), 1))

        @settings(max_examples=80, deadline=None)
        @given(queries)
        def search(query: Query) -> None:
            runner.run(storage.search.find(query, limit=5))
            runner.run(storage.search.find(replace(query, saved=True), limit=5, chat=Address(1)))

        @settings(max_examples=60, deadline=None)
        @given(typed)
        def understand(text: str) -> None:
            for one in runner.run(storage.search.meant(text)):
                assert runner.run(storage.search.find(parse(one), limit=1)).hits

        search()
        understand()
        runner.run(storage.search.meant("слово 🦆 \0 " * 500))
        runner.run(storage.search.find(parse("слово 🦆 \0 " * 500), limit=5))
        runner.run(storage.close())


async def test_what_only_readers_brought_can_be_left_out(storage: Storage, article: Make) -> None:
    await storage.articles.add(article(1, title="Zebra", text="A zebra crossed.", by_reader=True), own_story)
    await storage.articles.add(article(2, title="Road", text="A zebra crossing was painted."), own_story)
    zebra = parse("zebra")
    assert [hit.id for hit in (await storage.search.find(zebra, limit=5, readers=False)).hits] == [2]
    assert len((await storage.search.find(zebra, limit=5)).hits) == 2
    assert await storage.search.meant("zebar crossed") == ("zebra crossed",)
    await storage.articles.add(article(3, title="Okapi", text="An okapi.", by_reader=True), own_story)
    assert await storage.search.meant("okpai") == ("okapi",)
    assert await storage.search.meant("okpai", readers=False) == ()


async def test_plurals_in_ies_are_seen_in_titles_and_texts(storage: Storage, article: Make) -> None:
    await storage.articles.add(article(1, title="Company builds in city", text="It is big."), own_story)
    await storage.articles.add(article(2, title="News", text="A company is in the city."), own_story)
    found = await storage.search.find(parse("companies cities tunnels"), limit=5)
    assert sorted(hit.id for hit in found.hits) == [1, 2]
    assert found.whole == 0


async def test_the_index_in_order_finds_the_same_in_fewer_places(storage: Storage, article: Make, url: str) -> None:
    def places() -> int:
        with closing(sqlite3.connect(url.removeprefix("sqlite+aiosqlite:///"))) as connection:
            (count,) = connection.execute("SELECT count(DISTINCT segid) FROM article_words_idx").fetchone()
            return int(count)

    for number in range(6):
        await storage.articles.add(article(number, text=f"Bridge and tower {number}."), own_story)
    before, scattered = await storage.search.find(parse("bridge tow*"), limit=9), places()
    await storage.search.tidy()
    after = await storage.search.find(parse("bridge tow*"), limit=9)
    assert (len(before.hits), before.hits) == (6, after.hits)
    assert places() < scattered
    await storage.search.tidy()
    assert places() == 1
