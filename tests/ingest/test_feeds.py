# ruff: noqa: E501 - samples are kept whole

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import NotAFeed
from ingest.feeds.entries import ParsedFeed
from ingest.feeds.parsing import parse_feed

URL = "https://example.org/news/feed.xml"


def rss(items: str, head: str = "<title>News</title>", before: str = '<?xml version="1.0"?>') -> bytes:
    return f'{before}<rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def read(body: bytes, content_type: str | None = None) -> ParsedFeed:
    return parse_feed(body, url=URL, content_type=content_type)


ITEM = "<item><title>Harbour closed</title><link>https://example.org/1</link><description>Storm.</description></item>"

RSS_090 = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>News</title><link>https://example.org/</link></channel>
 <item><title>Harbour closed</title><link>https://example.org/1</link></item></rdf:RDF>"""
RSS_091 = """<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>News</title>
 <link>https://example.org/</link><item><title>Harbour closed</title><link>https://example.org/1</link></item></channel></rss>"""
RDF_10 = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title>
 <link>https://example.org/</link></channel><item rdf:about="https://example.org/1"><title>Harbour closed</title>
 <link>https://example.org/1</link><dc:date>2026-03-02T10:00:00+03:00</dc:date></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">News</title><link href="https://example.org/"/>
 <entry><id>tag:1</id><title>Harbour closed</title><link rel="alternate" href="../1"/><link rel="edit" href="/edit"/>
 <updated>2026-03-02T07:00:00Z</updated><author><name>Greta Holm</name></author><summary>Short.</summary>
 <content type="html">&lt;p&gt;The whole story.&lt;/p&gt;</content></entry></feed>"""
ATOM_PREFIXED = ATOM.replace("<feed xmlns=", "<a:feed xmlns:a=").replace("</feed", "</a:feed")
JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "News", "home_page_url": "https://example.org/",
 "language": "en-GB", "items": [{"id": 1, "url": "https://example.org/1", "title": "Harbour closed",
 "content_html": "<p>The whole story.</p>", "date_published": "2026-03-02T10:00:00+03:00",
 "authors": [{"name": "Greta Holm"}]}]}"""


@pytest.mark.parametrize(
    "text",
    [RSS_090, RSS_091, rss(ITEM).decode(), RDF_10, ATOM, JSON_FEED],
    ids=["0.90", "0.91", "2.0", "1.0", "atom", "json"],
)
def test_every_kind_of_feed_is_read(text: str) -> None:
    feed = read(text.encode())
    assert feed.title == "News"
    (entry,) = feed.entries
    assert (entry.title, entry.url) == ("Harbour closed", "https://example.org/1")


@pytest.mark.parametrize("text", [RDF_10, ATOM, JSON_FEED])
def test_dates_are_told_in_utc(text: str) -> None:
    assert read(text.encode()).entries[0].published_at == datetime(2026, 3, 2, 7, tzinfo=UTC)


@pytest.mark.parametrize("text", [ATOM, JSON_FEED])
def test_the_whole_content_and_the_author_are_taken(text: str) -> None:
    entry = read(text.encode()).entries[0]
    assert entry.content == "<p>The whole story.</p>"
    assert entry.author == "Greta Holm"


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        (rss(ITEM.replace("</item>", "<category>Sport</category><category><![CDATA[The <b>Cup</b>]]></category></item>")),
         ("Sport", "The Cup")),
        (ATOM.replace("<summary>", '<category term="s12" label="Sport"/><category term="cup"/><category/><summary>')
         .encode(), ("Sport", "cup")),
        (JSON_FEED.replace('"id": 1', '"id": 1, "tags": ["Sport", 7, null, "Sport", "cup"]').encode(), ("Sport", "cup")),
        (JSON_FEED.replace('"id": 1', '"id": 1, "tags": "Sport"').encode(), ()),
        (rss(ITEM), ()),
    ],
)  # fmt: skip
def test_an_entrys_categories_are_read(text: bytes, categories: tuple[str, ...]) -> None:
    assert read(text).entries[0].categories == categories


