"""XML made harmless and tidier before a parser sees it: no DTD, no entities of its own, no stray characters."""

from __future__ import annotations

import html.entities
import re

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMERIC = re.compile(r"&#(x[0-9a-fA-F]{1,8}|[0-9]{1,9});")
_AMPERSAND = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,9}|#x[0-9a-fA-F]{1,8});)(?:([a-zA-Z][a-zA-Z0-9]{1,31});)?"
)
_DECLARATION = re.compile(r"^\s{0,1000}<\?xml[^>]{0,500}\?>", re.IGNORECASE)
_OPENED = re.compile(r"<\w")
_DEEPEST = 10_000
# No '<' stands in an attribute, so that what is looked through for one tag is not looked through again for the next.
_CROWDED = re.compile(r"""<\w[^<>"']*(?:"[^"<]*"[^<>"']*|'[^'<]*'[^<>"']*){1000}""")
_CDATA = "<![CDATA["
_ENDS = {_CDATA: "]]>", "<!--": "-->", "<?": "?>"}
_APART = re.compile(r"<!\[CDATA\[|<!--|<\?|<!(?i:DOCTYPE)")
_MARKS = re.compile(r"<!--|-->|[\"'\[\]>]")


class Hostile(Exception):
    """What no parser should see; the message says what."""


def defused(xml: str) -> str:
    """`xml` without its XML declaration (it is text already), document types, comments and processing instructions;
    HTML's named entities as characters, unknown ones and stray ampersands as plain text, characters XML forbids gone.

    What is one of these is told as a parser tells it, so that none hides in another. Takes time linear in `xml`. Raises
    Hostile.
    """
    text = _DECLARATION.sub("", _ILLEGAL.sub("", xml), count=1).lstrip()
    out: list[str] = []
    position = depth = 0
    unended: set[str] = set()
    for found in _APART.finditer(text):
        start, mark = found.start(), found.group()
        if start < position or mark in unended:
            continue
        end = _end_of(mark, text, found.end())
        if end is None:
            if mark not in _ENDS:
                raise Hostile("its document type never ends")
            unended.add(mark)  # the parser will stumble over it; what follows is markup to us
            continue
        depth = _deeper(depth, text[position:start])
        out.append(_tidied(text[position:start]))
        # CDATA stays: nothing in it is markup. Of the rest an empty comment stays, or halves about it would meet.
        out.append(text[start:end] if mark == _CDATA else "<!---->")
        position = end
    _deeper(depth, text[position:])
    out.append(_tidied(text[position:]))
    return "".join(out)


def _deeper(depth: int, markup: str) -> int:
    """How many tags are open after `markup` at most.

    Raises Hostile where they, or the attributes of one, are beyond all reason: parsers take time by the square of them.
    """
    if _CROWDED.search(markup):
        raise Hostile("one of its tags has attributes without end")
    depth += len(_OPENED.findall(markup)) - markup.count("</") - markup.count("/>")
    if depth > _DEEPEST:
        raise Hostile("its tags are opened and never closed")
    return depth


def _tidied(text: str) -> str:
    return _AMPERSAND.sub(_entity, _NUMERIC.sub(_character, text))


def _character(found: re.Match[str]) -> str:
    """A numeric reference: left alone if XML allows it; Windows' typographic ones as browsers read them; else gone."""
    digits = found.group(1)
    code = int(digits[1:], 16) if digits[0] == "x" else int(digits)
    if 0x80 <= code <= 0x9F:
        return bytes([code]).decode("cp1252", "ignore")
    if code > 0x10FFFF or _ILLEGAL.match(chr(code)):
        return ""
    return found.group()


def _entity(found: re.Match[str]) -> str:
    name = found.group(1)
    character = html.entities.html5.get(f"{name};") if name else None
    if character and not set(character) & set("<>&\"'"):
        return character
    return "&amp;" + found.group()[1:]


def _end_of(mark: str, text: str, position: int) -> int | None:
    """Where what `mark` begins ends; None if it never does."""
    if mark not in _ENDS:
        return _doctype_end(text, position)
    end = text.find(_ENDS[mark], position)
    return None if end < 0 else end + len(_ENDS[mark])


def _doctype_end(text: str, position: int) -> int | None:
    """Where the document type begun before `position` ends, its internal subset included."""
    depth = 0
    quote = ""
    comment = False
    for mark in _MARKS.finditer(text, position):
        sign = mark.group()
        if comment:
            comment = sign != "-->"
        elif quote:
            quote = "" if sign == quote else quote
        elif sign == "<!--":
            comment = True
        elif sign in "\"'":
            quote = sign
        elif sign == "[":
            depth += 1
        elif sign == "]":
            depth = max(0, depth - 1)
        elif sign == ">" and depth == 0:
            return mark.end()
    return None
