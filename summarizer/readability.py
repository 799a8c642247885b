"""What makes a sentence unfit to stand in a summary, whatever it says."""

from __future__ import annotations

import re

from summarizer.openers import points_back

_FEWEST_WORDS = 5
_ENDINGS = (".", "!", "?", "…", "。", "！", "？", "।", "॥", ".»", "؟", "۔")
_CLOSING = "\"”»“’')]）」』"
_FURNITURE = re.compile(
    r"read (?:more|also|next|the full|our)|click (?:here|for|to)|scroll (?:down|for|to)|sign up|subscribe|follow us|"
    r"watch (?:the video|now|below|:)|see (?:also|more)|photos?:|images?:|video:|pictured|getty images|copyright|©|"
    r"share (?:this|on)|related:|updated?:|published:|last updated|"
    r"читайте (?:также|ещё|еще|нас|далее)|подпис(?:ывайтесь|аться)|фото:|видео:|автор:|источник:|смотрите также|"
    r"подробнее|поделиться|реклама|lesen sie|mehr (?:dazu|zum)|lire aussi|à lire|lea también|leia (?:também|mais)|"
    r"leggi anche|читайте також|czytaj (?:też|także|więcej)|haberin devamı",
    re.IGNORECASE,
)

# 'Thrilled: Elliott told his neighbours today.' stands under a picture; a quotation after a colon opens with its mark.
_CAPTION = re.compile(r"[^\W\d][\w’'. -]{1,28}: [^\W\d_]")
_CAPTION_WORDS = 22
_POINTS_AT_PICTURE = re.compile(r"\((?:pictured|above|below|left|right|centre|center|на фото|слева|справа)\b|READ MORE")


def reads_well(sentence: str, words: int) -> bool:
    """Whether it is a whole sentence: long enough, ended, its quotation marks paired, no caption and no link's text.

    `words` is the number of words in it.
    """
    if words < _FEWEST_WORDS or not sentence.rstrip(_CLOSING).endswith(_ENDINGS):
        return False
    if words <= _CAPTION_WORDS and (caption := _CAPTION.match(sentence)) and caption.group()[-1].isupper():
        return False
    if _POINTS_AT_PICTURE.search(sentence):
        return False
    return quotes_paired(sentence) and not _FURNITURE.match(sentence.lstrip("[(*•-–— "))


def quotes_paired(text: str) -> bool:
    """Whether each quotation opened is closed; German's „…“ and a mixed “…" count as pairs."""
    straight, opened, closed, low = (text.count(mark) for mark in '"“”„')
    if text.count("«") != text.count("»"):
        return False
    if low:
        return low == opened + closed and straight % 2 == 0
    if opened == closed:
        return straight % 2 == 0
    return opened + closed + straight == 2 * max(opened, closed) and abs(opened - closed) == straight


def leans_on_previous(sentence: str, language: str) -> bool:
    """Whether it can only be understood after the sentence before it."""
    return points_back(sentence, language) or sentence[:1].islower()
