"""Where a sentence may end: after which stops, before which words, by a language's abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from language.abbreviations import Abbreviations, Kind, abbreviations

_STOP = re.compile(r"[.!?…。！？｡؟۔।։]+(?:[ \u00a0\u202f]?[»›]|[\"”“»›’'‘)\]」）])*(?P<space>\s*)")
_FULL_WIDTH = frozenset("。！？｡")
_CLOSING = "\"”“»›’'‘)]」） \u00a0\u202f"
_GOING_ON = frozenset(".,;:!?…)]}›”%」』）》、，；：。！？")  # what no sentence opens with
_WORD = re.compile(r"[^\W_]+")
_OPENING = "\"“„«‹‘'([¿¡*_"
_LONGEST = 16  # characters an abbreviation takes at most, with one before it
_ATTRIBUTED = 60  # characters of ', dit Anne' at most
_LOOK_BACK = 400  # characters; without a bound a text that never ends a sentence would take quadratic time
_LIST_MARK = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})?|[^\W\d_]|[IVXivx]{1,5})$")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}$")
_LETTER = re.compile(r"[^\W\d_]\.")
_ROMAN = re.compile(r"[IVXLC]{1,6}$")
_NUMBER = re.compile(r"\d{1,3}$")
_ENDS_IN_NUMBER = re.compile(r"(?:\d|^[IVXLC]+)$")
_RUN_ON = re.compile(r"[^\W\d_][^\W\d_]{2,}[.!?]$")  # a word and its stop, when no space follows
_NEXT_RUN_ON = re.compile(r"[^\W\d_]+(?![\w.@/-]*[.@/]\w)")
_DOMAINS = frozenset({"Com", "Net", "Org", "Info", "Ru", "Ua", "De", "Fr", "Uk", "Js", "Io", "Tv"})
_CAMEL = re.compile(r"[a-z]{1,8}[A-Z]")  # iPhone
_DASH = re.compile(r"[—–-]\s*[^\W\d_]")
_SPEECH_DASH = re.compile(r"[,!?…»\"”.]\s?[—–-] ")
_DASH_IN_SPEECH = re.compile(r"\s[—–] |[^\s—]—[^\W\d_]")  # in what began with a dash
_TOLD = re.compile(r"[,!?…]\s([^\W\d_]+(?:-[^\W\d_]+){0,2})(?: ([^\W\d_]+))?(?: [^\W\d_]+)?$")  # , dit Anne
_EXCLAIMED = frozenset({"Yahoo", "Jeopardy", "Yum", "Joomla"})  # names that bear their mark
_HOUR = frozenset({"a.m", "p.m", "A.M", "P.M"})
_AFTER_HOUR = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[ECMP][SD]?T|GMT|UTC)\b")
_SPEECH_VERBS = (
    "said|says|told|tells|asked|asks|added|adds|wrote|writes|tweeted|posted|replied|answered|shouted|cried|read|reads|"
    "recalled|explained|continued|insisted|exclaimed|joked|wondered|declared|announced|warned|argued"
)
_ATTRIBUTION = re.compile(rf"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){{0,3}} (?:{_SPEECH_VERBS})\b")
_FULL_WIDTH_ATTRIBUTION = re.compile(
    r"(?:と(?!ころ|にかく|りわけ|はいえ|もに)|って|など|という|は(?!い|じ)|が|を|の(?!ち)|に|へ|[^\W\d_]{0,8}?(?:说|說|问|問|表示|回答|答道|喊|写道|寫道|称|稱|指出|补充))"
)


def boundaries(
    text: str, begin: int, close: int, language: str, whole: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence of the paragraph text[begin:close]; none ends inside the spans of `whole`."""
    table = abbreviations(language)
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
        if _is_end(text, start, match.start(), end, following, table):
            yield start, end
            start = following
    if start < close:
        yield start, close


def _is_end(text: str, start: int, stop: int, end: int, following: int, table: Abbreviations) -> bool:
    """Whether the sentence begun at `start` ends before `end`: its stop at `stop`, the next word at `following`."""
    character = text[following]
    mark = text[stop:end]
    if end == following:
        return _ends_without_space(text, start, stop, end, mark, table)
    if character in _OPENING:  # “Why now?” is judged by its W
        opener = next((c for c in text[following : following + 3] if c not in _OPENING), character)
    else:
        opener = character
    if opener.islower():
        return mark in ".!?" and _CAMEL.match(text, following) is not None
    if character in _GOING_ON:
        return False
    if character in "—–-" and _DASH.match(
        text, following
    ):  # direct speech after its attribution: «…, — сказал он. — …»
        return not _in_speech(text, start, stop, following)
    if stop > start and text[stop - 1] in "—–" and text[start] in "—–":  # —No sé —dijo Ana—. Ya veremos.
        return False
    if mark == ".":
        return _full_stop_ends(text, start, stop, following, table)
    if mark == "!":
        word = _last_word(text, start, stop)[0]
        return word not in _EXCLAIMED or _opens(text, following, table)
    ended = mark.rstrip(_CLOSING)
    if ended != mark:
        if ended[-1] in "?!…" and _ATTRIBUTION.match(text, following):
            return False
        return not (ended[-1] in _FULL_WIDTH and _FULL_WIDTH_ATTRIBUTION.match(text, following))
    return True


