"""Pronouns before anybody they could stand for: 'When he arrived, …', 'Вечером он вышел', 'Selon elle, il …'."""

from __future__ import annotations

import re
from functools import cache

_LOOKED_AT = 160  # characters; what a sentence says later has had its names
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
_STOPS = re.compile(r"[\"“”«»„:;(–—]")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LEAD_INS = {
    "en": _set("""in at on during along by for from under over within throughout after before when while as if since
        because although though despite once until unless where with without later earlier now today
        yesterday tonight recently eventually initially originally finally last next asked speaking
        born raised aged unlike perhaps maybe often sometimes usually soon already currently
        previously ultimately apparently reportedly allegedly clearly sadly tragically fortunately
        unfortunately interestingly surprisingly officially early late only even two three four five
        six seven eight nine ten several many again there here upon following then just immediately
        suddenly gradually quickly on not"""),
    "fr": _set("""en depuis après avant pendant durant à au aux dans dès pour selon interrogé interrogée âgé âgée né
        née aujourd'hui aujourd’hui hier lundi mardi mercredi jeudi vendredi samedi dimanche
        désormais parfois bientôt lors quand lorsqu si comme sur sous malgré sans par plus peut
        finalement récemment actuellement samedi auparavant ainsi"""),
    "de": _set("""am im in nach vor seit bei mit zum zur während wenn als ob weil da nachdem bevor obwohl gestern
        heute morgen zuvor später früher bereits schon nun jetzt damals dann laut ab auf an für aus
        bis gegen unter über trotz zuletzt derzeit aktuell vielleicht oft manchmal zunächst
        einst anschließend mittlerweile erst"""),
}
# Several people at once, who can't be the 'he' or 'she' that follows.
_MANY = _set(
    """police officers officials prosecutors authorities investigators detectives doctors historians
        experts lawyers attorneys critics supporters friends relatives neighbours neighbors
        witnesses medics paramedics fans colleagues reports documents records rescuers firefighters
        jurors deputies agents scientists researchers analysts"""
)
_ANYBODY = _set("a an one each every any someone anyone everyone nobody who whose another some my our your")
_CALENDAR = _set(
    """January February March April May June July August September October November December Monday Tuesday
        Wednesday Thursday Friday Saturday Sunday Christmas Easter"""
)
_ASKED = _set("asked speaking pressed questioned quizzed")
_PREPOSITIONS = _set("in at on during along by from under over within throughout")
_IMPERSONAL_IT = re.compile(
    r"it (?:is|was|will be|would be|has been|had been|may be|seems?|emerged|took|takes|turned out|turns out|became|"
    r"remains?|appear(?:s|ed))\b"
)

_CYRILLIC = {
    "ru": ("он|она|они", "по|согласно|как|сейчас|ныне|сегодня|возможно|вероятно|видимо|конечно|очевидно|разумеется"),
    "uk": ("він|вона|вони", "за|згідно|як|зараз|нині|сьогодні|можливо|ймовірно|очевидно|звичайно"),
}


def pronoun_before_name(sentence: str, language: str) -> bool:
    """Whether a person is called 'he' or 'she' near the sentence's beginning, before anybody who could be meant.

    Known for English, Russian, Ukrainian, German and French; other languages mostly leave such a pronoun out.
    """
    if language in _CYRILLIC:
        return _cyrillic(language).match(sentence) is not None and not _name_follows(sentence)
    if language not in _LEAD_INS:
        return False
    head = sentence[:_LOOKED_AT]
    stop = _STOPS.search(head)
    head = head[: stop.start()] if stop else head
    words = [(match.group(), match.start()) for match in _WORD.finditer(head)]
    if language == "en":
        return _english(sentence, head, words)
    return _romance_or_german(sentence, head, words, language)


def _english(sentence: str, head: str, words: list[tuple[str, int]]) -> bool:
    if not words:
        return False
    first = words[0][0].lower()
    many = first in _MANY
    if not many and first not in _LEAD_INS["en"]:
        return False
    before: list[str] = []
    for word, place in words[1:]:
        lower = re.split("[’']", word)[0].lower()
        after_comma = head[:place].rstrip().endswith(",")
        if lower in ("he", "she", "him", "her", "his"):
            if many:
                return "the" not in before
            if "the" in before:
                return (
                    after_comma
                    and lower in ("he", "she")
                    and (first in _ASKED or (first in _PREPOSITIONS and len(before) <= 5))
                )
            if lower in ("his", "her", "him"):
                return not _name_follows(sentence) and not _noun_follows(sentence)
            return after_comma or not _name_follows(sentence)
        if lower in ("they", "it"):
            if many or (lower == "it" and _IMPERSONAL_IT.match(head, place)):
                return False
            if after_comma:
                return len(before) <= 4 and "the" not in before
            return not before and not _name_follows(sentence)
        if lower in _ANYBODY or (word[0].isupper() and word not in _CALENDAR):
            return False
        before.append(lower)
    return False


def _romance_or_german(sentence: str, head: str, words: list[tuple[str, int]], language: str) -> bool:
    if not words or words[0][0].lower() not in _LEAD_INS[language]:
        return False
    pronouns = ("er", "sie") if language == "de" else ("il", "elle", "ils", "elles")
    for count, (word, place) in enumerate(words[1:9]):
        if word in pronouns:
            between = head[:place].count(",")
            if language == "de" and between:
                return False
            if language == "fr" and re.match(
                r"ils? (?:y|faut|fallait|s['’]agit|est (?:possible|probable))\b", head[place:]
            ):
                return False
            return between <= 1 if count else not _name_follows(sentence)
        if language == "fr" and word[0].isupper():
            return False
    return False


def _name_follows(sentence: str) -> bool:
    """Whether the main clause names its subject at once: 'When he was 15, González …'."""
    comma = sentence.find(",", 0, _LOOKED_AT)
    if comma < 0:
        return False
    following = [match.group() for match in _WORD.finditer(sentence, comma + 1, comma + 60)][:2]
    return any(word[0].isupper() and word not in _CALENDAR and word != "I" for word in following)


def _noun_follows(sentence: str) -> bool:
    """Whether the main clause's subject is a noun the pronoun looks forward to: 'In his speech, the president …'."""
    comma = sentence.find(",", 0, _LOOKED_AT)
    return comma >= 0 and sentence.startswith(("the ", "a ", "an "), comma + 2)


@cache
def _cyrillic(language: str) -> re.Pattern[str]:
    pronouns, lead_ins = _CYRILLIC[language]
    no_comma = rf"\w+(?: [\w-]+){{0,5}} (?:{pronouns})\b(?! же\b)"
    after_comma = rf"(?:{lead_ins})\b(?: [\w-]+){{0,6}}, (?:что )?(?:{pronouns})\b"
    return re.compile(f"(?:{no_comma}|{after_comma})", re.IGNORECASE)
