"""What is to be drawn, as plain values: all words already in the reader's language, all numbers already counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Shade(StrEnum):
    """What a picture is drawn to be seen on."""

    LIGHT = "light"
    DARK = "dark"

    @property
    def other(self) -> Shade:
        return Shade.DARK if self is Shade.LIGHT else Shade.LIGHT


@dataclass(frozen=True, slots=True)
class Series:
    """A number for each day, and what is counted."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DayChart:
    """Day by day: bars for one series; lines for up to three, all of one length, whose names stand for the title.

    `ticks` are places of days with what stands below them; `peak` is a place of the one series with what is written
    over it. The last day isn't over yet where `open_end` says so.
    """

    title: str
    note: str
    series: tuple[Series, ...]
    ticks: tuple[tuple[int, str], ...]
    peak: tuple[int, str] | None = None
    open_end: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A bar with its name, its number as it is written, and a mark at what is `usual`; None where nobody knows."""

    name: str
    number: int
    written: str
    usual: float | None


@dataclass(frozen=True, slots=True)
class RowChart:
    """Bars one below the other; `bar` and `mark` say below them what they stand for."""

    title: str
    note: str
    rows: tuple[Row, ...]
    bar: str
    mark: str


Chart = DayChart | RowChart
