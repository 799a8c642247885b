"""The dictionary form of Russian words and names, by pymorphy3's dictionary (OpenCorpora's, shipped with it).

Cases leave hardly a name in its nominative ('Пермского края', 'Путину'), and rules of endings alone can't tell
'Гущина', his genitive, from 'Гущина', her name; the dictionary knows how likely each reading is, and the words of a
name must agree. The dictionary takes 0.1 s and some 30 MB when it is first needed. Where pymorphy3 isn't installed,
every function answers that it doesn't know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from language.russian import dictionary
from summarizer.word_sets import word_set

_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_GENDERS = ("masc", "femn", "neut", None)
_PERSON = ("Name", "Surn", "Patr")
_ACRONYM_WITH_ENDING = re.compile(r"([А-ЯЁ]{2,})[а-яё]{1,3}\Z")
_NOMINATIVE_MET = 1.3  # a reading that leaves the word as it stands is likelier in print than the counts say
_SUBJECT = 8.0  # one whose gender the verb beside it has, much likelier: 'Эмилия … заявила' is not of Эмилий


@cache
def _analyser() -> Any:
    try:
        return dictionary()
    except ImportError:
        return None


def available() -> bool:
    """Whether the dictionary is there."""
    return _analyser() is not None


@lru_cache(maxsize=4096)
def _readings(word: str) -> tuple[Any, ...]:
    analyser = _analyser()
    return tuple(analyser.parse(word)[:12]) if analyser is not None and len(word) < 40 else ()


def is_first_name(word: str) -> bool:
    """Whether a word is somebody's first name, in any case."""
    found = _readings(word)
    return bool(found) and any("Name" in reading.tag for reading in found[:3])


def is_place(word: str) -> bool:
    """Whether a word is first of all a place's name."""
    return any("Geox" in reading.tag for reading in _readings(word)[:1])


def is_adjective(word: str) -> bool:
    """Whether a word is first of all an adjective, and nobody's surname."""
    return any(r.tag.POS == "ADJF" and "Surn" not in r.tag for r in _readings(word)[:1])


def may_be_name(word: str) -> bool:
    """Whether a word at the beginning of a sentence may be a name: the dictionary has it as one, or doesn't know it."""
    found = _readings(word)
    if not found:
        return False
    likely = found[:2]
    return any(mark in r.tag for r in likely for mark in (*_PERSON, "Geox", "Orgn")) or not likely[0].is_known


def name_goes_on(first: str, following: Sequence[str]) -> int:
    """How many of the small words after a capitalised one belong to a name with it: the noun an adjective agrees with
    ('Пермского края'), or what an office or institution is of ('Министерства иностранных дел')."""
    head = _readings(first)[:1]
    if not head or not following or len(first) < 4:
        return 0
    second = _readings(following[0])[:4]
    if head[0].tag.POS == "ADJF" and "Surn" not in head[0].tag:
        agree = any(b.tag.POS == "NOUN" and _agree(a, b) for a in _readings(first) for b in second)
        return 1 if agree else 0
    institution = head[0].tag.POS == "NOUN" and head[0].is_known and head[0].normal_form in _INSTITUTIONS
    if not institution or not second:
        return 0
    if second[0].tag.POS == "NOUN" and second[0].tag.case == "gent":
        return 1
    third = _readings(following[1])[:4] if len(following) > 1 else ()
    genitive = (a for a in second if a.tag.POS == "ADJF" and a.tag.case == "gent")
    return 2 if any(b.tag.POS == "NOUN" and _agree(a, b) for a in genitive for b in third) else 0


_INSTITUTIONS = word_set(
    """
    министерство департамент управление комитет служба фонд совет суд дом музей академия институт университет
    палата агентство союз банк театр центр собрание прокуратура администрация федерация ассоциация лига
    """
)


def noun(word: str) -> str | None:
    """The nominative singular of a common noun (the plural where it has no other), None for any other word."""
    found = _readings(word)
    if not found or found[0].tag.POS != "NOUN" or not found[0].is_known:
        return None
    return str(found[0].normal_form)


