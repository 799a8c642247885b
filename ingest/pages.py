"""A web page to the article in it: trafilatura, then readability where that finds nothing."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ingest.clean import clean_text
from ingest.decode import decode
from ingest.markup import one_line, paragraphs
from ingest.markup import title as plain_line
from ingest.metadata import Metadata, read_metadata
from ingest.prose import is_prose, is_text

_LONG = 3000  # characters
_SITE_TAIL = re.compile(r"\s[|•·–—-]\s[^|•·–—]{1,60}$")


@dataclass(frozen=True, slots=True)
class ExtractedArticle:
    """An article as its page tells it: paragraphs of `text` are split by a blank line, `published_at` is in UTC, and
    `section` is the site's name for where it stands."""

    title: str | None
    text: str
    author: str | None
    published_at: datetime | None
    language: str | None
    site_name: str | None
    url: str | None
    section: str | None = None


def extract_article(html: bytes | str, *, url: str | None = None) -> ExtractedArticle | None:
    """The article on a page, None when there is none: no prose, only menus, notices or bytes that are no text.

    Never raises, and fetches nothing.
    """
    text = decode(html) if isinstance(html, bytes) else html
    root = _tree(text) if is_text(text) else None
    if root is None:
        return None
    declared = _quietly(lambda: read_metadata(root, url=url)) or Metadata()
    heading = _heading(root)
    links = {one_line(node.text_content()) for node in root.iter("a")}
    body, found = _by_trafilatura(text, url)
    if not _is_article(body, links):
        body = _by_readability(text)
        if not _is_article(body, links):
            return None
    return ExtractedArticle(
        title=_title(
            declared.title, heading, plain_line(found.get("title")), _document_title(root), declared.site_name
        ),
        text=body,
        author=declared.author or plain_line(found.get("author")) or None,
        published_at=declared.published_at,
        language=declared.language,
        site_name=declared.site_name or plain_line(found.get("sitename")) or None,
        url=url,
        section=declared.section,
    )


def _tree(text: str) -> Any:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8")
    try:
        return html.document_fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _quietly(step: Any) -> Any:
    """What `step` returns, None when it raises: pages are hostile, and extractors stumble in ways nobody can list."""
    try:
        return step()
    except Exception as error:
        logging.getLogger(__name__).debug("extraction step failed: %s", type(error).__name__)
        return None


def _by_trafilatura(text: str, url: str | None) -> tuple[str, dict[str, Any]]:
    import trafilatura

    # trafilatura tells of every page it gives up on, at ERROR.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document = _quietly(
        lambda: trafilatura.bare_extraction(
            text,
            url=url,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    )
    if document is None:
        return "", {}
    lines = (one_line(line) for line in (document.text or "").split("\n"))
    found = {name: getattr(document, name, None) for name in ("title", "author", "sitename")}
    return "\n\n".join(line for line in lines if line), found


def _by_readability(text: str) -> str:
    from readability import Document

    logging.getLogger("readability").setLevel(logging.CRITICAL)
    summary = _quietly(lambda: Document(text).summary(html_partial=True))
    return paragraphs(summary) if summary else ""


def _is_article(body: str, links: set[str]) -> bool:
    """Whether it is prose, appeals and page furniture not counted; a long text has more than those."""
    return is_prose(clean_text(body) if len(body) < _LONG else body, links=links)


def _heading(root: Any) -> str:
    """The page's own headline, when there's just one."""
    headings = [one_line("".join(node.itertext())) for node in root.iter("h1")]
    headings = [heading for heading in headings if heading]
    return headings[0][:300] if len(headings) == 1 else ""


def _document_title(root: Any) -> str:
    return one_line(next((node.text_content() for node in root.iter("title")), ""))[:300]


def _title(declared: str | None, heading: str, found: str, document: str, site: str | None) -> str | None:
    """The headline: as declared or found, without the site's name behind it."""
    best = declared or heading or found or document
    tail = _SITE_TAIL.search(best)
    shorter = best[: tail.start()].rstrip() if tail else best
    if tail and (shorter == heading or (site and site.casefold() in tail.group().casefold())):
        best = shorter
    return best or None
