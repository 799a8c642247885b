"""Of the forms a word or name stands in, the one a dictionary or an index would list it under."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from summarizer.key_terms import russian_forms
from summarizer.word_sets import word_set

Form = tuple[str, ...]

# Endings that a name's nominative hardly has, the likelier first; what has none of them is taken for one.
_OBLIQUE = {
    "ru": re.compile(r"(?:ого|его|ому|ему|ым|им|ом|ем|ём|ой|ей|ою|ами|ями|ах|ях|у|ю|ы|и|е)\Z"),
    "uk": re.compile(r"(?:ого|ому|им|ом|ем|ою|ею|ої|ові|еві|ами|ах|у|ю|и|і|ї)\Z"),
    "pl": re.compile(r"(?:iego|ego|emu|iem|em|owi|ami|ach|ów|ą|ę|ej|u|ie)\Z"),
}
_VOWEL_AT_END = re.compile(r"[аяоеaeo]\Z")
_UNCHANGED = word_set(
    """
    news series species always perhaps politics economics mathematics physics gas bus
    """
)
_ES = re.compile(r"(?:ss|x|ch|sh|z)es\Z")


def name_form(met: Counter[tuple[Form, str]], language: str) -> Form:
    """The form of a name most like a nominative; for Russian restored where only others were met.

    `met` counts each form with the gender of the verb beside it (`russian_forms.past_gender`; '' for none).
    """
    if language == "ru" and (restored := _restored(met)):
        return restored
    forms: Counter[Form] = Counter()
    for (form, _), times in met.items():
        forms[form] += times
    oblique = _OBLIQUE.get(language)
    if oblique is None:
        return min(forms, key=lambda form: (-forms[form], _order(form)))

    def cost(form: Form) -> tuple[float, int, str]:
        ends = [2.0 if oblique.search(w) else 0.5 if _VOWEL_AT_END.search(w) else 0.0 for w in form if w[:1].isupper()]
        return sum(ends) / max(1, len(ends)), -forms[form], _order(form)

    return min(forms, key=cost)


def _restored(met: Counter[tuple[Form, str]]) -> Form | None:
    votes: dict[Form, float] = {}
    for form, verb in sorted(met):
        readings = russian_forms.nominatives(form, verb)
        whole = sum(readings.values())
        for reading, likelihood in readings.items():
            votes[reading] = votes.get(reading, 0.0) + met[form, verb] * likelihood / whole
    return max(votes, key=lambda form: (round(votes[form], 6), _order(form)), default=None)


def term_form(forms: Counter[str], language: str) -> str:
    """The form of a common word: English without its plural where that is plain, else the commonest one met."""
    if language == "en":
        singles = {singular(form) for form in forms} & forms.keys()
        if singles:
            return min(singles, key=lambda form: (-forms[form], form))
        return singular(min(forms, key=lambda form: (-forms[form], form)))
    return min(forms, key=lambda form: (-forms[form], len(form), form))


def singular(word: str) -> str:
    """An English noun without a regular plural's ending."""
    if len(word) < 4 or word in _UNCHANGED or word.endswith(("ss", "us", "is", "ous")) or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    return word[:-2] if _ES.search(word) else word[:-1]


def _order(form: Iterable[str]) -> str:
    return " ".join(form)
