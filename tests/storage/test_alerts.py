"""Alerts: word of a new article goes, with the article itself, to every chat that follows what it tells of."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import Address, Kind, NewArticle, Outcome, State, Storage
from storage.query import parse
from tests.storage.conftest import START, Clock, newest_story, own_story
from tests.storage.taking import take

Make = Callable[..., NewArticle]
ANN, BOB = Address(1), Address(2)


async def told(storage: Storage, address: Address) -> list[tuple[str, str, int]]:
    """Kind, slot and article of all that was queued for the chat."""
    outbox = (await storage.chats.export(address))["outbox"]
    assert all(row["part"] == 1 and row["state"] == State.QUEUED for row in outbox)
    return [(row["kind"], row["slot"], row["payload"]["article_ids"][0]) for row in outbox]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("elections", [1]), ("ELECTION", [1]), ("bridges", [1, 2]), ("выборы", [3]), ("МОСТАМИ", [3]), ("елки", [3]),
        ("bridge toll", [2]), ("bridge zebra", []), ('"new bridge"', [2]), ('"bridge new"', []), ("covid-19", [1]),
        ("«новые мосты»", [3]), ("bridge -toll", [1]), ('bridge -"new bridge"', [1]), ("-bridge", []), ("since:1d", []),
        ("source:post", [1, 2]), ("bridge source:ЁЛКА", []), ("source:елка", [3]), ("мост source:елка", [3]),
        ("bridge since:2026-02-28", [1, 2]), ("zebra", []),
        ("elect*", [1]), ("bri* tol*", [2]), ("electio*", [1]), ("мос* -ёлки", []), ("tol*", [2]),
        ("", []), ("'\";--", []), ("to", [2]),
    ],
)  # fmt: skip
async def test_a_chat_hears_of_what_a_search_would_find(
    storage: Storage, article: Make, query: str, expected: list[int]
) -> None:
    await storage.alerts.add(ANN, query)
    texts = [
        ("Election day", "The bridge stayed open. Covid 19 was gone.", "en", "Harbour Post"),
        ("Bridge of the year", "A toll road leads to the new bridge.", "en", "Harbour Post"),
        ("Неделя", "На выборах спорили про новый мост и ёлку.", "ru", "Новая Ёлка"),
    ]
    for number, (title, text, language, source) in enumerate(texts, start=1):
        new = article(number, title=title, text=text, language=language, source=source)
        await storage.articles.add(new, own_story)
    assert await told(storage, ANN) == [("alert", f"story:{number}", number) for number in expected]
    if "since" not in query:
        page = await storage.search.find(parse(query), limit=9)
        assert sorted(hit.id for hit in page.hits[: page.whole]) == expected


async def test_an_alert_can_be_claimed_before_a_digest(storage: Storage, article: Make, clock: Clock) -> None:
    await storage.outbox.enqueue(Kind.DIGEST, BOB, "day", [{}])
    await storage.alerts.add(ANN, "bridge")
    stored = await storage.articles.add(article(), own_story)
    message = await take(storage, clock())
    assert message is not None
    assert (message.kind, message.address, message.payload) == (Kind.ALERT, ANN, {"article_ids": [stored.article.id]})


async def test_a_chat_hears_of_a_story_once_however_many_alerts_and_articles_meet(
    storage: Storage, article: Make
) -> None:
    await storage.alerts.add(ANN, "bridge")
    await storage.alerts.add(ANN, "cars")
    await storage.articles.add(article(1), own_story)
    await storage.articles.add(article(2), newest_story)
    await storage.articles.add(article(3), own_story)
    assert await told(storage, ANN) == [("alert", "story:1", 1), ("alert", "story:2", 3)]


async def test_every_chat_and_every_topic_that_follows_hears_of_it(storage: Storage, article: Make) -> None:
    topics = [Address(-5), Address(-5, 7), Address(-5, 8)]
    for address in (ANN, *topics[:2]):
        await storage.alerts.add(address, "bridge")
    await storage.alerts.add(BOB, "zebra")
    await storage.articles.add(article(), own_story)
    for address in (ANN, *topics[:2]):
        assert await told(storage, address) == [("alert", "story:1", 1)]
    for address in (BOB, topics[2]):
        assert await told(storage, address) == []


async def test_a_muted_feed_a_blocked_chat_and_a_removed_alert_hear_nothing(storage: Storage, article: Make) -> None:
    feed, _ = await storage.feeds.add("https://a.example/feed")
    gone = await storage.alerts.add(Address(3), "bridge")
    for address in (ANN, BOB, Address(4)):
        await storage.alerts.add(address, "bridge")
    await storage.chats.mute(ANN, feed.id)
    await storage.chats.block(BOB.chat_id)
    await storage.alerts.remove(Address(3), gone.id)
    await storage.chats.forget(Address(4))
    await storage.articles.add(article(1, feed_id=feed.id), own_story)
    for address in (ANN, BOB, Address(3), Address(4)):
        assert await told(storage, address) == []
    await storage.articles.add(article(2), own_story)
    await storage.chats.revive(BOB.chat_id)
    await storage.articles.add(article(3), own_story)
    assert [number for _, _, number in await told(storage, ANN)] == [2, 3]
    assert [number for _, _, number in await told(storage, BOB)] == [3]


async def test_an_article_that_is_known_or_changed_is_no_news(storage: Storage, article: Make) -> None:
    await storage.articles.add(article(1), own_story)
    await storage.alerts.add(ANN, "bridge")
    assert (await storage.articles.add(article(1), own_story)).outcome is Outcome.SAME
    assert (await storage.articles.add(article(1, text="A bridge!"), own_story)).outcome is Outcome.CHANGED
    assert await told(storage, ANN) == []


async def test_what_was_published_days_ago_is_no_news(storage: Storage, article: Make) -> None:
    await storage.alerts.add(ANN, "bridge")
    await storage.articles.add(article(1, published_at=START - timedelta(days=2, seconds=1)), own_story)
    await storage.articles.add(article(2, published_at=START - timedelta(days=2)), own_story)
    assert [number for _, _, number in await told(storage, ANN)] == [2]


async def test_nothing_is_queued_when_the_article_cant_be_kept(storage: Storage, article: Make) -> None:
    await storage.alerts.add(ANN, "bridge")
    huge = article(1, fingerprint=(1, 2**65))
    with pytest.raises(Exception, match="64 bits"):
        await storage.articles.add(huge, own_story)
    assert await storage.articles.count() == 0
    assert await told(storage, ANN) == []


async def test_the_queue_failing_undoes_the_article(
    storage: Storage, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    await storage.alerts.add(ANN, "bridge")
    monkeypatch.setattr("storage.outbox_rows.PRIORITY", {})
    with pytest.raises(KeyError):
        await storage.articles.add(article(1), own_story)
    assert await storage.articles.count() == 0
    assert (await storage.search.find(parse("bridge"), limit=5)).hits == ()
    monkeypatch.undo()
    await storage.articles.add(article(1), own_story)
    assert len(await told(storage, ANN)) == 1


async def test_alerts_meet_the_words_of_a_language_that_comes_in_later(storage: Storage, article: Make) -> None:
    await storage.articles.add(article(1), own_story)
    await storage.alerts.add(ANN, "Häusern")
    for number, language in enumerate(("de", "ru", "de"), start=2):
        await storage.articles.add(article(number, title="Das Haus brennt", language=language), own_story)
    hits = (await storage.search.find(parse("Häusern"), limit=9)).hits
    assert sorted(hit.id for hit in hits) == [number for _, _, number in await told(storage, ANN)] == [2, 3, 4]


async def test_a_group_that_moves_takes_its_alerts_along(storage: Storage, article: Make) -> None:
    await storage.alerts.add(Address(-5), "bridge")
    await storage.alerts.add(Address(-6), "bridge")
    await storage.alerts.add(Address(-5), "cars")
    await storage.chats.migrate(-5, -6)
    await storage.articles.add(article(1), own_story)
    assert await told(storage, Address(-6)) == [("alert", "story:1", 1)]


def test_whatever_is_followed_and_whatever_comes_in_alerts_tell_what_searches_find(
    tmp_path: Path, article: Make
) -> None:
    typed = ("bridge", "bridges", "мост", "мосты", "toll", "new", "-toll", "«новый", "source:post", "since:1d", '"new')
    written = ("bridge", "Bridges", "мостом", "toll", "roads", "new", "новый")
    words = st.sampled_from(typed)
    texts = st.lists(st.sampled_from(written), max_size=6).map(" ".join)

    with asyncio.Runner() as runner:
        storage = runner.run(Storage.open(f"sqlite+aiosqlite:///{tmp_path / 'a.db'}", clock=Clock()))
        number = iter(range(1, 10_000))

        @settings(max_examples=60, deadline=None)
        @given(st.lists(words, max_size=4).map(" ".join), texts, texts, st.sampled_from(["en", "ru", "de"]))
        def follow(query: str, title: str, text: str, language: str) -> None:
            address = Address(next(number))
            runner.run(storage.alerts.add(address, query))
            new = article(address.chat_id, title=title, text=text, language=language)
            stored = runner.run(storage.articles.add(new, own_story))
            page = runner.run(storage.search.find(parse(query), limit=200))
            finds = stored.article.id in {hit.id for hit in page.hits[: page.whole]}
            assert [found for _, _, found in runner.run(told(storage, address))] == [stored.article.id] * finds
            runner.run(storage.chats.forget(address))

        follow()
        runner.run(storage.close())
