"""Times of day as people write them."""

from __future__ import annotations

import re

from bot.errors import WrongTime

_TIME = re.compile(r"(\d{1,2})(?:[:.\-h]?([0-5]\d))?\s?(am|pm)?", re.IGNORECASE | re.ASCII)


def looks_like_time(text: str) -> bool:
    """Whether somebody who wrote this meant a time of day, a right one or not: '8', '25:00', '7pm'."""
    return text[:1].isdigit()


def parse_time(text: str) -> str:
    """'8', '8:05', '08.05', '0805', '8pm' → 'HH:MM' of 24 hours. Raises WrongTime for all else."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise WrongTime(text)
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise WrongTime(text)
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23:
        raise WrongTime(text)
    return f"{hour:02}:{minute:02}"
