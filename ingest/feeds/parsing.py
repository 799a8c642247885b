"""Feeds of every kind to entries: RSS 0.9-2.0, RDF and Atom by feedparser, JSON Feed by `jsonfeed`."""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from xml.sax import SAXException

from ingest.errors import NotAFeed
from ingest.feeds import jsonfeed
from ingest.feeds.entries import Entry, ParsedFeed, honest_date
from ingest.fetching.urls import canonical_or_none, without_credentials
from ingest.text.decode import decode
from ingest.text.defuse import Hostile, defused
from ingest.text.markup import title
from ingest.text.sections import categories

_FEED_ROOT = re.compile(r"<(?:[a-z0-9_-]{1,20}:)?(?:rss|rdf|feed|channel)[\s>/]", re.IGNORECASE)
_HTML_ROOT = re.compile(r"<(?:html|body|head)[\s>]", re.IGNORECASE)
_TAG = re.compile(r"<\w")
_MAIL = re.compile(r"^\S{1,200}@\S{1,200} \(([^()]{1,200})\)$")

MAX_ENTRIES = 500


def parse_feed(body: bytes, *, url: str, content_type: str | None = None) -> ParsedFeed:
    """The feed in `body`, fetched from `url`: newest entries first, dates in UTC, addresses absolute and canonical.

    The declared content type is trusted for the encoding only. Raises NotAFeed.
    """
    shown = without_credentials(url)
    text = decode(body, content_type).lstrip("\ufeff \t\r\n\x00")
    if not text:
        raise NotAFeed(f"feed: {shown}: the answer is empty; check the address")
    if text[0] in "{[":
        return jsonfeed.parse(text, url=url)
    start = text[:8192]
    root = _FEED_ROOT.search(start)
    page = _HTML_ROOT.search(start)
    if page and (root is None or page.start() < root.start()):
        raise NotAFeed(f"feed: {shown}: it is a web page, not a feed; give the address of its feed")
    if root is None and "<" not in start:
        raise NotAFeed(f"feed: {shown}: it is plain text, not a feed; check the address")
    try:
        parsed = _feedparser(_from_root(defused(text)))
    except Hostile as error:
        raise NotAFeed(f"feed: {shown}: {error}; it can't be read") from None
    except Exception as error:  # feedparser raises whatever its input makes it stumble over
        raise NotAFeed(f"feed: {shown}: it can't be read ({type(error).__name__})") from None
    if not parsed.get("version") and not parsed.get("entries"):
        raise NotAFeed(f"feed: {shown}: neither RSS, Atom nor JSON Feed; check the address")
    head = parsed.get("feed", {})
    site_url = canonical_or_none(_text(head.get("link")), base=url)
    read = (_entry(raw, base=url) for raw in parsed.get("entries", [])[:MAX_ENTRIES])
    entries = tuple(entry for entry in read if entry.title or entry.content)
    if not entries and isinstance(parsed.get("bozo_exception"), SAXException):
        raise NotAFeed(f"feed: {shown}: it is not well-formed, and no entry could be read; its site has to mend it")
    return ParsedFeed(
        title=title(_text(head.get("title"))),
        site_url=site_url,
        language=(_text(head.get("language")) or "").strip()[:2].lower() or None,
        entries=entries,
        hubs=tuple(_rel(head, "hub"))[:10],
        self_url=next(_rel(head, "self"), None),
    )


def _rel(head: Any, rel: str) -> Iterator[str]:
    """Where the feed's own links of this kind lead."""
    for link in head.get("links", ()):
        href = _text(link.get("href")) if hasattr(link, "get") and link.get("rel") == rel else None
        if href:
            yield href


def _from_root(xml: str) -> str:
    """`xml` without what stands before its first tag: feedparser takes time by its square to look through it."""
    first = _TAG.search(xml)
    return xml[first.start() :] if first else xml


def _feedparser(xml: str) -> Any:
    import feedparser

    return feedparser.parse(
        io.BytesIO(xml.encode("utf-8", "replace")),
        # No base address: an id that is no address would be resolved into one.
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _entry(raw: Any, *, base: str) -> Entry:
    contents = [_text(item.get("value")) or "" for item in raw.get("content", ()) if hasattr(item, "get")]
    summary = _text(raw.get("summary")) or ""
    return Entry(
        id=(_text(raw.get("id")) or "").strip() or None,
        url=_link(raw, base),
        title=title(_text(raw.get("title"))),
        content=max((*contents, summary), key=len),
        published_at=_date(raw),
        author=_author(_text(raw.get("author"))),
        categories=categories(_category(tag) for tag in raw.get("tags", ())),
    )


def _category(tag: Any) -> object:
    """Atom's label is for people, its term for machines; RSS has only a term."""
    return (tag.get("label") or tag.get("term")) if hasattr(tag, "get") else None


def _link(raw: Any, base: str) -> str | None:
    """The entry's page: where a proxy counts clicks, the address behind it; else its link; else an id that is one."""
    links = [link for link in raw.get("links", ()) if hasattr(link, "get")]
    alternates = [link for link in links if link.get("rel", "alternate") == "alternate"]
    # Of several, a page; Atom has one for each kind of thing the entry can be had as.
    pages = sorted(alternates, key=lambda link: link.get("type") not in (None, "text/html", "application/xhtml+xml"))
    guid = _text(raw.get("id")) or ""
    permalink = guid if guid.startswith(("http://", "https://")) else None
    # Without a link feedparser gives the id for one.
    link = None if raw.get("guidislink") else raw.get("link")
    for candidate in (raw.get("feedburner_origlink"), *(page.get("href") for page in pages), link, permalink):
        address = canonical_or_none(_text(candidate), base=base)
        if address:
            return address
    return None


def _date(raw: Any) -> datetime | None:
    for field in ("published_parsed", "updated_parsed", "created_parsed"):
        moment = dict.get(raw, field)  # its own get() answers with another field, and warns
        if moment:
            try:
                found = honest_date(datetime.fromtimestamp(calendar.timegm(moment), UTC))
            except (ValueError, OverflowError, OSError, TypeError):
                continue
            if found:
                return found
    return None


def _author(name: str | None) -> str | None:
    """A person's name: RSS puts it in brackets behind a mail address, which is nobody's to pass on."""
    plain = title(name)
    found = _MAIL.match(plain)
    return (found.group(1) if found else plain if "@" not in plain else "")[:200] or None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
