"""Bytes to text, whatever their sender says they are."""

from __future__ import annotations

import codecs
import re

from ingest.text.guess import guess

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:encoding|charset)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE)
_IN_HEADER = re.compile(r"""charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE)

_WIDE_STARTS = (
    ("utf-16-le", re.compile(rb"(?:[\t\n\r ]\x00){0,500}[<{\[]\x00")),
    ("utf-16-be", re.compile(rb"(?:\x00[\t\n\r ]){0,500}\x00[<{\[]")),
)
_EVIDENCE = 24  # bytes beyond ASCII
_SURROGATES = re.compile("[\\ud800-\\udfff]+")

# What browsers understand by these names: the WHATWG Encoding Standard.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}

_PYTHONS_OWN = frozenset({"unicode-escape", "raw-unicode-escape", "undefined", "idna", "punycode"})
"""Codecs for source code and host names, no documents' encodings."""


def decode(body: bytes, content_type: str | None = None) -> str:
    """`body` as text, never failing. Half characters (lone surrogates) and zero characters are left out.

    By its byte order mark, else as UTF-8 where it is valid (servers that declare another encoding and send UTF-8 are
    many, the reverse hardly occurs), else as declared in the Content-Type header or within the first 2 KiB, else as the
    likeliest other encoding.
    """
    text = _decoded(body, content_type).replace("\x00", "")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATES.sub("", text)
    return text


def _decoded(body: bytes, content_type: str | None) -> str:
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace")
    wide = _wide(body)
    if wide:
        return body.decode(wide, "replace")
    declared = [name for name in (_from_header(content_type), _from_body(body)) if name]
    if not (declared and declared[0].startswith(("iso2022", "hz", "utf-7"))) and (
        declared or b"\x1b$" not in body[:2048]
    ):
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError as error:
            # One bad byte, or a character cut at the end, doesn't make it another encoding.
            if "utf-8" in declared or (not declared and error.start > len(body) - 4):
                return body.decode("utf-8", "replace")
    for name in declared:
        if name == "cp1252":
            # What servers say of everything: believed of what looks like it.
            return body.decode(guess(body, least=_EVIDENCE), "replace")
        try:
            return body.decode(name, "replace")
        except (LookupError, ValueError):
            continue
    return body.decode(guess(body), "replace")


def _wide(body: bytes) -> str | None:
    """UTF-16 without a byte order mark, seen by the zero bytes beside what markup begins with."""
    return next((name for name, start in _WIDE_STARTS if start.match(body)), None)


def _from_header(content_type: str | None) -> str | None:
    found = _IN_HEADER.search(content_type or "")
    return _codec(found.group(1)) if found else None


def _from_body(body: bytes) -> str | None:
    found = _DECLARED.search(body[:2048])
    name = _codec(found.group(1).decode("ascii")) if found else None
    # An ASCII-compatible declaration was just read: it can't be UTF-16, whatever it says.
    return None if name and name.startswith(("utf-16", "utf-32")) else name


def _codec(label: str) -> str | None:
    """Python's name of the text encoding `label`, None when there's no such."""
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    # Others (rot13, base64, zlib ...) aren't text encodings; CodecInfo marks them so.
    if info.name in _PYTHONS_OWN or not getattr(info, "_is_text_encoding", True):
        return None
    return _MEANT.get(info.name, info.name)
