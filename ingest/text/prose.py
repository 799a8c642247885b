"""Whether a text is prose, as an article is, or what pages hold besides: menus, notices, forms, bytes."""

from __future__ import annotations

import re
from collections.abc import Set

PAGE_WORDS = 15  # the fewest in sentences that make an article
FILE_WORDS = 6
_SENTENCE_WORDS = 6
_ITEM_WORDS = 4  # fewer stand in menus
_FEWEST_LISTED = 60  # words: results and calendars are news without sentences
_RUN_ON = 40  # words that make a paragraph of prose without a full stop: some scripts have none
_CHARACTERS_A_WORD = 2  # in scripts without blanks between words
_NOTICE_WORDS = 120  # a text longer than this isn't a notice, whatever it speaks of

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_SENTENCE_END = re.compile("[.!?…][\"”»’')\\]]{0,3}(?:\\s|$)|[。！？｡।॥؟۔።։၊။។]")
# A notice speaks of the visit to its visitor; news of passwords and cookies is told of others.
_OF_THE_VISIT = re.compile(
    r"\b(?:cookies?|javascript|captcha|ad ?block\w{0,3}|log(?:ged)? ?in|sign(?:ed)? (?:in|up)|register|password|"
    r"passwort|browser|consent|robot|page|link|access|permission|куки|cookie\w{0,3}|парол\w{1,3}|авториз\w{1,8}|войдите|"
    r"браузер\w{0,3}|страниц\w{1,3}|робот)\b",
    re.IGNORECASE,
)
_TO_THE_VISITOR = re.compile(
    r"\b(?:you|your|you're|we|our|please|вы|вас|вам|ваш\w{0,3}|мы|наш\w{0,3}|пожалуйста|wir|unsere|sie|ihre?n?|bitte|nous|vous|"
    r"votre|usted|nuestro\w?)\b",
    re.IGNORECASE,
)
_NO_TEXT = re.compile("[\\x00-\\x08\\x0e-\\x1a\\x1c-\\x1f\\x7f-\\x84\\x86-\\x9f\\ud800-\\udfff\\ufffd-\\uffff]")


def is_prose(text: str, *, links: Set[str] = frozenset(), fewest: int = PAGE_WORDS) -> bool:
    """Whether the paragraphs of `text`, one a line, hold sentences enough for an article.

    `fewest` is how many words they must have. `links` are the texts of the page's links: a paragraph that is one of
    them is a way to an article, not a part of it. What a site says to its visitor (cookies, passwords, a page not
    found) is no article either.
    """
    own = [line for line in text.split("\n") if line.strip().removeprefix("- ") not in links]
    if sum(map(_words, own)) <= _NOTICE_WORDS:
        own = [line for line in own if not _is_notice(line)]
    told = sum(_words(line) for line in own if _is_sentence(line))
    listed = sum(words for line in own if (words := _words(line)) >= _ITEM_WORDS)
    return told >= fewest or listed >= _FEWEST_LISTED


def is_text(text: str) -> bool:
    """Whether `text` was text before it was decoded: hardly any control characters, nor bytes that mean none."""
    start = text[:100_000]
    return len(_NO_TEXT.findall(start)) <= max(1, 0.03 * len(start))


def _is_sentence(line: str) -> bool:
    words = _words(line)
    return words >= _RUN_ON or (words >= _SENTENCE_WORDS and _SENTENCE_END.search(line) is not None)


def _is_notice(line: str) -> bool:
    return _OF_THE_VISIT.search(line) is not None and _TO_THE_VISITOR.search(line) is not None


def _words(line: str) -> int:
    unspaced = len(_UNSPACED.findall(line))
    return len(line.split()) + unspaced // _CHARACTERS_A_WORD
