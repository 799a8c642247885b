"""From bytes and text to articles: what runs in the worker. Pure module-level functions: no I/O, no clock."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import language as lang
from ingest.cleaning.clean import clean_text
from ingest.cleaning.learnt_lines import line_marks
from ingest.errors import BadFile, NotAnArticle
from ingest.feeds.entries import Entry, honest_date
from ingest.feeds.parsing import parse_feed
from ingest.fetching.urls import canonical_or_none
from ingest.pages.extraction import extract_article
from ingest.text.decode import decode
from ingest.text.markup import is_page, paragraphs
from ingest.text.prose import FILE_WORDS, PAGE_WORDS, is_prose, is_text
from ingest.text.sections import in_address
from ingest.text.titles import titled, without_title
from summarizer import Summary
from summarizer import summarize as condense
from summarizer.digest.topics import topic
from summarizer.story.fingerprints import fingerprint

MOST_ENTRIES = 50
_NEVER = datetime.min.replace(tzinfo=UTC)
_TELLING = 1500  # characters that say for certain which language a text is in
_WHOLE_WORDS = 80  # a feed's entry shorter than this is only a teaser
_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[[.…]{1,3}\]|\([.…]{1,3}\))\s*$")
_MORE = re.compile(
    r"(?:read more|continue reading|read the (?:full|rest).{0,60}|читать далее|читать дальше|подробнее)\W{0,9}$",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"(?<!\n)\n(?!\n)")
_FEED_START = re.compile(
    r"\s{0,999}(?:<\?xml[^>]{0,300}>)?(?:\s|<!--[^>]{0,2000}>){0,99}<(?:rss|rdf:rdf|feed)[\s>]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An article read and cleaned, before it is summarised. `teaser`: the text is only the beginning of it.

    `sections`: what its source says of where it stands. `marks`: those of its lines, None for a text nobody has looked
    through for them.
    """

    key: str
    url: str | None
    title: str
    untitled: bool
    text: str
    published_at: datetime | None
    author: str | None
    teaser: bool = False
    language: str | None = None
    site_name: str | None = None
    sections: tuple[str, ...] = ()
    marks: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """A draft with all that is worked out about it; `published_at` is never in the future.

    `stems` are those of title and text, as the search index wants them.
    """

    draft: Draft
    summary: tuple[str, ...]
    language: str
    published_at: datetime
    fingerprint: tuple[int, ...]
    topic: str | None = None
    stems: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """A feed as the pipeline takes it on: its newest articles, oldest first. `hubs` and `self_url` as in `Feed`."""

    title: str
    site_url: str | None
    language: str | None
    drafts: tuple[Draft, ...]
    hubs: tuple[str, ...] = ()
    self_url: str | None = None


def read_feed(body: bytes, url: str, content_type: str | None) -> ReadFeed:
    """The feed in `body`: its newest 50 entries, cleaned. Raises NotAFeed."""
    feed = parse_feed(body, url=url, content_type=content_type)
    links = Counter(entry.url for entry in feed.entries)
    drafts: dict[str, Draft] = {}
    for entry in _newest(feed.entries):
        draft = _entry_draft(entry, feed_url=url, shared_link=links[entry.url] > 1)
        drafts.setdefault(draft.key, draft)
    newest = tuple(reversed(drafts.values()))
    return ReadFeed(feed.title, feed.site_url, feed.language, newest, feed.hubs, feed.self_url)


def _newest(entries: tuple[Entry, ...]) -> list[Entry]:
    """The newest first, no more than we take; those without a date stand where the feed put them."""
    if any(entry.published_at is None for entry in entries):
        return list(entries[:MOST_ENTRIES])
    return sorted(entries, key=lambda entry: entry.published_at or _NEVER, reverse=True)[:MOST_ENTRIES]


def _entry_draft(entry: Entry, *, feed_url: str, shared_link: bool) -> Draft:
    plain = paragraphs(entry.content)
    text = clean_text(plain)
    cut = bool(_CUT_OFF.search(text) or _MORE.search(plain[-80:]))
    short = len(text.split(None, _WHOLE_WORDS)) < _WHOLE_WORDS
    found = titled(text)
    identity = _digest(feed_url, entry.id or f"{entry.title}\0{text[:1000]}")
    # A link that several entries share (a live page, the site's own) is no identity: a fragment tells them apart.
    url = f"{entry.url}#{identity[:12]}" if entry.url and shared_link else entry.url
    teaser = url is not None and not shared_link and (cut or short)
    body = without_title(text, entry.title) if entry.title else found.text
    return Draft(
        key=url or f"id:{identity}",
        url=url,
        title=entry.title or found.title,
        untitled=not entry.title and found.untitled,
        text=body,
        published_at=entry.published_at,
        author=entry.author,
        teaser=teaser,
        sections=entry.categories,
        marks=None if teaser else line_marks(body),
    )


