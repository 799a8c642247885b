"""Spans Telegram finds by itself in plain text: commands, links, mentions, hashtags, e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playground.entities import Entity, utf16_length

_BOT_COMMAND = re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])")
_MENTION = re.compile(r"(?<!\w)@[a-zA-Z0-9_]{2,32}(?!\w)")
_HASHTAG = re.compile(r"(?<![\w#])#(?=\w*[^\W\d_])\w{1,256}(?![\w#])")
_WORD = re.compile(r"\S+")
_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s]*\Z", re.IGNORECASE)
_EMAIL = re.compile(r"[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}\.[A-Za-z0-9.-]{2,120}\Z")
_DOMAIN = re.compile(
    r"(?:[a-z0-9-]{1,63}\.){1,8}(?:com|org|net|info|news|ru|io|de|uk|eu|me|tv|app|dev)(?:[/?#]\S*)?\Z", re.I
)
_TRAILING = ".,:;!?'\"»”…"
_LEADING = "(['\"«“<["


def detected(text: str) -> tuple[Entity, ...]:
    """Every span found in ``text``, in order; a command inside a link is not one."""
    found = sorted(_spans(text), key=lambda span: (span[1], span[1] - span[2]))
    kept: list[Entity] = []
    end = at = offset = 0
    for kind, start, stop in found:
        if start < end:
            continue
        offset += utf16_length(text[at:start])
        at, end = start, stop
        kept.append(Entity(kind, offset, utf16_length(text[start:stop])))
    return tuple(kept)


def _spans(text: str) -> Iterator[tuple[str, int, int]]:
    for word in _WORD.finditer(text):
        yield from _addresses(word.group(), word.start())
    for kind, pattern in (("bot_command", _BOT_COMMAND), ("mention", _MENTION), ("hashtag", _HASHTAG)):
        for found in pattern.finditer(text):
            yield kind, found.start(), found.end()


def _addresses(word: str, at: int) -> Iterator[tuple[str, int, int]]:
    core = word.lstrip(_LEADING)
    at += len(word) - len(core)
    core = core.rstrip(_TRAILING)
    while core.endswith((")", "]")) and core.count(core[-1]) > core.count("(" if core[-1] == ")" else "["):
        core = core[:-1].rstrip(_TRAILING)
    if _ADDRESS.match(core) or _DOMAIN.match(core):
        yield "url", at, at + len(core)
    elif _EMAIL.match(core):
        yield "email", at, at + len(core)
