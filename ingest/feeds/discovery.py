"""From a site's page to its feeds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from ingest.errors import BadAddress
from ingest.fetching.urls import web_address
from ingest.text.decode import decode
from ingest.text.markup import one_line

_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_GUESSES = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")
_LIKELY = re.compile(r"(?:/|\.)(?:rss|atom|feed|feeds|rdf)(?:\.(?:xml|json|rdf|php|aspx?))?/?$", re.IGNORECASE)
_MOST = 10


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names."""

    url: str
    title: str = ""


def feed_links(page: bytes, *, url: str, content_type: str | None = None) -> tuple[FeedLink, ...]:
    """The feeds the HTML page at `url` declares, in its order, then those that its links only look like, those of
    comments last of either; at most ten. Never raises."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(decode(page, content_type).replace("\x00", "").encode("utf-8", "replace"),
                                        parser=html.HTMLParser(encoding="utf-8"))  # fmt: skip
    except (etree.LxmlError, ValueError):
        return ()
    base = _base(root, url)
    declared: dict[str, FeedLink] = {}
    likely: dict[str, FeedLink] = {}
    for node in root.iter("link", "a"):
        try:
            address = web_address(node.get("href") or "", base=base)
        except BadAddress:
            continue
        named = FeedLink(address, one_line(node.get("title") or "")[:200])
        if _declares(node):
            declared.setdefault(address, named)
        elif node.tag == "a" and _LIKELY.search(urlsplit(address).path):
            likely.setdefault(address, named)
    kinds = (declared.values(), (link for link in likely.values() if link.url not in declared))
    ordered = [link for links in kinds for link in sorted(links, key=_of_comments)]
    return tuple(ordered[:_MOST])


def _declares(node: Any) -> bool:
    """Whether the page says that this link is a feed."""
    kind = (node.get("type") or "").partition(";")[0].strip().lower()
    rel = (node.get("rel") or "").lower().split()
    return (kind in _TYPES and (node.tag == "a" or "alternate" in rel)) or (node.tag == "link" and "feed" in rel)


def _of_comments(link: FeedLink) -> bool:
    return "comment" in (link.url + link.title).lower()


def _base(root: Any, url: str) -> str:
    """What the page's relative addresses are relative to."""
    for href in root.xpath("//base/@href")[:1]:
        try:
            return web_address(str(href), base=url)
        except BadAddress:
            break
    return url


def likely_addresses(url: str) -> tuple[str, ...]:
    """Where sites that declare no feed often have one nevertheless."""
    return tuple(urljoin(url, path) for path in _GUESSES)