def noun_phrase(first: str, second: str) -> str | None:
    """The dictionary form of two neighbouring words that make a term: 'ключевую ставку' is 'ключевая ставка', 'склада
    пиломатериалов' is 'склад пиломатериалов'; None where they make none."""
    nouns = [reading for reading in _readings(second) if reading.tag.POS == "NOUN"]
    for a in _readings(first):
        for b in nouns:
            if a.tag.POS in {"ADJF", "PRTF"} and _agree(a, b):
                return _adjective_and_noun(a, b)
    for a in _readings(first)[:2]:
        for b in nouns:
            if a.tag.POS == "NOUN" and b.tag.case == "gent" and a.score > 0.3 and b.score > 0.2:
                return f"{a.normal_form} {second.casefold()}"
    return None


def _agree(a: Any, b: Any) -> bool:
    if a.tag.case != b.tag.case or a.tag.number != b.tag.number:
        return False
    return bool(a.tag.number == "plur" or a.tag.gender == b.tag.gender)


def _adjective_and_noun(adjective: Any, head: Any) -> str | None:
    base = head.inflect({"nomn", "sing"}) or head.inflect({"nomn"})
    if base is None:
        return None
    wanted = {"nomn", base.tag.gender} if base.tag.number == "sing" and base.tag.gender else {"nomn", "plur"}
    fitted = adjective.inflect(wanted)
    return None if fitted is None else f"{fitted.word} {base.word}"


def past_gender(word: str) -> str:
    """'masc' or 'femn' where a word is a verb in the past of that gender ('заявила'), else ''."""
    if not word.endswith(("л", "ла", "лся", "лась")):
        return ""
    return next((str(r.tag.gender) for r in _readings(word)[:1] if r.tag.POS == "VERB" and r.tag.gender), "")


def nominatives(words: Sequence[str], verb: str = "") -> dict[tuple[str, ...], float]:
    """Readings of a name as its nominative, each with how likely it is; empty where nothing is known. `verb` is the
    gender of the verb beside the name (`past_gender`).

    What agrees with the first noun is put into the nominative with it: the adjectives before it and, in a person's
    name, all that follows. The rest stays as it stands ('Министерства просвещения', 'Вестник Заречья').
    """
    acronyms = [_ACRONYM_WITH_ENDING.match(word) for word in words]
    found: dict[tuple[str, ...], float] = {}
    for case in _CASES:
        for gender in _GENDERS:
            reading = _read(words, acronyms, case, gender)
            if reading is not None:
                form, likelihood = reading
                if form == tuple(words):
                    likelihood *= _SUBJECT if verb and case == "nomn" and gender == verb else _NOMINATIVE_MET
                found[form] = found.get(form, 0.0) + likelihood
    return found


def _read(
    words: Sequence[str], acronyms: Sequence[re.Match[str] | None], case: str, gender: str | None
) -> tuple[tuple[str, ...], float] | None:
    """The words as the nominative of that case and gender (None: of a plural)."""
    likelihood = 1.0
    form: list[str] = []
    headed = person = False
    for word, acronym in zip(words, acronyms, strict=True):
        if acronym is not None or (word.isupper() and len(word) > 1):
            form.append(acronym[1] if acronym else word)
            headed = True
            continue
        if headed and not person:
            form.append(word)
            continue
        fitting = [r for r in _readings(word) if _fits(r, case, gender, headed)]
        if not fitting:
            return None
        best = max(fitting, key=lambda r: r.score)
        base = best.inflect({"nomn"}) if "Fixd" not in best.tag else best
        if base is None:
            return None
        form.append(_with_capitals_of(word, base.word))
        likelihood *= sum(r.score for r in fitting)
        if best.tag.POS == "NOUN":
            headed = True
            person = person or any(mark in best.tag for mark in _PERSON)
    return tuple(form), likelihood


def _fits(reading: Any, case: str, gender: str | None, headed: bool) -> bool:
    tag = reading.tag
    if tag.POS not in {"NOUN", "ADJF", "PRTF"} or (headed and tag.POS != "NOUN" and "Surn" not in tag):
        return False
    if "Fixd" in tag and tag.POS == "NOUN":
        return gender is not None and (tag.case == case) and tag.gender in {gender, "ms-f", None}
    if tag.case != case:
        return False
    return bool(tag.number == "plur" if gender is None else tag.number == "sing" and tag.gender == gender)


def _with_capitals_of(word: str, form: str) -> str:
    given, made = word.split("-"), form.split("-")
    if len(given) != len(made):
        return form[:1].upper() + form[1:]
    parts = (f[:1].upper() + f[1:] if g[:1].isupper() else f for g, f in zip(given, made, strict=True))
    return "-".join(parts)
