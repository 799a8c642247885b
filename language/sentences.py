"""Sentences of a text, each known by its place, with quotations kept whole."""

from __future__ import annotations

from dataclasses import dataclass

from language.boundaries import boundaries
from language.paragraphs import paragraphs
from language.quotations import quotations


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `text` is the source's [start:end] verbatim; `paragraph` counts from 0."""

    start: int
    end: int
    text: str
    paragraph: int


def sentences(text: str, language: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order, stripped, none across the end of a paragraph.

    A quotation stays in one sentence with its attribution, however many sentences it holds (up to 600 characters).
    `language` is ISO 639-1; an unknown one is split by the general rules. Takes time linear in the text.
    """
    return tuple(
        Sentence(start, end, text[start:end], number)
        for number, (begin, close) in enumerate(paragraphs(text))
        for start, end in boundaries(text, begin, close, language, quotations(text, begin, close))
    )
