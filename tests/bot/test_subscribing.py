"""Digests over the wire: subscribed to, due, composed, sent; once each, at the reader's hour."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.requests import Desk
from bot.schedule.digest_rounds import DigestRounds
from playground import Message, Playground, Reader
from storage.records import Address


async def due_at(desk: Desk, reader: Reader) -> datetime:
    subscription = await desk.storage.subscriptions.get(Address(reader.id))
    assert subscription is not None
    return subscription.next_due_at


async def test_subscribing_says_when_the_next_one_comes(anna: Reader, desk: Desk) -> None:
    card = await anna.ask("/subscribe 7:30 Berlin")
    assert card.text.startswith("Digest: every day at 07:30 (Berlin)")
    assert "Next: Mon, 23 November, 07:30" in card.text
    assert await due_at(desk, anna) == datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


async def test_time_zone_days_and_length_are_chosen_by_buttons(anna: Reader, desk: Desk) -> None:
    await anna.ask("/subscribe")
    for steps in (["Time", "09:00"], ["Time zone", "Moscow 15:00"], ["Length", "3 stories"]):
        for step in steps:
            await anna.press(step)
            shown = await anna.next_edit()
    assert shown.text.startswith("Digest: every day at 09:00 (Moscow)\n3 stories at most")
    await anna.press("Days")
    await anna.next_edit()
    for day in ("✓ Sat", "✓ Sun"):
        await anna.press(day)
        await anna.next_edit()
    await anna.press("Done")
    assert "Monday to Friday at 09:00" in (await anna.next_edit()).text
    await anna.press("Without news: stay silent")
    assert "silent on days without news" in (await anna.next_edit()).text


async def test_the_last_weekday_stays(anna: Reader, desk: Desk) -> None:
    await anna.ask("/subscribe")
    await anna.press("Days")
    for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat"):
        await anna.next_edit()
        await anna.press(f"✓ {day}")
    shown = await anna.next_edit()
    await anna.press("✓ Sun")
    pressed = await anna.press("✓ Sun")
    assert "One day has to stay" in (await pressed.answer())["text"]
    assert "✓ Sun" in shown.labels
    subscription = await desk.storage.subscriptions.get(Address(anna.id))
    assert subscription is not None
    assert subscription.weekdays == {6}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("25:00", "“25:00” is no time of day"),
        ("8:00 Mars/Base", "I don't know the time zone “Mars/Base”"),
        ("Berlim", "Did you mean Europe/Berlin?"),
        ("7:00 " + "x" * 3000, "I don't know the time zone “xxx"),
        ("8:99", "is no time of day"),
        ("7:30 3", "“7:30 3” is no time of day"),
    ],
)
async def test_a_wrong_time_or_zone_is_explained_and_changes_nothing(
    anna: Reader, desk: Desk, text: str, said: str
) -> None:
    assert said in (await anna.ask(f"/subscribe {text}")).text
    assert (await desk.storage.totals()).subscriptions == 0


async def test_a_zone_offered_for_a_misspelt_one_subscribes(anna: Reader, desk: Desk) -> None:
    await anna.ask("/subscribe Berlim")
    await anna.press("Europe/Berlin")
    assert "(Berlin)" in (await anna.next_message()).text


async def test_two_subscribes_at_once_are_one(anna: Reader, desk: Desk) -> None:
    await asyncio.gather(anna.send("/subscribe 8:00"), anna.send("/subscribe 9:00"))
    await anna.next_message()
    await anna.next_message()
    assert (await desk.storage.totals()).subscriptions == 1


async def test_a_digest_comes_at_its_hour_and_once(anna: Reader, desk: Desk, clock, add_article, playground) -> None:
    await add_article(1)
    await anna.ask("/subscribe 13:00")
    await DigestRounds(desk).run()
    assert len(anna.from_bot) == 1
    clock.pass_by(hours=1)
    assert await DigestRounds(desk).run() == 1
    digest = await anna.next_message()
    assert digest.text.startswith("Sunday, 22 November\n\nTown 1 gets a bridge")
    assert await DigestRounds(desk).run() == 0
    clock.pass_by(hours=24)
    await DigestRounds(desk).run()
    assert (await anna.next_message()).text == "Monday, 23 November\nNothing new since the last digest."


async def test_each_story_is_told_once_and_all_its_sources_named(
    anna: Reader, desk: Desk, clock, add_article, one_story
) -> None:
    await add_article(1, source="The Gull")
    await add_article(2, source="The Harbour Post", story=one_story)
    digest = await anna.ask("/digest")
    assert digest.text.count("gets a bridge") == 1
    assert "The Harbour Post, The Gull · 5 minutes ago" in digest.text
    assert digest.labels == ["Full text", "Save", "Earlier"]


async def test_after_downtime_one_digest_comes_not_three(anna: Reader, desk: Desk, clock, add_article) -> None:
    await anna.ask("/subscribe 13:00")
    clock.pass_by(days=3)
    await add_article(1)
    assert await DigestRounds(desk).run() == 1
    assert "Town 1" in (await anna.next_message()).text
    assert await due_at(desk, anna) == datetime(2026, 11, 25, 13, 0, tzinfo=UTC)


async def test_silence_is_kept_where_it_was_asked_for(anna: Reader, desk: Desk, clock) -> None:
    await anna.ask("/subscribe 13:00")
    await anna.press("Without news: stay silent")
    await anna.next_edit()
    clock.pass_by(hours=2)
    assert await DigestRounds(desk).run() == 1
    assert not any((await desk.storage.totals()).outbox.values())


async def test_digest_previews_and_takes_nothing_from_the_next_one(
    anna: Reader, desk: Desk, clock, add_article
) -> None:
    await add_article(1)
    await anna.ask("/subscribe 13:00")
    preview = await anna.ask("/digest")
    clock.pass_by(hours=1, minutes=1)
    await DigestRounds(desk).run()
    assert (await anna.next_message()).text.splitlines()[2] == preview.text.splitlines()[2]


async def test_a_big_day_fits_one_message_and_offers_the_rest(anna: Reader, desk: Desk, clock, add_article) -> None:
    for number in range(30):
        await add_article(number, source=f"Paper {number}")
    digest = await anna.ask("/digest")
    assert digest.labels[-1] == "and 23 more"
    await anna.press("and 23 more")
    rest = await anna.next_message()
    assert rest.labels[-1] == "and 16 more"
    assert not headlines(digest) & headlines(rest)


NEWS = (
    ("sport", "Rovers win the cup", "«Лунь» выиграла кубок"),
    ("politics", "Minister resigns", "Министр подал в отставку"),
    ("sport", "Goalkeeper leaves Rovers", "Вратарь уходит из «Луни»"),
    ("health", "Clinic opens in Tollen", "В Заречье открылась поликлиника"),
    (None, "A quiet day in the market", "Тихий день на рынке"),
    ("politics", "Council votes on the bridge", "Совет голосует за мост"),
    ("world", "Talks begin in Imst", "В Имсте начались переговоры"),
    (None, "Umbrella found after ten years", "Зонт нашли через десять лет"),
    ("sport", "Marathon moved to May", "Марафон перенесли на май"),
)


async def add_news(add_article, language: str, clock) -> None:
    """The nine stories, each older than the one before, from a paper of its own."""
    for number, (topic, english, russian) in enumerate(NEWS, 1):
        title = russian if language == "ru" else english
        await add_article(
            number if language == "en" else 100 + number,
            title=title,
            text=title,
            summary=(f"{title} {number}{number}.",),
            language=language,
            topic=topic,
            source=f"Paper {number}",
            published_at=clock() - timedelta(hours=2 * number),
        )


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("en", ["SPORT", "POLITICS", "HEALTH", "WORLD", "OTHER NEWS"]),
        ("ru", ["СПОРТ", "ПОЛИТИКА", "ЗДОРОВЬЕ", "В МИРЕ", "ДРУГИЕ НОВОСТИ"]),
    ],
)
async def test_a_digest_is_grouped_and_its_pages_tell_every_story_once(
    playground: Playground, desk: Desk, clock, add_article, language: str, headings: list[str]
) -> None:
    reader = playground.reader("Olga", language_code=language)
    await add_news(add_article, language, clock)
    digest = await reader.ask("/digest")
    lines = digest.text.splitlines()
    assert [line for line in lines if line.isupper()] == headings
    assert [line.partition(". ")[0] for line in lines if line[:2].rstrip(".").isdigit()] == list("1234567")
    await reader.press(digest.labels[-1])
    rest = await reader.next_message()
    assert [label.split()[-1] for label in rest.labels] == ["8", "9"]
    titles = {one[1 + (language == "ru")] for one in NEWS}
    told = [line.partition(". ")[2] for message in (digest, rest) for line in message.text.splitlines()]
    assert sorted(title for title in told if title in titles) == sorted(titles)


async def test_what_is_in_another_language_stands_last_under_its_own_heading(
    anna: Reader, desk: Desk, clock, add_article
) -> None:
    await add_news(add_article, "ru", clock)
    await add_article(1)
    lines = (await anna.ask("/digest")).text.splitlines()
    assert lines[2] == "1. Town 1 gets a bridge"
    assert [line for line in lines if line.isupper()] == ["IN OTHER LANGUAGES"]


async def test_what_a_chat_follows_comes_first_in_its_digest_and_in_no_others(
    anna: Reader, ben: Reader, desk: Desk, clock, add_article
) -> None:
    await anna.ask("/follow umbrellas")
    await anna.ask("/subscribe 13:00")
    await ben.ask("/subscribe 13:00")
    await add_news(add_article, "en", clock)
    desk.wake()
    assert "Umbrella found" in (await anna.next_message()).text
    clock.pass_by(hours=1)
    assert await DigestRounds(desk).run() == 2
    assert (await anna.next_message()).text.splitlines()[2] == "1. Umbrella found after ten years"
    assert (await ben.next_message()).text.splitlines()[2:4] == ["SPORT", "1. Rovers win the cup"]


async def test_words_followed_in_between_do_not_move_what_a_button_brings(
    anna: Reader, desk: Desk, clock, add_article
) -> None:
    await add_news(add_article, "en", clock)
    digest = await anna.ask("/digest")
    untold = [title for _, title, _ in NEWS if title not in digest.text]
    assert len(untold) == 2
    for title in untold:
        await anna.ask(f"/follow {title.split()[0]}")
    await anna.press("and 2 more")
    rest = await anna.next_message()
    assert [title for _, title, _ in NEWS if title in rest.text] == untold


def headlines(message: Message) -> set[str]:
    return {line.partition(". ")[2] for line in message.text.splitlines() if "gets a bridge" in line}


async def test_settings_changed_in_one_breath_all_hold(anna: Reader, desk: Desk) -> None:
    await anna.ask("/subscribe")
    await anna.press("Days")
    await anna.next_edit()
    for day in ("✓ Mon", "✓ Tue", "✓ Wed"):
        await anna.press(day)
    for _ in range(3):
        await anna.next_edit()
    subscription = await desk.storage.subscriptions.get(Address(anna.id))
    assert subscription is not None
    assert subscription.weekdays == {3, 4, 5, 6}
    await asyncio.gather(anna.send("/subscribe 9:00"), anna.send("/unsubscribe"))
    await anna.next_message()
    await anna.next_message()
    assert await desk.storage.subscriptions.get(Address(anna.id)) is None


async def test_a_setting_changed_at_the_hour_costs_no_digest(anna: Reader, desk: Desk, clock) -> None:
    await anna.ask("/subscribe 13:00")
    clock.pass_by(hours=1, seconds=5)
    await anna.press("Without news: stay silent")
    await anna.next_edit()
    assert await DigestRounds(desk).run() == 1


async def test_a_time_given_with_a_misspelt_zone_is_kept(anna: Reader, desk: Desk) -> None:
    await anna.ask("/subscribe 7:30 Mars/Base")
    await anna.press("Berlin 13:00")
    assert "07:30 (Berlin)" in (await anna.next_message()).text


async def test_unsubscribing_ends_it(anna: Reader, desk: Desk, clock, add_article) -> None:
    await anna.ask("/subscribe 13:00")
    assert "No more digests" in (await anna.ask("/unsubscribe")).text
    assert "no digest to end" in (await anna.ask("/unsubscribe")).text
    clock.pass_by(days=1)
    assert await DigestRounds(desk).run() == 0


async def test_an_old_button_subscribes_nobody_again(anna: Reader, desk: Desk) -> None:
    await anna.ask("/subscribe")
    await anna.ask("/unsubscribe")
    await anna.press("Time")
    assert "no digest" in (await anna.next_edit()).text
    assert (await desk.storage.totals()).subscriptions == 0


async def test_the_digest_speaks_the_language_of_who_subscribed(playground: Playground, desk: Desk, clock) -> None:
    ivan = playground.reader("Иван", language_code="ru")
    await ivan.ask("/subscribe 13:00")
    clock.pass_by(hours=1)
    await DigestRounds(desk).run()
    assert (await ivan.next_message()).text.startswith("Воскресенье, 22 ноября")


async def test_a_reader_who_blocked_the_bot_is_left_alone_until_they_return(
    anna: Reader, desk: Desk, clock, add_article, eventually
) -> None:
    async def blocked() -> bool:
        return (await desk.storage.chats.get(Address(anna.id))).blocked

    async def unblocked() -> bool:
        return not await blocked()

    await anna.ask("/subscribe 13:00")
    anna.block()
    await eventually(blocked)
    clock.pass_by(days=2)
    assert await DigestRounds(desk).run() == 0
    anna.unblock()
    await eventually(unblocked)
    await add_article(1)
    assert await DigestRounds(desk).run() == 1
    assert "Town 1" in (await anna.next_message()).text


async def test_a_followed_word_brings_the_article_at_once(anna: Reader, desk: Desk, add_article) -> None:
    await anna.ask("/follow bridges")
    await add_article(1)
    await add_article(2, title="Weather", text="It rains.", summary=("It rains.",))
    desk.wake()
    alert = await anna.next_message()
    assert "Town 1 gets a bridge" in alert.text
    assert alert.labels == ["Full text", "Save"]


async def test_nothing_is_told_of_what_is_no_longer_followed(anna: Reader, desk: Desk, add_article) -> None:
    await anna.ask("/follow bridges")
    await anna.ask("/unfollow bridges")
    await add_article(1)
    assert not any((await desk.storage.totals()).outbox.values())
