"""Quotations: where one opens and closes, whichever marks its writer (or their typesetter) mixed."""

from __future__ import annotations

import re

_MARK = re.compile('["“”„«»‟]')
_LONGEST = 600  # characters; what seems longer is an opening mark whose closing one was lost
_BEFORE_OPENING = frozenset(" \t\n\u00a0([{—–-/«“„\"'‘")
_AFTER_CLOSING = frozenset(" \t\n\u00a0)]}.,;:!?…—–-/»”\"'’")


def quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """(start, end) of each outermost quotation that opens and closes in text[start:end], its marks included.

    Marks needn't match each other (“…" is met in print); a straight mark opens or closes by what stands beside it.
    A mark that finds no partner is left alone.
    """
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
            began = opened.pop()
            while found and found[-1][0] > began:
                found.pop()
            found.append((began, place + 1))
    return found


def _opens(text: str, place: int, start: int, end: int, *, inside: bool) -> bool:
    mark = text[place]
    if mark in "«„「『":
        return True
    if mark in "»」』":
        return False
    before = text[place - 1] if place > start else " "
    after = text[place + 1] if place + 1 < end else " "
    if mark == "“" and before not in _BEFORE_OPENING:
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
