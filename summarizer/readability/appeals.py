"""Sentences in which a publication speaks to its readers of itself: its plight, its thanks, its wish for help.

A sentence is judged by its voices outside of quotation marks: it says 'we', it speaks of journalism or of 'our
readers', it asks the reader for help. Whose words are reported is another matter: a minister's 'our work' is no appeal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.word_sets import word_set

_QUOTED = re.compile(r"“[^“”]{0,600}”|\"[^\"]{0,600}\"|«[^«»]{0,600}»|„[^„“”]{0,600}[“”]")
_REPORTED = re.compile(
    r"\b(?:said|says|told|tells|wrote|added|adds|according to|announced|explained|asked|urged|quoted|read|"
    r"сказал\w{0,2}|заяви(?:л\w{0,2}|т)|сообщ\w{1,6}|отмети\w{1,3}|написа\w{1,3}|добави\w{1,3}|рассказа\w{1,3}|"
    r"по словам|говор\w{1,5}|пояснил\w?|подчеркнул\w?|призвал\w?|спросил\w?)\b",
    re.IGNORECASE,
)
_WE = re.compile(  # but not the country
    r"\b(?:[Ww]e|[Oo]urs?|us|[Мм]ы|[Нн]а(?:с|ми?|ш(?:а|е|и|у|ей|его|ему|их|им|ими|ем)?))\b"
)
_YOU = re.compile(r"\b(?:you|your|please|вы|вас|вам|вами|ваш(?:а|е|и|у|ей|его|ему|их|им|ими)?|пожалуйста)\b", re.I)
_PRESS = re.compile(
    r"\b(?:we(?:,|,? as|,? the| are)* (?:\w+ )?(?:journalists|reporters|editors)|"
    r"(?:our|independent|honest|fearless|quality|free) journalism|"
    r"(?:unbiased|independent|honest|accurate|fearless) (?:media|reporting)|"
    r"our (?:work|staff|newsrooms?|journalists|readers|readership|reporting|reporters|coverage|editors|editorial|"
    r"website|newspaper|magazine|newsletters?|subscribers|publication|donors)|"
    r"мы,? журналисты|(?:наш\w{0,3}|независим\w{2,3}) (?:журналистик\w|журналист\w{0,3})|"
    r"независим\w{2,3} (?:медиа|сми|пресс\w|издани\w{1,2})|"
    r"наш\w{0,3} (?:редакци\w{1,2}|читател\w{1,4}|издани\w{1,2}|сайт\w{0,2}|подписчик\w{0,3}|материал\w{0,3}))\b",
    re.IGNORECASE,
)
# What only somebody who asks for help says to whom he asks.
_ASKS = re.compile(
    r"\b(?:(?:support|fund) (?-i:us)\b|your (?:\w{3,10} )?(?:support|donations?|contributions?|generosity)\b|"
    r"we need your help\b|(?:e-?mail|write to|contact|call) (?-i:us) (?:at|on|via)\b|"
    r"(?:every|each|any) (?:contribution|donation)\b|by (?:supporting|donating)\b.{0,60} you\b|"
    r"thank you for (?:standing|supporting|your)|dear readers?\b|"
    r"поддерж(?:ите|ать|ивая) (?:нас|наш\w{0,3}|редакцию)\b|"
    r"ваш\w{0,3} (?:\w{3,14} )?(?:поддержк\w|помощь\w?|пожертвовани\w{1,2}|донат\w{0,2}|взнос\w{0,2})\b|"
    r"(?:любая|каждая) (?:сумма|помощь)\b|(?:любой|каждый) (?:взнос|донат)\b|"
    r"(?:дорогие|уважаемые) (?:читател|друзья)|спасибо, что (?:вы|читаете|поддерж))",
    re.IGNORECASE,
)


# How one of the words begins that every appeal has: most sentences have none, and need no closer look.
_BEGINNINGS = word_set(
    """we our ours us you your plea supp fund help cont dona read than
    мы нас нам нами наш наша наше наши нашу вы вас вам вами ваш ваша ваше ваши вашу пожа подд люба любо кажд взно доро
    уваж спас"""
)
_BEGINNING = re.compile(r"(\w{1,4})\w*")


def is_appeal(sentence: str) -> bool:
    """Whether a publication speaks in it to its readers of itself; known for English and Russian."""
    if _BEGINNINGS.isdisjoint(_BEGINNING.findall(sentence.lower())):
        return False
    if not (_WE.search(sentence) or _YOU.search(sentence) or _ASKS.search(sentence)):
        return False
    own = _QUOTED.sub(" ", sentence)
    if _REPORTED.search(own):
        return False
    return _ASKS.search(own) is not None or (_WE.search(own) is not None and _PRESS.search(own) is not None)


_FEWEST = 2  # sentences that are plainly one: a column says 'our readers' once, too
_BETWEEN = 2  # sentences of an appeal in a row that have none of its voices


def story_length(sentences: Sequence[str]) -> int:
    """How many sentences of a text come before the appeal it closes with; all of them where it closes with none.

    What stands between two sentences that are plainly of the appeal is of it too, and so is a heading right before.
    """
    end = start = len(sentences)
    found = between = 0
    for place in range(len(sentences) - 1, -1, -1):
        if is_appeal(sentences[place]):
            start, between, found = place, 0, found + 1
        else:
            between += _WE.search(_QUOTED.sub(" ", sentences[place])) is None
        if between > _BETWEEN:
            break
    if found < _FEWEST or not start:
        return end
    return start - sentences[start - 1].endswith(":")
