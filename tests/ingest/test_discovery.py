# ruff: noqa: E501 - samples are kept whole

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.feeds.discovery import FeedLink, feed_links, likely_addresses

URL = "https://example.org/news/"


def test_a_page_names_its_feeds_and_those_of_comments_come_last() -> None:
    page = """<html><head><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
    <link rel="alternate" type="application/atom+xml; charset=utf-8" title=" All  news " href="feed.atom">
    <link rel="ALTERNATE" type="application/feed+json" href="//example.org/feed.json"><link rel="stylesheet" type="text/css" href="x.css">
    <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)"></head><body><a type="application/rss+xml" href="/rss">RSS</a>"""
    assert feed_links(page.encode(), url=URL) == (
        FeedLink("https://example.org/news/feed.atom", "All news"),
        FeedLink("https://example.org/feed.json", ""),
        FeedLink("https://example.org/rss", ""),
        FeedLink("https://example.org/comments/feed", "Comments"),
    )


def test_the_pages_own_base_is_heeded() -> None:
    page = b'<base href="https://cdn.example/x/"><link rel="alternate" type="application/rss+xml" href="feed">'
    assert feed_links(page, url=URL) == (FeedLink("https://cdn.example/x/feed"),)


def test_likely_places_are_on_the_same_site() -> None:
    assert all(url.startswith("https://example.org/") for url in likely_addresses(URL))


@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(
            st.sampled_from(
                [
                    "<link ",
                    "rel=alternate ",
                    "type=application/rss+xml ",
                    "href=",
                    "'http://[",
                    ">",
                    "<base href=",
                    "\x00",
                ]
            ),
            max_size=20,
        ).map(lambda p: "".join(p).encode()),
    )
)
def test_any_page_has_feeds_or_none(page: bytes) -> None:
    assert isinstance(feed_links(page, url=URL), tuple)


def test_links_that_only_look_like_feeds_come_after_those_declared() -> None:
    page = """<a href="/about">About</a><a href="/export/rss.xml">RSS</a><a href="/feedback">Write to us</a>
    <a href="/blog/feed/">Blog</a><link rel="feed" href="/declared"><a href="/comments/feed">Comments</a><a href="/export/rss.xml">again</a>"""
    assert [link.url for link in feed_links(page.encode(), url=URL)] == [
        "https://example.org/declared",
        "https://example.org/export/rss.xml",
        "https://example.org/blog/feed/",
        "https://example.org/comments/feed",
    ]
