"""Whether a text says certain words, in whatever form: what a chat follows, and what it doesn't want to hear of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import language as lang

Told = tuple[tuple[str, ...], ...]
"""The stems of each part of a text: no phrase reaches from one part into the next."""


def told(parts: Sequence[str], language: str) -> Told:
    """The stems of these parts of a text, such as a title and the sentences of a summary."""
    return tuple(tuple(lang.stems(part, language)) for part in parts)


def says(text: Told, phrase: str, language: str) -> bool:
    """Whether the words of `phrase` stand in one part of the text, side by side and in their order, in any form."""
    wanted = tuple(lang.stems(phrase, language))
    if not wanted:
        return False
    size = len(wanted)
    return any(
        part[start : start + size] == wanted
        for part in text
        for start, stem in enumerate(part[: len(part) - size + 1])
        if stem == wanted[0]
    )


@dataclass(frozen=True, slots=True)
class Interest:
    """Something a chat follows: a text that says all of the `phrases` (words, or several side by side) and nothing
    of `without` is about it."""

    phrases: tuple[str, ...]
    without: tuple[str, ...] = ()

    def met_by(self, text: Told, language: str) -> bool:
        """Whether the text is about it. One without phrases is met by nothing."""
        return (
            bool(self.phrases)
            and all(says(text, phrase, language) for phrase in self.phrases)
            and not any(says(text, phrase, language) for phrase in self.without)
        )
