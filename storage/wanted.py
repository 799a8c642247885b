"""A query in stems: what an article must say to be meant. It says of one article what the index says of all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from language import query_stems, stem
from storage.columns import clean
from storage.records import Query


@dataclass(frozen=True, slots=True)
class Wanted:
    """One of the stems of each word, one wording of each phrase (stems, blanks between), and none of `without`."""

    words: tuple[frozenset[str], ...] = ()
    phrases: tuple[frozenset[str], ...] = ()
    without: frozenset[str] = frozenset()

    @classmethod
    def of(cls, query: Query, languages: Iterable[str]) -> Wanted:
        """The query's words as texts in these languages may have them."""
        spoken = tuple(languages)
        return cls(
            words=tuple(frozenset(map(clean, query_stems(word, spoken))) for word in query.words),
            phrases=tuple(_wordings(phrase, spoken) for phrase in query.phrases),
            without=frozenset(wording for words in query.without for wording in _wordings(words.split(), spoken)),
        )

    def met_by(self, title: str, text: str) -> bool:
        """Whether an article with these stems (blanks between) is meant. Takes time linear in the text."""
        spoken = f" {title} ¶ {text} "
        return all(any(f" {one} " in spoken for one in ways) for ways in (*self.words, *self.phrases)) and not any(
            f" {one} " in spoken for one in self.without
        )


def _wordings(words: Iterable[str], languages: Iterable[str]) -> frozenset[str]:
    """All words of a phrase are of one language, so each language gives one wording of it."""
    words = tuple(words)
    return frozenset(clean(" ".join(stem(word, language) for word in words)) for language in languages)
