"""Lines that a source puts into most of its articles, known by their marks and taken out.

What is counted is kept by `storage.lines`; here lines become marks, and marks known decide what goes.
"""

from __future__ import annotations

from collections.abc import Set
from hashlib import blake2b

from ingest.cleaning.furniture import folded

_HEAD = 10  # lines of an article's beginning and end that are looked at: a source's own words stand there
_TAIL = 30
_LONGEST = 2000  # characters
_MOST = 12  # lines that may go from one article: more of them are a story told again, not a source's habit


class _Letters(dict[int, str | None]):
    """A translation table that keeps letters and digits only, and learns each character when it is first met."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        self[code] = kept = character if character.isalnum() else None
        return kept


_LETTERS = _Letters()


def line_marks(text: str) -> tuple[int, ...]:
    """A mark of 40 bits for each of the first and last lines of `text`: the same for lines that differ only in case,
    punctuation and white space; other figures make another line, as they make other news."""
    marks = (_mark(line) for line in _looked_at(_lines(text)))
    return tuple(dict.fromkeys(mark for mark in marks if mark is not None))


def without_learnt(text: str, learnt: Set[int]) -> str:
    """`text` without the lines whose marks are in `learnt`; whole where little would be left of it."""
    if not learnt:
        return text
    lines = _lines(text)
    gone = {number for number, line in _numbered(lines) if line.strip() and _mark(line) in learnt}
    rest = [line for number, line in enumerate(lines) if number not in gone]
    if not gone or len(gone) > _MOST or not any(line.strip() for line in rest):
        return text
    kept: list[str] = []
    for line in rest:
        if line.strip() or (kept and kept[-1].strip()):
            kept.append(line)
    return "\n".join(kept).strip()


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _numbered(lines: list[str]) -> list[tuple[int, str]]:
    full = [(number, line) for number, line in enumerate(lines) if line.strip()]
    return full if len(full) <= _HEAD + _TAIL else [*full[:_HEAD], *full[-_TAIL:]]


def _looked_at(lines: list[str]) -> list[str]:
    return [line for _, line in _numbered(lines)]


def _mark(line: str) -> int | None:
    """None for a line without letters, or too long to be anybody's habit."""
    letters = folded(line).translate(_LETTERS) if len(line) <= _LONGEST else ""
    return (
        int.from_bytes(blake2b(letters.encode("utf-8", "replace"), digest_size=5).digest())
        if any(map(str.isalpha, letters))
        else None
    )
