"""Telegram's HTML parse mode, read as strictly as TDLib reads it.

The grammar is small and unforgiving: seventeen tags, crossed or unclosed ones refused, four named character
references. Positions in messages are byte offsets, as Telegram gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from playground.entities import Entity, FormattedText, in_order, utf16_length
from playground.links import checked_link, mentioned_user

_SPACE = frozenset(b" \t\r\n\0\v")
_NAME_TOKEN = re.compile(rb"[A-Za-z0-9.-]*")
_PLAIN = re.compile(rb"[^<&]+")
_HEXADECIMAL = re.compile(rb"&#x([0-9A-Fa-f]*)")
_DECIMAL = re.compile(rb"&#([0-9]*)")
_NAMED = re.compile(rb"&([A-Za-z]*)")
_CHARACTERS = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_END = 0
_GT, _SLASH, _EQUALS, _AMPERSAND, _LT = b">/=&<"
_SIMPLE = {
    "i": "italic",
    "em": "italic",
    "b": "bold",
    "strong": "bold",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = frozenset({*_SIMPLE, "a", "tg-emoji", "tg-time", "pre", "code", "blockquote"})


class MarkupError(ValueError):
    """The text is not Telegram's HTML; the message is the one Telegram gives."""


@dataclass(frozen=True)
class _Tag:
    name: str
    argument: str
    time: int
    offset: int
    piece: int


