# ruff: noqa: E501 - samples are kept whole

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import extract_article

PARAGRAPHS = (
    "The harbour of Lindholm was closed on Monday after a freighter lost forty containers in a storm, the coast guard said.",
    "Divers searched the bay until dusk and found twelve of them near the old pier, where fishermen had seen them drift.",
    "The port is expected to open again by the end of the week, once the channel has been swept with sonar twice.",
)


def page(head: str = "", body: str | None = None, lang: str = "en-GB") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS) if body is None else body
    return f"""<!doctype html><html lang="{lang}"><head><title>Harbour closed after storm | Lindholm Courier</title>{head}</head>
    <body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav>
    <article><h1>Harbour closed after storm</h1>{text}</article><footer>Imprint</footer></body></html>"""


def test_an_article_is_told_from_the_page_around_it() -> None:
    article = extract_article(page(), url="https://example.org/1")
    assert article is not None
    assert article.title == "Harbour closed after storm"
    assert [part for part in article.text.split("\n\n") if part != article.title] == list(PARAGRAPHS)
    assert (article.language, article.url) == ("en", "https://example.org/1")


@pytest.mark.parametrize(
    "head",
    ['<meta property="article:published_time" content="2026-03-02T10:00:00+03:00"><meta name="author" content="Greta Holm">'
     '<meta property="og:site_name" content="Lindholm Courier"><meta property="article:section" content="Harbour">',
     '<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"], "headline": "Harbour closed after '
     'storm", "datePublished": "2026-03-02T07:00:00Z", "author": [{"name": "Greta Holm"}], "publisher": {"name": "Lindholm Courier"}, '
     '"articleSection": [null, "Harbour", "Town"]}]}</script>'],
    ids=["meta", "schema.org"],
)  # fmt: skip
def test_what_a_page_declares_is_taken_with_the_dates_zone(head: str) -> None:
    article = extract_article(page(head))
    assert article is not None
    assert article.published_at == datetime(2026, 3, 2, 7, tzinfo=UTC)
    assert (article.author, article.site_name, article.section) == ("Greta Holm", "Lindholm Courier", "Harbour")


@pytest.mark.parametrize(
    "stated",
    [
        '<meta name="date" content="Mon, 02 Mar 2026 10:00:00 +0300">',
        '<meta property="article:published_time" content="2026-03-02 10:00:00 +0300">',
        '<span itemprop="datePublished" content="2026-03-02T07:00Z">2 March</span>',
        '<p class="byline">Greta Holm, <time datetime="2026-03-02T10:00:00+03:00">today</time></p>',
    ],
)
def test_a_stated_date_is_taken_wherever_it_stands(stated: str) -> None:
    article = extract_article(page(body=stated + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)))
    assert article is not None
    assert article.published_at == datetime(2026, 3, 2, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2026/11/22/storm", datetime(2026, 11, 22, tzinfo=UTC)),
        ("https://example.org/news/2026-11-22-storm.html", datetime(2026, 11, 22, tzinfo=UTC)),
        ("https://example.org/2026/13/40/storm", None),
        ("https://example.org/1911/05/04/storm", None),
        ("https://example.org/storm?from=/2026/11/22/", None),
        ("https://example.org/a12026-11-223", None),
    ],
)
def test_an_address_may_state_the_day(url: str, day: datetime | None) -> None:
    article = extract_article(page(), url=url)
    assert article is not None
    assert article.published_at == day


@pytest.mark.parametrize(
    "prose",
    [
        "The old pier was closed on 4 May 2011 and has stood empty ever since, the harbour master told the council.",
        "Copyright January 1, 1995. The old pier was closed long ago, the harbour master told the council on Monday.",
        'On <time datetime="2011-05-04">4 May 2011</time> the old pier was closed, and it has stood empty ever since then, '
        "as the harbour master told the council at length on Monday, when it met for the first time this winter.",
        '<aside><time datetime="2012-01-01">1.1.2012</time> Another story</aside>',
    ],
)
def test_a_date_the_prose_tells_of_is_not_the_articles(prose: str) -> None:
    article = extract_article(page(body="".join(f"<p>{paragraph}</p>" for paragraph in (*PARAGRAPHS, prose))))
    assert article is not None
    assert article.published_at is None


@pytest.mark.parametrize("content", ["1970-01-01T00:00:00Z", "1911-05-04", "0001-01-01", "99999", "2026-02-31"])
def test_a_date_that_only_stands_for_none_is_dropped(content: str) -> None:
    article = extract_article(page(f'<meta name="date" content="{content}">'))
    assert article is not None
    assert article.published_at is None


def test_a_page_in_another_encoding_is_read() -> None:
    text = (
        "Порт Линдхольма закрыли в понедельник после того, как грузовое судно потеряло в шторм сорок контейнеров у берега. "
        * 3
    )
    html = page('<meta charset="windows-1251">', f"<p>{text}</p>", "ru").encode("cp1251")
    article = extract_article(html)
    assert article is not None
    assert text.strip() in article.text
    assert article.language == "ru"


@pytest.mark.parametrize(
    "html",
    ["", " ", b"", b"\x00" * 50, "<html></html>", "<html><body></body></html>", b"\x89PNG\r\n\x1a\n" * 20, "<!-- -->", "<?xml version='1.0'?><a/>"],
)  # fmt: skip
def test_a_page_without_an_article_has_none(html: str | bytes) -> None:
    assert extract_article(html) is None


@pytest.mark.parametrize(
    "head",
    ['<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": 5}, "datePublished": []}</script>',
     '<script type="application/ld+json">' + "[" * 50_000 + "</script>", '<meta name="date" content="soon"><meta name="date">'],
)  # fmt: skip
def test_nonsense_in_a_pages_head_does_no_harm(head: str) -> None:
    assert extract_article(page(head)) is not None


def test_deep_and_broken_pages_are_survived() -> None:
    extract_article("<div>" * 20_000 + PARAGRAPHS[0])
    extract_article("<table><tr><td>" * 3_000)


_piece = st.sampled_from(["<p>", "</p>", "<div ", "class='x'", ">", "<html lang=", "<meta name='date' content='", "2026-01-01'>", "<!--", "<script>", "&#x0;",
                          "<title>", "<article>", "\x00", "\ud800", PARAGRAPHS[0], "<h1>", "<a href='http://["])  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.lists(_piece, max_size=30).map("".join)))
def test_any_page_is_an_article_or_none(html: bytes | str) -> None:
    article = extract_article(html, url="https://example.org/1")
    assert article is None or article.text.strip()