@pytest.mark.parametrize(
    "content_type", ["text/html", "text/plain; charset=latin-1", "application/octet-stream", "garbage;;charset=", None]
)
def test_a_wrong_content_type_does_no_harm(content_type: str | None) -> None:
    assert (
        read(rss(ITEM.replace("closed", "geschloßen — да")), content_type).entries[0].title == "Harbour geschloßen — да"
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_byte_order_marks_and_wide_encodings_are_read(encoding: str) -> None:
    text = rss(ITEM.replace("closed", "закрыта")).decode()
    assert read(text.encode(encoding)).entries[0].title == "Harbour закрыта"


@pytest.mark.parametrize(
    ("declared", "content_type"),
    [('<?xml version="1.0" encoding="windows-1251"?>', None), ('<?xml version="1.0"?>', "text/xml; charset=windows-1251"), ("", None),
     ('<?xml version="1.0" encoding="utf-16"?>', None), ('<?xml version="1.0" encoding="no-such"?>', None)],
)  # fmt: skip
def test_cyrillic_in_eight_bits_is_read_declared_or_not(declared: str, content_type: str | None) -> None:
    body = rss("<item><title>Порт закрыт из-за шторма</title></item>", before=declared).decode()
    assert read(body.encode("cp1251"), content_type).entries[0].title == "Порт закрыт из-за шторма"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("Tom &amp;amp; Jerry", "Tom & Jerry"),
        ("Tom & Jerry", "Tom & Jerry"),
        ("Holm &mdash; a life&nbsp;&laquo;at sea&raquo;", "Holm — a life «at sea»"),
        ("&lt;b&gt;Storm&lt;/b&gt; hits", "Storm hits"),
        ("<![CDATA[Storm &amp; <i>flood</i>]]>", "Storm & flood"),
        ("5 &lt; 6", "5 < 6"),
        ("It&#8217;s &#x2014; here", "It’s — here"),
        ("It&#146;s", "It’s"),
        ("a&unknown;b &#0; c", "a&unknown;b c"),
        ("  two\n  lines ", "two lines"),
        ("bell\x07 here", "bell here"),
        ("The Odd &amp; Even &lt;Post&gt;", "The Odd & Even <Post>"),
        ("&lt;em&gt;Storm&lt;/em&gt; hits &lt;a href='/'&gt;port&lt;/a&gt; &lt;3", "Storm hits port <3"),
        ("&lt;b class='x'&gt;A&lt;/b&gt;&lt;br/&gt;, List&lt;Item&gt;", "A, List<Item>"),
    ],
)
def test_titles_are_plain_text(written: str, meant: str) -> None:
    assert read(rss(f"<item><title>{written}</title></item>")).entries[0].title == meant
    assert read(f"<rss version='2.0'><channel><title>{written}</title></channel></rss>".encode()).title == meant


def test_missing_parts_are_told_as_missing() -> None:
    entries = read(
        rss("<item><title>Only a title</title></item><item><description>Only text</description></item><item/>")
    ).entries
    assert [(e.title, e.content, e.url, e.id, e.published_at, e.author) for e in entries] == [
        ("Only a title", "", None, None, None, None),
        ("", "Only text", None, None, None, None),
    ]


def test_relative_and_tracked_links_become_canonical() -> None:
    feed = read(
        rss(
            "<item><title>a</title><link>/1?utm_source=rss&amp;p=2#x</link></item>", "<title>News</title><link>/</link>"
        )
    )
    assert feed.entries[0].url == "https://example.org/1?p=2"
    assert feed.site_url == "https://example.org/"


def test_an_id_is_a_link_only_if_it_is_an_address() -> None:
    entries = read(
        rss(
            "<item><title>a</title><guid>https://example.org/7</guid></item><item><title>b</title><guid>seven</guid></item>"
        )
    ).entries
    assert [(e.url, e.id) for e in entries] == [("https://example.org/7", "https://example.org/7"), (None, "seven")]


def test_a_counting_proxys_link_gives_way_to_the_page_behind_it() -> None:
    item = "<item><title>a</title><link>https://proxy.example/r/1</link><f:origLink>https://example.org/1</f:origLink></item>"
    body = rss(item).replace(b"<rss ", b'<rss xmlns:f="http://rssnamespace.org/feedburner/ext/1.0" ')
    assert read(body).entries[0].url == "https://example.org/1"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "ftp://example.org/x", "http://[::1"])
def test_links_of_other_kinds_are_no_links(link: str) -> None:
    assert read(rss(f"<item><title>a</title><link>{link}</link></item>")).entries[0].url is None


@pytest.mark.parametrize(
    "date",
    ["yesterday", "0001-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 99 Foo 9999 99:99:99 +9999", ""],
)
def test_dates_that_are_none_are_missing(date: str) -> None:
    assert read(rss(f"<item><title>a</title><pubDate>{date}</pubDate></item>")).entries[0].published_at is None


def test_an_empty_feed_is_a_feed() -> None:
    assert read(rss("")).entries == ()


@pytest.mark.parametrize(
    "body",
    [b"", b"   \n", b"\xef\xbb\xbf", b"<!doctype html><html><head><title>x</title></head><body>hi</body></html>", b"<html><body><rss/></body></html>",
     b"plain text", b"{}", b"[1, 2]", b'{"items": 5}', b'{"items": [', b"<note><to>x</to></note>", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x00\xff\xfe\x01" * 99,
     b"<!DOCTYPE rss [<!ENTITY a 'b'>", b"%PDF-1.4", b"[" * 100_000, b"<rss"],
)  # fmt: skip
def test_what_is_no_feed_is_refused_with_a_reason(body: bytes) -> None:
    with pytest.raises(NotAFeed, match=r"feed: https://example.org/news/feed.xml: "):
        read(body)


