"""Labelled stories: short news texts, each with the event it tells.

A file is one subject, whose events are easily confused. A line '== name' begins an event, a line '-- language hours
title' a telling of it, whose text follows; hours count from any moment that all events of the subject share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from pathlib import Path

from summarizer.story.fingerprints import fingerprint

FOLDER = Path(__file__).parents[2] / "tests" / "summarizer" / "stories"
WINDOW = timedelta(days=3)
"""Articles further apart are never compared: no story is joined so late."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A telling of an event. Two tell the same where subject and event agree, whatever the language."""

    subject: str
    event: str
    language: str
    hours: float
    title: str
    text: str
    fingerprint: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings that could be confused: published within WINDOW of each other."""

    one: Labelled
    other: Labelled

    @property
    def same(self) -> bool:
        return (self.one.subject, self.one.event) == (self.other.subject, self.other.event)

    @property
    def hard(self) -> bool:
        """Whether they are of one subject."""
        return self.one.subject == self.other.subject

    @property
    def one_language(self) -> bool:
        return self.one.language == self.other.language

    @property
    def apart(self) -> timedelta:
        return timedelta(hours=abs(self.one.hours - self.other.hours))


def read(half: str) -> list[Labelled]:
    """The tellings of a half: 'tuned', which the weights are learnt from, or 'held', which nothing is."""
    return [telling for path in sorted((FOLDER / half).glob("*.txt")) for telling in _tellings(path)]


def pairs(tellings: Sequence[Labelled]) -> list[Pair]:
    """All pairs of them within WINDOW."""
    found = (Pair(one, other) for one, other in combinations(tellings, 2))
    return [pair for pair in found if pair.apart <= WINDOW]


def _tellings(path: Path) -> Iterator[Labelled]:
    event = ""
    head: tuple[str, str, str] | None = None
    lines: list[str] = []
    for line in [*path.read_text("utf8").splitlines(), "== end"]:
        if line.startswith(("== ", "-- ")) and head is not None:
            language, hours, title = head
            text = "\n\n".join(lines)
            yield Labelled(path.stem, event, language, float(hours), title, text, fingerprint(title, text, language))
            head, lines = None, []
        if line.startswith("== "):
            event = line[3:]
        elif line.startswith("-- "):
            language, hours, title = line[3:].split(" ", 2)
            head = language, hours, title
        elif line:
            lines.append(line)
