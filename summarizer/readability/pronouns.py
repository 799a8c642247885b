"""Pronouns before anybody they could stand for: 'When he arrived, …', 'Вечером он вышел', 'Selon elle, il …'."""

from __future__ import annotations

import re
from functools import cache

from summarizer.word_sets import word_set

_LOOKED_AT = 160  # characters; what a sentence says later has had its names
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
_STOPS = re.compile(r"[\"“”«»„:;(–—]")


_LEAD_INS = {
    "en": word_set("""in at on during along by for from under over within throughout after before when while as if since
        because although though despite once until unless where with without later earlier now today
        yesterday tonight recently eventually initially originally finally last next asked speaking
        born raised aged unlike perhaps maybe often sometimes usually soon already currently
        previously ultimately apparently reportedly allegedly clearly sadly tragically fortunately
        unfortunately interestingly surprisingly officially early late only even two three four five
        six seven eight nine ten several many again there here upon following then just immediately
        suddenly gradually quickly on not"""),
    "fr": word_set("""en depuis après avant pendant durant à au aux dans dès pour selon interrogé interrogée âgé âgée né
        née aujourd'hui aujourd’hui hier lundi mardi mercredi jeudi vendredi samedi dimanche
        désormais parfois bientôt lors quand lorsqu si comme sur sous malgré sans par plus peut
        finalement récemment actuellement samedi auparavant ainsi"""),
    "de": word_set("""am im in nach vor seit bei mit zum zur während wenn als ob weil da nachdem bevor obwohl gestern
        heute morgen zuvor später früher bereits schon nun jetzt damals dann laut ab auf an für aus
        bis gegen unter über trotz zuletzt derzeit aktuell vielleicht oft manchmal zunächst
        einst anschließend mittlerweile erst"""),
}
# Several people at once, who can't be the 'he' or 'she' that follows.
_MANY = word_set(
    """police officers officials prosecutors authorities investigators detectives doctors historians
        experts lawyers attorneys critics supporters friends relatives neighbours neighbors
        witnesses medics paramedics fans colleagues reports documents records rescuers firefighters
        jurors deputies agents scientists researchers analysts"""
)
_ANYBODY = word_set("a an one each every any someone anyone everyone nobody who whose another some my our your")
_CALENDAR = word_set(
    """January February March April May June July August September October November December Monday Tuesday
        Wednesday Thursday Friday Saturday Sunday Christmas Easter"""
)
_ASKED = word_set("asked speaking pressed questioned quizzed")
_PREPOSITIONS = word_set("in at on during along by from under over within throughout")
_SOMEBODY = word_set("he she him her his")
_THEY_OR_IT = word_set("they it")
_SUBJECTS = {"de": word_set("er sie"), "fr": word_set("il elle ils elles")}
_HE_SAID = re.compile(r", (?:he|she|they) (?:said|says|added|adds|explained|noted|warned|told [a-z]+)\b[^,]*$")
# 'Weir lifted it into the net': what the sentence's first verb is done to has been named in another.
_DONE_TO = re.compile(
    r"(?:[A-Z][\w.’'-]+ ){1,3}(?:(?:has|had|have|also|then|later|once|never) )?(?!(?:announc|claim|warn|confirm|admitt|"
    r"insist|"
    r"argu|believ|fear|hop|reveal|report|estimat|decid|declar|predict|show|promis|stat|suggest|not|add|explain|recall|"
    r"prov|indicat|find|want|need|wish|learn|ensur)ed\b)(?:[a-z]+ed|took|gave|told|sent|left|held|saw|"
    r"brought|met|won|lost|beat|hit|shot|bought|sold) "
    r"(?:him|them|it(?! (?:is|was|would|will|has|had|could|can|may|might|should|did|does|clear|possible|known|plain|"
    r"hard|upon|all|out)\b))\b(?! (?:self|selves))"
)
# 'We will not be able to take it with us': what 'it' is was said before.
_WE_DO_IT = re.compile(
    r"(?:We|I|You) (?:[a-z’']{1,20} ){1,6}(?:them|it(?! (?:is|was|will|would|has|had|to|seems|comes|takes|took|may|"
    r"might|could|can|should|does|did|looks)\b))\b"
)
_IMPERSONAL_IL = re.compile(r"il (?:y|faut|fallait|s['’]agit|est (?:possible|probable))\b")
_IMPERSONAL_IT = re.compile(
    r"it (?:comes to|is|was|will be|would be|has been|had been|may be|seems?|emerged|took|takes|turned out|turns out|"
    r"became|remains?|appear(?:s|ed))\b"
)

_CYRILLIC = {
    "ru": ("он|она|они", "по|согласно|как|сейчас|ныне|сегодня|возможно|вероятно|видимо|конечно|очевидно|разумеется"),
    "uk": ("він|вона|вони", "за|згідно|як|зараз|нині|сьогодні|можливо|ймовірно|очевидно|звичайно"),
}
# 'Вечером его задержали': nobody is named whom it was done to; 'он и его жена' would be.
_OBJECTS = {"ru": "его|её|ее|их|ему|ей|им", "uk": "його|її|їх|йому|їй|їм"}
_JOINED = {"ru": r"(?:и|или|а|что|как|чтобы|который|где|когда)\b", "uk": r"(?:і|й|та|або|що|як|щоб|який|де|коли)\b"}
_VERB_ENDS = {"ru": "л|ли|лся|лись|лась|ют|ят", "uk": "в|ли|вся|лися|лася|ють|ять"}


