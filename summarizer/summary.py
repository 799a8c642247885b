"""What a summary is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences verbatim from the text, in its order; `language` is ISO 639-1, `engine` the one that chose them.

    `spans` tells where each stands: text[start:end] is the sentence.
    """

    sentences: tuple[str, ...]
    language: str
    engine: str
    spans: tuple[tuple[int, int], ...] = ()

    def __str__(self) -> str:
        return " ".join(self.sentences)
