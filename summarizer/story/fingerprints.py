"""Whether two articles tell the same event: fingerprints small enough to keep, and how alike two of them are.

Names alone tell a subject, not an event: the same minister does something else tomorrow. Ordinary words alone tell a
kind of event: there is a fire every week. Two articles tell one event when both agree, so both are compared apart.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import language as lang

_LEAD_WORDS = 100  # of the text: the event stands at its beginning, what follows is background
_KEPT = 56
_NAMES_COUNT = 0.3  # against ordinary words and numbers
_SAME = 0.6  # fitted for precision: a story told twice does less harm than one that hides another
_SAME_AT_LENGTH = 0.52  # suffices where so much is shared that chance can't have done it: free retellings
_SHARED_AT_LENGTH = 22
_SHARED_AT_LEAST = 5
_FEWEST_WORDS = 14
_FEWEST_NAMES = 2

_NAME = 1


def fingerprint(title: str, text: str, language: str) -> tuple[int, ...]:
    """What an article's title and beginning speak of, as at most 56 integers below 2³², the same in every process.

    Each is a hash of a stem in its language, so that two languages have nothing in common; the lowest bit marks names.
    """
    stop_words = lang.stop_words(language)
    names: dict[str, bool] = {}
    for word, is_name in _beginning(title, text):
        if len(word) > 1 and word not in stop_words:
            stem = lang.stem(word, language)
            names[stem] = names.get(stem, False) or is_name
    first = list(names.items())[:_KEPT]
    return tuple(sorted({_hash(stem, language) & ~_NAME | is_name for stem, is_name in first}))


def similarity(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """How much two fingerprints share, from 0 to 1: the overlap of their words with that of their names.

    A name for one of the two is a name for both: the other may only have had it where every word has a capital.
    """
    named = {term for term in (*a, *b) if term & _NAME}
    ours, theirs = ({term | _NAME for term in terms} for terms in (a, b))
    names = _overlap(ours & named, theirs & named, _FEWEST_NAMES)
    words = _overlap(ours - named, theirs - named, _FEWEST_WORDS)
    return (words + _NAMES_COUNT * names) / (1 + _NAMES_COUNT)


def same_story(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """Whether two articles tell the same event; doubtful ones are told apart.

    The same likeness says more of long tellings than of short ones, so less of it is asked of those.
    """
    shared = len({term | _NAME for term in a} & {term | _NAME for term in b})
    enough = _SAME_AT_LENGTH if shared >= _SHARED_AT_LENGTH else _SAME
    return shared >= _SHARED_AT_LEAST and similarity(a, b) >= enough


def _beginning(title: str, text: str) -> Iterator[tuple[str, bool]]:
    """The folded words of the title and of the text's beginning, each with whether it is a name.

    A name is written with a capital in mid-sentence and never without one. Titles may capitalise every word, so they
    say nothing of that.
    """
    spans = lang.word_spans(text[: _LEAD_WORDS * 40], most=_LEAD_WORDS)
    capital: set[str] = set()
    small: set[str] = set()
    words: list[str] = []
    end = 0
    for start, after in spans:
        word = lang.fold(text[start:after])
        words.append(word)
        between = text[end:start].strip(" \"“”„«»'‘’(—–-")
        if not text[start].isupper():
            small.add(word)
        elif end and not between.endswith((".", "!", "?", "…", ":", "\n")):
            capital.add(word)
        end = after
    for word in [*lang.words(title), *words]:
        yield word, word in capital and word not in small


def _hash(stem: str, language: str) -> int:
    return zlib.crc32(f"{language}:{stem}".encode("utf-8", "surrogatepass"))


def _overlap(ours: set[int], theirs: set[int], at_least: int) -> float:
    """The share of the shorter telling found in the longer, a very short one counting as if it held `at_least`."""
    return len(ours & theirs) / max(at_least, min(len(ours), len(theirs)))
