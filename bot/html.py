"""Telegram's HTML, the one place where text becomes markup.

`Html` is text that is safe to send. A plain `str` put into one, by `+`, `join` or `format`, is escaped on the way.
Telegram parses only the tags below, and counts what is left after parsing in UTF-16 units.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup as Html
from markupsafe import escape

from language import utf16_length

MESSAGE_LIMIT = 4096
CAPTION_LIMIT = 1024

__all__ = [
    "CAPTION_LIMIT",
    "MESSAGE_LIMIT",
    "Html",
    "bold",
    "escape",
    "italic",
    "join",
    "length",
    "link",
    "plain",
    "quote",
]


def bold(text: str) -> Html:
    return Html("<b>{}</b>").format(text)


def italic(text: str) -> Html:
    return Html("<i>{}</i>").format(text)


def link(text: str, url: str | None) -> Html:
    """`text`, leading to `url` where that is a web address."""
    if not url or not url.startswith(("http://", "https://")):
        return escape(text)
    return Html('<a href="{}">{}</a>').format(url, text)


def quote(text: str) -> Html:
    """A block quotation that Telegram folds after three lines."""
    return Html("<blockquote expandable>{}</blockquote>").format(text)


def join(parts: Iterable[str], separator: str = "\n") -> Html:
    """The parts that are not empty, escaped where they need it."""
    return Html(separator).join(part for part in parts if part)


def length(text: Html) -> int:
    """What Telegram counts against its limits: UTF-16 units of the text left after parsing."""
    return utf16_length(plain(text))


def plain(text: Html) -> str:
    """The text left after parsing. (Html.striptags would fold its white space.)"""
    kept, rest = [], str(text)
    while rest:
        before, tag, after = rest.partition("<")
        kept.append(before)
        rest = after.partition(">")[2] if tag else ""
    return Html("".join(kept)).unescape()
