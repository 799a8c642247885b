"""A story that grows: its timeline behind a button, what is new in it, and where another language tells it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.requests import Desk
from playground import Reader
from storage.records import Article, NewArticle

TELLINGS = {
    1: (
        "Harbour Post",
        "Gas explosion at Brackwater laundry kills 12",
        "A gas explosion tore through a laundry in Brackwater on Sunday morning, and 12 people were killed, the fire "
        "service said. The blast broke windows in four streets around the market.",
    ),
    2: (
        "Inland Courier",
        "Twelve dead in Brackwater gas blast",
        "Twelve people died when gas exploded in a laundry in Brackwater on Sunday. The fire service said that windows "
        "broke in four streets around the market.",
    ),
    3: (
        "Aldis Today",
        "Head of gas works suspended after Brackwater blast",
        "Mira Sands, who heads the gas works of Brackwater, was suspended on Sunday evening. Neighbours of the laundry "
        "had smelled gas since Friday and called her office twice, the mayor said.",
    ),
}
ABROAD = ("Маяк", "Взрыв газа в прачечной в Браквотере", "В Браквотере взорвался газ, погибли двенадцать человек.")

Tell = Callable[..., Awaitable[Article]]


@pytest.fixture
def tell(desk: Desk, clock) -> Tell:
    """Stores the telling of that number, of the story of all of them; further ones repeat the first."""

    async def told(number: int, language: str = "en", *, links: frozenset[int] = frozenset()) -> Article:
        source, title, text = ABROAD if language == "ru" else TELLINGS.get(number, TELLINGS[1])
        new = NewArticle(
            key=f"{language}{number}",
            url=f"https://example.org/{number}",
            source=source,
            title=title if number in TELLINGS else f"{title} ({number})",
            text=text,
            summary=(text,),
            language=language,
            published_at=clock() - timedelta(minutes=1),
            fingerprint=tuple(range(1, 41, 2)),
        )

        def one_of_its_language(_: object, candidates: object) -> int | None:
            return next((c.story_id for c in candidates if c.language == language), None)  # type: ignore[attr-defined]

        return (await desk.storage.articles.add(new, one_of_its_language, lambda *_: links)).article

    return told


async def test_earlier_lists_every_telling_the_newest_first(anna: Reader, clock, tell: Tell) -> None:
    await tell(1)
    clock.pass_by(hours=1)
    await tell(2)
    assert "Earlier" in (await anna.ask("/latest")).labels
    await anna.press("Earlier")
    timeline = await anna.next_message()
    assert timeline.text.splitlines()[0] == "How it was told"
    assert timeline.text.index("Twelve dead") < timeline.text.index("kills 12")
    assert "Sun, 22 November, 12:59 · Inland Courier" in timeline.text
    assert "What’s new" not in timeline.text
    await anna.press("Text 2")
    assert (await anna.next_message()).text.startswith("Gas explosion at Brackwater laundry kills 12")


async def test_what_came_in_since_the_message_stands_first(anna: Reader, clock, tell: Tell) -> None:
    await tell(1)
    await tell(2)
    await anna.ask("/latest")
    clock.pass_by(hours=3)
    await tell(3)
    await anna.press("Earlier")
    new, _, told = (await anna.next_message()).text.partition("How it was told")
    assert new.startswith("What’s new\n")
    assert "Mira Sands" in new
    assert "windows" not in new
    assert "Head of gas works suspended" in told


async def test_whats_new_says_so_when_there_is_nothing(anna: Reader, clock, tell: Tell) -> None:
    await tell(1)
    await tell(2)
    await anna.ask("/latest")
    await anna.press("Earlier")
    await anna.next_message()
    pressed = await anna.press("What’s new?")
    assert (await pressed.answer())["text"] == "Nothing new has come in since."
    clock.pass_by(hours=3)
    await tell(3)
    await anna.press("What’s new?")
    assert "Mira Sands" in (await anna.next_message()).text


async def test_a_long_timeline_has_pages(anna: Reader, clock, tell: Tell) -> None:
    for number in range(11, 18):
        await tell(number)
        clock.pass_by(minutes=10)
    await anna.ask("/latest")
    await anna.press("Earlier")
    first = await anna.next_message()
    assert "5. " in first.text
    assert "6. " not in first.text
    await anna.press("Older →")
    older = await anna.next_edit()
    assert older.labels[:2] == ["Text 6", "Text 7"]
    await anna.press("← Newer")
    assert (await anna.next_edit()).text == first.text


async def test_a_story_told_in_another_language_is_named_unless_it_is_in_the_list(
    anna: Reader, ivan: Reader, tell: Tell, desk: Desk
) -> None:
    english = await tell(1)
    await tell(4, "ru", links=frozenset({english.story_id}))
    assert "also in" not in (await anna.ask("/latest")).text
    alone = await anna.ask("/latest Harbour Post")
    assert "Harbour Post · 1 minute ago · also in Russian" in alone.text
    assert [entity["url"] for entity in alone.entities if entity["type"] == "text_link"][1:] == [
        "https://example.org/4"
    ]
    assert "Маяк · 1 минуту назад · также по-английски" in (await ivan.ask("/latest Маяк")).text


async def test_a_story_that_is_gone_is_said_to_be(anna: Reader, clock, desk: Desk, tell: Tell) -> None:
    await tell(1)
    await tell(2)
    await anna.ask("/latest")
    clock.pass_by(days=90)
    await desk.storage.articles.purge(clock())
    pressed = await anna.press("Earlier")
    assert (await pressed.answer())["text"] == "This article is not kept any more."
