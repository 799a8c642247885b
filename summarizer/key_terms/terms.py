"""Common words and pairs of them that tell what a text is about: those it comes back to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import language as lang
from summarizer.key_terms import russian_forms
from summarizer.key_terms.dictionary_forms import singular, term_form
from summarizer.key_terms.lists import BEFORE_NOUNS, BEFORE_VERBS, generic_words, says_little_alone
from summarizer.key_terms.names import Token

_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Term:
    """A term in its dictionary form, the sentences it was met in, and whether the title has it."""

    form: str
    sentences: set[int]
    titled: bool


def terms(
    found: Sequence[Sequence[Token]], names: Sequence[tuple[int, int]], titled: frozenset[str], language: str
) -> tuple[list[Term], list[Term]]:
    """Pairs and words met in two sentences or more, or in one and in the title; `names` are places of no terms."""
    usable = _usable(found, names, language)
    pairs = _pairs(usable, titled, language)
    singles = _words(usable, titled, language, {word: pair for pair in pairs for word in pair.stems})
    return [pair.term for pair in pairs], singles


@dataclass(frozen=True, slots=True)
class _Content:
    """A content word: its stem, where it stands, and the word before it."""

    token: Token
    stem: str
    before: str


def _usable(
    found: Sequence[Sequence[Token]], names: Sequence[tuple[int, int]], language: str
) -> list[list[_Content | None]]:
    """The content words of each sentence, None in place of any other word."""
    stop = lang.stop_words(language)
    generic = {lang.stem(word, language) for word in generic_words(language)}
    shortest = 2 if language == "ko" else _SHORTEST
    inside = {place for start, end in names for place in range(start, end)}
    stems: dict[str, str] = {}
    result: list[list[_Content | None]] = []
    for sentence in found:
        row: list[_Content | None] = []
        before = ""
        for token in sentence:
            word = token.folded
            if (
                len(token.text) < shortest
                or word in stop
                or says_little_alone(word)
                or token.start in inside
                or not word.replace("-", "").isalpha()
                or token.acronym
            ):
                row.append(None)
            else:
                stem = stems.get(word) or stems.setdefault(word, lang.stem(word, language))
                row.append(None if stem in generic else _Content(token, stem, before))
            before = word
        result.append(row)
    return result


@dataclass(frozen=True, slots=True)
class _Pair:
    stems: tuple[str, str]
    term: Term


def _pairs(usable: list[list[_Content | None]], titled: frozenset[str], language: str) -> list[_Pair]:
    met: dict[tuple[str, str], list[tuple[_Content, _Content]]] = {}
    for row in usable:
        for one, other in pairwise(row):
            if one is not None and other is not None and other.token.after == " " and one.stem != other.stem:
                met.setdefault((one.stem, other.stem), []).append((one, other))
    pairs: list[_Pair] = []
    for stems, places in met.items():
        in_title = titled.issuperset(stems)
        sentences = {one.token.sentence for one, _ in places}
        if len(sentences) + in_title < 2:
            continue
        form = _pair_form(places, language)
        if form is not None:
            pairs.append(_Pair(stems, Term(form, sentences, in_title)))
    return pairs


def _pair_form(places: list[tuple[_Content, _Content]], language: str) -> str | None:
    one, other = places[0]
    if language == "ru" and russian_forms.available():
        return russian_forms.noun_phrase(one.token.text, other.token.text)
    if language == "en":
        if not all(
            _may_be_noun(b) and not a.token.folded.endswith("ly") and not _after_verb_word(a) for a, b in places
        ):
            return None
        return f"{one.token.text.casefold()} {singular(other.token.text.casefold())}"
    forms = Counter(f"{_spelt(a.token, language)} {_spelt(b.token, language)}" for a, b in places)
    return term_form(forms, language)


def _words(
    usable: list[list[_Content | None]], titled: frozenset[str], language: str, paired: dict[str, _Pair]
) -> list[Term]:
    met: dict[str, list[_Content]] = {}
    for row in usable:
        for content in row:
            if content is not None:
                met.setdefault(content.stem, []).append(content)
    found: list[Term] = []
    for stem, places in met.items():
        sentences = {content.token.sentence for content in places}
        # What stands mostly in a pair is said by the pair.
        if stem in paired and len(sentences - paired[stem].term.sentences) < 3:
            continue
        in_title = stem in titled
        if len(sentences) + in_title < 2:
            continue
        form = _word_form(places, language)
        if form is not None:
            found.append(Term(form, sentences, in_title))
    return found


def _word_form(places: list[_Content], language: str) -> str | None:
    if language == "ru" and russian_forms.available():
        forms = Counter(russian_forms.noun(content.token.folded) for content in places)
        return max(forms, key=lambda form: (forms[form], form or ""))
    if language == "en":
        nouns = [content for content in places if _may_be_noun(content)]
        if 2 * len(nouns) <= len(places) or not any(content.before in BEFORE_NOUNS for content in nouns):
            return None
    return term_form(Counter(_spelt(content.token, language) for content in places), language)


def _may_be_noun(content: _Content) -> bool:
    return not content.token.folded.endswith(("ed", "ly")) and not _after_verb_word(content)


def _after_verb_word(content: _Content) -> bool:
    return content.before in BEFORE_VERBS


def _spelt(token: Token, language: str) -> str:
    """As in print: German nouns keep their capital."""
    return token.text if language == "de" and not token.opens else token.text.casefold()
