"""What a page says about itself: title, author, date with its zone, language, site."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ingest.entries import honest_date
from ingest.markup import title as plain_line

_DATE_NAMES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "sailthru.date",
    "parsely-pub-date",
)
_ARTICLE = re.compile(r"Article|BlogPosting|Report$")
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Metadata:
    """Each part is None where the page doesn't tell."""

    title: str | None = None
    author: str | None = None
    published_at: datetime | None = None
    language: str | None = None
    site_name: str | None = None


def read_metadata(root: Any) -> Metadata:
    """What the page with the lxml root `root` declares in its meta elements, schema.org data and microdata."""
    metas = _metas(root)
    told = next(_schemas(root), {})
    return Metadata(
        title=_first(_text(told.get("headline")), metas.get("og:title"), metas.get("twitter:title")),
        author=_first(_people(told.get("author")), metas.get("author"), metas.get("article:author")),
        published_at=_date(_text(told.get("datePublished")), *(metas.get(name) for name in _DATE_NAMES), _time(root)),
        language=_language(root.get("lang"), metas.get("content-language"), metas.get("og:locale")),
        site_name=_first(metas.get("og:site_name"), _people(told.get("publisher")), metas.get("application-name")),
    )


def _metas(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in root.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or node.get("http-equiv")
        content = node.get("content")
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _schemas(root: Any) -> Iterator[dict[str, Any]]:
    """The articles among the page's schema.org objects (JSON-LD)."""
    for node in root.iter("script"):
        if "ld+json" in (node.get("type") or ""):
            try:
                yield from _articles(json.loads((node.text or "").strip(), strict=False), 0)
            except (ValueError, RecursionError):
                continue


def _articles(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:50]:
            yield from _articles(item, depth + 1)
    elif isinstance(value, dict):
        if any(_ARTICLE.search(str(kind)) for kind in _listed(value.get("@type"))):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles(value.get(key), depth + 1)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _people(value: Any) -> str | None:
    names = (item.get("name") if isinstance(item, dict) else item for item in _listed(value)[:5])
    return ", ".join(name for name in names if isinstance(name, str) and name.strip()) or None


def _first(*candidates: str | None) -> str | None:
    """The first that says something; an address is no name."""
    for candidate in candidates:
        line = plain_line(candidate)
        if line and not line.startswith(("http://", "https://", "@", "[")):
            return line[:300]
    return None


def _time(root: Any) -> str | None:
    nodes = root.xpath("(//time[@pubdate or @itemprop='datePublished' or ancestor::article]/@datetime)[1]")
    return str(nodes[0]) if nodes else None


def _date(*candidates: str | None) -> datetime | None:
    """The first candidate that is an ISO 8601 moment or day. One without a zone is taken for UTC."""
    for candidate in candidates:
        try:
            moment = honest_date(datetime.fromisoformat((candidate or "").strip()))
        except ValueError:
            continue
        if moment:
            return moment
    return None


def _language(*candidates: str | None) -> str | None:
    for candidate in candidates:
        found = re.match(r"\s{0,9}([a-zA-Z]{2})(?:[-_\s,]|$)", candidate or "")
        if found:
            return found.group(1).lower()
    return None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
