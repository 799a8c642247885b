"""Front pages and article pages, with menus, boxes and footers around the text as real pages have them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template

from playground.newsroom.articles import SOURCES, Source
from playground.newsroom.feeds import Published

TEMPLATES = Path(__file__).parent / "templates"
_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)


def _template(name: str) -> Template:
    return Template((TEMPLATES / name).read_text(encoding="utf-8"))


def index_page() -> str:
    """The list of sources."""
    items = "".join(
        f'<li class="{s.slug}"><a href="/{s.slug}/">{escape(s.name)}</a><p>{escape(s.motto)}</p>'
        f'<a class="feed" href="/{s.slug}/{s.feed}">/{s.slug}/{s.feed}</a></li>'
        for s in SOURCES
    )
    return _template("index.html").substitute(sources=items)


def front_page(source: Source, items: Sequence[Published]) -> str:
    """A source's front page."""
    cards = "".join(
        f'<article class="card"><p class="kicker">{escape(item.article.section)}</p>'
        f'<h2><a href="{item.url}">{escape(item.article.title)}</a></h2>'
        f'<p>{escape(item.article.teaser)}</p><time datetime="{item.at.isoformat()}">{_when(source, item)}</time>'
        "</article>"
        for item in items
    )
    body = f'<main class="front">{cards}</main>'
    return _framed(source, title=source.name, description=source.motto, head="", body=body)


def article_page(item: Published, others: Sequence[Published]) -> str:
    """One article; ``others`` are offered beside and within it."""
    article, source = item.article, item.article.source
    paragraphs = [f"<p>{escape(paragraph)}</p>" for paragraph in article.paragraphs]
    aside = "".join(f'<li><a href="{other.url}">{escape(other.article.title)}</a></li>' for other in others[:3])
    if others:
        inner = others[-1]
        box = (
            f'<aside class="read-also"><strong>{escape(source.read_also)}:</strong> '
            f'<a href="{inner.url}">{escape(inner.article.title)}</a></aside>'
        )
        paragraphs.insert(2, box)
    body = _template("article.html").substitute(
        home=escape(source.menu[0]),
        section=escape(article.section),
        title=escape(article.title),
        author=escape(article.author),
        iso=item.at.isoformat(),
        when=_when(source, item),
        paragraphs="\n".join(paragraphs),
        read_also=escape(source.read_also),
        others=aside,
    )
    head = (
        f'<link rel="canonical" href="{item.url}">'
        '<meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{item.at.isoformat()}">'
        f'<meta name="author" content="{escape(article.author)}">'
    )
    return _framed(source, title=article.title, description=article.teaser, head=head, body=body)


def _framed(source: Source, *, title: str, description: str, head: str, body: str) -> str:
    menu = "".join(f'<li><a href="/{source.slug}/">{escape(entry)}</a></li>' for entry in source.menu)
    kind = "application/atom+xml" if source.feed.startswith("atom") else "application/rss+xml"
    return _template("frame.html").substitute(
        language=source.language,
        slug=source.slug,
        title=escape(title),
        description=escape(description),
        head=head,
        feed_type=kind,
        feed=f"/{source.slug}/{source.feed}",
        name=escape(source.name),
        motto=escape(source.motto),
        menu=menu,
        body=body,
        footer=escape(source.footer),
    )


def _when(source: Source, item: Published) -> str:
    at = item.at
    if source.language == "ru":
        return f"{at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M}"
    return f"{at.day} {at:%B %Y}, {at:%H.%M}"
