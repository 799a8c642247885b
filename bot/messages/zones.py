"""Buttons for the time zones most people live in, each with the time it is there."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.answers import Button, Rows, rows
from bot.schedule.zones import OFFERED, zone_name
from bot.words import Words


def zone_buttons(words: Words, now: datetime, current: str, data: str) -> Rows:
    """The zones on offer, and `current` with a mark; a button's data is `data` and the zone's name."""
    buttons = []
    for zone in dict.fromkeys((*OFFERED, current)):
        label = f"{zone_name(zone, words.language)} {now.astimezone(ZoneInfo(zone)):%H:%M}"
        buttons.append(Button(f"✓ {label}" if zone == current else label, f"{data}:{zone}"))
    return rows(buttons, width=2)
