"""A web page to the article in it: by trafilatura's quick way; where that is doubtful, by others.

The quick way reads the page's own marks of where its article is, and is as good as the thorough one (which asks other
extractors too) on nine pages of ten; the tenth is known by what it leaves of the page.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from ingest.cleaning.clean import clean_text
from ingest.pages.coverage import Coverage, Prose
from ingest.pages.metadata import Metadata, read_metadata
from ingest.pages.tree import load, tidy
from ingest.text.decode import decode
from ingest.text.markup import one_line, paragraphs
from ingest.text.prose import is_prose, is_text
from language import stop_words, words
from language.stop_words import stop_word_languages

_SITE_TAIL = re.compile(r"\s[|•·–—-]\s[^|•·–—]{1,60}$")
_TELLING = 1500  # characters that tell the language: what pages declare is often their theme's
_RUNNING = 0.2  # of the words: function words make more in running text
_LONGEST_LINK = 120  # characters
_HEADLINES = 6  # lines within which a text repeats its headline
_T = TypeVar("_T")
_FULLER = 2  # times as long as what was found: a body that the page declares


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
    """The article on a page, without its headline, appeals and page furniture. None when there is none: no prose, only
    menus, notices or bytes that are no text.

    Never raises, and fetches nothing.
    """
    text = decode(html) if isinstance(html, bytes) else html
    root = load(text) if is_text(text) else None
    if root is None:
        return None
    declared = _quietly(lambda: read_metadata(root, url=url)) or Metadata()
    heading, document_title = _heading(root), _document_title(root)
    title = _title(declared.title, heading, document_title, declared.site_name)
    links = {one_line(node.text_content()) for node in root.iter("a")}
    body = _body(text, root, url, links, declared.body, {title, heading, document_title, declared.title})
    if body is None:
        return None
    return ExtractedArticle(
        title=title,
        text=body,
        author=declared.author,
        published_at=declared.published_at,
        language=_language(declared.language, body[:_TELLING]),
        site_name=declared.site_name,
        url=url,
        section=declared.section,
    )


def _body(
    text: str, root: Any, url: str | None, links: set[str], declared: str | None, titles: set[str | None]
) -> str | None:
    """The article's text, None when none of the ways to it finds one."""
    _quietly(lambda: tidy(root))
    page = Prose(root, links)
    heads = {_letters(title) for title in titles if title}
    found = _without_titles(_by_trafilatura(root, url, fast=True), heads)
    cover = page.covered(found)
    if cover.doubtful:
        thorough = _without_titles(_by_trafilatura(root, url, fast=False), heads)
        found, cover = _better(found, cover, thorough, page.covered(thorough))
        if declared and len(declared) > _FULLER * len(found):
            found = declared
    article = _if_article(found, links)
    return article or _if_article(_without_titles(_by_readability(text), heads), links)


def _language(declared: str | None, beginning: str) -> str | None:
    """What the page declares, unless the text has far more function words of another language."""
    told = [word.lower() for word in words(beginning)]
    counts = {name: sum(word in stop_words(name) for word in told) for name in stop_word_languages()}
    if not told or declared not in counts:
        return declared
    likeliest = max(counts, key=lambda name: (counts[name], name == declared, name))
    plain = counts[likeliest] >= _RUNNING * len(told) and counts[likeliest] > 2 * counts[declared]
    return likeliest if plain else declared


def _better(quick: str, cover: Coverage, thorough: str, other: Coverage) -> tuple[str, Coverage]:
    if not quick or other.fit > cover.fit or other.menu < cover.menu / 2:
        return thorough, other
    return quick, cover


def _if_article(body: str, links: set[str]) -> str | None:
    """`body` cleaned, if it is prose then."""
    cleaned = clean_text(_without_menus(body, links)) if body else ""
    return cleaned if cleaned and is_prose(cleaned, links=links) else None


def _quietly(step: Callable[[], _T]) -> _T | None:
    """What `step` returns, None when it raises: pages are hostile, and extractors stumble in ways nobody can list."""
    try:
        return step()
    except Exception as error:
        logging.getLogger(__name__).debug("extraction step failed: %s", type(error).__name__)
        return None


def _by_trafilatura(root: Any, url: str | None, *, fast: bool) -> str:
    import trafilatura

    # trafilatura tells of every page it gives up on, at ERROR.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document = _quietly(lambda: trafilatura.bare_extraction(root, url=url, fast=fast, include_comments=False))
    text = getattr(document, "text", None) or ""
    return "\n\n".join(line for line in map(one_line, text.split("\n")) if line)


def _by_readability(text: str) -> str:
    from readability import Document

    logging.getLogger("readability").setLevel(logging.CRITICAL)
    summary = _quietly(lambda: Document(text).summary(html_partial=True))
    return paragraphs(summary) if summary else ""


def _without_titles(body: str, titles: set[str]) -> str:
    """`body` without the headline among its first lines: it is kept apart."""
    lines = body.split("\n\n")
    kept = [line for line in lines[:_HEADLINES] if _letters(line) not in titles]
    return "\n\n".join([*kept, *lines[_HEADLINES:]])


def _without_menus(body: str, links: set[str]) -> str:
    """`body` without the links' words that it begins or ends with, unless it is mostly such."""
    lines = body.split("\n\n")
    is_link = [len(line) <= _LONGEST_LINK and line.removeprefix("- ") in links for line in lines]
    if 2 * sum(is_link) > len(lines) or not any(is_link):
        return body
    return "\n\n".join(lines[is_link.index(False) : len(lines) - is_link[::-1].index(False)])


def _letters(line: str) -> str:
    return "".join(filter(str.isalnum, line.casefold()))


def _heading(root: Any) -> str:
    """The page's own headline: its only one, else the only one in an article, else the one its title begins with."""
    headings = _texts(root.iter("h1"))
    if len(headings) > 1:
        inner = _texts(node for node in root.iter("h1") if next(node.iterancestors("article"), None) is not None)
        document = _document_title(root)
        headings = inner if len(inner) == 1 else [heading for heading in headings if document.startswith(heading)][:1]
    return headings[0][:300] if len(headings) == 1 else ""


def _texts(nodes: Iterable[Any]) -> list[str]:
    return [text for text in (one_line("".join(node.itertext())) for node in nodes) if text]


def _document_title(root: Any) -> str:
    return one_line(next((node.text_content() for node in root.iter("title")), ""))[:300]


def _title(declared: str | None, heading: str, document: str, site: str | None) -> str | None:
    """The headline: as declared or found, without the site's name behind it."""
    # Some sites declare the same words, their name as a rule, for every page.
    named = declared if declared and declared.casefold() != (site or "").casefold() else None
    if heading and document.startswith(heading) and named and named not in document:
        named = heading
    best = named or heading or declared or document
    tail = _SITE_TAIL.search(best)
    shorter = best[: tail.start()].rstrip() if tail else best
    if tail and (shorter == heading or (site and site.casefold() in tail.group().casefold())):
        best = shorter
    return best or None
