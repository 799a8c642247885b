"""Somebody's own text as a message: what is refused here Telegram would refuse, or garble, chat after chat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from bot.errors import TelegistError
from bot.html import MESSAGE_LIMIT, Html, escape, join, length, plain

_MOST_TAGS = 100
# What may stand in a tag, and how; a look at the Bot API's 'HTML style' (November 2026) without its emoji and times.
_TAGS = {
    **dict.fromkeys(("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "pre"), ""),
    "span": r' class="tg-spoiler"',
    "code": r'(?: class="language-[\w+#.-]+")?',
    "blockquote": r"(?: expandable)?",
    "a": r' href="(?:https?|tg)://[^\s"<>]+"',
}
_PIECE = re.compile(r"<(?P<slash>/?)(?P<name>[A-Za-z][A-Za-z-]*)(?P<rest>[^<>]*)>|(?P<text>[^<]+)|<")
_CHARACTER = re.compile(r"&(?:(?P<known>lt|gt|amp|quot|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6})|[A-Za-z][A-Za-z0-9]*);")
_WRITTEN = {"a": '<a href="https://…">', "span": '<span class="tg-spoiler">'}


class WrongMarkup(TelegistError):
    """A text that can't be a message, and why."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text that looks the same throughout: the tags it stands in, outermost first; `url` where it is a link."""

    text: str
    tags: tuple[str, ...] = ()
    url: str | None = None


@dataclass(frozen=True, slots=True)
class _Tag:
    """`rest` is what stands behind the name; None where the tag is a closing one."""

    name: str
    rest: str | None


def read_plain(source: str) -> Html:
    """A plain text as a message. Raises WrongMarkup where it is empty or too long."""
    return _fitting(escape(source.strip()))


def read_html(source: str) -> Html:
    """Telegram's HTML as a message.

    Raises WrongMarkup, naming the line: an unknown tag or attribute, one that isn't closed, crosses another or stands
    where it can't, a link that isn't one, a character's name Telegram doesn't know; or where it is empty, too long or
    has too many tags.
    """
    pieces = list(_pieces(source))
    tags = sum(isinstance(piece, _Tag) and piece.rest is not None for piece in pieces)
    if tags > _MOST_TAGS:
        raise WrongMarkup(f"{tags} tags: Telegram takes {_MOST_TAGS} in a message")
    return _fitting(join(map(_written, pieces), "").strip())


def runs(message: Html) -> Iterator[Run]:
    """What is seen of such a message, in order."""
    inside: list[_Tag] = []
    for piece in _pieces(str(message)):
        if isinstance(piece, str):
            hrefs = (unescape(tag.rest or "").split('"')[1] for tag in inside if tag.name == "a")
            yield Run(piece, tuple(tag.name for tag in inside), next(hrefs, None))
        elif piece.rest is None:
            inside.pop()
        else:
            inside.append(piece)


def _fitting(message: Html) -> Html:
    if not plain(message).strip():
        raise WrongMarkup("there is nothing in it to read")
    if (units := length(message)) > MESSAGE_LIMIT:
        raise WrongMarkup(
            f"{units:,} UTF-16 units long (most characters are one, emoji two): "
            f"Telegram takes {MESSAGE_LIMIT:,} in a message, so leave out {units - MESSAGE_LIMIT:,}"
        )
    return message


def _pieces(source: str) -> Iterator[str | _Tag]:
    inside: list[str] = []
    for found in _PIECE.finditer(source):
        line = source.count("\n", 0, found.start()) + 1
        name, rest = (found["name"] or "").lower(), found["rest"]
        if found["text"]:
            yield _read(found["text"], line)
        elif not name:
            raise WrongMarkup(f"line {line}: a '<' that begins no tag: write it as &lt;")
        elif found["slash"]:
            if not inside or inside[-1] != name or rest.strip():
                expected = f"</{inside[-1]}>" if inside else "no closing tag"
                raise WrongMarkup(f"line {line}: {found[0]} where {expected} was expected")
            yield _Tag(inside.pop(), None)
        else:
            _check(name, rest, inside, f"line {line}: {found[0]}")
            inside.append(name)
            yield _Tag(name, rest)
    if inside:
        raise WrongMarkup(f"<{inside[-1]}> is never closed")


def _check(name: str, rest: str, inside: list[str], which: str) -> None:
    if name not in _TAGS:
        raise WrongMarkup(f"{which}: Telegram doesn't know this tag; it knows {', '.join(_TAGS)}")
    if not re.fullmatch(_TAGS[name], rest):
        raise WrongMarkup(f"{which}: write it as {_WRITTEN.get(name, f'<{name}>')}")
    barred = {"code"} if name == "code" else {"code", "pre"} | {name} & {"a", "blockquote"}
    if wrong := next((tag for tag in inside if tag in barred), None):
        raise WrongMarkup(f"{which}: it can't stand inside <{wrong}>")


def _read(text: str, line: int) -> str:
    """The characters that are meant; a lone '&' is one, as Telegram has it."""
    for found in _CHARACTER.finditer(text):
        if not found["known"]:
            line += text.count("\n", 0, found.start())
            raise WrongMarkup(
                f"line {line}: {found[0]}: Telegram would show it as it stands: write the character itself"
            )
    return _CHARACTER.sub(lambda found: unescape(found[0]), text)


def _written(piece: str | _Tag) -> Html:
    if isinstance(piece, str):
        return escape(piece)
    return Html(f"</{piece.name}>" if piece.rest is None else f"<{piece.name}{piece.rest}>")
