"""A query in stems: what an article's words must hold to be found. One meaning for searches and for saved queries."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from language import dictionary_is_loaded, load_dictionary, noun_forms, query_stems, stem, transliterations
from storage.columns import clean
from storage.records import Query

_CYRILLIC = re.compile(r"[а-я]{3,24}")

# With one of these a beginning may be a whole word, whose stem is shorter than the beginning: electi(on) is elect.
_ENDINGS = (
    *("s", "e", "y", "n", "on", "ion", "ions", "ed", "g", "ng", "ing", "t", "nt", "ent", "ment"),
    *("а", "я", "ы", "и", "й", "о", "е", "у", "ь", "м", "х", "ть", "ый", "ий", "ой", "ие", "ия", "ов", "ами", "ого"),
)


@dataclass(frozen=True, slots=True)
class Beginning:
    """The beginning of a word: whatever stem starts with it is meant, and the `shorter` ones of words that do."""

    start: str
    shorter: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One of the stems of each word, one wording of each phrase (stems, blanks between), and none of `without`."""

    words: tuple[frozenset[str], ...] = ()
    beginnings: tuple[Beginning, ...] = ()
    phrases: tuple[frozenset[str], ...] = ()
    without: frozenset[str] = frozenset()

    @classmethod
    def of(cls, query: Query, languages: Iterable[str]) -> Wanted | None:
        """The query's words as texts in these languages (English and Russian always count) may have them.

        None if it contradicts itself: nothing has a word and hasn't.
        """
        spoken = tuple(sorted({*languages, "en", "ru"}))
        without = frozenset(wording for words in query.without for wording in _excluded(words.split(), spoken))
        wanted = cls(
            words=tuple(forms(word, spoken) - without for word in query.words),
            beginnings=beginnings(query, spoken),
            phrases=tuple(_wordings(phrase, spoken) - without for phrase in query.phrases),
            without=without,
        )
        return wanted if all(wanted.words) and all(wanted.phrases) else None

    @property
    def stems(self) -> frozenset[str]:
        """All stems it holds, those of phrases and of what isn't wanted too."""
        shorter = (begun.shorter for begun in self.beginnings)
        wordings = chain(*self.words, *shorter, *self.phrases, self.without)
        return frozenset(stem for wording in wordings for stem in wording.split())

    def among(self, known: Container[str]) -> Wanted:
        """The same where there are no other stems than these; a word or phrase none of whose wordings is left has no
        match."""

        def left(wordings: frozenset[str]) -> frozenset[str]:
            return frozenset(one for one in wordings if all(stem in known for stem in one.split()))

        return Wanted(
            words=tuple(map(left, self.words)),
            beginnings=tuple(Beginning(begun.start, left(begun.shorter)) for begun in self.beginnings),
            phrases=tuple(map(left, self.phrases)),
            without=left(self.without),
        )

    def met_by(self, title: str, text: str) -> bool:
        """Whether an article with these stems (blanks between) is meant. Takes time linear in the text."""
        spoken = f" {title} ¶ {text} "
        return (
            all(any(f" {one} " in spoken for one in stems) for stems in self.words)
            and all(any(f" {one} " in spoken for one in wordings) for wordings in self.phrases)
            and all(
                f" {begun.start}" in spoken or any(f" {one} " in spoken for one in begun.shorter)
                for begun in self.beginnings
            )
            and not any(f" {one} " in spoken for one in self.without)
        )


async def ready() -> None:
    """Loads the dictionary beside the event loop, once: it takes a tenth of a second and 20 MB."""
    if not dictionary_is_loaded():
        await asyncio.to_thread(load_dictionary)


def forms(word: str, languages: Iterable[str]) -> frozenset[str]:
    """The stems a word may be indexed under: a Russian noun's in all its forms, a name's in the other script, too."""
    spellings = {word, *transliterations(word)}
    spellings |= {form for one in spellings if _CYRILLIC.fullmatch(one) for form in noun_forms(one)}
    return frozenset(clean(one) for spelling in spellings for one in query_stems(spelling, languages))


def beginnings(query: Query, languages: Iterable[str]) -> tuple[Beginning, ...]:
    """What each beginning of a word that is looked for may be of."""
    spoken = tuple({*languages, "en", "ru"})
    return tuple(Beginning(clean(start), _shorter(start, spoken)) for start in query.prefixes)


def terms(query: Query, languages: Iterable[str]) -> tuple[frozenset[str], ...]:
    """For each word looked for, those of phrases too, the stems it may be indexed under."""
    languages = tuple(languages)
    return tuple(
        forms(word, languages) for word in (*query.words, *(word for phrase in query.phrases for word in phrase))
    )


def _excluded(words: Sequence[str], languages: Iterable[str]) -> frozenset[str]:
    return forms(words[0], languages) if len(words) == 1 else _wordings(words, languages)


def _wordings(words: Iterable[str], languages: Iterable[str]) -> frozenset[str]:
    """All words of a phrase are of one language, so each language gives one wording of it."""
    words = tuple(words)
    return (
        frozenset(clean(" ".join(stem(word, language) for word in words)) for language in languages)
        if words
        else frozenset()
    )


def _shorter(start: str, languages: Iterable[str]) -> frozenset[str]:
    languages = tuple(languages)
    stems = {stem(start + ending, language) for ending in ("", *_ENDINGS) for language in languages}
    return frozenset(clean(one) for one in stems if one and not one.startswith(start))
