"""JSON Feed, versions 1 and 1.1: https://www.jsonfeed.org/version/1.1/."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from ingest.errors import NotAFeed
from ingest.feeds.entries import Entry, ParsedFeed, honest_date
from ingest.fetching.urls import canonical_or_none, without_credentials
from ingest.text.markup import title
from ingest.text.sections import categories

MAX_ENTRIES = 500


def parse(text: str, *, url: str) -> ParsedFeed:
    """The JSON Feed in `text`, fetched from `url`. Raises NotAFeed."""
    shown = without_credentials(url)
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAFeed(f"feed: {shown}: broken JSON; check the address") from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise NotAFeed(f"feed: {shown}: JSON, but no JSON Feed; check the address")
    entries = (_entry(item, base=url) for item in items[:MAX_ENTRIES] if isinstance(item, dict))
    return ParsedFeed(
        title=title(_text(feed, "title")),
        site_url=canonical_or_none(_text(feed, "home_page_url"), base=url),
        language=_text(feed, "language")[:2].lower() or None,
        entries=tuple(entry for entry in entries if entry.title or entry.content),
        hubs=tuple(_hubs(feed.get("hubs"))),
        self_url=_text(feed, "feed_url") or None,
    )


def _hubs(listed: object) -> Iterator[str]:
    for hub in listed[:10] if isinstance(listed, list) else ():
        if isinstance(hub, dict) and _text(hub, "type").lower() == "websub" and _text(hub, "url"):
            yield _text(hub, "url")


def _entry(item: dict[str, Any], *, base: str) -> Entry:
    identity = item.get("id")
    plain = _text(item, "content_text")
    # Plain text stays plain: escaped here, because an entry's content is read as HTML later.
    content = _text(item, "content_html") or _as_html(plain) or _as_html(_text(item, "summary"))
    return Entry(
        id=str(identity) if isinstance(identity, str | int) and identity != "" else None,
        url=canonical_or_none(_text(item, "url") or _text(item, "external_url"), base=base),
        title=title(_text(item, "title")),
        content=content,
        published_at=_date(_text(item, "date_published") or _text(item, "date_modified")),
        author=_author(item),
        categories=categories(item.get("tags")),
    )


def _as_html(plain: str) -> str:
    blocks = (html.escape(block).replace("\n", "<br>") for block in plain.split("\n\n"))
    return "".join(f"<p>{block}</p>" for block in blocks) if plain else ""


def _author(item: dict[str, Any]) -> str | None:
    authors = item.get("authors")
    people = authors if isinstance(authors, list) else [item.get("author")]
    names = [title(_text(person, "name")) for person in people[:5] if isinstance(person, dict)]
    return ", ".join(name for name in names if name)[:200] or None


def _date(value: str) -> datetime | None:
    try:
        return honest_date(datetime.fromisoformat(value.strip()))
    except ValueError:
        return None


def _text(mapping: dict[str, Any], key: str) -> str:
    value = mapping.get(key)
    return value if isinstance(value, str) else ""
