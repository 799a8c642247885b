"""Where sentences end: every stop of a paragraph, judged by what stands before and after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from language.abbreviations import Abbreviations, abbreviations
from language.full_stops import OPENING, full_stop_ends, kind_of, last_words, opens
from language.speech import attributed, attributed_unspaced, goes_on

_STOP = re.compile(r"[.!?…。！？｡؟۔।։]+(?:[ \u00a0\u202f]?[»›]|[\"”»›’')\]」）]|[“‘«‹](?!\w))*(?P<space>\s*)")
_FULL_WIDTH = frozenset("。！？｡")
_CLOSING = "\"”“»›«‹’'‘)]」） \u00a0\u202f"
_GOING_ON = frozenset(".,;:!?…)]}›”%」』）》、，；：。！？")  # what no sentence opens with
_RUN_ON = re.compile(r"([^\W\d_]+)(?![\w.@/-]*[.@/]\w)")
_DOMAINS = frozenset({"By", "Com", "De", "Fr", "Info", "Io", "Js", "Net", "Org", "Pl", "Ru", "Tv", "Ua", "Uk"})
_CAMEL = re.compile(r"[a-z]{1,8}[A-Z]")  # iPhone
_EXCLAIMED = frozenset({"Yahoo", "Jeopardy", "Yum", "Joomla"})  # names that bear their mark


def boundaries(
    text: str, begin: int, close: int, language: str, whole: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence of the paragraph text[begin:close]; none ends inside the spans of `whole`."""
    table = abbreviations(language)
    capitals = not text[begin:close].islower()  # some write without any
    start = begin
    spans = iter([*whole, (close, close)])
    opened, closed = next(spans)
    for match in _STOP.finditer(text, begin, close):
        following = match.end()
        if following >= close:
            break
        end = match.start("space")
        while closed < end:
            opened, closed = next(spans)
        if opened < end < closed:
            continue
        if _is_end(text, start, match.start(), end, following, table, capitals):
            yield start, end
            start = following
    if start < close:
        yield start, close


def _is_end(text: str, start: int, stop: int, end: int, following: int, table: Abbreviations, capitals: bool) -> bool:
    """Whether the sentence begun at `start` ends before `end`: its stop at `stop`, the next word at `following`."""
    mark = text[stop:end]
    if end == following:
        return _ends_without_space(text, start, stop, end, mark, table)
    first = letter = text[following]
    if first in OPENING:  # “Why now?” is judged by its W
        letter = next((c for c in text[following : following + 3] if c not in OPENING), first)
    if capitals and letter.islower():
        return mark in ".!?" and _CAMEL.match(text, following) is not None
    if first in _GOING_ON:
        return False
    if first in "—–-" and goes_on(text, start, stop, following):
        return False
    if stop > start and text[stop - 1] in "—–" and text[start] in "—–":  # —No sé —dijo Ana—. Ya veremos.
        return False
    if mark == ".":
        return full_stop_ends(text, start, stop, following, table)
    if mark == "!" and last_words(text, start, stop)[0] in _EXCLAIMED:
        return opens(text, following, table)
    ended = mark.rstrip(_CLOSING)
    if ended == mark:
        return True
    if ended[-1] in _FULL_WIDTH:
        return not attributed_unspaced(text, following)
    return not (ended[-1] in "?!…" and attributed(text, following))


def _ends_without_space(text: str, start: int, stop: int, end: int, mark: str, table: Abbreviations) -> bool:
    """The same where the next word follows at once: in scripts without spaces, or where a space was forgotten."""
    ended = mark.rstrip(_CLOSING)
    first = text[end]
    if ended[-1] in _FULL_WIDTH or (ended[-1] in "!?" and "\u3040" <= first <= "\u9fff"):
        if first in _GOING_ON or (mark.endswith("）") and text[start] != "（"):
            return False
        return ended == mark or not attributed_unspaced(text, end)
    if not first.isupper():
        return False
    if ended != mark:
        return mark[-1] in "\"”»'’"
    found = _RUN_ON.match(text, end, end + 60)
    word, before = last_words(text, start, stop)
    if len(mark) > 1 or found is None or found[1] in _DOMAINS or len(word) < 3 or not word.isalpha():
        return False
    if kind_of(word, before, table) is not None:
        return False
    if word.islower() and found[1][1:].islower():
        return True
    return opens(text, end, table) and (word.islower() or len(found[1]) > 2 or not found[1].isascii())  # Tut.By
