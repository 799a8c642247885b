"""/trends over the wire: a picture, the same in words, the stories under it; on both grounds, in both languages."""

from __future__ import annotations

import struct
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.delivery.transport import NeverSent
from bot.html import CAPTION_LIMIT, Html, length, plain
from bot.messages.trends import week_caption, words_caption, words_chart
from bot.requests import Desk
from bot.schedule.days import midnights, today
from bot.trends import Counted, WeekTrend, WordsTrend, compared
from bot.words import words_in
from playground import Playground, Reader
from playground.messages import Message
from storage.records import Address, Article
from summarizer.trends import Measured, Subject
from tests.bot.test_messages import article, story

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MONTH = tuple(date(2026, 11, 22) - timedelta(days=back) for back in range(29, -1, -1))
Tell = Callable[..., Awaitable[Article]]


@pytest.fixture(scope="module", autouse=True)
def font_list(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """matplotlib's list of fonts, made before anybody waits for a picture."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MPLCONFIGDIR", str(tmp_path_factory.mktemp("fonts")))
        subprocess.run([sys.executable, "-c", "import matplotlib.font_manager"], check=True)
        yield


@pytest.fixture
def tell(add_article, clock) -> Tell:
    """Stores an article on something, so many days old, as it comes in."""

    async def told(number: int, about: str, days_ago: float = 0.1, **changes: object) -> Article:
        now, clock.now = clock.now, clock.now - timedelta(days=days_ago)
        text = f"{about} was seen again on Monday. People asked about {about}."
        values = {"title": f"{about} in town {number}", "text": text, "summary": (text,), "published_at": clock.now}
        try:
            return await add_article(number, **(values | changes))
        finally:
            clock.now = now

    return told


@pytest.fixture
async def news(tell: Tell) -> None:
    """Nine weeks of it, with a volcano in the last one."""
    told = [(7.0 * week, "Halvar United") for week in range(1, 10)] + [(2.0, "Halvar United"), (40.0, "Mount Kessel")]
    told += [(days, "Mount Kessel") for days in (0.1, 1, 2, 3, 4, 5)]
    for number, (days_ago, about) in enumerate(sorted(told, reverse=True), 1):  # as they come in: the oldest first
        await tell(number, about, days_ago, source=f"Source {number % 4}")


def picture(message: Message, playground: Playground) -> bytes:
    assert message.attachment is not None
    assert message.attachment.is_photo
    return playground.world.files[message.attachment.id][1]


async def test_a_weeks_subjects_come_as_a_picture_that_is_told_in_words(anna: Reader, news, playground) -> None:
    shown = await anna.ask("/trends")
    assert struct.unpack(">I", picture(shown, playground)[16:20]) == (1020,)
    head, told, stories = shown.text.split("\n\n")
    assert head == "This week in the news"
    assert "16–22 November" in told
    assert "Mount Kessel 6 (0)" in told
    assert "Halvar" not in told
    assert stories.startswith("1. Mount Kessel in town")
    assert shown.labels == ["Text 1", "Text 2", "Text 3", "Text 4", "Text 5", "Mount Kessel", "Dark theme"]
    await anna.press("Text 1")
    assert (await anna.next_message()).text.startswith("Mount Kessel in town")


async def test_a_subject_opens_its_thirty_days(anna: Reader, news, playground: Playground) -> None:
    await anna.ask("/trends")
    await anna.press("Mount Kessel")
    shown = await anna.next_message()
    picture(shown, playground)
    head, told, *_ = shown.text.split("\n\n")
    assert head == "📈 Mount Kessel"
    assert told == (
        "Picture: articles with these words, day by day, 24 October – 22 November. 6 articles in all. "
        "In the 30 days before: 1. Most on 22 November: 1."
    )


async def test_the_same_in_russian(ivan: Reader, tell: Tell, playground: Playground) -> None:
    for number in range(4, -1, -1):
        text = "Вулкан Кессель проснулся. Вулкан видели на острове."
        await tell(number, "", number, title=f"Проснулся вулкан {number}", text=text, summary=(text,), language="ru")
    shown = await ivan.ask("/trends")
    assert shown.text.startswith("О чём пишут на этой неделе\n\nНа картинке — полосы")
    assert "улкан" in shown.text
    shown = await ivan.ask("/trends вулканы")
    picture(shown, playground)
    assert "На картинке: статьи с этими словами по дням, 24 октября – 22 ноября. Всего 5 статей." in shown.text
    assert "Статьи собираются здесь с 18 ноября; за прежние дни есть не всё." in shown.text
    assert shown.labels[-1] == "Тёмная тема"


async def test_a_button_changes_the_ground_and_nothing_else(anna: Reader, news, playground: Playground, clock) -> None:
    light = await anna.ask("/trends Kessel")
    clock.pass_by(days=3)
    await anna.press("Dark theme")
    dark = await anna.next_edit()
    assert dark.id == light.id
    assert picture(dark, playground) != picture(light, playground)
    assert dark.text.split("\n\n")[:2] == light.text.split("\n\n")[:2]
    await anna.press("Light theme")
    again = await anna.next_edit()
    assert again.text.split("\n\n")[:2] == light.text.split("\n\n")[:2]
    assert again.labels == light.labels


async def test_what_is_opened_from_a_dark_picture_is_dark(anna: Reader, news) -> None:
    await anna.ask("/trends")
    await anna.press("Dark theme")
    await anna.next_edit()
    await anna.press("Mount Kessel")
    assert (await anna.next_message()).labels[-1] == "Light theme"


async def test_two_are_compared(anna: Reader, news, playground: Playground) -> None:
    shown = await anna.ask("/trends Kessel, halvar, zebra")
    picture(shown, playground)
    assert shown.text.split("\n\n")[:2] == [
        "📈 Kessel, halvar, zebra",
        "Picture: articles with these words, day by day, 24 October – 22 November.\n"
        "Kessel: 6 in all; most on 22 November, 1.\nhalvar: 5 in all; most on 20 November, 1.\nzebra: none.",
    ]


async def test_of_more_than_three_the_first_three_are_compared(anna: Reader, news) -> None:
    shown = await anna.ask("/trends Kessel, halvar, zebra, bridge")
    assert shown.text.startswith("📈 Kessel, halvar, zebra\n\nThe first three are compared.\n\nPicture: ")


async def test_a_slip_of_the_fingers_is_understood(anna: Reader, news) -> None:
    shown = await anna.ask("/trends kesel")
    assert shown.text.startswith("📈 kessel\n\nNothing found for “kesel”. Did you mean kessel?\n\nPicture:")
    assert "6 articles in all" in shown.text


async def test_what_the_month_did_not_have_is_searched_for(anna: Reader, tell: Tell, clock) -> None:
    await tell(50, "Zebra", 45)
    await tell(51, "Mount Kessel", 1)
    older = await anna.ask("/trends zebra")
    assert older.attachment is None
    assert older.text.startswith("🔎 zebra\n\nNothing with these words in the last 30 days.\n\nZebra in town 50")
    nowhere = await anna.ask("/trends qwzxv")
    assert nowhere.text.endswith(
        "Nothing with these words in the last 30 days.\n\nTry another word for it, or see /latest."
    )
    assert "no word to look for" in (await anna.ask("/trends -bridge, ,")).text


async def test_mutes_are_honoured(anna: Reader, desk: Desk, tell: Tell) -> None:
    feed, _ = await desk.storage.feeds.add("https://muted.example/feed", title="Muted")
    for number in range(5, -1, -1):
        await tell(number, "Mount Kessel", number, feed_id=feed.id)
        await tell(10 + number, "Lake Orlin", number)
        await tell(20 + number, "Brackwater", number)
    await desk.storage.chats.mute(Address(anna.id), feed.id)
    await anna.ask("/mute orlin")
    shown = (await anna.ask("/trends")).text
    assert "Brackwater 6" in shown
    assert "Kessel" not in shown
    assert "Orlin" not in shown
    assert "Nothing with these words" in (await anna.ask("/trends kessel")).text
    await anna.ask("/mute brackwater")
    assert "muted here" in (await anna.ask("/trends")).text


async def test_without_news_it_says_so(anna: Reader, tell: Tell) -> None:
    assert (await anna.ask("/trends")).text == "There is no news of this week yet."
    await tell(1, "Mount Kessel", 1, text="Rain.", summary=("Rain.",), title="Rain")
    alone = await anna.ask("/trends")
    assert alone.attachment is None
    assert alone.text.startswith("No name or term stands out in this week’s news.\n\nRain")


async def test_where_no_photo_may_be_sent_its_words_come_alone(anna: Reader, news, playground: Playground) -> None:
    playground.fail("sendPhoto", "refuse", description="Bad Request: not enough rights to send photos to the chat")
    shown = await anna.ask("/trends kessel")
    assert shown.attachment is None
    assert shown.text.startswith("📈 kessel\n\nPicture: ")
    assert "Dark theme" not in shown.labels


async def test_where_none_can_be_drawn_its_words_come_alone(
    anna: Reader, news, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.pictures.room.render", dict.fromkeys)  # not what can draw
    shown = await anna.ask("/trends kessel")
    assert shown.attachment is None
    assert shown.text.startswith("📈 kessel\n\nPicture: ")
    assert "Dark theme" not in shown.labels


async def test_a_picture_that_can_not_leave_now_comes_in_words_later(
    anna: Reader, news, playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_connection(*_: object, **__: object) -> None:
        raise NeverSent("no connection")

    monkeypatch.setattr("bot.dispatch.send_picture", no_connection)
    shown = await anna.ask("/trends kessel")
    assert shown.attachment is None
    assert shown.text.startswith("📈 kessel\n\nPicture: ")


async def test_nothing_about_who_asked_is_kept(anna: Reader, desk: Desk, news) -> None:
    await anna.ask("/trends")
    await anna.ask("/trends kessel")
    await anna.press("Dark theme")
    await anna.next_edit()
    assert (await desk.storage.chats.get(Address(anna.id))).id is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("putin, zelensky", ("putin", "zelensky")), ("putin,zelensky", ("putin", "zelensky")),
        ('"kyiv, lviv", odesa', ('"kyiv, lviv"', "odesa")), ("1,000 ships", ("1,000 ships",)),
        ("a,b,c,d", ("a", "b", "c", "d")), ("a, a", ("a",)), (", ,-x", ()), ("", ()), ('"a, b', ('"a, b',)),
        ("«мир, труд», май", ("«мир, труд»", "май")),
    ],
)  # fmt: skip
def test_commas_part_what_is_compared(text: str, parts: tuple[str, ...]) -> None:
    assert compared(text) == parts


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu", "Pacific/Kiritimati", "America/St_Johns", "Asia/Beirut"])
def test_days_begin_at_the_readers_midnight(zone: str) -> None:
    edges = midnights(date(2026, 4, 2), 30, zone)
    assert len(edges) == 31
    assert edges[0] == datetime(2026, 3, 4, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    assert list(edges) == sorted(set(edges))
    assert today(edges[-1] - timedelta(seconds=1), zone) == date(2026, 4, 2)


def test_days_are_an_hour_longer_or_shorter_where_clocks_are_set() -> None:
    hours = [
        (after - before) / timedelta(hours=1)
        for last in (date(2026, 3, 29), date(2026, 10, 25))
        for before, after in [midnights(last, 1, "Europe/Berlin")]
    ]
    assert hours == [23, 25]


@pytest.mark.parametrize(
    ("total", "before", "english", "russian"),
    [
        (30, 20, "50% more than in the 30 days before (20)", "на 50 % больше, чем за 30 дней до того (20)"),
        (15, 20, "25% less than", "на 25 % меньше, чем"),
        (60, 20, "3 times as many as", "в 3 раза больше"),
        (1_234, 20, "62 times as many as", "в 62 раза больше"),
        (20, 20, "In the 30 days before: 20.", "За 30 дней до того — 20."),
        (9, 1, "In the 30 days before: 1.", "За 30 дней до того — 1."),
        (9, None, "9 articles in all. Most on", "Всего 9 статей. Больше всего"),
    ],
)
def test_a_month_is_compared_with_the_one_before(total: int, before: int | None, english: str, russian: str) -> None:
    trend = WordsTrend(MONTH, (Counted("x", (total, *[0] * 29), before),), (), None)
    for language, wanted in (("en", english), ("ru", russian)):
        caption, _ = words_caption(trend, words_in(language), NOW)
        assert wanted in plain(caption).replace("\xa0", " ")


def test_the_picture_and_its_words_say_the_same() -> None:
    counts = (*[1] * 13, 1234, *[0] * 16)
    trend = WordsTrend(MONTH, (Counted("volcano", counts, 20),), (), None)
    chart = words_chart(trend, words_in("en"), today=MONTH[-1])
    assert chart.series[0].counts == counts
    assert (chart.title, chart.note, chart.peak) == (
        "volcano",
        "1,247 articles in 30 days, before: 20",
        (counts.index(1234), "1,234 · 6 Nov"),
    )
    caption, _ = words_caption(trend, words_in("en"), NOW)
    assert "1,247 articles in all." in caption
    assert "Most on 6 November: 1,234." in caption


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_caption_fits_however_long_its_parts(language: str, parsed_by_telegram) -> None:
    stories = [story(article(n, title="Ш <&> 😀 " * 60, source="<Source & Sons> " * 9)) for n in range(1, 6)]
    texts = [f"<b>& {number} " + "щ" * 62 for number in range(3)]
    words = words_in(language)
    month = WordsTrend(MONTH, tuple(Counted(text, (9**9,) * 30, 9**9) for text in texts), tuple(stories), MONTH[3])
    subjects = tuple(Measured(Subject("Щ" * 29, "ru", frozenset({n})), 10**7, 10**6) for n in range(6))
    week = WeekTrend(MONTH[-7:], subjects, 3, tuple(stories))
    note = words("search.meant", typed="<" * 200, meant=">" * 200)
    for caption, shown in (
        words_caption(month, words, NOW),
        words_caption(WordsTrend(MONTH, month.counted[:1], month.stories, None), words, NOW, note),
        week_caption(week, words, NOW),
    ):
        assert length(caption) <= CAPTION_LIMIT
        told, _ = parsed_by_telegram(str(caption))
        assert told == plain(caption).strip()
        assert 1 <= shown <= 5
        assert plain(caption).count("Ш <&>") >= shown
    assert isinstance(caption, Html)


async def test_what_is_saved_has_no_trend_and_it_says_so(anna: Reader, news) -> None:
    for asked in ("/trends saved: storm, bridge", "/trends saved:"):
        assert (await anna.ask(asked)).text.startswith("“saved:” looks through what is saved here")


def test_of_days_with_as_many_the_latest_has_the_label() -> None:
    counts = (3, *(0,) * 27, 3, 0)
    chart = words_chart(
        WordsTrend(MONTH, (Counted("volcano", counts, None),), (), None), words_in("en"), today=MONTH[-1]
    )
    assert chart.peak == (28, "3 · 21 Nov")


@pytest.mark.parametrize(("now", "before"), [(1002, 1000), (1000, 1000), (998, 1000), (9, 5)])
def test_what_is_hardly_more_or_less_is_not_called_so(now: int, before: int) -> None:
    trend = WordsTrend(MONTH, (Counted("volcano", (now, *(0,) * 29), before),), (), None)
    caption, _ = words_caption(trend, words_in("en"), NOW)
    assert "In the 30 days before: " in caption
    assert "%" not in caption
