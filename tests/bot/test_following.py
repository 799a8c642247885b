"""What is in the news can be followed by a tap."""

from __future__ import annotations

from bot.requests import Desk
from playground import Playground, Reader
from storage.records import Address

BRIDGE = {
    "title": "Lindby closes its bridge",
    "summary": (
        "The council of Lindby closed the bridge, said Greta Lund.",
        "The firm Northline runs a ferry to Lindby.",
    ),
}
COURT = {
    "title": "Gericht in Lindby",
    "summary": ("Im Prozess gegen Jonas Kranz sagte gestern Petra Vogel aus.",),
    "language": "de",
}


async def followed(desk: Desk, reader: Reader) -> list[str]:
    return [alert.query for alert in await desk.storage.alerts.list(Address(reader.id))]


async def test_names_in_the_news_are_offered_and_a_tap_follows_one(anna: Reader, desk: Desk, add_article) -> None:
    await add_article(1, **BRIDGE)
    offered = await anna.ask("/follow")
    assert "In the news now" in offered.text
    assert {"+ Lindby", "+ Greta Lund", "+ Northline"} == set(offered.labels)
    await anna.press("+ Greta Lund")
    said = await anna.next_edit()
    assert said.text.startswith("From now on I send each new article that matches: Greta Lund.")
    assert "✕ Greta Lund" in said.labels
    assert "+ Greta Lund" not in said.labels
    assert await followed(desk, anna) == ["Greta Lund"]


async def test_what_is_followed_already_is_not_offered(anna: Reader, add_article) -> None:
    await add_article(1, **BRIDGE)
    await anna.ask("/follow lund")
    assert "+ Greta Lund" not in (await anna.ask("/follow")).labels


async def test_news_in_the_chats_language_comes_first_and_old_news_not_at_all(anna: Reader, clock, add_article) -> None:
    await add_article(1, **BRIDGE)
    await add_article(2, **COURT)
    labels = (await anna.ask("/follow")).labels
    assert set(labels[:3]) == {"+ Lindby", "+ Greta Lund", "+ Northline"}
    assert {"+ Jonas Kranz", "+ Petra Vogel"} <= set(labels[3:])
    clock.pass_by(days=2)
    assert (await anna.ask("/follow")).labels == []


async def test_a_name_too_long_for_a_button_is_left_out(anna: Reader, add_article) -> None:
    long = "Zaporozhskaya-Verkhnedneprovskaya-Konstantinopolskaya-Alexandrovskaya"
    await add_article(1, title="A visit", summary=(f"The guest was Anna {long}, and her host Greta Lund.",))
    assert (await anna.ask("/follow")).labels == ["+ Greta Lund"]


async def test_names_are_escaped(anna: Reader, add_article) -> None:
    await add_article(1, title="A deal", summary=("The firm bought shares of Marks&Sons for a song.",))
    await anna.ask("/follow")
    await anna.press("+ Marks&Sons")
    assert "matches: Marks&Sons." in (await anna.next_edit()).text


async def test_the_list_offers_no_more_when_it_is_full(anna: Reader, desk: Desk, add_article) -> None:
    await add_article(1, **BRIDGE)
    await anna.ask("/follow")
    for number in range(100):
        await desk.storage.alerts.add(Address(anna.id), f"word{number}")
    await anna.press("+ Lindby")
    assert "You can follow 100 things" in (await anna.next_edit()).text
    assert "Lindby" not in await followed(desk, anna)


async def test_a_source_does_not_offer_its_own_name(anna: Reader, add_article) -> None:
    await add_article(1, title="A prize", summary=("Greta Lund told the Harbour Post of her prize.",))
    assert (await anna.ask("/follow")).labels == ["+ Greta Lund"]


async def test_russian_readers_are_asked_in_russian(playground: Playground, desk: Desk, add_article) -> None:
    ivan = playground.reader("Иван", language_code="ru")
    await add_article(1, title="Мост закрыт", summary=("Об этом сказал Олег Жданов.",), language="ru")
    offered = await ivan.ask("/follow")
    assert "Сейчас в новостях" in offered.text
    assert offered.labels == ["+ Олег Жданов"]
