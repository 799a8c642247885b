"""The names and terms of a text that a reader would search for."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import language as lang
from summarizer.key_terms.dictionary_forms import Form, name_form
from summarizer.key_terms.lists import PARTICLES
from summarizer.key_terms.names import Mention, Token, mentions, tokens
from summarizer.key_terms.terms import Term, terms
from summarizer.key_terms.unspaced import unspaced_terms

READ_AT_MOST = 12_000  # characters: what a text is about stands in its beginning
_FADES = 5.0  # sentences, until the beginning's advantage is down to 1/e
_TITLE = 0.6
_NAME = 1.1
_FULL_NAME = 1.25
_PAIR = 1.1
_WORD = 0.65
_MOST_WORDS = 3  # single common words: they find too much


@dataclass(slots=True)
class _Named:
    """All mentions taken for one name."""

    stems: tuple[str, ...]
    forms: Counter[tuple[Form, str]] = field(default_factory=Counter)
    sentences: set[int] = field(default_factory=set)
    placed: int = 0
    rank: int = 0  # among those kept

    def take(self, other: _Named) -> None:
        self.sentences |= other.sentences


def keywords(text: str, *, title: str | None = None, language: str | None = None, count: int = 8) -> tuple[str, ...]:
    """At most `count` names and terms that a reader would search for, the most telling first.

    Names keep their capitals, a person's stands once and in full, terms are lower-case (German nouns aside); Russian
    ones in the nominative, English ones in the singular. `language` is ISO 639-1 and detected when not given. Reads a
    long text's beginning (READ_AT_MOST). An empty text has none. Raises ValueError for `count` below 1.
    """
    _check(count)
    code, read = language or lang.detect(text), text[:READ_AT_MOST]
    if code in lang.UNSPACED:
        return unspaced_terms(read, title or "", count)
    sentences, met = _names_met(read, code)
    titled = frozenset(lang.stems(title or "", code))
    pairs, words = terms(sentences, [(m.start, m.end) for m in met], titled, code)
    scored = _scored(met, titled, code)
    scored += _best([(_PAIR, term) for term in pairs])
    scored += _best([(_WORD, term) for term in words])[:_MOST_WORDS]
    return _first(scored, count)


def names(text: str, *, title: str | None = None, language: str | None = None, count: int = 8) -> tuple[str, ...]:
    """As `keywords`, the names only; of scripts without spaces, what stands for them."""
    _check(count)
    code, read = language or lang.detect(text), text[:READ_AT_MOST]
    if code in lang.UNSPACED:
        return unspaced_terms(read, title or "", count)
    _, met = _names_met(read, code)
    return _first(_scored(met, frozenset(lang.stems(title or "", code)), code), count)


def _check(count: int) -> None:
    if count < 1:
        raise ValueError(f"count must be at least 1, not {count}")


def _names_met(text: str, language: str) -> tuple[list[list[Token]], list[Mention]]:
    found = tokens(text, lang.sentences(text, language))
    return found, mentions(text, found, language)


_Scored = tuple[float, int, str]
"""How much a keyword is worth, below zero, so that the best sorts first; its first sentence; its form."""


def _scored(met: Sequence[Mention], titled: frozenset[str], language: str) -> list[_Scored]:
    scored: list[_Scored] = []
    for named in _joined(met, language):
        worth = (_FULL_NAME if len(named.stems) > 1 else _NAME) * _worth(named.sentences)
        worth += _TITLE * any(stem in titled for stem in named.stems)
        scored.append((-round(worth, 9), min(named.sentences), " ".join(name_form(named.forms, language))))
    return scored


def _first(scored: list[_Scored], count: int) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for _, _, form in sorted(scored):
        kept.setdefault(lang.fold(form), form)
    return tuple(kept.values())[:count]


def _best(weighed: Sequence[tuple[float, Term]]) -> list[_Scored]:
    return sorted(
        (-round(weight * (_worth(term.sentences) + _TITLE * term.titled), 9), min(term.sentences), term.form)
        for weight, term in weighed
    )


def _worth(sentences: set[int]) -> float:
    return (1 + math.log(len(sentences))) * (0.5 + 0.5 * math.exp(-min(sentences) / _FADES))


def _joined(met: Sequence[Mention], language: str) -> list[_Named]:
    """Mentions by name, later shorter ones counted to the full name they stand for."""
    groups: dict[tuple[str, ...], _Named] = {}
    for mention in met:
        stems = tuple(
            lang.stem(word, language) for word in mention.words if word not in PARTICLES and not word.endswith(".")
        ) or tuple(map(lang.fold, mention.words))
        named = groups.setdefault(stems, _Named(stems))
        named.forms[mention.words, mention.verb] += 1
        named.sentences.add(mention.sentence)
        named.placed += mention.placed
    kept: list[_Named] = []
    parts: dict[tuple[str, ...] | str, list[_Named]] = {}  # of those kept: their beginnings, ends and initials
    for named in sorted(groups.values(), key=lambda g: (-len(g.stems), min(g.sentences), g.stems)):
        short: list[tuple[str, ...] | str] = [named.stems, *dict.fromkeys(form[0] for form, _ in named.forms)]
        longer = [other for part in short for other in parts.get(part, ()) if _stands_for(named, other)]
        if longer:
            min(longer, key=lambda other: other.rank).take(named)
        else:
            named.rank = len(kept)
            kept.append(named)
            for part in _parts(named):
                parts.setdefault(part, []).append(named)
    return kept


def _parts(named: _Named) -> Iterator[tuple[str, ...] | str]:
    """What may stand for a name later on."""
    sizes = range(1, len(named.stems))
    yield from dict.fromkeys([*(named.stems[:size] for size in sizes), *(named.stems[-size:] for size in sizes)])
    yield from dict.fromkeys(filter(None, (_initials(form) for form, _ in named.forms)))


def _stands_for(short: _Named, whole: _Named) -> bool:
    """Whether a name is short for a longer one: its end ('Petrova'), or its beginning where that names no place."""
    size = len(short.stems)
    if size == 1 and any(form[0] == _initials(long) for form, _ in short.forms for long, _ in whole.forms):
        return True
    if size >= len(whole.stems):
        return False
    if whole.stems[-size:] == short.stems:
        return True
    if whole.stems[:size] != short.stems or short.placed:
        return False
    return size > 1 or len(short.sentences) <= len(whole.sentences)


def _initials(words: Form) -> str:
    return "".join(word[0] for word in words if word not in PARTICLES).upper() if len(words) > 1 else ""
