"""Two feeds tell one event with different numbers: read over the wire, told once, with the numbers side by side."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

import pytest
from aiohttp import web

from bot.requests import Desk
from bot.schedule.digest_rounds import DigestRounds
from playground import Message, Playground, Reader


@dataclass(frozen=True)
class Telling:
    """An article, `hours` old."""

    source: str
    title: str
    paragraphs: tuple[str, ...]
    hours: float
    language: str


EARLY = Telling(
    "Harbour Post",
    "Gas explosion at Brackwater laundry kills 12",
    (
        "A gas explosion tore through a laundry in Brackwater on Sunday morning, and 12 people were killed, the fire "
        "service said. The blast broke windows in four streets around the market.",
        "Neighbours had smelled gas since Friday and called the works of Mira Sands twice, a baker said.",
        "The laundry had been open since 1974. Two schools nearby will stay closed on Monday.",
    ),
    5,
    "en",
)
LATE = Telling(
    "Aldis Today",
    "Brackwater laundry explosion: death toll rises",
    (
        "The gas explosion at a laundry in Brackwater has killed 15 people, the hospital said on Sunday afternoon.",
        "Mira Sands, who heads the gas works, was suspended: neighbours had smelled gas since Friday and called twice.",
    ),
    2,
    "en",
)
RANNIY = Telling(
    "Голос долины",
    "Взрыв газа в прачечной в Заречье: погибли 12 человек",
    (
        "Взрыв газа разрушил прачечную в Заречье в воскресенье утром, погибли 12 человек, сообщили спасатели. Взрывная "
        "волна выбила окна на четырёх улицах вокруг рынка.",
        "Жители чувствовали запах газа с пятницы и дважды звонили в газовую службу Миры Сандовой, сказал пекарь.",
        "Прачечная работала с 1974 года. Две ближайшие школы в понедельник останутся закрытыми.",
    ),
    5,
    "ru",
)
POZDNIY = Telling(
    "Маяк",
    "Взрыв газа в прачечной в Заречье: число погибших выросло",
    (
        "При взрыве газа в прачечной в Заречье погиб 21 человек, сообщили в больнице в воскресенье днём.",
        "Главу газовой службы Миру Сандову отстранили: жители чувствовали запах газа с пятницы и дважды звонили.",
    ),
    2,
    "ru",
)
OTHER = Telling(
    "Harbour Post",
    "Choir of bakers wins the valley's prize",
    ("A choir of nineteen bakers has won the singing prize of the valley for the first time. It rehearses at four in "
     "the morning, between the rye and the rolls.",),
    3,
    "en",
)  # fmt: skip


def rss(tellings: list[Telling], site: str, now: datetime) -> str:
    """A feed with whole articles, which link to pages that aren't there."""
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>{site}/{number}</link>"
        f"<pubDate>{format_datetime(now - timedelta(hours=one.hours))}</pubDate><description>"
        f"{escape(''.join(f'<p>{escape(paragraph)}</p>' for paragraph in one.paragraphs))}</description></item>"
        for number, one in enumerate(tellings)
    )
    head = f"<title>{tellings[0].source}</title><link>{site}</link>"
    return f"<rss version='2.0'><channel>{head}<language>{tellings[0].language}</language>{items}</channel></rss>"


@pytest.fixture
async def feeds(clock) -> AsyncIterator[list[str]]:
    """The addresses of four feeds, two in each language."""
    bodies = {
        "/harbour": [EARLY, OTHER], "/aldis": [LATE], "/golos": [RANNIY], "/mayak": [POZDNIY],
    }  # fmt: skip

    async def answer(request: web.Request) -> web.Response:
        tellings = bodies.get(request.path)
        if tellings is None:
            raise web.HTTPNotFound
        return web.Response(text=rss(tellings, str(request.url), clock()), content_type="application/rss+xml")

    app = web.Application()
    app.router.add_get("/{feed}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield [f"http://127.0.0.1:{runner.addresses[0][1]}{path}" for path in bodies]
    await runner.cleanup()


@pytest.fixture
async def fed(start_bot, feeds: list[str]) -> AsyncIterator[Desk]:
    """A bot that has read them."""
    async with start_bot(ingest={"feeds": feeds, "allow_private_networks": True}) as desk:
        await desk.ingest.poll()  # rounds don't overlap: this one waits for the scheduler's first
        assert await desk.storage.articles.count() == 5
        yield desk


@pytest.fixture
def anna(fed: Desk, playground: Playground) -> Reader:
    return playground.reader("Anna")


@pytest.fixture
def ivan(fed: Desk, playground: Playground) -> Reader:
    return playground.reader("Иван", language_code="ru")


def entry(message: Message, title: str) -> list[str]:
    """The lines of one story."""
    return next(part for part in message.text.split("\n\n") if title in part).splitlines()


async def test_two_sources_are_one_story_with_one_summary_and_their_numbers_side_by_side(anna: Reader) -> None:
    digest = await anna.ask("/digest")
    title, by, told, differ = entry(digest, "Brackwater")
    assert title.endswith("Brackwater laundry explosion: death toll rises")
    assert by == "Aldis Today, Harbour Post · 2 hours ago"
    assert told.startswith("The gas explosion at a laundry in Brackwater has killed 15 people")
    assert "Mira Sands" in told  # who is Aldis Today's
    assert "windows in four streets" in told  # which are the Harbour Post's
    assert told.count("smelled gas") == 1
    assert "12 people" not in told
    assert differ == "Sources differ: 15 killed (Aldis Today, 10:00), 12 (Harbour Post, 07:00)"
    assert digest.text.count("Brackwater") == 2


async def test_the_same_in_russian_on_the_readers_clock(ivan: Reader, fed: Desk, clock) -> None:
    await ivan.ask("/subscribe 15:30 Moscow")
    clock.pass_by(minutes=31)
    await DigestRounds(fed).run()
    title, by, told, differ = entry(await ivan.next_message(), "Заречье")
    assert title.endswith("Взрыв газа в прачечной в Заречье: число погибших выросло")
    assert by == "Маяк, Голос долины · 3 часа назад"
    assert "21 человек" in told
    assert "Миру Сандову" in told
    assert "окна на четырёх улицах" in told
    assert told.count("запах газа") == 1
    assert "12 человек" not in told
    assert differ == "Источники расходятся: 21 погибший (Маяк, 13:00), 12 (Голос долины, 10:00)"


async def test_latest_tells_it_the_same_way(anna: Reader) -> None:
    latest, digest = await anna.ask("/latest"), await anna.ask("/digest")
    assert entry(latest, "Brackwater")[1:] == entry(digest, "Brackwater")[1:]


async def test_the_full_text_is_still_the_newest_articles(anna: Reader) -> None:
    digest = await anna.ask("/digest")
    number = entry(digest, "Brackwater")[0].partition(".")[0]
    await anna.press(f"Text {number}")
    text = (await anna.next_message()).text
    assert text.startswith("Brackwater laundry explosion: death toll rises\nAldis Today · ")
    assert "Mira Sands" in text
    assert "Neighbours" not in text


async def test_with_one_of_them_muted_the_other_speaks_alone(anna: Reader) -> None:
    await anna.ask("/sources")
    await anna.press("🔔 Aldis Today")
    await anna.next_edit()
    _, by, told = entry(await anna.ask("/digest"), "Brackwater")
    assert by == "Harbour Post · 5 hours ago"
    assert "12 people were killed" in told