def read_page(body: bytes, url: str, content_type: str | None) -> Draft:
    """The article on the page fetched from `url`, cleaned. Raises NotAnArticle."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    if (
        body[:4] in (b"%PDF", b"PK\x03\x04")
        or kind.startswith(("image/", "audio/", "video/", "font/"))
        or kind in _NO_PAGES
    ):
        raise NotAnArticle(f"page: {url}: it is no web page ({kind or 'PDF'}); give the address of an article")
    text = decode(body, content_type)
    if _FEED_START.match(text[:8192]) or kind in _FEEDS:
        raise NotAnArticle(f"page: {url}: it is a feed, not an article; add it as a source instead")
    if not is_text(text):
        raise NotAnArticle(f"page: {url}: this is no text; give the address of an article")
    if kind == "text/plain" and not is_page(text):
        return read_text(text, url=url)
    return read_html(text, url=url)


_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
_NO_PAGES = frozenset({"application/pdf", "application/zip", "application/json"})


def read_html(html: bytes | str, *, url: str | None = None) -> Draft:
    """The article in `html`, cleaned. Raises NotAnArticle."""
    article = extract_article(html, url=url)
    text = clean_text(article.text) if article else ""
    if article is None or not text:
        raise NotAnArticle(f"page: {url or 'file'}: no article was found on it; a page that is one article is needed")
    found = titled(text)
    address = canonical_or_none(url)
    return Draft(
        key=address or f"text:{_digest(text)}",
        url=address,
        title=article.title or found.title,
        untitled=article.title is None and found.untitled,
        text=without_title(text, article.title) if article.title else found.text,
        published_at=article.published_at,
        author=article.author,
        language=article.language,
        site_name=article.site_name,
        sections=(article.section,) if article.section else (),
    )


def read_text(text: str, *, url: str | None = None) -> Draft:
    """The article in plain `text`, cleaned. Raises NotAnArticle; a file's giver knows, so one sentence will do."""
    cleaned = clean_text(text)
    # Lines wrapped to a width are only parts of sentences.
    prosaic = is_prose(_WRAPPED.sub(" ", cleaned), fewest=PAGE_WORDS if url else FILE_WORDS)
    if "\n\n" not in cleaned:
        cleaned = cleaned.replace("\n", "\n\n")
    if not prosaic:
        raise NotAnArticle(f"text: {url or 'file'}: there is no article in it; a file or page with text is needed")
    found = titled(cleaned)
    address = canonical_or_none(url)
    return Draft(
        key=address or f"text:{_digest(cleaned)}",
        url=address,
        title=found.title,
        untitled=found.untitled,
        text=found.text,
        published_at=None,
        author=None,
    )


def read_text_file(body: bytes) -> Draft:
    """As `read_text`, from a file's bytes; a web page in it is read as one. Raises BadFile for one that is no text."""
    text = decode(body)
    if not is_text(text):
        raise BadFile("file: this is no text; give a text or a web page")
    return read_html(text) if is_page(text) else read_text(text)


def fuller(teaser: Draft, page: Draft) -> Draft:
    """The feed's entry with the text of its page, where that says more. What the feed says of it goes first."""
    if len(page.text) <= len(teaser.text):
        return replace(teaser, teaser=False)
    return replace(
        teaser,
        title=page.title if teaser.untitled or not teaser.title else teaser.title,
        untitled=page.untitled if teaser.untitled or not teaser.title else False,
        text=without_title(page.text, teaser.title),
        published_at=teaser.published_at or page.published_at,
        author=teaser.author or page.author,
        language=page.language,
        site_name=page.site_name,
        sections=(*teaser.sections, *page.sections),
        teaser=False,
    )


def finished(
    draft: Draft,
    *,
    now: datetime,
    engine: str,
    sentences: int,
    declared_language: str | None = None,
    folder: str = "",
) -> Finished:
    """`draft` with its language, summary, topic and fingerprint; a missing or future date is set to `now`.

    `declared_language` is the feed's own word, believed where the text doesn't tell; `folder` is the operator's word
    of what the feed is about.
    """
    text = draft.text or draft.title
    language = lang.detect(f"{draft.title}\n{text}"[:_TELLING], default=draft.language or declared_language or "en")
    title = None if draft.untitled else draft.title
    summary = condense(text, title=title, language=language, sentences=sentences, engine=engine)
    published_at = honest_date(draft.published_at) if draft.published_at else None
    return Finished(
        draft=replace(draft, text=text),
        summary=summary.sentences,
        language=language,
        published_at=min(published_at or now, now),
        fingerprint=fingerprint(draft.title, text, language),
        topic=topic(title or "", text, language=language, hints=[*draft.sections, *in_address(draft.url), folder]),
        stems=(_stems(draft.title, language), _stems(text, language)),
    )


def _stems(text: str, language: str) -> str:
    return " ".join(lang.stems(text, language))


def all_finished(
    drafts: Sequence[Draft],
    *,
    now: datetime,
    engine: str,
    sentences: int,
    declared_language: str | None = None,
    folder: str = "",
) -> list[Finished]:
    """Each as `finished` does it. One that the engine breaks on is kept with its beginning for a summary."""

    def one(draft: Draft, by: str) -> Finished:
        return finished(
            draft, now=now, engine=by, sentences=sentences, declared_language=declared_language, folder=folder
        )

    done: list[Finished] = []
    for draft in drafts:
        try:
            done.append(one(draft, engine))
        except Exception:
            done.append(one(draft, "lead"))
    return done


def summary_of(text: str, *, language: str | None, engine: str, sentences: int) -> Summary:
    """The summary of a pasted text: cleaned first; its headline, if it has one, isn't part of it."""
    found = titled(clean_text(text))
    title = None if found.untitled else found.title
    return condense(found.text, title=title, language=language, sentences=sentences, engine=engine)


def summary_of_draft(draft: Draft, *, engine: str, sentences: int) -> Summary:
    """The summary of an article read from a page or a file."""
    title = None if draft.untitled else draft.title
    return condense(draft.text, title=title, language=draft.language, sentences=sentences, engine=engine)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "replace")).hexdigest()[:40]
