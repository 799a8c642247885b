"""The main job on real input: three sources of a news site polled over HTTP, read in the chat."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.requests import Desk
from playground import Playground, Reader
from playground.newsroom import Newsroom


@pytest.fixture
async def newsroom(clock) -> AsyncIterator[Newsroom]:
    async with Newsroom(clock=clock) as running:
        yield running


@pytest.fixture
async def fed(start_bot, newsroom: Newsroom, clock) -> AsyncIterator[Desk]:
    """A bot that has read all there is at the news site, the pages behind many teasers in more than one round."""
    async with start_bot(ingest={"feeds": newsroom.feeds, "allow_private_networks": True}) as desk:
        await desk.ingest.poll()  # rounds don't overlap: this one waits for the scheduler's first
        clock.pass_by(minutes=20)
        await desk.ingest.poll()
        yield desk


@pytest.fixture
def anna(fed: Desk, playground: Playground) -> Reader:
    return playground.reader("Anna")


@pytest.fixture
def ivan(fed: Desk, playground: Playground) -> Reader:
    return playground.reader("Иван", language_code="ru")


async def test_what_a_news_site_tells_can_be_read_searched_and_followed(
    fed: Desk, anna: Reader, ivan: Reader, newsroom: Newsroom
) -> None:
    assert await fed.storage.articles.count() >= 30
    feeds = await fed.storage.feeds.list()
    assert len(feeds) == 3
    assert not any(feed.health for feed in feeds)

    trains = await anna.ask("/search night train council")
    assert "train" in trains.text
    latest = await anna.ask("/latest 10")
    assert "The Harbour Post, Inland Courier · " in latest.text or "Inland Courier, The Harbour Post · " in latest.text

    assert "<b>выбор" in (await ivan.ask("/search выборах")).html.lower()

    listed = (await ivan.ask("/sources")).text
    assert "Вестник Заречья" in listed
    assert "The Harbour Post" in listed


async def test_a_teaser_only_feed_has_full_texts_and_no_appeal_is_left(fed: Desk, anna: Reader) -> None:
    page = await fed.storage.articles.latest(limit=100)
    articles = [article for story in page.stories for article in story.articles]
    assert {article.language for article in articles} == {"en", "ru"}
    for article in articles:
        assert len(article.text) > 700, article.title
        assert 1 <= len(article.summary) <= 3
        told = f"{article.text} {' '.join(article.summary)}".casefold()
        for word in ("donat", "поддержите", "newsletter", "read also", "читайте также", "cookie"):
            assert word not in told, (word, article.title)
        assert all(sentence in " ".join(article.text.split()) for sentence in article.summary), article.title


async def test_a_second_round_brings_nothing_twice(fed: Desk, clock) -> None:
    count = await fed.storage.articles.count()
    clock.pass_by(hours=4)
    outcomes = await fed.ingest.poll()
    assert [(one.new, one.error) for one in outcomes] == [(0, None)] * 3
    assert await fed.storage.articles.count() == count