def pronoun_before_name(sentence: str, language: str) -> bool:
    """Whether a person is called 'he' or 'she' near the sentence's beginning, before anybody who could be meant.

    Known for English, Russian, Ukrainian, German and French; other languages mostly leave such a pronoun out.
    """
    if language in _CYRILLIC:
        return _cyrillic(language).match(sentence) is not None and not _name_follows(sentence)
    if language not in _LEAD_INS:
        return False
    if language == "en" and (_DONE_TO.match(sentence) or _WE_DO_IT.match(sentence)):
        return True
    if language == "en" and _HE_SAID.search(sentence, max(0, len(sentence) - 60)) and not _names_somebody(sentence):
        return True
    found = _WORD.search(sentence, 0, _LOOKED_AT)
    first = found.group().lower() if found else ""
    if first not in _LEAD_INS[language] and not (language == "en" and first in _MANY):
        return False
    head = sentence[:_LOOKED_AT]
    stop = _STOPS.search(head)
    head = head[: stop.start()] if stop else head
    words = [(match.group(), match.start()) for match in _WORD.finditer(head)]
    return _in_english(sentence, head, words) if language == "en" else _after_lead_in(sentence, head, words, language)


def _in_english(sentence: str, head: str, words: list[tuple[str, int]]) -> bool:
    if not words:
        return False
    first = words[0][0].lower()
    before: list[str] = []
    for word, place in words[1:]:
        lower = re.split("[’']", word)[0].lower()
        if lower in _SOMEBODY:
            return _nobody_meant(sentence, head, place, lower, first, before)
        if lower in _THEY_OR_IT:
            if first in _MANY or _IMPERSONAL_IT.match(head, place):
                return False
            if _after_comma(head, place):
                return len(before) <= 4 and "the" not in before
            return not before and not _name_follows(sentence)
        if lower in _ANYBODY or (word[0].isupper() and word not in _CALENDAR):
            return False
        before.append(lower)
    return False


def _nobody_meant(sentence: str, head: str, place: int, pronoun: str, first: str, before: list[str]) -> bool:
    """Whether no words before 'he' or 'his' at a place of a sentence can be whom it means, nor the subject to come."""
    if first in _MANY:
        return "the" not in before
    if "the" in before:
        leads_in = first in _ASKED or (first in _PREPOSITIONS and len(before) <= 5)
        return leads_in and pronoun in ("he", "she") and _after_comma(head, place)
    if pronoun in ("he", "she"):
        return _after_comma(head, place) or not _name_follows(sentence)
    return not _name_follows(sentence) and not _noun_follows(sentence)


def _names_somebody(sentence: str) -> bool:
    return any(match.group()[0].isupper() and match.group() not in _CALENDAR for match in _WORD.finditer(sentence, 1))


def _after_comma(head: str, place: int) -> bool:
    return head[:place].rstrip().endswith(",")


def _after_lead_in(sentence: str, head: str, words: list[tuple[str, int]], language: str) -> bool:
    """German 'Am Abend wurde er …', French 'Depuis, il …': a pronoun for subject after no more than a time or place."""
    for count, (word, place) in enumerate(words[1:9]):
        if word in _SUBJECTS[language]:
            commas = head.count(",", 0, place)
            if (language == "de" and commas) or _IMPERSONAL_IL.match(head, place):
                return False
            return commas <= 1 if count else not _name_follows(sentence)
        if language == "fr" and word[0].isupper():
            return False
    return False


def _name_follows(sentence: str) -> bool:
    """Whether the main clause names its subject at once: 'When he was 15, González …'."""
    comma = sentence.find(",", 0, _LOOKED_AT)
    while comma >= 0:
        following = [match.group() for match in _WORD.finditer(sentence, comma + 1, comma + 60)][:2]
        if any(word[0].isupper() and word not in _CALENDAR and word != "I" for word in following):
            return True
        comma = sentence.find(",", comma + 1, _LOOKED_AT)
    return False


def _noun_follows(sentence: str) -> bool:
    """Whether the main clause's subject is a noun the pronoun looks forward to: 'In his speech, the president …'."""
    comma = sentence.find(",", 0, _LOOKED_AT)
    return comma >= 0 and sentence.startswith(("the ", "a ", "an "), comma + 2)


@cache
def _cyrillic(language: str) -> re.Pattern[str]:
    pronouns, lead_ins = _CYRILLIC[language]
    no_comma = rf"\w+(?: [\w-]+){{0,5}} (?:{pronouns})\b(?! же\b)"
    after_comma = rf"(?:{lead_ins})\b(?: [\w-]+){{0,6}}, (?:что )?(?:{pronouns})\b"
    done_to = rf"\w+(?: (?!{_JOINED[language]})[\w-]+){{0,5}} (?:{_OBJECTS[language]}) \w+(?:{_VERB_ENDS[language]})\b"
    return re.compile(f"(?:{no_comma}|{after_comma}|{done_to})", re.IGNORECASE)
