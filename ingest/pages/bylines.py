"""Who wrote an article, as its byline shows it, where the page doesn't declare it."""

from __future__ import annotations

import re
from typing import Any

from ingest.text.markup import one_line

_LONGEST = 60  # characters
_MOST_WORDS = 6
_MOST_NAMES = 3
_MARKED = """//*[@rel='author' or @itemprop='author' or contains(concat(' ', @class, ' '), ' author ')
    or contains(@class, 'author-name') or contains(@class, 'author__name') or contains(@class, 'post-author')
    or contains(@class, 'entry-author') or contains(@class, 'article-author') or contains(@class, 'article__author')
    or contains(concat(' ', @class, ' '), ' byline ') or contains(@class, 'byline__name') or contains(@class, 'vcard')]
    [not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::*[contains(@class, 'comment')])]"""
_BY = re.compile(
    r"^(?:(?:written |posted |words |story )?by|von|par|por|di|авторы?|текст|autor(?:in)?|auteur|yazan)\b[:\s]{1,3}",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"[\d@|/\\<>{}!?]|https?:|\b(?:admin(?:istrator)?|staff|editor(?:s|ial)?|redaktion|redaction|редакция|team|guest|anonymous|"
    r"unknown|author|about|posts?|view|follow|share|subscribe|comments?|updated|published|read|more|автор|гость)\b",
    re.IGNORECASE,
)


def byline(root: Any) -> str | None:
    """The names that the page's own bylines show, joined by commas; None where there are none, or they are no names."""
    names: dict[str, None] = {}
    place = None
    for node in root.xpath(_MARKED):
        name = as_name(_BY.sub("", one_line(node.text_content()[:400])))
        if name is None:
            continue
        # The first byline is the article's; those that stand elsewhere are other articles'.
        parent = node.getparent()
        if place is not None and parent is not place:
            break
        place = parent
        names.setdefault(name)
        if len(names) == _MOST_NAMES:
            break
    return ", ".join(names) or None


def as_name(text: str) -> str | None:
    """`text` if it may be a person's name: a few words, the first with a capital, no digits, signs or offices."""
    words = text.split()
    if not 0 < len(words) <= _MOST_WORDS or len(text) > _LONGEST or _NO_NAME.search(text):
        return None
    return text.strip(" ,.;:-–—·") if text[0].isalpha() and not text[0].islower() else None
