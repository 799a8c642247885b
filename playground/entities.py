"""Formatted text: what a message says and which spans of it are bold, links, quotations. Offsets count UTF-16 units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
VERBATIM = frozenset({"code", "pre"})

_PRIORITY = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}


@dataclass(frozen=True)
class Entity:
    """One span. ``offset`` and ``length`` in UTF-16 units; the rest only where the type needs it."""

    type: str
    offset: int
    length: int
    url: str = ""
    language: str = ""
    user_id: int = 0
    custom_emoji_id: str = ""
    unix_time: int = 0

    @property
    def end(self) -> int:
        """The offset just after the span."""
        return self.offset + self.length

    def as_json(self) -> dict[str, Any]:
        """The span as the Bot API writes it."""
        body: dict[str, Any] = {"type": self.type, "offset": self.offset, "length": self.length}
        body |= {name: value for name in ("url", "language", "custom_emoji_id") if (value := getattr(self, name))}
        if self.user_id:
            body["user"] = {"id": self.user_id, "is_bot": False, "first_name": str(self.user_id)}
        if self.unix_time:
            body["unix_time"] = self.unix_time
        return body


@dataclass(frozen=True)
class FormattedText:
    """A text and its spans, sorted by offset, longer first."""

    text: str
    entities: tuple[Entity, ...] = ()


EMPTY = FormattedText("")


def utf16_length(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts."""
    return len(text) + sum(char > "\uffff" for char in text)


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of ``text`` a span covers."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def in_order(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Sorted as Telegram sorts: by offset, longer first, then by the rank of the type."""
    return tuple(sorted(entities, key=lambda e: (e.offset, -e.length, _PRIORITY.get(e.type, 50))))


def untangled(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Spans as Telegram keeps them: same kinds joined, none crossing, nothing within code, quotations not nested."""
    ordered = in_order(entity for entity in entities if entity.length > 0)
    quotes = _not_overlapping(entity for entity in ordered if entity.type in QUOTES)
    others = [entity for entity in ordered if entity.type not in QUOTES and entity.type not in SPLITTABLE]
    fixed = [entity for entity in _not_overlapping(others) if not any(_cross(entity, quote) for quote in quotes)]
    verbatim = [entity for entity in fixed if entity.type in VERBATIM]
    runs = [run for kind in SPLITTABLE for run in _joined(e for e in ordered if e.type == kind)]
    pieces = [piece for run in runs for piece in _outside(run, verbatim)]
    return in_order(_cut_at_crossings([*quotes, *fixed], pieces))


def _not_overlapping(ordered: Iterable[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in ordered:
        if not kept or entity.offset >= kept[-1].end:
            kept.append(entity)
    return kept


def _joined(ordered: Iterable[Entity]) -> list[Entity]:
    runs: list[Entity] = []
    for entity in ordered:
        if runs and entity.offset <= runs[-1].end:
            runs[-1] = replace(runs[-1], length=max(runs[-1].end, entity.end) - runs[-1].offset)
        else:
            runs.append(entity)
    return runs


def _outside(entity: Entity, holes: Iterable[Entity]) -> list[Entity]:
    pieces, start = [], entity.offset
    for hole in holes:
        if hole.end <= start or hole.offset >= entity.end:
            continue
        if hole.offset > start:
            pieces.append(replace(entity, offset=start, length=hole.offset - start))
        start = hole.end
    if start < entity.end:
        pieces.append(replace(entity, offset=start, length=entity.end - start))
    return pieces


def _cross(one: Entity, other: Entity) -> bool:
    return one.offset < other.offset < one.end < other.end or other.offset < one.offset < other.end < one.end


def _cut_at_crossings(fixed: list[Entity], pieces: list[Entity]) -> list[Entity]:
    placed = list(fixed)
    waiting = list(pieces)
    while waiting:
        piece = waiting.pop(0)
        crossed = next((other for other in placed if _cross(piece, other)), None)
        if crossed is None:
            placed.append(piece)
            continue
        cut = crossed.offset if piece.offset < crossed.offset else crossed.end
        waiting[:0] = [
            replace(piece, length=cut - piece.offset),
            replace(piece, offset=cut, length=piece.end - cut),
        ]
    return placed