@pytest.mark.parametrize(
    "body",
    [
        b"<rss><channel><title>Broken<item>",
        b"<?xml version='1.0'?><rss version='2.0'><channel><title>Broken</title></chan></rss>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'><title>Broken</title><entry>",
    ],
)
def test_a_broken_feed_without_entries_is_refused_as_not_well_formed(body: bytes) -> None:
    with pytest.raises(NotAFeed, match="is not well-formed"):
        read(body)


def test_a_feed_cut_off_after_an_entry_is_read() -> None:
    body = b"<rss version='2.0'><channel><title>News</title><item><title>Storm</title></item><item><title>"
    assert [entry.title for entry in read(body).entries] == ["Storm"]


def test_half_a_character_in_a_json_feed_reaches_no_title_and_no_text() -> None:
    entry = read(b'{"items": [{"id": "1", "title": "St\\ud800orm\\u0000", "content_text": "a"}]}').entries[0]
    assert entry.title == "Storm"


def test_a_broken_feed_still_gives_what_can_be_read() -> None:
    body = rss(
        ITEM
        + "<item><title>Unclosed <b>tag</title><link>https://example.org/2</link></item>"
        + ITEM.replace("/1", "/3")
    )
    assert {"https://example.org/1", "https://example.org/3"} <= {entry.url for entry in read(body).entries}


def test_entities_and_declarations_of_a_feeds_own_are_defused() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    lists = "".join(f'<!ATTLIST item a{n} CDATA "x">' for n in range(5000))
    doctype = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">{lists}]>'
    feed = read(rss("<item><title>a &l9; &f; b</title></item>", before=f'<?xml version="1.0"?>{doctype}'))
    assert feed.entries[0].title == "a &l9; &f; b"


@given(st.binary(max_size=300))
def test_any_bytes_are_a_feed_or_refused(body: bytes) -> None:
    with contextlib.suppress(NotAFeed):
        read(body)


@given(
    st.lists(
        st.sampled_from(
            [
                *"<>&;'\"[]!-",
                "rss",
                "<item>",
                "</item>",
                "<title>",
                "</title>",
                "<![CDATA[",
                "]]>",
                "&#",
                "&amp",
                "<!DOCTYPE ",
                "<link>",
                "x",
                "é",
            ]
        ),
        max_size=40,
    )
)
def test_any_markup_is_a_feed_or_refused(pieces: list[str]) -> None:
    for body in ("".join(pieces).encode(), rss("".join(pieces))):
        with contextlib.suppress(NotAFeed):
            read(body)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "url", "title", "content_html", "content_text", "authors", "author", "name", "date_published"]
            ),
            inner,
            max_size=5,
        )
    ),
)


@given(_json)
def test_any_item_of_a_json_feed_is_read_or_left_out(item: object) -> None:
    read(json.dumps({"version": "https://jsonfeed.org/version/1", "items": [item]}).encode())


@pytest.mark.parametrize(
    "start",
    ["<!-- <![CDATA[ -->{}<!-- ]]> -->", "<?x <![CDATA[ ?>{}<?x ]]> ?>", "<!DOC<!DOCTYPE x>TYPE y>{}", "<!-->{}<!-- -->"],
)  # fmt: skip
def test_no_document_type_hides_behind_other_marks(start: str) -> None:
    doctype = '<!DOCTYPE rss [<!ENTITY lol "ha">]>'
    with contextlib.suppress(NotAFeed):
        feed = read(rss("<item><title>a &lol; b</title></item>", before=start.format(doctype)))
        assert [entry.title for entry in feed.entries] == ["a &lol; b"]


def test_comments_and_instructions_are_no_text() -> None:
    feed = read(rss("<item><title>Har<!-- no <b> -->bour <?php x ?>closed<![CDATA[ <!-- yes --> ]]></title></item>"))
    assert feed.entries[0].title == "Harbour closed <!-- yes -->"


@pytest.mark.parametrize(
    ("entry", "url"),
    [
        ('<id>https://example.org/?p=7</id><link href="/7"/>', "https://example.org/7"),
        ('<link type="application/pdf" href="/7.pdf"/><link href="/7" type="text/html"/>', "https://example.org/7"),
        ('<link rel="enclosure" href="/7.mp3"/><id>https://example.org/7</id>', "https://example.org/7"),
        ('<link rel="enclosure" href="/7.mp3"/><id>tag:7</id>', None),
    ],
)
def test_an_atom_entrys_page_is_its_own_link(entry: str, url: str | None) -> None:
    body = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>a</title>{entry}</entry></feed>'
    assert read(body.encode()).entries[0].url == url


def test_addresses_are_relative_to_the_innermost_base() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/x/"><link href="./"/>
    <entry xml:base="y/"><title>a</title><id>1</id><link href="1.html"/></entry>
    <entry><title>b</title><link href="2.html"/></entry><entry><title>c</title><link href="/3"/></entry></feed>"""
    feed = read(atom.encode())
    assert feed.site_url == "https://base.example/x/"
    assert [entry.url for entry in feed.entries] == [
        "https://base.example/x/y/1.html",
        "https://base.example/x/2.html",
        "https://base.example/3",
    ]
