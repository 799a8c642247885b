"""How well a found text covers what its page holds: the evidence for trusting an extraction or asking for another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ingest.text.markup import one_line

_LEAST = 60  # characters of a paragraph of prose
_MOST_LINKED = 0.3  # of a paragraph's letters
_KEY = 60  # letters by which a paragraph is known again
_LITTLE = 0.25
_MUCH_MISSED = 500  # characters
_MUCH_MENU = 0.3


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares, from 0 to 1: `recall` of the page's prose that is in the text, `menu` of the text that is links' words;
    `fit` is high when the text holds all of the prose and nothing else (their Dice coefficient)."""

    recall: float
    fit: float
    menu: float
    missed: int

    @property
    def doubtful(self) -> bool:
        """Whether the text is mostly menus, or hardly anything of a page that has much to read."""
        return self.menu > _MUCH_MENU or (self.recall < _LITTLE and self.missed > _MUCH_MISSED)


class Prose:
    """The paragraphs of prose on a page: those of the tree `root` that aren't mostly links."""

    def __init__(self, root: Any, links: set[str]) -> None:
        self._links = links
        self._paragraphs = [text for text in map(_own_text, root.iter("p")) if len(text) >= _LEAST]

    def covered(self, text: str) -> Coverage:
        """How well `text` covers them."""
        size = max(1, len(text))
        there = _letters(text)
        whole = sum(map(len, self._paragraphs))
        held = sum(len(paragraph) for paragraph in self._paragraphs if _letters(paragraph[: 2 * _KEY])[:_KEY] in there)
        # The same paragraph many times on the page can't all be in a text shorter than that.
        held = min(held, size)
        menu = sum(len(line) for line in text.split("\n") if line.removeprefix("- ") in self._links)
        return Coverage(
            recall=held / whole if whole else 1.0,
            fit=2 * held / (size + whole) if whole else 0.0,
            menu=menu / size,
            missed=whole - held,
        )


def _own_text(node: Any) -> str:
    text = one_line(node.text_content())
    if len(text) < _LEAST:
        return ""
    linked = sum(len(link.text_content()) for link in node.iter("a"))
    return "" if linked > _MOST_LINKED * len(text) else text


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
