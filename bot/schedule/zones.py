"""Time zones as people write them: 'Europe/Berlin', 'berlin', 'Москва', 'UTC+3', 'мск'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.dates import get_timezone_location

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
    "Europe/Minsk",
    "Europe/Istanbul",
    "Europe/Moscow",
    "Asia/Tbilisi",
    "Asia/Yekaterinburg",
    "Asia/Almaty",
    "Asia/Kolkata",
    "Asia/Novosibirsk",
    "Asia/Irkutsk",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Asia/Vladivostok",
    "Australia/Sydney",
)

# Large cities after which no zone is named, and what people write instead of a name.
_ALSO = {
    "utc": "UTC",
    "gmt": "UTC",
    "z": "UTC",
    "msk": "Europe/Moscow",
    "мск": "Europe/Moscow",
    "казань": "Europe/Moscow",
    "петербург": "Europe/Moscow",
    "санкт-петербург": "Europe/Moscow",
    "питер": "Europe/Moscow",
    "saint_petersburg": "Europe/Moscow",
    "киев": "Europe/Kyiv",
    "київ": "Europe/Kyiv",
    "kiev": "Europe/Kyiv",
    "kyiv": "Europe/Kyiv",
    "europe/kiev": "Europe/Kyiv",
    "пермь": "Asia/Yekaterinburg",
    "уфа": "Asia/Yekaterinburg",
    "челябинск": "Asia/Yekaterinburg",
    "perm": "Asia/Yekaterinburg",
    "хабаровск": "Asia/Vladivostok",
    "астана": "Asia/Almaty",
    "delhi": "Asia/Kolkata",
    "mumbai": "Asia/Kolkata",
    "beijing": "Asia/Shanghai",
    "пекин": "Asia/Shanghai",
    "san_francisco": "America/Los_Angeles",
    "washington": "America/New_York",
    "boston": "America/New_York",
    "munich": "Europe/Berlin",
    "hamburg": "Europe/Berlin",
    "milan": "Europe/Rome",
    "barcelona": "Europe/Madrid",
    "geneva": "Europe/Zurich",
}

# Offsets that are no whole hours have no zone of their own: a place that keeps them all year.
_UNEVEN = {
    210: "Asia/Tehran",
    270: "Asia/Kabul",
    330: "Asia/Kolkata",
    345: "Asia/Kathmandu",
    390: "Asia/Yangon",
    570: "Australia/Darwin",
}

# The Unicode locale data keeps the names these zones had first.
_NAMED_AS = {"Asia/Kolkata": "Asia/Calcutta", "Asia/Yangon": "Asia/Rangoon", "Europe/Kyiv": "Europe/Kiev"}

_OFFSET = re.compile(r"(utc|gmt|мск)?_?([+\-−])(\d{1,2})(?::?([0-5]\d))?", re.ASCII)


def parse_zone(text: str) -> str:
    """The IANA name of the zone meant. Raises UnknownZone with up to three names that look alike."""
    wanted = "_".join(text.split()).casefold()
    if (offset := _OFFSET.fullmatch(wanted)) and (zone := _by_offset(offset)):
        return zone
    if zone := _by_name().get(wanted):
        return zone
    near = get_close_matches(wanted.rpartition("/")[2], _by_name(), n=3, cutoff=0.75)
    raise UnknownZone(text.strip(), tuple(dict.fromkeys(_by_name()[name] for name in near)))


def zone_name(timezone: str, language: str = "en") -> str:
    """The zone as people say it: 'Москва', 'New York', 'UTC+3'."""
    if timezone.startswith("Etc/GMT"):
        return f"UTC{-int(timezone.removeprefix('Etc/GMT') or 0):+d}"
    if "/" not in timezone:
        return timezone
    known = _NAMED_AS.get(timezone, timezone)
    # Asked for the location, the library looks under the new name, where the data has nothing.
    city = Locale.parse(language).time_zones.get(known, {}).get("city")
    return str(city or get_timezone_location(known, locale=language, return_city=True))


def _by_offset(offset: re.Match[str]) -> str | None:
    minutes = (int(offset[3]) * 60 + int(offset[4] or 0)) * (1 if offset[2] == "+" else -1)
    minutes += 180 if offset[1] == "мск" else 0
    if minutes % 60:
        return _UNEVEN.get(minutes)
    # POSIX counts the other way round: Etc/GMT-3 lies east of Greenwich.
    return (f"Etc/GMT{-minutes // 60:+d}" if minutes else "UTC") if -720 <= minutes <= 840 else None


@cache
def _by_name() -> dict[str, str]:
    """Every name that is understood, in small letters, blanks as '_'."""
    return dict(_names())


def _names() -> Iterator[tuple[str, str]]:
    zones = sorted(zone for zone in available_timezones() if not zone.startswith(("posix/", "right/", "SystemV/")))
    places = [zone for zone in zones if "/" in zone and not zone.startswith(("Etc/", "US/"))]
    for zone in places:
        yield zone.rpartition("/")[2].casefold(), zone
    for zone in places:
        if zone.startswith(("Europe/", "Asia/", "America/New_York")):
            yield "_".join(zone_name(zone, "ru").split()).casefold(), zone
    for zone in zones:
        if zone not in {"localtime", "Factory", "posixrules"}:
            yield zone.casefold(), zone
    yield from _ALSO.items()
