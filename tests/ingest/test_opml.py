# ruff: noqa: E501 - samples are kept whole

from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.errors import BadFile
from ingest.feeds import opml
from ingest.feeds.opml import OpmlFeed


def test_feeds_are_read_with_their_folders_as_topics() -> None:
    data = """<?xml version="1.0"?><opml version="1.1"><body><outline text="World"><outline type="rss" text="One &amp; only"
    xmlUrl="https://one.example/feed"/><outline text="Asia"><outline title="Two" XMLURL="feed://two.example/rss"/></outline></outline>
    <outline text="Three" xmlUrl="feed:https://three.example/"/><outline xmlUrl="https://one.example/feed"/></body></opml>"""
    assert opml.read(data.encode()) == (
        OpmlFeed("https://one.example/feed", "One & only", "World"),
        OpmlFeed("http://two.example/rss", "Two", "Asia"),
        OpmlFeed("https://three.example/", "Three", ""),
    )


def test_only_web_addresses_come_in() -> None:
    urls = ("javascript:alert(1)", "file:///etc/passwd", "", "ftp://a.example/", "nonsense")
    outlines = "".join(f'<outline xmlUrl="{url}"/>' for url in urls)
    assert opml.read(f"<opml><body>{outlines}</body></opml>".encode()) == ()


def test_entities_of_a_files_own_are_not_expanded() -> None:
    data = b"""<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body><outline text="&x;" xmlUrl="https://a.example/"/></body></opml>"""
    assert opml.read(data) == (OpmlFeed("https://a.example/", "&x;", ""),)


@pytest.mark.parametrize("data", [b"", b"hello", b"<html></html>", b"<rss/>", b"<!DOCTYPE x [", b"\xff\xfe"])
def test_what_is_no_opml_is_refused(data: bytes) -> None:
    with pytest.raises(BadFile, match="OPML"):
        opml.read(data)


_scraps = st.sampled_from(
    [
        *(
            b"<opml>",
            b"</opml>",
            b"<outline ",
            b"xmlUrl=",
            b'"http://[::1"',
            b"/>",
            b">",
            b"<!DOCTYPE",
            b"<![CDATA[",
            b"]]>",
        ),
        *(
            b"&#x0;",
            b"&x;",
            b"<?xml encoding='",
            b"utf-7'",
            b"idna'",
            b"punycode'",
            b"unicode_escape' \\q",
            b"?>",
            b"\x00",
        ),
        *(b"\xff\xfe", b"\xfe\xff", b"\xed\xa0\x80", b"<!--", b"xmlns:a='", b"a:outline", b"[", b"'", b'"', b"\x80"),
    ]
)


@given(st.lists(_scraps | st.binary(max_size=8), max_size=16).map(b"".join))
@example(b"charset=unicode_escape \\q \xff\xff")
def test_rubbish_is_refused_in_one_way(rubbish: bytes) -> None:
    for data in (rubbish, b"<opml>" + rubbish):
        with contextlib.suppress(BadFile):
            opml.read(data)


_words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Co", "Cn", "Z"]), min_size=1, max_size=10
)


@given(
    st.lists(
        st.builds(
            OpmlFeed,
            url=st.integers(0, 99).map("https://{}.example/".format),
            title=_words,
            topic=st.one_of(st.just(""), _words),
        ),
        unique_by=lambda feed: feed.url,
    )
)
def test_what_is_written_can_be_read_again(feeds: list[OpmlFeed]) -> None:
    assert set(opml.read(opml.write(feeds).encode())) == set(feeds)


def test_a_list_in_a_namespace_with_categories_instead_of_folders_is_read() -> None:
    data = b"""<opml xmlns="http://opml.org/spec2"><body><outline xmlUrl="https://a.example/" category="/World/Asia,/Sport"/>
    <outline text="Home"><outline xmlUrl="https://b.example/" category="/World"/></outline></body></opml>"""
    assert opml.read(data) == (
        OpmlFeed("https://a.example/", "", "Asia"),
        OpmlFeed("https://b.example/", "", "Home"),
    )


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-16", "utf-8-sig"])
def test_a_list_in_another_encoding_is_read(encoding: str) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = f'<?xml version="1.0" encoding="{declared}"?><opml><body><outline text="Мир" xmlUrl="https://a.example/"/></body></opml>'
    assert opml.read(text.encode(encoding)) == (OpmlFeed("https://a.example/", "Мир", ""),)
