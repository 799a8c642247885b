"""Quotations: where one opens and closes, whichever marks its writer (or their typesetter) mixed."""

from __future__ import annotations

import re

_MARK = re.compile('["“”„«»‟「」『』《》]')
_BRACKETED = re.compile(r"[(（][^()（）]{0,300}[)）]")
# Single marks are apostrophes too: a quotation only where one opens before a word and one closes after a stop or comma.
_SINGLE = re.compile("['‘’]")
_LONGEST = 600  # characters; what seems longer is an opening mark whose closing one was lost
_BEFORE_OPENING = frozenset(" \t\n\u00a0\u202f\u3000([{—–-/«“„\"'‘。，、；：！？（「『")
_AFTER_CLOSING = frozenset(" \t\n\u00a0)]}.,;:!?…—–-/»”\"'’")


def quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """(start, end) of each stretch of text[start:end] that no sentence may end in: quotations and what brackets hold.

    Outermost ones only, in order, their marks included. Marks needn't match each other (“…" is met in print);
    a straight mark opens or closes by what stands beside it; a mark that finds no partner is left alone.
    """
    found = [match.span() for match in _BRACKETED.finditer(text, start, end)]
    found += _single_quoted(text, start, end)
    found += _double_quoted(text, start, end)
    outermost: list[tuple[int, int]] = []
    for began, ended in sorted(found, key=lambda span: (span[0], -span[1])):
        if not outermost or began >= outermost[-1][1]:
            outermost.append((began, ended))
        elif ended > outermost[-1][1]:  # they overlap: (“…)”
            outermost[-1] = (outermost[-1][0], ended)
    return outermost


def _double_quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in _MARK.finditer(text, start, end):
        place = match.start()
        while opened and place - opened[0] > _LONGEST:
            del opened[0]
        if _opens(text, place, start, end, inside=bool(opened)):
            if opened and text[place] == text[opened[-1]] == '"':
                opened[-1] = place  # straight marks don't nest: the earlier one was never closed
            else:
                opened.append(place)
        elif opened:
            found.append((opened.pop(), place + 1))
    return found


def _single_quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for match in _SINGLE.finditer(text, start, end):
        place = match.start()
        before = text[place - 1] if place > start else " "
        after = text[place + 1] if place + 1 < end else " "
        if after.isalnum():
            if text[place] != "’" and (before.isspace() or before in '("“'):
                opened = place
        elif opened is not None and text[place] != "‘" and before in ".,!?…":
            if place - opened < _LONGEST:
                found.append((opened, place + 1))
            opened = None
    return found


def _opens(text: str, place: int, start: int, end: int, *, inside: bool) -> bool:
    mark = text[place]
    if mark in "„「『《":
        return True
    if mark in "」』》":
        return False
    before = text[place - 1] if place > start else " "
    after = text[place + 1] if place + 1 < end else " "
    if mark in "«»" and (before in _BEFORE_OPENING) != (after in _AFTER_CLOSING):
        return before in _BEFORE_OPENING  # »so« quotes who writes German, «so» who writes Russian
    if mark in "«»":
        return mark == "«"
    if mark == "“" and before not in _BEFORE_OPENING and not after.isalnum():
        return False  # German closes with what English opens
    if mark in "“‟":
        return True
    if mark == "”":
        return False
    if before in _BEFORE_OPENING and after not in _AFTER_CLOSING:
        return True
    if before not in _BEFORE_OPENING:
        return False
    return not inside
