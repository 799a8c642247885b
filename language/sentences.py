"""Sentences of a text, each known by its place, with quotations kept whole."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from language.paragraphs import paragraphs
from language.quotations import quotations

_SPEECH_VERBS = (
    "said|says|told|tells|asked|asks|added|adds|wrote|writes|tweeted|posted|replied|answered|shouted|cried|read|reads|"
    "recalled|explained|continued|insisted|exclaimed|joked|wondered|declared|announced|warned|argued"
)
_ATTRIBUTION = re.compile(rf"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){{0,3}} (?:{_SPEECH_VERBS})\b")
_GOES_ON = re.compile(r"[—–-]\s+[^\W\d_]")
_LIST_MARK = re.compile(r"(?:\d{1,3}[.)]|[^\W\d_]\)|[-–—*•·▪])$")
_LOOK_BACK = 400  # characters
_CLOSING = "\"”»“’'"
_TITLE = re.compile(
    r"(?:^|[\s(«\"“])(?:Gen|Gov|Sen|Rep|Lt|Col|Capt|Sgt|Maj|Adm|Rev|Hon|Pres|Prof|St|M|Mme|Mlle|Sra?|Sig|Hr|vs|ул|проф|акад)\.$"
)  # stands before a name
_SHORTENED = re.compile(r"\b(?:approx|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|No|тыс|млн|млрд|трлн|руб|коп|обл)\.$")
_HOUR = re.compile(r"\b[ap]\.m\.$")
_AFTER_HOUR = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[ECMP][SD]?T|GMT|UTC)\b")
_BLANKED = "\n\r\t\u2028\u2029\x0b\x0c\x85"
_LINE_ENDS = str.maketrans(_BLANKED, " " * len(_BLANKED))
# sentencex keeps to itself whatever stands between two marks, however far apart: it gets the text without them.
_MARKS = _BLANKED + '"“”„«»‟()[]'
_LINE_ENDS_AND_MARKS = str.maketrans(_MARKS, " " * len(_MARKS))
_SINGLE_MARK = re.compile("(?<!\\w)['‘’]|['‘’](?!\\w)|[\ud800-\udfff]")  # and halves of characters: no UTF-8 has them
_BEFORE_I = re.compile(r"[a-z]{2}[.!?][\"”’)]*(?=\s+I[ '’])")  # sentencex takes that I for an initial, now and then
_AFTER_END = re.compile(r"[\"”“»’')\]」』]*(?:[ \u00a0\u202f]»)?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `text` is the source's [start:end] verbatim; `paragraph` counts from 0."""

    start: int
    end: int
    text: str
    paragraph: int


def sentences(text: str, language: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order, stripped, none across the end of a paragraph.

    A quotation stays in one sentence with its attribution, however many sentences it holds (up to 600 characters).
    `language` is ISO 639-1; an unknown one is split by the general rules. Takes time linear in the text.
    """
    return tuple(
        Sentence(start, end, text[start:end], number)
        for number, (begin, close) in enumerate(paragraphs(text))
        for start, end in _of_paragraph(text, begin, close, language)
    )


def _of_paragraph(text: str, begin: int, close: int, language: str) -> Iterator[tuple[int, int]]:
    whole = quotations(text, begin, close)
    opens = [start for start, _ in whole]
    start = begin
    for end in _ends(text[begin:close], language):
        at = bisect_right(opens, begin + end) - 1
        if at >= 0 and opens[at] < begin + end < whole[at][1]:
            continue
        following = begin + end
        while following < close and text[following].isspace():
            following += 1
        if following >= close or begin + end <= start or _belong_together(text, start, begin + end, following):
            continue
        yield start, begin + end
        start = following
    if start < close:
        yield start, close


def _ends(paragraph: str, language: str) -> Iterator[int]:
    """Places right after a sentence's last character, as a splitter made for the language sees them."""
    if language == "ru":
        from razdel import sentenize

        yield from (piece.stop for piece in sentenize(paragraph.translate(_LINE_ENDS)))
        return
    from sentencex import segment

    place = 0
    for piece in segment(language, _SINGLE_MARK.sub(" ", paragraph.translate(_LINE_ENDS_AND_MARKS))):
        if language == "en":
            yield from (match.end() for match in _BEFORE_I.finditer(paragraph, place, place + len(piece)))
        ended = _AFTER_END.match(paragraph, place + len(piece.rstrip()))
        place += len(piece)
        if ended is not None and piece.strip():
            yield ended.end()


def _belong_together(text: str, start: int, end: int, following: int) -> bool:
    """Whether what follows belongs to the sentence before it, though a splitter cut there."""
    # A bounded look back, or a text that never lets a sentence end would take time in the square of its length.
    piece = text[max(start, end - _LOOK_BACK) : end]
    character = text[following]
    if _LIST_MARK.match(piece):
        return True
    ended = piece.rstrip(_CLOSING)
    if character.islower() and (ended != piece or ended.endswith(("…", "...", "?", "!"))):
        return True
    if ended != piece and ended.endswith(("?", "!", ",", "…")) and _ATTRIBUTION.match(text, following):
        return True
    if _GOES_ON.match(text, following):  # direct speech after its attribution: «…, — сказал он. — …»
        return "— " in piece or "– " in piece or text[following + 1 :].lstrip()[:1].islower()
    tail = piece[-12:]
    if _HOUR.search(tail):
        return _AFTER_HOUR.match(text, following) is not None
    first = next((c for c in text[following : following + 4] if c.isalnum()), character)
    if not first.isupper() and _SHORTENED.search(tail):
        return True
    return _TITLE.search(tail) is not None
