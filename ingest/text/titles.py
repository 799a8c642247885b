"""Headlines for texts that come without one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.text.markup import one_line

LONGEST = 90

_SENTENCE_END = re.compile(r"[.!?…][\"”»')\]]{0,3}(?=\s+[\"“«„(\[—–-]{0,3}\s?[A-ZА-ЯЁ0-9])|[.!?…][\"”»')\]]{0,3}$")
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Prof|Jr|Sr|No|vs|Inc|Ltd|Co|U\.S|U\.K|U\.N|[A-ZА-ЯЁ]|г|гг|ул|им|тыс|млн|млрд|руб|"
    r"т\.\s?е|т\.\s?д|т\.\s?п)\.$"
)
_CLAUSE = re.compile(r"[,;:]\s|\s[—–-]\s")
_SHORTEST = 40


@dataclass(frozen=True, slots=True)
class Titled:
    """A text with its headline. `untitled` says that the headline is only the text's beginning."""

    title: str
    text: str
    untitled: bool


def titled(text: str) -> Titled:
    """The headline of `text`: its first line where that is one (short, no full stop, longer text after it), which then
    leaves the text; else the beginning of its first sentence, at most 90 characters, cut between clauses or words with
    '…'. Empty for an empty text."""
    first, _, rest = text.strip().partition("\n")
    first, rest = first.strip(), rest.rstrip()
    if is_headline(first, rest):
        return Titled(one_line(first), rest.strip(), False)
    # A sentence may go on in the next line of a wrapped paragraph.
    paragraph = text.strip().partition("\n\n")[0]
    return Titled(shortened(first_sentence(paragraph[:2000])), text.strip(), True)


def is_headline(line: str, rest: str) -> bool:
    """Whether `line` is the headline of `rest`: short, not ended as a sentence, and followed by something longer.

    A paragraph's first line in a text wrapped to a width looks alike: but there paragraphs are parted by blank lines.
    """
    following = rest.lstrip().partition("\n")[0]
    if not rest.startswith("\n") and ("\n\n" in rest or following[:1].islower() or len(following) < 1.5 * len(line)):
        return False
    return (
        0 < len(line) <= 160
        and len(rest) > 2 * len(line)
        and len(line.split()) >= 2
        and line[-1] not in ".:;,…"
        and not (line[-1] in '"”»' and line[-2:-1] in ".,!?…")
    )


def first_sentence(text: str) -> str:
    """The first sentence of `text`, with its full stop."""
    line = one_line(text)
    for end in _SENTENCE_END.finditer(line):
        sentence = line[: end.end()]
        if len(sentence) >= 20 and not _ABBREVIATION.search(sentence[-12:]):
            return sentence
    return line


def shortened(sentence: str) -> str:
    """`sentence` as a headline: whole without its full stop if it fits in 90 characters, else cut with '…'."""
    line = one_line(sentence)
    bare = line[:-1] if line.endswith(".") and not line.endswith("..") else line
    if len(bare) <= LONGEST:
        return bare
    room = line[: LONGEST - 1]
    clauses = [found.start() for found in _CLAUSE.finditer(room)]
    cut = clauses[-1] if clauses and clauses[-1] >= _SHORTEST else room.rfind(" ")
    # A word longer than a headline has no better place to be cut.
    return (room[:cut] if cut > 0 else room).rstrip(" ,;:—–-") + "…"


def without_title(text: str, title: str) -> str:
    """`text` without a first line that only repeats `title`."""
    first, _, rest = text.partition("\n")
    same = [char for char in title.casefold() if char.isalnum()]
    return (
        rest.strip()
        if same and [char for char in first.casefold() if char.isalnum()] == same and rest.strip()
        else text
    )
