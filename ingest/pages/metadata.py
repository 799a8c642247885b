"""What a page says about itself: title, author, date with its zone, language, site."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from ingest.feeds.entries import honest_date
from ingest.pages.bylines import byline
from ingest.text.markup import paragraphs
from ingest.text.markup import title as plain_line

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
_NOBODY = frozenset(
    {"admin", "administrator", "editor", "editors", "redaktion", "redakcja", "author", "user", "админ", "автор"}
)
_DEEPEST = 6
_LEAST_BODY = 500  # characters: shorter ones are teasers
_LONGEST_BYLINE = 150  # characters
_TIMES = """(
    //*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content | //time[@pubdate]/@datetime
)[1]"""
_OTHERS_TIMES = "ancestor::aside or ancestor::nav or ancestor::footer or ancestor::ul or ancestor::ol"
_PAGE_TIMES = f"//time[@datetime and ancestor::article and not({_OTHERS_TIMES})] | //main//time[not({_OTHERS_TIMES})]"
_IN_ADDRESS = re.compile(r"[/-]((?:19|20)\d\d)([/-])([01]?\d)\2([0-3]?\d)(?=[/_.-]|$)")
_SPACED_ZONE = re.compile(r"\s(?=(?:[+-]\d\d:?\d\d|Z)$)")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Each part is None where the page doesn't tell. `body` is the whole text, as declared to search engines."""

    title: str | None = None
    author: str | None = None
    published_at: datetime | None = None
    language: str | None = None
    site_name: str | None = None
    section: str | None = None
    body: str | None = None


def read_metadata(root: Any, *, url: str | None = None) -> Metadata:
    """What the page with the lxml root `root` declares in its meta elements, schema.org data and microdata.

    A date counts only where it is stated as one: there, in a <time> of the article's byline, or in the page's `url`
    (/2026/11/22/). Dates in prose are the story's, not the page's.
    """
    metas = _metas(root)
    told = next(_schemas(root), {})
    site = _first(metas.get("og:site_name"), _people(told.get("publisher")), metas.get("application-name"))
    return Metadata(
        title=_first(_text(told.get("headline")), metas.get("og:title"), metas.get("twitter:title")),
        author=_author(_first(_people(told.get("author")), metas.get("author"), metas.get("article:author")), site)
        or byline(root),
        published_at=_date(_text(told.get("datePublished")), *(metas.get(name) for name in _DATE_NAMES), _time(root))
        or _date_in(url),
        language=_language(root.get("lang"), metas.get("content-language"), metas.get("og:locale")),
        site_name=site,
        body=_body(told.get("articleBody")),
        section=_first(*map(_text, _listed(told.get("articleSection"))[:5]), metas.get("article:section")),
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


def _author(stated: str | None, site: str | None) -> str | None:
    """Who is stated, without electronic addresses; a site is nobody."""
    name = " ".join(word for word in (stated or "").split() if "@" not in word and "[at]" not in word).strip(" ,;")
    nobody = name.casefold() in _NOBODY or (site is not None and name.casefold() == site.casefold())
    return None if not name or nobody else name


def _time(root: Any) -> str | None:
    """The time the page marks as its own, else the first in the article that isn't part of its prose."""
    for stated in root.xpath(_TIMES):
        return str(stated)
    for node in root.xpath(_PAGE_TIMES):
        parent = node.getparent()
        if parent.tag != "p" or len(parent.text_content()) <= _LONGEST_BYLINE:
            return str(node.get("datetime") or "")
    return None


def _date(*candidates: str | None) -> datetime | None:
    """The first candidate that is a moment or day of ISO 8601 or RFC 5322. One without a zone is taken for UTC."""
    for candidate in candidates:
        moment = _moment((candidate or "").strip()[:100])
        found = honest_date(moment) if moment else None
        if found:
            return found
    return None


def _moment(stated: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(_SPACED_ZONE.sub("", stated))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _date_in(url: str | None) -> datetime | None:
    """The day in an address, as /2026/11/22/ or /2026-11-22-storm."""
    found = _IN_ADDRESS.search((url or "").partition("?")[0])
    if found is None:
        return None
    year, _, month, day = found.groups()
    try:
        return honest_date(datetime(int(year), int(month), int(day), tzinfo=UTC))
    except ValueError:
        return None


def _language(*candidates: str | None) -> str | None:
    for candidate in candidates:
        found = re.match(r"\s{0,9}([a-zA-Z]{2})(?:[-_\s,]|$)", candidate or "")
        if found:
            return found.group(1).lower()
    return None


def _body(value: Any) -> str | None:
    return paragraphs(value) if isinstance(value, str) and len(value) >= _LEAST_BODY else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
