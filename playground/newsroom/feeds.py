"""The three feeds: full-text RSS 2.0, Atom, and an RSS that gives only the first sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree

from playground.newsroom.articles import Article, Source

_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_CREATOR = "http://purl.org/dc/elements/1.1/"
_ATOM = "http://www.w3.org/2005/Atom"
ElementTree.register_namespace("content", _CONTENT)
ElementTree.register_namespace("dc", _CREATOR)


@dataclass(frozen=True)
class Published:
    """An article with its address and time."""

    article: Article
    url: str
    at: datetime


def full_rss(source: Source, home: str, items: Sequence[Published]) -> bytes:
    """RSS 2.0 with the whole text in ``content:encoded``."""
    return _rss(source, home, items, full=_as_html)


def teaser_rss(source: Source, home: str, items: Sequence[Published]) -> bytes:
    """RSS 2.0 with the first sentence only."""
    return _rss(source, home, items, full=None)


def atom(source: Source, home: str, items: Sequence[Published]) -> bytes:
    """Atom 1.0 with summary and content."""
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": source.language})
    _add_atom(feed, "id", home)
    _add_atom(feed, "title", source.name)
    _add_atom(feed, "subtitle", source.motto)
    _add_atom(feed, "updated", max(item.at for item in items).isoformat())
    _add_atom(feed, "link", href=home)
    _add_atom(feed, "link", href=home + source.feed, rel="self")
    for item in items:
        entry = ElementTree.SubElement(feed, f"{{{_ATOM}}}entry")
        _add_atom(entry, "id", item.url)
        _add_atom(entry, "title", item.article.title)
        _add_atom(entry, "link", href=item.url, rel="alternate", type="text/html")
        _add_atom(entry, "published", item.at.isoformat())
        _add_atom(entry, "updated", item.at.isoformat())
        author = ElementTree.SubElement(entry, f"{{{_ATOM}}}author")
        _add_atom(author, "name", item.article.author)
        _add_atom(entry, "category", term=item.article.section)
        _add_atom(entry, "summary", item.article.teaser)
        _add_atom(entry, "content", _as_html(item.article), type="html")
    return _bytes(feed)


def _rss(source: Source, home: str, items: Sequence[Published], full: Callable[[Article], str] | None) -> bytes:
    rss = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(rss, "channel")
    _add(channel, "title", source.name)
    _add(channel, "link", home)
    _add(channel, "description", source.motto)
    _add(channel, "language", source.language)
    _add(channel, "lastBuildDate", format_datetime(max(item.at for item in items)))
    for item in items:
        entry = ElementTree.SubElement(channel, "item")
        _add(entry, "title", item.article.title)
        _add(entry, "link", item.url)
        _add(entry, "guid", item.url, isPermaLink="true")
        _add(entry, "pubDate", format_datetime(item.at))
        _add(entry, f"{{{_CREATOR}}}creator", item.article.author)
        _add(entry, "category", item.article.section)
        _add(entry, "description", item.article.teaser)
        if full is not None:
            _add(entry, f"{{{_CONTENT}}}encoded", full(item.article))
    return _bytes(rss)


def _as_html(article: Article) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in article.paragraphs)


def _add(parent: ElementTree.Element, tag: str, text: str, **attributes: str) -> None:
    ElementTree.SubElement(parent, tag, attributes).text = text


def _add_atom(parent: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> None:
    ElementTree.SubElement(parent, f"{{{_ATOM}}}{tag}", attributes).text = text or None


def _bytes(root: ElementTree.Element) -> bytes:
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
