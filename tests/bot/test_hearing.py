"""How word of what is followed comes, by buttons: at once, gathered, in the digest, and not in quiet hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.requests import Desk
from bot.schedule.digest_rounds import DigestRounds
from bot.schedule.hearing import quiet_until
from bot.schedule.ticks import gathered
from playground import Reader
from storage.records import Address, Manner, Pace

QUIET = Manner(Pace.AT_ONCE, "22:00", "07:00")


def berlin(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (berlin(2026, 1, 5, 21, 59), None),
        (berlin(2026, 1, 5, 22, 0), berlin(2026, 1, 6, 7, 0)),
        (berlin(2026, 1, 6, 6, 59), berlin(2026, 1, 6, 7, 0)),
        (berlin(2026, 1, 6, 7, 0), None),
        (berlin(2026, 3, 29, 1, 30), berlin(2026, 3, 29, 7, 0)),  # the clock is put forward at 2
        (berlin(2026, 10, 25, 1, 30), berlin(2026, 10, 25, 7, 0)),  # and back at 3
    ],
)
def test_quiet_hours_are_those_of_the_chats_clock(now: datetime, until: datetime | None) -> None:
    assert quiet_until(now, QUIET, "Europe/Berlin") == until


def test_quiet_hours_may_lie_within_a_day_or_not_be_at_all() -> None:
    noon = Manner(Pace.HOURLY, "12:00", "14:00")
    assert quiet_until(datetime(2026, 1, 5, 13, tzinfo=UTC), noon, "UTC") == datetime(2026, 1, 5, 14, tzinfo=UTC)
    assert quiet_until(datetime(2026, 1, 5, 11, 59, tzinfo=UTC), noon, "UTC") is None
    assert quiet_until(datetime(2026, 1, 5, 13, tzinfo=UTC), Manner(), "UTC") is None


async def test_the_list_says_how_it_comes_and_changes_it(anna: Reader, desk: Desk) -> None:
    await anna.ask("/follow bridge")
    assert (await anna.ask("/follow")).labels == ["✕ bridge", "⏱ At once"]
    await anna.press("⏱ At once")
    card = await anna.next_edit()
    assert card.labels == ["✓ At once", "Once an hour", "In the digest", "Quiet hours", "Done"]
    await anna.press("Once an hour")
    assert "✓ Once an hour" in (await anna.next_edit()).labels
    await anna.press("Quiet hours")
    assert "Quiet from when?" in (await anna.next_edit()).text
    await anna.press("22:00")
    assert "Until when?" in (await anna.next_edit()).text
    await anna.press("07:00")
    assert "Quiet from 22:00 to 07:00" in (await anna.next_edit()).text
    kept = await desk.storage.gatherings.manner(Address(anna.id))
    assert kept == Manner(Pace.HOURLY, "22:00", "07:00")
    await anna.press("No quiet hours")
    await anna.next_edit()
    await anna.press("In the digest")
    assert "/subscribe" in (await anna.next_edit()).text
    await anna.press("Done")
    assert "⏱ In the digest" in (await anna.next_edit()).labels


async def test_an_hours_news_comes_in_one_message(anna: Reader, desk: Desk, clock, add_article) -> None:
    await anna.ask("/follow bridge")
    await desk.storage.gatherings.set_manner(Address(anna.id), Manner(Pace.HOURLY))
    for number in (1, 2, 3):
        await add_article(number)
    assert await gathered(desk) == 0
    clock.pass_by(hours=1)
    assert await gathered(desk) == 3
    told = await anna.next_message()
    assert told.text.startswith("3 stories you follow")
    assert all(f"Town {number} gets a bridge" in told.text for number in (1, 2, 3))
    assert len(told.labels) == 3
    clock.pass_by(hours=1)
    assert await gathered(desk) == 0


async def test_what_comes_in_quiet_hours_comes_at_their_end(ivan: Reader, desk: Desk, clock, add_article) -> None:
    await ivan.ask("/follow мост")
    await desk.storage.gatherings.set_manner(Address(ivan.id), Manner(Pace.AT_ONCE, "11:00", "14:00"))
    for number in (1, 2):
        await add_article(number, title=f"Мост {number}", text="Открыт мост.", summary=("Открыт мост.",), language="ru")
        assert await gathered(desk) == 0
        clock.pass_by(minutes=50)
    clock.pass_by(minutes=20)
    assert clock() == datetime(2026, 11, 22, 14, tzinfo=UTC)
    assert await gathered(desk) == 2
    assert (await ivan.next_message()).text.startswith("2 новости по вашим темам")
    await add_article(3, title="Мост 3", text="Открыт мост.", summary=("Открыт мост.",), language="ru")
    clock.pass_by(seconds=10)
    assert await gathered(desk) == 1
    assert "Мост 3" in (await ivan.next_message()).text


async def test_a_digest_tells_what_was_gathered_and_no_alert_does(anna: Reader, desk: Desk, clock, add_article) -> None:
    await anna.ask("/subscribe 12:30 UTC")
    await anna.ask("/follow bridge")
    await desk.storage.gatherings.set_manner(Address(anna.id), Manner(Pace.HOURLY))
    await add_article(1)
    clock.pass_by(minutes=30)
    assert await DigestRounds(desk).run() == 1
    assert "Town 1 gets a bridge" in (await anna.next_message()).text
    clock.pass_by(hours=1)
    assert await gathered(desk) == 0


async def test_muted_words_stay_out_and_come_back(anna: Reader, desk: Desk, clock, add_article) -> None:
    for number in (1, 2):
        await add_article(number)
    assert "no longer come up here" in (await anna.ask('/mute "town 1"')).text
    latest = await anna.ask("/latest")
    assert "Town 2" in latest.text
    assert "Town 1" not in latest.text
    assert "Town 1" not in (await anna.ask("/digest")).text
    listed = await anna.ask("/mute")
    assert listed.labels == ['✕ "town 1"']
    await anna.press('✕ "town 1"')
    assert "No words are muted here" in (await anna.next_edit()).text
    assert "Town 1" in (await anna.ask("/latest")).text
    await anna.ask("/mute bridges")
    assert "/mute" in (await anna.ask("/latest")).text
    assert "no longer muted" in (await anna.ask("/unmute Bridges")).text
    assert "is not muted here" in (await anna.ask("/unmute bridges")).text


@pytest.mark.parametrize("command", ["follow", "mute"])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-war", "There is no word"), ("since:7d", "There is no word"), ("😀 ☂", "There is no word"),
        ("'\";--", "There is no word"), ("word " * 800, "That is too long: 100 characters"),
        ("DROP TABLE alerts", "match"), ("NEAR(a b) OR *", "match"), ("שלום עולם", "match"),
    ],
)  # fmt: skip
async def test_whatever_is_typed_gets_a_helpful_answer(anna: Reader, command: str, typed: str, said: str) -> None:
    assert said in (await anna.ask(f"/{command} {typed}")).text


async def test_long_lists_turn_pages(anna: Reader, desk: Desk) -> None:
    for number in range(25):
        await desk.storage.alerts.add(Address(anna.id), f"word{number:02}")
    first = await anna.ask("/unfollow")
    assert first.labels[:10] == [f"✕ word{number:02}" for number in range(10)]
    assert first.labels[10:] == ["Next →", "⏱ At once"] or "→" in first.labels[10]
    await anna.press(first.labels[10])
    second = await anna.next_edit()
    assert second.labels[0] == "✕ word10"
    await anna.press("✕ word10")
    assert (await anna.next_edit()).labels[0] == "✕ word11"
    assert "Nothing here follows" in (await anna.ask("/unfollow zebra")).text


async def test_readers_with_different_mutes_get_different_digests(
    anna: Reader, ben: Reader, desk: Desk, clock, add_article
) -> None:
    for reader in (anna, ben):
        await reader.ask("/subscribe 12:30 UTC")
    await anna.ask('/mute "town 1"')
    for number in (1, 2):
        await add_article(number)
    clock.pass_by(minutes=30)
    assert await DigestRounds(desk).run() == 2
    assert "Town 1" not in (await anna.next_message()).text
    assert "Town 1" in (await ben.next_message()).text


def test_nothing_waits_longer_than_a_day() -> None:
    for minute in range(0, 48 * 60, 7):
        now = datetime(2026, 3, 28, tzinfo=UTC) + timedelta(minutes=minute)
        until = quiet_until(now, QUIET, "Europe/Berlin")
        assert until is None or timedelta(0) < until - now <= timedelta(hours=9)
