"""Where paragraphs begin and end: by blank lines, by one line each, or in text wrapped by hand at some column."""

from __future__ import annotations

import re
from itertools import pairwise

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_LIST_ITEM = re.compile(r"(?:[-–—*•·▪]|\d{1,3}[.)])\s")
_ENDS = tuple('.!?…:;"”»)]*。！？」』')
_WIDEST = 100  # columns; a longer line was never wrapped by hand
_NARROWEST = 40  # a narrower block is verse, a table or a menu, whose line ends are meant
_FULL = 0.65  # of the widest line of its block: what a wrapped line fills at least


def paragraphs(text: str) -> list[tuple[int, int]]:
    """(start, end) of each paragraph, stripped of white space and never empty.

    A line end inside a block of hand-wrapped lines doesn't end the paragraph; any other line end does.
    """
    found: list[tuple[int, int]] = []
    block: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        start, end = _strip(text, *match.span())
        if block and (start == end or text.count("\n", block[-1][1], start) > 1):
            found.extend(_of_block(text, block))
            block = []
        if start < end:
            block.append((start, end))
    found.extend(_of_block(text, block))
    return found


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    start += len(line) - len(line.lstrip())
    return start, start + len(line.strip())


def _of_block(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    widest = max((end - start for start, end in lines), default=0)
    if len(lines) < 2 or not _wrapped(text, lines, widest):
        return lines
    joined = [lines[0]]
    for line, following in pairwise(lines):
        short = line[1] - line[0] < _FULL * widest
        ends = text.startswith(_ENDS, line[1] - 1)
        if (short and (ends or not _goes_on(text, following))) or _LIST_ITEM.match(text, following[0]):
            joined.append(following)
        else:
            joined[-1] = (joined[-1][0], following[1])
    return joined


def _wrapped(text: str, lines: list[tuple[int, int]], widest: int) -> bool:
    """Whether lines were broken at a column: about equally long, and mostly in mid-sentence."""
    if not _NARROWEST <= widest <= _WIDEST:
        return False
    before_last = lines[:-1]
    full = sum(end - start >= _FULL * widest for start, end in before_last)
    broken = sum(
        not text.startswith(_ENDS, line[1] - 1) and _goes_on(text, following) for line, following in pairwise(lines)
    )
    return full >= 0.6 * len(before_last) and broken >= 0.4 * len(before_last)


def _goes_on(text: str, line: tuple[int, int]) -> bool:
    """Whether a line opens like the middle of a sentence."""
    return text[line[0]].islower()
