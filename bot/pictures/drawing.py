"""Charts as PNG. The one module that imports matplotlib: only the child process does so (see `room`).

Sizes are in points of a picture 340 wide, which is what a telephone shows; three pixels make one.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle

from bot.pictures.charts import Chart, DayChart, Row, RowChart, Shade

WIDTH = 340
SCALE = 3
_EDGE = 18
_FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
_PLAIN, _BOLD = _FONTS / "DejaVuSans.ttf", _FONTS / "DejaVuSans-Bold.ttf"
_LONGEST = 200  # characters that are measured at all

_LINE = 22.0
_TITLE, _TEXT, _SMALL = 17.0, 13.0, 12.0  # points
_DASHES: tuple[tuple[float, ...], ...] = ((), (5, 2), (1.5, 1.5))


@dataclass(frozen=True, slots=True)
class _Colours:
    ground: str
    ink: str
    faint: str
    line: str
    track: str
    half: str
    series: tuple[str, str, str]


# Telegram's own grounds. The series differ in lightness, too, for eyes that see no colours.
_COLOURS = {
    Shade.LIGHT: _Colours(
        "#ffffff", "#16202a", "#5c6b78", "#d9e0e6", "#eaf0f5", "#a5c9e1", ("#1f78b4", "#c8500a", "#2f8f5b")
    ),
    Shade.DARK: _Colours(
        "#17212b", "#f2f5f7", "#9fb0bf", "#33424f", "#233240", "#3b6787", ("#62b5f2", "#f2a65a", "#7fd8a6")
    ),
}


def draw(chart: Chart, shade: Shade) -> bytes:
    """The chart as a PNG, 1,020 pixels wide. The same chart gives the same bytes."""
    with mpl.rc_context({"text.parse_math": False, "text.usetex": False, "path.simplify": False}):
        match chart:
            case DayChart():
                return _days(chart, _COLOURS[shade])
            case RowChart():
                return _rows(chart, _COLOURS[shade])


def drawable(text: str) -> str:
    """As much of a text as the font has signs for, blanks put in order."""
    kept = (
        char
        for char in unicodedata.normalize("NFC", " ".join(text.split())[:_LONGEST])
        if ord(char) in _signs() and not unicodedata.category(char).startswith("C")
    )
    return " ".join("".join(kept).split())


def shortened(text: str, fits: Callable[[str], bool]) -> str:
    """The text, or the longest beginning of it that fits, with '…' behind it."""
    if fits(text):
        return text
    beginnings = [text[:length].rstrip() + "…" for length in range(len(text))]
    return beginnings[max(0, bisect(beginnings, False, key=lambda one: not fits(one)) - 1)] if beginnings else ""


@cache
def _signs() -> frozenset[int]:
    plain, bold = (get_font(str(path)).get_charmap() for path in (_PLAIN, _BOLD))
    return frozenset(plain.keys() & bold.keys())


class _Sheet:
    """A picture in the making: places are points from its upper left corner."""

    def __init__(self, height: float, colours: _Colours) -> None:
        self.colours = colours
        self._figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72 * SCALE, facecolor=colours.ground)
        self._renderer = FigureCanvasAgg(self._figure).get_renderer()  # type: ignore[no-untyped-call]
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, WIDTH)
        self._axes.set_ylim(height, 0)
        self._axes.axis("off")

    def text(
        self, x: float, y: float, said: str, *, size: float, colour: str, bold: bool = False, at: str = "left",
        room: float = WIDTH - 2 * _EDGE,
    ) -> float:  # fmt: skip
        """Writes on the line through y, cut short where there isn't the `room`; the width it took."""
        font = FontProperties(fname=str(_BOLD if bold else _PLAIN), size=size)
        written = self._axes.text(x, y, "", fontproperties=font, color=colour, ha=at, va="baseline")

        def width(text: str) -> float:
            written.set_text(text)
            return float(written.get_window_extent(self._renderer).width) / SCALE

        return width(shortened(drawable(said), lambda text: width(text) <= room))

    def bar(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self._axes.add_patch(Rectangle((x, y), width, height, color=colour, linewidth=0))

    def pill(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        radius = min(width, height) / 2
        shape = f"round,pad=0,rounding_size={radius}"
        self._axes.add_patch(FancyBboxPatch((x, y), width, height, boxstyle=shape, color=colour, linewidth=0))

    def line(
        self, xs: Sequence[float], ys: Sequence[float], colour: str, *, width: float = 1.0,
        dashes: Sequence[float] = (), layer: int = 2,
    ) -> None:  # fmt: skip
        style: Any = (0, tuple(dashes)) if dashes else "-"
        drawn = Line2D(xs, ys, color=colour, linewidth=width, linestyle=style, solid_joinstyle="round", zorder=layer)
        self._axes.add_line(drawn)

    def png(self) -> bytes:
        made = BytesIO()
        self._figure.savefig(made, format="png", facecolor=self.colours.ground, metadata={"Software": None})
        return made.getvalue()


def _head(sheet: _Sheet, title: str, note: str) -> None:
    sheet.text(_EDGE, 34, title, size=_TITLE, colour=sheet.colours.ink, bold=True)
    sheet.text(_EDGE, 56, note, size=_TEXT, colour=sheet.colours.faint)


def _days(chart: DayChart, colours: _Colours) -> bytes:
    alone = len(chart.series) == 1
    top = 104.0 if alone else 70.0 + _LINE * len(chart.series)
    floor = top + 156
    sheet = _Sheet(floor + 38, colours)
    if alone:
        _head(sheet, chart.title, chart.note)
    else:
        _names(sheet, chart)
    most = max((max(one.counts, default=0) for one in chart.series), default=0)
    scale = _Scale(top, floor, most or 1)
    begin = _EDGE + _lined(sheet, scale)
    days = max((len(one.counts) for one in chart.series), default=0)
    slot = (WIDTH - _EDGE - begin) / max(days, 1)
    middles = [begin + slot * (place + 0.5) for place in range(days)]
    if alone:
        _bars(sheet, chart, scale, middles, slot)
    for number, one in enumerate(() if alone else chart.series):
        ys = [scale.y(count) for count in one.counts]
        sheet.line(middles, ys, colours.series[number], width=2.4, dashes=_DASHES[number])
    sheet.line((_EDGE, WIDTH - _EDGE), (floor, floor), colours.faint)
    for place, label in chart.ticks:
        x = middles[place]
        sheet.line((x, x), (floor, floor + 4), colours.faint)
        if x > WIDTH - 50:
            sheet.text(WIDTH - _EDGE, floor + 20, label, size=_SMALL, colour=colours.faint, at="right")
        else:
            sheet.text(x, floor + 20, label, size=_SMALL, colour=colours.faint, at="center")
    return sheet.png()


def _names(sheet: _Sheet, chart: DayChart) -> None:
    """What the lines stand for, in place of a title: each has the whole width, for names are long."""
    for number, one in enumerate(chart.series):
        y, colour = 32 + _LINE * number, sheet.colours.series[number]
        sheet.line((_EDGE, _EDGE + 22), (y - 5, y - 5), colour, width=2.4, dashes=_DASHES[number])
        room = WIDTH - 2 * _EDGE - 30
        sheet.text(_EDGE + 30, y, one.name, size=_TEXT + 1, colour=colour, bold=True, room=room)
    y = 32 + _LINE * len(chart.series)
    sheet.text(_EDGE, y, chart.note, size=_TEXT, colour=sheet.colours.faint)


def _lined(sheet: _Sheet, scale: _Scale) -> float:
    """Lines at round numbers, these at their left ends; the width those take."""
    widest = 0.0
    for number in steps(scale.most):
        y = scale.y(number)
        sheet.line((_EDGE, WIDTH - _EDGE), (y, y), sheet.colours.line, width=0.8, layer=0)
        written = sheet.text(_EDGE, y - 3, f"{number}", size=_SMALL, colour=sheet.colours.faint)
        widest = max(widest, written)
    return widest + 8


@dataclass(frozen=True, slots=True)
class _Scale:
    top: float
    floor: float
    most: int

    def y(self, number: float) -> float:
        return self.floor - (self.floor - self.top) * number / self.most


def steps(most: int) -> tuple[int, ...]:
    """Two to four round numbers above nought, the largest not above `most`; none for nought, one for one."""
    if most < 1:
        return ()
    step = 1
    while most // step > 4:
        step = int(step * (2.5 if str(step).startswith("2") else 2))
    return tuple(range(step, most + 1, step))


def _bars(sheet: _Sheet, chart: DayChart, scale: _Scale, middles: Sequence[float], slot: float) -> None:
    colours, counts = sheet.colours, chart.series[0].counts
    for place, (x, count) in enumerate(zip(middles, counts, strict=True)):
        unfinished = chart.open_end and place == len(counts) - 1
        y = scale.y(count)
        sheet.bar(x - 0.37 * slot, y, 0.74 * slot, scale.floor - y, colours.half if unfinished else colours.series[0])
    if chart.peak:
        place, written = chart.peak
        x = middles[place]
        at = "left" if x < 0.3 * WIDTH else "right" if x > 0.7 * WIDTH else "center"
        side = {"left": -slot / 2, "right": slot / 2, "center": 0.0}[at]
        sheet.text(x + side, scale.top - 7, written, size=_TEXT, colour=colours.ink, bold=True, at=at)


def _rows(chart: RowChart, colours: _Colours) -> bytes:
    top, each = 74.0, 44.0
    floor = top + each * len(chart.rows)
    sheet = _Sheet(floor + 34, colours)
    _head(sheet, chart.title, chart.note)
    most = max((max(row.number, row.usual or 0) for row in chart.rows), default=0) or 1
    for place, row in enumerate(chart.rows):
        _row(sheet, row, top + each * place, (WIDTH - 2 * _EDGE) / most)
    sheet.pill(_EDGE, floor + 8, 18, 8, colours.series[0])
    x = _EDGE + 24 + sheet.text(_EDGE + 24, floor + 16, chart.bar, size=_SMALL, colour=colours.faint)
    if any(row.usual is not None for row in chart.rows):
        sheet.bar(x + 18, floor + 4, 2.5, 16, colours.ink)
        sheet.text(x + 27, floor + 16, chart.mark, size=_SMALL, colour=colours.faint, room=WIDTH - _EDGE - x - 27)
    return sheet.png()


def _row(sheet: _Sheet, row: Row, y: float, unit: float) -> None:
    colours, whole = sheet.colours, WIDTH - 2 * _EDGE
    took = sheet.text(WIDTH - _EDGE, y + 15, row.written, size=_TEXT, colour=colours.ink, bold=True, at="right")
    sheet.text(_EDGE, y + 15, row.name, size=_TEXT, colour=colours.ink, room=whole - took - 12)
    sheet.pill(_EDGE, y + 22, whole, 10, colours.track)
    sheet.pill(_EDGE, y + 22, max(10.0, unit * row.number), 10, colours.series[0])
    if row.usual is not None:
        sheet.bar(_EDGE + min(unit * row.usual, whole - 2.5), y + 19, 2.5, 16, colours.ink)
