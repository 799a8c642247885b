"""Readers' words: gettext catalogues, one for each language, read once and kept.

The catalogues (`locales/<language>.po`) are keyed by short names, so that English is a translation like any other.
Their texts are ours and may hold Telegram's HTML; every value put into one is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_date, format_datetime, format_timedelta, get_day_names
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from bot.html import Html

LANGUAGES = {"en": "English", "ru": "Русский"}
DEFAULT = "en"

# Readers of these are likelier to read Russian than English.
_CLOSE_TO_RUSSIAN = frozenset({"be", "kk", "ky", "tg", "tt", "ba", "cv"})


def choose_language(*wishes: str | None) -> str:
    """The first wish ('ru', 'pt-BR', None) there is a catalogue for, or the closest, else English."""
    for wish in wishes:
        code = (wish or "").partition("-")[0].casefold()
        if code in LANGUAGES:
            return code
        if code in _CLOSE_TO_RUSSIAN:
            return "ru"
    return DEFAULT


class Words:
    """One language's words; `words_in` gives the kept one."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = Locale.parse(language)
        self._catalogue = _read(language)

    def __call__(self, key: str, **values: object) -> Html:
        """The text under `key`, with `values` in its `{places}`."""
        return Html(self._catalogue.gettext(key)).format(**values)

    def count(self, key: str, number: int, **values: object) -> Html:
        """The text under `key` in the form that fits `number`, which is also its `{number}`."""
        return Html(self._catalogue.ngettext(key, key, number)).format(number=number, **values)

    def ago(self, moment: datetime, now: datetime) -> str:
        """How long ago that was: '5 minutes ago'; the date where it is more than a week."""
        passed = now - moment
        if passed < timedelta(minutes=1):
            return str(self("ago.now"))
        if passed > timedelta(days=7):
            return str(format_date(moment, format="long", locale=self._locale))
        return str(format_timedelta(-passed, add_direction=True, locale=self._locale))

    def day(self, moment: datetime, timezone: str) -> str:
        """'Monday, 23 November' on the clock of `timezone`."""
        pattern = "EEEE, d MMMM"
        text = format_datetime(moment, pattern, tzinfo=ZoneInfo(timezone), locale=self._locale)
        return text[:1].upper() + text[1:]

    def moment(self, moment: datetime, timezone: str) -> str:
        """'Mon 23 November, 08:00' on the clock of `timezone`."""
        return str(format_datetime(moment, "EEE, d MMMM, HH:mm", tzinfo=ZoneInfo(timezone), locale=self._locale))

    def long_date(self, day: date) -> str:
        """'23 November'."""
        return str(format_date(day, "d MMMM", locale=self._locale))

    def short_date(self, day: date) -> str:
        """'23 Nov'."""
        return str(format_date(day, "d MMM", locale=self._locale))

    def span(self, first: date, last: date) -> str:
        """'1–30 November', '26 October – 24 November'."""
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{self.long_date(last)}"
        return f"{self.long_date(first)} – {self.long_date(last)}"

    def number(self, number: float) -> str:
        """'1,234'."""
        return str(format_decimal(number, format="#,##0.#", locale=self._locale))

    def percent(self, share: float) -> str:
        """'45%' for 0.45."""
        return str(format_percent(share, locale=self._locale))

    def weekday(self, number: int) -> str:
        """The short name of a day of the week, 0 being Monday."""
        return str(get_day_names("abbreviated", "stand-alone", locale=self._locale)[number])

    def listing(self, parts: Iterable[str]) -> str:
        """'a, b and c'."""
        return str(format_list(list(parts), locale=self._locale))


@cache
def words_in(language: str) -> Words:
    """The words of a language of `LANGUAGES`."""
    return Words(language)


def _read(language: str) -> GNUTranslations:
    # Compiled as it is read: a compiled catalogue beside its source would be a second truth.
    with files("bot").joinpath("locales", f"{language}.po").open("rb") as file:
        compiled = BytesIO()
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
