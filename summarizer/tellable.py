"""What of a text a summary may be made of."""

from __future__ import annotations

from dataclasses import replace

import language as lang
from summarizer.readability import opening_length, story_length


def tellable(text: str, *, title: str | None, language: str) -> tuple[lang.Sentence, ...]:
    """The sentences of a text that a summary may be made of, in their order and each only where it is first said.

    Left away are a first line that repeats the title, the publication's appeal a text closes with, and what stands
    before a sentence without being part of it: a dateline, a ticker's time, the mark of a list's item.
    """
    found = lang.sentences(text, language)
    found = found[: story_length([sentence.text for sentence in found])]
    if title and len(found) > 1 and lang.words(found[0].text) == lang.words(title):
        found = found[1:]
    first: dict[str, lang.Sentence] = {}
    for sentence in map(_without_opening, found):
        first.setdefault(sentence.text.casefold(), sentence)
    return tuple(first.values())


def _without_opening(sentence: lang.Sentence) -> lang.Sentence:
    length = opening_length(sentence.text)
    if not length:
        return sentence
    return replace(sentence, start=sentence.start + length, text=sentence.text[length:])
