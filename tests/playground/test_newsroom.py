"""The news site."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import feedparser
import pytest

from playground.newsroom import SOURCES, Newsroom, load_articles


@pytest.fixture
async def newsroom(clock):
    async with Newsroom(clock=clock) as running:
        yield running


async def fetched(http, address):
    async with http.get(address) as response:
        assert response.status == 200
        return await response.text()


def test_there_is_enough_to_read():
    articles = load_articles()
    assert len(articles) >= 34
    assert articles[0].age < timedelta(minutes=15)
    assert timedelta(days=2) < articles[-1].age < timedelta(days=3)
    assert {article.source for article in articles} == set(SOURCES)
    assert all(150 <= sum(len(part.split()) for part in article.paragraphs) <= 400 for article in articles)


async def test_each_feed_parses_and_every_page_it_names_is_there(newsroom, http, clock):
    for address, source in zip(newsroom.feeds, SOURCES, strict=True):
        feed = feedparser.parse(await fetched(http, address))
        assert not feed.bozo
        assert feed.feed.title == source.name
        assert len(feed.entries) >= 11
        for entry in feed.entries:
            page = await fetched(http, entry.link)
            assert entry.title in unescape(page)
            assert entry.published_parsed[:6] <= clock.now.timetuple()[:6]


async def test_one_feed_gives_teasers_only(newsroom, http):
    full, atom, teaser = [feedparser.parse(await fetched(http, address)) for address in newsroom.feeds]
    assert all(len(entry.content[0].value) > 700 for entry in (*full.entries, *atom.entries))
    assert all("content" not in entry and len(entry.summary) < 320 for entry in teaser.entries)


async def test_an_unchanged_feed_is_not_sent_again(newsroom, http):
    async with http.get(newsroom.feeds[0]) as response:
        tag = response.headers["ETag"]
    async with http.get(newsroom.feeds[0], headers={"If-None-Match": tag}) as response:
        assert response.status == 304


async def test_front_pages_name_their_feed_and_what_is_not_there_is_not_found(newsroom, http):
    for source in SOURCES:
        assert f'href="/{source.slug}/{source.feed}"' in await fetched(http, f"{newsroom.url}/{source.slug}/")
    for wrong in ("/nowhere/", "/harbour-post/rss.xml", "/harbour-post/1999/storm-closes-marrow-harbour.html"):
        async with http.get(newsroom.url + wrong) as response:
            assert response.status == 404


async def test_weekdays_are_those_of_the_dates(newsroom, http):
    full, _, teaser = [feedparser.parse(await fetched(http, address)) for address in newsroom.feeds]
    storm = next(entry for entry in full.entries if "Storm" in entry.title)
    assert "in port on Sunday" in storm.content[0].value  # the clock stands at Sunday, 1 March
    assert "before Tuesday noon" in storm.content[0].value
    bridge = next(entry for entry in teaser.entries if "мост" in entry.title)
    assert "в воскресенье утром" in bridge.summary
