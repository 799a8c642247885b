"""What makes a sentence unfit to stand in a summary, whatever it says."""

from __future__ import annotations

import re

import language as lang
from summarizer.readability.furniture import entry_length, is_furniture
from summarizer.readability.openers import points_back

_FEWEST_WORDS = 5
_HEADING_WORDS = 14
_ENDINGS = (".", "!", "…", "。", "！", "।", "॥", "؟", "۔", "?", "？")
_QUESTIONS = ("?", "？", "؟", "?!", "?..")
_CLOSING = "\"”»“’')]）」』"
_QUOTED = "\"”»“’'」』"
# What a cut leaves behind: ',.' and 'and the.' after half a sentence; ' .' ends a short line that is a link's text.
_CUT_OFF = re.compile(r"(?:[,;:] ?\.|\b(?:a|an|the|and|or|than|nor|which|whose|и|или|что|der|das|und|le|la|les|et)\.)$")


def reads_well(sentence: str, words: int) -> bool:
    """Whether it is a whole sentence that tells something: long enough, ended, its quotation marks paired, no question
    to the reader, no remark in brackets, and no caption, byline, credit or link's text.

    `words` is the number of words in it. A list's mark or a ticker's time before it is looked past.
    """
    if entry := entry_length(sentence):
        sentence = sentence[entry:]
        words = min(words, len(lang.words(sentence))) if " " in sentence else words
    bare = sentence.rstrip(_CLOSING)
    if words < _FEWEST_WORDS or not bare.endswith(_ENDINGS) or _CUT_OFF.search(sentence[-12:]):
        return False
    if words <= _HEADING_WORDS and sentence.endswith(" .") and not any(mark in sentence for mark in '"“«'):
        return False
    if sentence.startswith("(") and sentence.endswith(")"):
        return False
    if bare.endswith(_QUESTIONS) and not _asked_by_somebody(sentence):
        return False
    return quotes_paired(sentence) and not is_furniture(sentence, words)


def _asked_by_somebody(question: str) -> bool:
    """Whether something is told before it is asked: 'She asked: "Why?"', 'One question remains open for now: why?'."""
    if question.rstrip()[-1:] in _QUOTED and question[:1] not in "\"“«„‘'「『":
        return True
    told, colon, _ = question.partition(": ")
    return bool(colon) and len(told.split()) >= _FEWEST_WORDS


def quotes_paired(text: str) -> bool:
    """Whether each quotation opened is closed; German's „…“ and a mixed “…" count as pairs."""
    straight, opened, closed, low = (text.count(mark) for mark in '"“”„')
    if (
        text.count("«") != text.count("»")
        or text.count("「") != text.count("」")
        or text.count("『") != text.count("』")
    ):
        return False
    if low:
        return low == opened + closed and straight % 2 == 0
    if opened == closed:
        return straight % 2 == 0
    return opened + closed + straight == 2 * max(opened, closed) and abs(opened - closed) == straight


def leans_on_previous(sentence: str, language: str) -> bool:
    """Whether it can only be understood after the sentence before it, or reads as though it couldn't."""
    return points_back(sentence, language) or sentence[:1].islower()
