"""Appeals and page furniture out of a text: whole lines, by what they say and where they stand.

What a line says is judged by `furniture` and `appeals`; here it is weighed where it stands. Furniture and clear
appeals go wherever they are. What only sounds like an appeal goes when it touches one, or stands between the words that
open an appeal ('Dear readers', 'A message from ...') and the asking. Everything else stays: a paragraph kept by mistake
costs a line, one lost costs the news.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.cleaning.appeals import Appeal, appeal, opens_appeal
from ingest.cleaning.furniture import Furniture, furniture

# How far an appeal's opening reaches for its asking: lines of its voice weigh little, plain ones much.
_REACH = 6
_PLAIN_WEIGHT = 3
_SOUND_BODY = 3  # so many plain lines before an opening make sure that it isn't the article's own salutation
_SIGNATURE = 80  # characters


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    after_blank: bool
    furniture: Furniture | None
    appeal: Appeal
    opens: bool

    @property
    def asks(self) -> bool:
        return self.furniture is Furniture.ASK or self.appeal >= Appeal.ASKING

    @property
    def goes(self) -> bool:
        """Whether it goes wherever it stands."""
        return self.furniture is not None or self.appeal is Appeal.CLEAR


def clean_text(text: str, *, language: str | None = None) -> str:
    """`text` without appeals and page furniture: the other lines as they were (white space at their ends apart), blank
    lines between them kept as one.

    Works on paragraphs split by single line breaks and by blank lines alike, in English and Russian; `language` is
    accepted for languages that will need to be told apart. Cleaning twice changes nothing more.
    """
    lines = _lines(text)
    while True:
        kept = _kept(lines)
        if len(kept) == len(lines):
            break
        lines = kept
    return "".join(
        ("" if number == 0 else "\n\n" if line.after_blank else "\n") + line.text for number, line in enumerate(lines)
    )


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    blank = False
    for raw in text.split("\n"):
        line = raw.strip()
        if line:
            kind = furniture(line)
            voice = Appeal.PLAIN if kind else appeal(line)
            lines.append(_Line(line, blank, kind, voice, opens_appeal(line)))
        blank = not line
    return lines


def _kept(lines: list[_Line]) -> list[_Line]:
    """`lines` without what this pass recognises; a blank line before a gone one is handed on."""
    gone = [line.goes for line in lines]
    plain_before = 0
    for number, line in enumerate(lines):
        if line.opens and (number == 0 or not gone[number - 1] or not lines[number - 1].opens):
            end = _appeal_end(lines, number, plain_before >= _SOUND_BODY)
            gone[number:end] = [True] * (end - number)
        plain_before += not gone[number] and line.appeal is Appeal.PLAIN and not line.opens
    _spread(lines, gone)
    kept: list[_Line] = []
    blank = False
    for line, is_gone in zip(lines, gone, strict=True):
        blank = blank or line.after_blank
        if not is_gone:
            kept.append(_Line(line.text, blank, line.furniture, line.appeal, line.opens))
            blank = False
    return kept


def _appeal_end(lines: list[_Line], start: int, sound_body: bool) -> int:
    """Where the appeal opened at `start` ends (exclusive); `start` itself when nothing is asked after it."""
    end = start
    reach = 0
    swallowed = False
    for number in range(start, len(lines)):
        line = lines[number]
        if line.asks and (number > start or line.appeal >= Appeal.ASKING):
            if not swallowed or line.appeal is Appeal.CLEAR:
                end = number + 1
                reach = 0
                swallowed = False
        elif line.appeal is Appeal.PLAIN and not line.opens and line.furniture is None:
            if not sound_body:
                break
            swallowed = True
            reach += _PLAIN_WEIGHT
        else:
            reach += 1
        if reach > _REACH:
            break
    if end > start and all(_closes(line) for line in lines[end : end + 3]) and len(lines) - end <= 2:
        return len(lines)
    return end


def _closes(line: _Line) -> bool:
    """Whether it may end an appeal: a signature, or a last word in its voice."""
    return line.goes or (len(line.text) <= _SIGNATURE and line.text[-1] not in ".!?…\"»”:") or (
        line.appeal >= Appeal.LEANING and len(line.text) <= 3 * _SIGNATURE
    )  # fmt: skip


def _spread(lines: list[_Line], gone: list[bool]) -> None:
    """Marks what touches an appeal and sounds like one: asking lines beside it, voiced ones above the last of all."""
    for step in (1, -1):
        near = False
        for number in range(len(lines))[::step]:
            line = lines[number]
            if gone[number]:
                near = near or line.asks
            elif near and line.appeal is Appeal.ASKING:
                gone[number] = True
            else:
                near = False
    tail = len(lines)
    while tail and gone[tail - 1]:
        tail -= 1
    clear = any(line.appeal is Appeal.CLEAR for line in lines[tail:])
    while clear and tail > 1 and lines[tail - 1].appeal is Appeal.VOICED:
        tail -= 1
        gone[tail] = True
