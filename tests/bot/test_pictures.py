"""Pictures: valid, of the right size, on both grounds, whatever the words; drawn in a process of their own."""

from __future__ import annotations

import asyncio
import struct
import sys
import warnings
from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.pictures.charts import Chart, DayChart, Row, RowChart, Series, Shade
from bot.pictures.drawing import draw, drawable, shortened, steps
from bot.pictures.room import NoPicture, Pictures

TICKS = ((0, "1 нояб."), (29, "30 нояб."))


def days(title: str = "вулкан", *, counts: tuple[int, ...] = (*range(29), 3), names: tuple[str, ...] = ()) -> DayChart:
    series = tuple(Series(name, counts) for name in names or (title,))
    peak = None if len(series) > 1 else (max(range(30), key=series[0].counts.__getitem__), "23 · 14 нояб.")
    return DayChart(title, "128 статей за 30 дней", series, TICKS, peak)


def week(*names: str, usual: float | None = 3.0) -> RowChart:
    rows = tuple(Row(name, 40 - place, str(40 - place), usual) for place, name in enumerate(names))
    return RowChart("О чём пишут", "24–30 ноября", rows, "статей за неделю", "в обычную неделю")


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert png.endswith(b"IEND\xaeB`\x82")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


HOSTILE = (
    *(
        "$x^2$",
        r"$\frac{",
        "a_b^c",
        "\\alpha",
        "🎉🔥",
        "שלום עולם",
        "مرحبا",
        "日本",
        "\u202eabc",
        "\x00\x07",
        "<b>&",
        "%d {x}",
    ),
    *("W" * 256, "і" * 256, "\n\n", "", "e\u0301" * 60, "\ud800"),
)


@pytest.mark.parametrize("chart", [days(), days(names=("Путин", "Зеленский", "x")), week("вулкан", "Орлов"), week("x")])
def test_a_picture_is_drawn_for_both_grounds(chart: Chart) -> None:
    light, dark = draw(chart, Shade.LIGHT), draw(chart, Shade.DARK)
    assert size(light) == size(dark)
    assert size(light)[0] == 1020
    assert 400 < size(light)[1] < 1300
    assert light != dark
    assert draw(chart, Shade.LIGHT) == light


def test_any_words_can_be_drawn_with_no_sign_missing() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of each sign its font lacks
        assert size(draw(week(*HOSTILE), Shade.DARK))[0] == 1020
        for start in range(0, len(HOSTILE), 3):
            names = HOSTILE[start : start + 3]
            assert size(draw(days(names[0], names=names), Shade.DARK))[0] == 1020


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=256), st.lists(st.integers(0, 10**9), min_size=30, max_size=30))
def test_neither_do_any_numbers_matter(text: str, counts: list[int]) -> None:
    assert size(draw(days(text, counts=tuple(counts)), Shade.LIGHT))[0] == 1020


def test_words_are_no_formulas_and_signs_without_a_shape_are_left_out() -> None:
    assert drawable("$x^2$ a_b") == "$x^2$ a_b"
    assert drawable("вулкан  🎉 ёлка\u202e") == "вулкан ёлка"
    assert draw(days("$x^2$"), Shade.LIGHT) != draw(days("x²"), Shade.LIGHT)


def test_a_title_that_is_too_long_ends_in_dots() -> None:
    assert shortened("abcdef", lambda text: len(text) <= 4) == "abc…"
    assert shortened("abc", lambda text: len(text) <= 4) == "abc"
    assert shortened("", lambda text: len(text) <= 4) == ""
    assert draw(days("W" * 100), Shade.LIGHT) == draw(days("W" * 200), Shade.LIGHT)


@pytest.mark.parametrize(
    ("most", "lines"),
    [(0, ()), (1, (1,)), (4, (1, 2, 3, 4)), (9, (2, 4, 6, 8)), (23, (5, 10, 15, 20)), (130, (50, 100))],
)
def test_lines_stand_at_round_numbers(most: int, lines: tuple[int, ...]) -> None:
    assert steps(most) == lines


@pytest.fixture
async def pictures() -> AsyncIterator[Pictures]:
    async with Pictures() as room:
        yield room


async def test_they_are_drawn_in_another_process_and_kept(pictures: Pictures) -> None:
    first = await pictures.draw(days(), Shade.LIGHT)
    assert first == draw(days(), Shade.LIGHT)
    assert len(pictures._worker.pids) == 1
    assert await pictures.draw(days(), Shade.LIGHT) is first


async def test_what_can_not_be_drawn_is_said_without_its_words(pictures: Pictures) -> None:
    broken = DayChart("secret words", "", (Series("secret words", (1, 2)),), ((99, "secret words"),))
    with pytest.raises(NoPicture) as caught:
        await pictures.draw(broken, Shade.LIGHT)
    assert "secret" not in str(caught.value)


async def test_the_bot_itself_never_imports_matplotlib() -> None:
    told = "import bot.service, bot.commands, sys; assert 'matplotlib' not in sys.modules"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", told)
    assert await process.wait() == 0