def parse_html(source: str) -> FormattedText:
    """The text without its markup, and its spans. Raises `MarkupError` where Telegram would refuse."""
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        try:
            self._data = source.encode() + b"\0"
        except UnicodeEncodeError:
            raise MarkupError("Text must be encoded in UTF-8") from None
        self._size = len(self._data) - 1
        self._at = 0
        self._pieces: list[str] = []
        self._offset = 0
        self._open: list[_Tag] = []
        self._spans: list[Entity] = []

    def parse(self) -> FormattedText:
        while self._at < self._size:
            if plain := _PLAIN.match(self._data, self._at, self._size):
                self._add(plain.group().decode())
                self._at = plain.end()
            elif self._data[self._at] == _AMPERSAND:
                self._add(self._character())
            elif self._data[self._at + 1] == _SLASH:
                self._end_tag()
            else:
                self._start_tag()
        if self._open:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        text = "".join(self._pieces)
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise MarkupError(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
                "surrogate code units"
            )
        spans = (replace(span, language="") if span.type == "code" else span for span in self._spans)
        return FormattedText(text, in_order(spans))

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._offset += utf16_length(text)

    def _character(self) -> str:
        """One character reference, or the bare ampersand it failed to be."""
        start = self._at
        found = (
            _HEXADECIMAL.match(self._data, start)
            or _DECIMAL.match(self._data, start)
            or _NAMED.match(self._data, start)
        )
        assert found is not None
        if found.re is _NAMED:
            decoded = _CHARACTERS.get(found.group(1), "")
        else:
            digits = found.group(1)
            short = found.end() - start < 10 and digits
            code = int(digits, 16 if found.re is _HEXADECIMAL else 10) if short else 0
            decoded = chr(code) if 0 < code < 0x10FFFF else ""
        if not decoded:
            self._at += 1
            return "&"
        self._at = found.end() + (self._data[found.end()] == ord(";"))
        return decoded

    def _skip_spaces(self) -> None:
        while self._data[self._at] in _SPACE and self._data[self._at] != _END:
            self._at += 1

    def _word(self, stops: bytes) -> bytes:
        start = self._at
        while self._data[self._at] not in _SPACE and self._data[self._at] not in stops:
            self._at += 1
        return self._data[start : self._at]

    def _start_tag(self) -> None:
        begin = self._at
        self._at += 1
        name = self._word(b">").lower().decode("utf-8", "replace")
        if self._data[self._at] == _END:
            raise MarkupError(f"Unclosed start tag at byte offset {begin}")
        if name not in _TAGS:
            raise MarkupError(f'Unsupported start tag "{name}" at byte offset {begin}')
        argument, time = "", 0
        for attribute, value in self._attributes(name, begin):
            match name, attribute:
                case "a", "href":
                    argument = value or ""
                case "code", "class" if value is not None and value.startswith("language-"):
                    argument = value[9:]
                case "span", "class" if value is not None and value.startswith("tg-"):
                    argument = value[3:]
                case ("tg-emoji", "emoji-id") | ("tg-time", "format") if value is not None:
                    argument = value
                case "blockquote", "expandable":
                    argument = "1"
                case "tg-time", "unix" if value is not None:
                    time = _leading_number(value)
        if name == "span" and argument != "spoiler":
            raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self._at += 1
        self._open.append(_Tag(name, argument, time, self._offset, len(self._pieces)))

    def _attributes(self, tag: str, begin: int) -> Iterator[tuple[str, str | None]]:
        while self._data[self._at] != _GT:
            self._skip_spaces()
            if self._data[self._at] == _GT:
                return
            attribute = self._word(b"=>/\"'").decode("utf-8", "replace")
            if not attribute:
                raise MarkupError(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
            self._skip_spaces()
            if self._data[self._at] != _EQUALS:
                if self._data[self._at] == _END:
                    raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {begin}')
                # without a value only 'expandable' means something; a link's address stays as it was
                if tag == "blockquote":
                    yield attribute, None
                continue
            self._at += 1
            self._skip_spaces()
            if self._data[self._at] == _END:
                raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {begin}')
            value = self._quoted() if self._data[self._at] in b"'\"" else self._name_token()
            if self._data[self._at] == _END:
                raise MarkupError(f"Unclosed start tag at byte offset {begin}")
            yield attribute, value

    def _name_token(self) -> str:
        start = self._at
        token = _NAME_TOKEN.match(self._data, start)
        assert token is not None
        self._at = token.end()
        if self._data[self._at] not in _SPACE and self._data[self._at] != _GT:
            raise MarkupError(f"Unexpected end of name token at byte offset {start}")
        return token.group().lower().decode()

    def _quoted(self) -> str:
        quote = self._data[self._at]
        self._at += 1
        value, start = [], self._at
        while self._data[self._at] not in (quote, _END):
            if self._data[self._at] == _AMPERSAND:
                value.append(self._data[start : self._at].decode())
                value.append(self._character())
                start = self._at
            else:
                self._at += 1
        value.append(self._data[start : self._at].decode())
        if self._data[self._at] == quote:
            self._at += 1
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise MarkupError(f"Unexpected end tag at byte offset {begin}")
        self._at += 2
        name = self._word(b">").lower().decode("utf-8", "replace")
        self._skip_spaces()
        if self._data[self._at] != _GT:
            raise MarkupError(f"Unclosed end tag at byte offset {begin}")
        tag = self._open.pop()
        if name and name != tag.name:
            raise MarkupError(f'Unmatched end tag at byte offset {begin}, expected "</{tag.name}>", found "</{name}>"')
        self._at += 1
        if self._offset > tag.offset:
            self._close(tag)

    def _close(self, tag: _Tag) -> None:
        span = Entity("", tag.offset, self._offset - tag.offset)
        last = self._spans[-1] if self._spans else None
        fits_last = last is not None and (last.offset, last.length) == (span.offset, span.length)
        match tag.name:
            case "a":
                url = tag.argument or "".join(self._pieces[tag.piece :])
                if user_id := mentioned_user(url):
                    self._spans.append(replace(span, type="text_mention", user_id=user_id))
                elif link := checked_link(url):
                    self._spans.append(replace(span, type="text_link", url=link))
            case "tg-emoji":
                if not _is_int64(tag.argument):
                    raise MarkupError("Invalid custom emoji identifier specified")
                self._spans.append(replace(span, type="custom_emoji", custom_emoji_id=tag.argument))
            case "tg-time":
                if tag.argument.lower() != "r" and not set(tag.argument) <= set("tTdDwW"):
                    raise MarkupError("Invalid date format used")
                if tag.time > 0:
                    self._spans.append(replace(span, type="date_time", unix_time=tag.time))
            case "pre":
                if last is not None and fits_last and last.type == "code" and last.language:
                    self._spans[-1] = replace(last, type="pre")
                else:
                    self._spans.append(replace(span, type="pre"))
            case "code":
                if last is not None and fits_last and last.type == "pre" and not last.language and tag.argument:
                    self._spans[-1] = replace(last, language=tag.argument)
                else:
                    self._spans.append(replace(span, type="code", language=tag.argument))
            case "blockquote":
                self._spans.append(replace(span, type="expandable_blockquote" if tag.argument else "blockquote"))
            case simple:
                self._spans.append(replace(span, type=_SIMPLE[simple]))


def _leading_number(text: str) -> int:
    found = re.match(r"-?[0-9]{1,10}", text)
    return int(found.group()) if found else 0


def _is_int64(text: str) -> bool:
    digits = text.removeprefix("-")
    plain = digits.isascii() and digits.isdigit() and not digits.startswith("0") and len(digits) < 20
    return plain and -(2**63) <= int(text) < 2**63
