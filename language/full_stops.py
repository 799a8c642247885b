"""Whether a full stop ends a sentence, or an abbreviation, an initial or an ordinal number within one."""

from __future__ import annotations

import re

from language.abbreviations import Abbreviations, Kind

OPENING = "\"“„«‹‘'([¿¡*_"
_LONGEST = 16  # characters an abbreviation takes at most, with the one before it
_LIST_MARK = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})?|[^\W\d_]|[IVXivx]{1,5})$")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}$")
_INITIAL_FOLLOWS = re.compile(r"[^\W\d_]\.")
_NUMBER_FOLLOWS = re.compile(r"\d|№|[IVXLC]{1,6}\b")
_ROMAN = re.compile(r"[IVXLC]{1,6}$")
_COUNTS = re.compile(r"(?:\d|^[IVXLC]+)$")
_WORD = re.compile(r"[^\W_]+")
_AFTER_HOUR = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[ECMP][SD]?T|GMT|UTC)\b")


def full_stop_ends(text: str, start: int, stop: int, following: int, table: Abbreviations) -> bool:
    """Whether the full stop at `stop` ends the sentence begun at `start`; `following` is where the next word begins."""
    word, before = last_words(text, start, stop)
    kind = kind_of(word, before, table)
    if kind is None and len(word) > 3 and word.isalpha() and not _ROMAN.match(word):
        return True
    if not word:
        return stop > start
    if stop - len(word) <= start and _LIST_MARK.match(word):
        return False
    if kind is None:
        return _unknown_ends(text, word, before, following, table)
    if kind is Kind.JOINS or (len(word) == 1 and _INITIAL_FOLLOWS.match(text, following)):
        return False
    if kind is Kind.NUMBERED:
        return _NUMBER_FOLLOWS.match(text, following) is None
    if kind is Kind.UNIT:
        return _COUNTS.search(before) is not None and not text[following].isdigit()
    if kind is Kind.MAY_END:
        return opens(text, following, table)
    return not (word.lower().endswith(".m") and _AFTER_HOUR.match(text, following))


def _unknown_ends(text: str, word: str, before: str, following: int, table: Abbreviations) -> bool:
    """The same for what is no known abbreviation: it may be a number, initials, or just a short word."""
    number = word.isdigit()
    if number or _ROMAN.match(word):
        if before.endswith((":", ";")) and len(word) < 3:  # a list within the sentence: 'two things: 1. Bread'
            return False
        if number and (not table.ordinals or len(word) > 2):
            return True
        counted = before.endswith(".") and kind_of(before[:-1], "", table) in (Kind.NUMBERED, Kind.MAY_END)
        if number or table.ordinals:
            return counted or opens(text, following, table)  # S. 12, but 'am 3.'
    if len(word) == 1 and _INITIAL_FOLLOWS.match(text, following):
        return False
    initial = word[-1:].isupper() and (len(word) == 1 or word[-2] in "-.'’")
    return not (initial or _DOTTED.match(word)) or opens(text, following, table)


def kind_of(word: str, before: str, table: Abbreviations) -> Kind | None:
    """What the table says of a word, which may be the last part of an abbreviation (т. е.) or compound (Gartenstr.)."""
    if before.endswith(".") and len(word) <= 3:
        whole = before + word
        kind = table.kinds.get(whole) or table.kinds.get(whole.lower())
        if kind is not None:
            return kind
    kind = table.kinds.get(word)
    if kind is None and len(word) > 1 and not word.islower():
        kind = table.kinds.get(word.lower())
    return kind or table.kinds.get("-" + word[-3:])


def last_words(text: str, start: int, stop: int) -> tuple[str, str]:
    """The word right before a stop, without what opens it, and the one before that; long ones are cut at the left."""
    if stop <= start or text[stop - 1].isspace():
        return "", ""
    pieces = text[max(start, stop - _LONGEST) : stop].split()
    word = pieces[-1].lstrip(OPENING).rpartition(")")[2]
    if "’" in word or "'" in word:  # l’art. 5
        word = word.replace("’", "'").rpartition("'")[2]
    return word, pieces[-2].lstrip(OPENING) if len(pieces) > 1 else ""


def opens(text: str, following: int, table: Abbreviations) -> bool:
    """Whether a word that opens sentences, no name and no initial, stands there, or a quotation."""
    if text[following] in '"“„«':
        return True
    found = _WORD.match(text, following)
    if found is None or found[0].lower() not in table.openers:
        return False
    return not text.startswith(".", found.end()) if len(found[0]) == 1 else not found[0].isupper()
