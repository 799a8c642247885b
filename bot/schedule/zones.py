"""Time zones as people write them: 'Europe/Berlin', 'berlin', 'Москва', 'UTC+3'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from bot.errors import UnknownZone

# One for each offset most people live in, west to east: what the buttons offer.
OFFERED = (
    "America/Los_Angeles",
    "America/New_York",
    "America/Sao_Paulo",
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Kyiv",
    "Europe/Istanbul",
    "Europe/Minsk",
    "Europe/Moscow",
    "Asia/Tbilisi",
    "Asia/Yekaterinburg",
    "Asia/Almaty",
    "Asia/Novosibirsk",
    "Asia/Vladivostok",
    "Asia/Tokyo",
)

# Cities that readers of Russian write in their own letters.
_RUSSIAN = {
    "алматы": "Asia/Almaty",
    "астана": "Asia/Almaty",
    "баку": "Asia/Baku",
    "белград": "Europe/Belgrade",
    "берлин": "Europe/Berlin",
    "бишкек": "Asia/Bishkek",
    "варшава": "Europe/Warsaw",
    "вильнюс": "Europe/Vilnius",
    "владивосток": "Asia/Vladivostok",
    "екатеринбург": "Asia/Yekaterinburg",
    "ереван": "Asia/Yerevan",
    "иркутск": "Asia/Irkutsk",
    "казань": "Europe/Moscow",
    "калининград": "Europe/Kaliningrad",
    "киев": "Europe/Kyiv",
    "київ": "Europe/Kyiv",
    "красноярск": "Asia/Krasnoyarsk",
    "лондон": "Europe/London",
    "минск": "Europe/Minsk",
    "москва": "Europe/Moscow",
    "новосибирск": "Asia/Novosibirsk",
    "омск": "Asia/Omsk",
    "пермь": "Asia/Yekaterinburg",
    "петербург": "Europe/Moscow",
    "прага": "Europe/Prague",
    "рига": "Europe/Riga",
    "самара": "Europe/Samara",
    "санкт-петербург": "Europe/Moscow",
    "стамбул": "Europe/Istanbul",
    "таллин": "Europe/Tallinn",
    "ташкент": "Asia/Tashkent",
    "тбилиси": "Asia/Tbilisi",
    "уфа": "Asia/Yekaterinburg",
    "хабаровск": "Asia/Vladivostok",
    "челябинск": "Asia/Yekaterinburg",
}

_OFFSET = re.compile(r"(?:utc|gmt|мск)?\s?([+\-−])(\d{1,2})(?::?00)?", re.IGNORECASE | re.ASCII)


def parse_zone(text: str) -> str:
    """The IANA name of the zone meant. Raises UnknownZone with up to three names that look alike."""
    wanted = text.strip().replace(" ", "_").casefold()
    if offset := _OFFSET.fullmatch(text.strip()):
        hours = int(offset[2]) * (1 if offset[1] == "+" else -1) + (3 if "мск" in wanted else 0)
        if -12 <= hours <= 14:
            # POSIX counts the other way round: Etc/GMT-3 lies east of Greenwich.
            return f"Etc/GMT{-hours:+d}" if hours else "UTC"
    if wanted in _by_name():
        return _by_name()[wanted]
    if wanted in _RUSSIAN:
        return _RUSSIAN[wanted]
    near = get_close_matches(wanted.rpartition("/")[2], list(_by_name()) + list(_RUSSIAN), n=3, cutoff=0.75)
    names = (_by_name().get(name) or _RUSSIAN[name] for name in near)
    raise UnknownZone(text.strip(), tuple(dict.fromkeys(names)))


@cache
def _by_name() -> dict[str, str]:
    return dict(_names())


def _names() -> Iterator[tuple[str, str]]:
    zones = sorted(zone for zone in available_timezones() if not zone.startswith(("posix/", "right/", "SystemV/")))
    places = [zone for zone in zones if "/" in zone and not zone.startswith(("Etc/", "US/"))]
    for zone in places:
        yield zone.rpartition("/")[2].casefold(), zone
    for zone in zones:
        if zone not in {"localtime", "Factory", "posixrules"}:
            yield zone.casefold(), zone
    for alias in ("utc", "gmt", "z"):
        yield alias, "UTC"
