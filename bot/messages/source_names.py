"""Names of sources as they stand in a line of text."""

from __future__ import annotations

from unicodedata import bidirectional

from bot.messages.shortening import cut

LONGEST = 40  # UTF-16 units


def source_name(source: str, limit: int = LONGEST) -> str:
    """The name; one that runs from right to left is kept from turning the line around (two more units)."""
    name = cut(source, limit)
    return f"\u2068{name}\u2069" if any(bidirectional(character) in {"R", "AL"} for character in name) else name
