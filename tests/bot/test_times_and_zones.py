from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UnknownZone, WrongTime
from bot.schedule.times import parse_time
from bot.schedule.zones import OFFERED, parse_zone


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("8", "08:00"),
        ("08:30", "08:30"),
        ("8.05", "08:05"),
        ("0745", "07:45"),
        ("8pm", "20:00"),
        ("12am", "00:00"),
        ("12 pm", "12:00"),
        ("23:59", "23:59"),
        ("0:00", "00:00"),
    ],
)
def test_times_are_read_as_people_write_them(written: str, meant: str) -> None:
    assert parse_time(written) == meant


@pytest.mark.parametrize("written", ["25:00", "24:00", "8:60", "13pm", "0am", "", "noon", "8:3", "8:300", "-1", "٨:٠٠"])
def test_what_is_no_time_is_refused(written: str) -> None:
    with pytest.raises(WrongTime):
        parse_time(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("Москва", "Europe/Moscow"),
        ("пермь", "Asia/Yekaterinburg"),
        ("UTC+3", "Etc/GMT-3"),
        ("+5", "Etc/GMT-5"),
        ("мск+2", "Etc/GMT-5"),
        ("utc-8", "Etc/GMT+8"),
        ("UTC", "UTC"),
        ("GMT+0", "UTC"),
        ("мск", "Europe/Moscow"),
        ("МСК+2", "Etc/GMT-5"),
        ("Нью-Йорк", "America/New_York"),
        ("UTC+5:30", "Asia/Kolkata"),
        ("Kiev", "Europe/Kyiv"),
    ],
)
def test_zones_are_read_as_people_write_them(written: str, meant: str) -> None:
    assert parse_zone(written) == meant


@pytest.mark.parametrize("written", ["Mars/Base", "", "UTC+15", "../../etc/passwd", "Europe/", "\x00", "x" * 4000])
def test_what_is_no_zone_is_refused(written: str) -> None:
    with pytest.raises(UnknownZone):
        parse_zone(written)


def test_a_misspelt_zone_names_those_that_look_alike() -> None:
    with pytest.raises(UnknownZone) as refused:
        parse_zone("Berlim")
    assert "Europe/Berlin" in refused.value.near


def test_every_zone_the_buttons_offer_is_one() -> None:
    assert [parse_zone(zone) for zone in OFFERED] == list(OFFERED)


@given(st.text(max_size=60))
def test_no_text_breaks_either(text: str) -> None:
    for read in (parse_time, parse_zone):
        try:
            read(text)
        except (WrongTime, UnknownZone):
            continue
