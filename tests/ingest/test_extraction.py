"""What extraction makes of pages of many layouts, beside trafilatura alone; and of the shared real pages."""

# ruff: noqa: E501 - samples are kept whole

from __future__ import annotations

import gzip
import json
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import pytest
import trafilatura
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import extract_article
from tests.ingest.page_layouts import LAYOUTS, Page, pages

SHARED = Path(__file__).parents[3] / "shared" / "data" / "pages"


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))


def f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Of (found, true) texts, as the article extraction benchmark has it."""
    hits = [(sum((shingles(found) & shingles(true)).values()), found, true) for found, true in pairs]
    precision = statistics.fmean(hit / sum(shingles(found).values()) for hit, found, _ in hits)
    recall = statistics.fmean(hit / sum(shingles(true).values()) for hit, _, true in hits)
    return 2 * precision * recall / (precision + recall)


def ours(html: bytes | str) -> str:
    article = extract_article(html)
    return article.text if article else ""


def theirs(html: str) -> str:
    return getattr(trafilatura.bare_extraction(html, include_comments=False), "text", None) or ""


def _layout(page: Page) -> str:
    return page.name.partition("/")[0]


MADE = {name: list(made) for name, made in groupby(sorted(pages(), key=_layout), key=_layout)}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layouts_articles_are_found_whole_and_alone(layout: str) -> None:
    assert f1([(ours(page.html), page.text) for page in MADE[layout]]) >= 0.97


def test_extraction_is_better_than_trafilatura_alone() -> None:
    made = [page for some in MADE.values() for page in some]
    assert f1([(ours(page.html), page.text) for page in made]) > f1([(theirs(page.html), page.text) for page in made])


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the shared pages beside the project: ../shared/data/pages")
def test_the_shared_pages_are_read_truly() -> None:
    rows = [json.loads(line) for line in (SHARED / "index.jsonl").read_text("utf-8").splitlines()]
    pairs = [(ours(gzip.decompress((SHARED / row["html"]).read_bytes())) or "-", row["text"]) for row in rows]
    assert f1(pairs) >= 0.965


def _page(*parts: str) -> str:
    return f"<html><body><article><h1>Late ferry</h1>{''.join(parts)}</article></body></html>"


STORY = [
    f"<p>The ferry from {port} came in an hour late on Monday, and nobody on the pier was told why, its crew said.</p>"
    for port in ("Orhem", "Lindholm", "Vester", "Aldby")
]


def test_the_headline_is_no_part_of_the_text() -> None:
    assert not ours(_page(*STORY)).startswith("Late ferry")


def test_an_article_in_several_boxes_is_read_to_its_end() -> None:
    boxes = [f"<div class='g'><div class='article__body'>{part * 2}</div></div>" for part in STORY]
    assert "Aldby" in ours(_page(*boxes))


def test_an_embedded_post_is_quoted() -> None:
    post = (
        "<div class='embed'><blockquote class='twitter-tweet'><p>We are very sorry for the wait.</p></blockquote></div>"
    )
    assert "We are very sorry for the wait." in ours(_page(STORY[0], STORY[1], post, STORY[2]))


def test_links_to_other_articles_between_paragraphs_go_and_links_in_them_stay() -> None:
    linked = "<p><a href='/other'>Council votes to close the old swimming baths</a></p>"
    told = "<p>As we reported, <a href='/pier'>the pier has been closed</a> since the storm in May.</p>"
    text = ours(_page(STORY[0], linked, told, STORY[1], STORY[2]))
    assert "swimming baths" not in text
    assert "the pier has been closed" in text


def test_a_box_that_holds_the_story_stays_whatever_it_is_called() -> None:
    assert "Aldby" in ours(_page(f"<div class='newsletter'>{''.join(STORY)}</div>"))


def test_figures_in_a_table_stay() -> None:
    table = "<table><tr><td>Orhem</td><td>61</td></tr><tr><td>Lindholm</td><td>12</td></tr></table>"
    text = ours(_page(*STORY, table, STORY[0]))
    assert "61" in text


def test_a_declared_text_stands_in_for_one_that_scripts_would_have_brought() -> None:
    whole = " ".join(
        f"Sentence {number} of the story of the ferry that came in late on Monday." for number in range(40)
    )
    data = json.dumps({"@type": "NewsArticle", "headline": "Late ferry", "articleBody": whole})
    html = (
        f"<html><head><script type='application/ld+json'>{data}</script></head><body><div id='app'></div></body></html>"
    )
    assert "Sentence 39 of the story" in ours(html)


@pytest.mark.parametrize(
    ("marked", "author"),
    [
        ("<a rel='author' href='/g'>Greta Holm</a>", "Greta Holm"),
        ("<p class='byline'>By Greta Holm</p>", "Greta Holm"),
        ("<span class='author'>Автор: Анна Ветрова</span>", "Анна Ветрова"),
        ("<div><a rel='author'>Greta Holm</a>, <a rel='author'>Jonas Berg</a></div>", "Greta Holm, Jonas Berg"),
        ("<span class='author'>admin</span>", None),
        ("<span class='author'>posted on 4 May 2011</span>", None),
        ("<aside><a rel='author'>Somebody Else</a></aside>", None),
    ],
)
def test_a_byline_names_the_author_or_nobody(marked: str, author: str | None) -> None:
    article = extract_article(_page(marked, *STORY))
    assert article is not None
    assert article.author == author


def test_a_site_is_not_its_own_author() -> None:
    head = "<meta property='og:site_name' content='The Courier'><meta name='author' content='The Courier'>"
    article = extract_article(f"<html><head>{head}</head><body><article>{''.join(STORY)}</article></body></html>")
    assert article is not None
    assert (article.author, article.site_name) == (None, "The Courier")


def test_a_site_that_declares_its_name_as_every_title_has_its_headlines_read() -> None:
    head = "<meta property='og:site_name' content='The Courier'><meta property='og:title' content='The Courier'>"
    html = f"<html><head>{head}</head><body><article><h1>Late ferry</h1>{''.join(STORY)}</article></body></html>"
    article = extract_article(html)
    assert article is not None
    assert article.title == "Late ferry"


def test_the_language_is_the_texts_own_where_the_page_says_another() -> None:
    told = "<p>Die Fähre aus Lindholm kam am Montag eine Stunde zu spät, und niemand am Kai wusste warum, hieß es.</p>"
    article = extract_article(f"<html lang='en-US'><body><article>{told * 3}</article></body></html>")
    assert article is not None
    assert article.language == "de"


_PIECES = ["<table><tr><td>", "</td></tr></table>", "<div class='newsletter'>", "<div class='article__body'>", "</div>", "<article>", "</article>",
           "<blockquote class='twitter-tweet'>", "</blockquote>", "<ul><li><a href='/x'>", "</a></li></ul>", "<h1>", "</h1>", "<p>", "<a rel='author'>",
           "<td><h1>", "<span class='byline' hidden>", "\x0c", "<!doctype svg>", STORY[0], STORY[1]]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
def test_however_a_page_is_nested_its_text_is_made_of_its_words(html: str) -> None:
    article = extract_article(html)
    if article is not None:
        assert set(re.findall(r"\w+", article.text)) <= set(re.findall(r"\w+", html))