def _ends_without_space(text: str, start: int, stop: int, end: int, mark: str, table: Abbreviations) -> bool:
    ended = mark.rstrip(_CLOSING)
    character = text[end]
    if ended[-1] in _FULL_WIDTH or (ended[-1] in "!?" and "\u3040" <= character <= "\u9fff"):
        if character in _GOING_ON or (mark.endswith("）") and text[start] != "（"):
            return False
        return ended == mark or not _FULL_WIDTH_ATTRIBUTION.match(text, end)
    if not character.isupper():
        return False
    if ended != mark:
        return mark[-1] in "\"”»'’"
    if len(mark) > 1 or not (text[end + 1 : end + 2].islower() or _opens(text, end, table)):
        return False
    before = text[max(0, stop - _LONGEST) : stop].split()[-1:]
    following = _NEXT_RUN_ON.match(text, end, end + 60)
    return (
        bool(before)
        and before[0].isalpha()
        and before[0][-3:].islower()
        and len(before[0]) >= 3
        and before[0] not in table.kinds
        and (len(before[0]) >= _LONGEST - 1 or before[0].islower())
        and following is not None
        and following[0] not in _DOMAINS
    )


def _in_speech(text: str, start: int, stop: int, following: int) -> bool:
    if text[following + 1 : following + 4].lstrip()[:1].islower():
        return True
    begin = max(start + 1, stop - _LOOK_BACK)
    if _SPEECH_DASH.search(text, begin, stop):
        return True
    if text[start] not in "—–":
        return False
    if _DASH_IN_SPEECH.search(text, begin, stop):
        return True
    told = _TOLD.search(text[max(begin, stop - _ATTRIBUTED) : stop])
    return told is not None and told[1].islower() and ("-" in told[1] or (told[2] or "").istitle())


def _full_stop_ends(text: str, start: int, stop: int, following: int, table: Abbreviations) -> bool:
    word, before = _last_word(text, start, stop)
    kind = table.kinds.get(word)
    if kind is None:
        if len(word) > 3 and word.isalpha():
            kind = table.kinds.get(word.lower()) or table.kinds.get("-" + word[-3:])
            if kind is None:
                return True
        elif not word or (stop - len(word) <= start and _LIST_MARK.match(word)):
            return not word and text[start:stop].strip(_OPENING + " ") != ""
    if before.endswith(".") and len(word) <= 3:
        kind = table.kinds.get(before + word) or table.kinds.get((before + word).lower()) or kind
    if kind is None and len(word) > 1:
        kind = table.kinds.get(word.lower())
    if kind is Kind.JOINS or (len(word) == 1 and _LETTER.match(text, following)):
        return False
    if kind is Kind.NUMBERED:
        return not (text[following].isdigit() or text[following] == "№" or _roman_follows(text, following))
    if kind is Kind.UNIT:
        return _ENDS_IN_NUMBER.search(before) is not None and not text[following].isdigit()
    if kind is Kind.ENDS:
        return not (word in _HOUR and _AFTER_HOUR.match(text, following))
    if kind is Kind.MAY_END:
        return _opens(text, following, table)
    if word.isdigit() or _ROMAN.match(word):
        if before.endswith((":", ";")) and len(word) < 3:
            return False
        if word.isdigit():
            counted = before.endswith(".") and table.kinds.get(before[:-1]) in (Kind.NUMBERED, Kind.MAY_END)  # S. 12
            return counted or not table.ordinals or len(word) > 2 or _opens(text, following, table)
    if _is_initial(word) or _DOTTED.match(word) or (table.ordinals and _ROMAN.match(word)):
        return _opens(text, following, table)
    return True


def _is_initial(word: str) -> bool:
    return word[-1:].isupper() and (len(word) == 1 or word[-2] in "-.'’")


def _roman_follows(text: str, following: int) -> bool:
    found = _WORD.match(text, following)
    return found is not None and _ROMAN.match(found[0]) is not None


def _last_word(text: str, start: int, stop: int) -> tuple[str, str]:
    """The word right before the stop, without what opens it, and the one before that."""
    pieces = text[max(start, stop - _LONGEST) : stop].split()
    if not pieces or text[stop - 1].isspace():
        return "", ""
    word = pieces[-1].lstrip(_OPENING).rpartition(")")[2]
    if "’" in word or "'" in word:
        word = word.replace("’", "'").rpartition("'")[2]
    return word, pieces[-2].lstrip(_OPENING) if len(pieces) > 1 else ""


def _opens(text: str, following: int, table: Abbreviations) -> bool:
    """Whether a word that opens sentences stands there, or a quotation."""
    if text[following] in '"“„«':
        return True
    found = _WORD.match(text, following)
    return (
        found is not None
        and found[0].lower() in table.openers
        and not (text.startswith(".", found.end()) and len(found[0]) == 1)
        and not (len(found[0]) > 1 and found[0].isupper())
    )
