"""Saving articles over the wire: the button, the list, searches among what is saved, in both languages."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest

from bot.requests import Desk
from bot.schedule.ticks import tidy
from playground import Playground, Reader
from storage.records import Address
from storage.saved import Saved
from tests.bot.conftest import each_its_own_story

SAVED, SAVED_RU = "✓ Saved · remove", "✓ Сохранено · убрать"


async def saved(desk: Desk, reader_id: int, thread: int | None = None) -> list[int]:
    page = await desk.storage.saved.page(Address(reader_id, thread), limit=99)
    return [article.id for article in page.articles]


async def said(pressed: Any) -> str:
    return (await pressed.answer())["text"]


async def test_an_article_is_saved_under_its_full_text_and_removed_there(anna: Reader, desk: Desk, add_article) -> None:
    for number in (1, 2):
        await add_article(number)
    assert "Save" not in (await anna.ask("/latest")).labels
    await anna.press("Text 1")
    text = await anna.next_message()
    assert text.labels == ["Save"]
    assert "/saved" in await said(await anna.press("Save", message=text))
    after = await anna.next_edit()
    assert (after.id, after.text, after.labels) == (text.id, text.text, [SAVED])
    assert await saved(desk, anna.id) == [2]
    assert await said(await anna.press(SAVED, message=text)) == "No longer saved."
    assert (await anna.next_edit()).labels == ["Save"]
    assert await saved(desk, anna.id) == []


async def test_of_a_long_text_only_the_last_part_has_the_button(anna: Reader, add_article) -> None:
    await add_article(1, text="\n\n".join(f"Paragraph {n}. " + "And on it goes. " * 30 for n in range(20)))
    await anna.ask("/latest")
    await anna.press("Full text")
    parts = [await anna.next_message()]
    while "Paragraph 19." not in parts[-1].text:
        parts.append(await anna.next_message())
    assert len(parts) > 1
    assert [part.labels for part in parts] == [*([[]] * (len(parts) - 1)), ["Save"]]


async def test_russian_readers_save_in_russian(ivan: Reader, desk: Desk, add_article) -> None:
    await add_article(1, title="Мост открыт", language="ru")
    await ivan.ask("/latest")
    await ivan.press("Полный текст")
    text = await ivan.next_message()
    assert text.labels == ["Сохранить"]
    assert await said(await ivan.press("Сохранить", message=text)) == "Сохранено. Статья лежит в /saved."
    assert (await ivan.next_edit()).labels == [SAVED_RU]
    listed = await ivan.ask("/saved")
    assert listed.text.startswith("1 сохранённая статья\n\nМост открыт")
    assert listed.labels == ["Полный текст", "✕ Убрать"]
    await ivan.press("✕ Убрать")
    assert (await ivan.next_edit()).text.startswith("Здесь пока ничего не сохранено.")


async def test_where_one_article_stands_alone_its_other_buttons_stay(
    anna: Reader, desk: Desk, add_article, one_story
) -> None:
    for number in (1, 2, 3):
        await add_article(number, story=one_story)
    await add_article(4, title="A kraken", published_at=desk.clock() - timedelta(days=1))
    alone = await anna.ask("/latest 1")
    assert alone.labels == ["Full text", "Save", "Earlier", "Older →"]
    await anna.press("Save", message=alone)
    assert (await anna.next_edit()).labels == ["Full text", SAVED, "Earlier", "Older →"]
    assert (await anna.ask("/latest 1")).labels[1] == SAVED
    assert (await anna.ask("/search kraken")).labels == ["Full text", "Save"]


async def test_an_alert_of_one_article_can_be_saved(anna: Reader, desk: Desk, add_article) -> None:
    await anna.ask("/follow bridge")
    await add_article(1)
    desk.wake()
    alert = await anna.next_message()
    assert alert.labels == ["Full text", "Save"]
    await anna.press("Save", message=alert)
    assert (await anna.next_edit()).labels == ["Full text", SAVED]
    assert await saved(desk, anna.id) == [1]


async def test_a_second_tap_says_the_same_and_undoes_nothing(anna: Reader, desk: Desk, add_article) -> None:
    await add_article(1)
    alone = await anna.ask("/latest")
    first, second = await asyncio.gather(anna.press("save:1", message=alone), anna.press("save:1", message=alone))
    assert await said(first) == await said(second) == "Saved. It is kept in /saved."
    assert await saved(desk, anna.id) == [1]
    assert (await anna.next_edit()).labels == ["Full text", SAVED]


async def test_buttons_work_after_a_restart(start_bot, playground: Playground, clock, tmp_path) -> None:
    from storage.records import NewArticle

    async with start_bot() as desk:
        anna = playground.reader("Anna")
        new = NewArticle("k", "https://example.org/1", "Post", "A bridge", "It is new.", ("It is new.",), "en", clock())
        await desk.storage.articles.add(new, each_its_own_story)
        alone = await anna.ask("/latest")
    async with start_bot() as desk:
        await anna.press("Save", message=alone)
        assert (await anna.next_edit()).labels == ["Full text", SAVED]
        assert await saved(desk, anna.id) == [1]
        assert "A bridge" in (await anna.ask("/saved")).text


async def test_the_list_turns_its_pages_the_last_saved_first(anna: Reader, desk: Desk, add_article) -> None:
    for number in range(1, 9):
        await add_article(number)
    for number in range(1, 8):
        await desk.storage.saved.add(Address(anna.id), number)
    first = await anna.ask("/saved")
    assert first.text.startswith("7 saved articles\n\n1. Town 7 gets a bridge")
    texts, removals = [f"Text {n}" for n in range(1, 6)], [f"✕ {n}" for n in range(1, 6)]
    assert first.labels == [*texts, *removals, "Older →"]
    await desk.storage.saved.add(Address(anna.id), 8)  # it moves no page
    await anna.press("Older →")
    older = await anna.next_edit()
    assert [line for line in older.text.splitlines() if "Town" in line] == [
        "1. Town 2 gets a bridge",
        "2. Town 1 gets a bridge",
    ]
    assert older.labels[-1] == "← Newer"
    await anna.press("Text 2")
    assert (await anna.next_message()).labels == [SAVED]
    await anna.press("← Newer")
    newer = await anna.next_edit()
    assert "1. Town 7 gets" in newer.text
    assert newer.labels[-2:] == ["← Newer", "Older →"]


async def test_an_article_is_removed_from_the_list_and_the_page_stays(anna: Reader, desk: Desk, add_article) -> None:
    for number in range(1, 7):
        await add_article(number)
        await desk.storage.saved.add(Address(anna.id), number)
    await anna.ask("/saved")
    await anna.press("✕ 2")
    left = await anna.next_edit()
    assert "5 saved articles" in left.text
    assert "Town 5" not in left.text
    assert "5. Town 1" in left.text
    await anna.press("unsave:6:6")
    assert "1. Town 4" in (await anna.next_edit()).text
    assert await saved(desk, anna.id) == [4, 3, 2, 1]
    await anna.press("unsave:4:4")
    await anna.next_edit()
    assert "✕ 1" in anna.from_bot[-1].labels


async def test_the_last_page_gives_way_to_the_one_before_when_it_is_emptied(
    anna: Reader, desk: Desk, add_article
) -> None:
    for number in range(1, 7):
        await add_article(number)
        await desk.storage.saved.add(Address(anna.id), number)
    await anna.ask("/saved")
    await anna.press("Older →")
    assert (await anna.next_edit()).labels == ["Full text", "✕ Remove", "← Newer"]
    await anna.press("✕ Remove")
    before = await anna.next_edit()
    assert "1. Town 6" in before.text
    assert "5. Town 2" in before.text


async def test_an_empty_list_says_how_to_save(anna: Reader) -> None:
    for text in ("/saved", "/search saved:", "/search saved: bridge"):
        assert (await anna.ask(text)).text.startswith("Nothing is saved here yet. Open the full text")


async def test_words_are_looked_for_among_what_is_saved(anna: Reader, ivan: Reader, desk: Desk, add_article) -> None:
    for number in range(1, 10):
        await add_article(number, text=f"The council of town {number} wants a bridge.")
    for number in range(1, 8):
        await desk.storage.saved.add(Address(anna.id), number)
    await desk.storage.saved.add(Address(ivan.id), 9)
    first = await anna.ask("/search saved: bridges")
    assert first.text.startswith("🔎 saved: bridges\n\n1. Town")
    await anna.press("More →")
    pages = first.text + (await anna.next_edit()).text
    assert all(f"Town {number} " in pages for number in range(1, 8))
    assert "Town 8" not in pages
    assert (await anna.ask("/search saved: 3")).labels == ["Full text", SAVED]
    assert (await anna.ask("saved:bridge -5 since:1d")).text.startswith("🔎 saved:bridge -5 since:1d\n\n1. Town")
    assert (await anna.ask("/search saved:")).text.startswith("7 saved articles")
    assert "Did you mean saved: bridge?" in (await anna.ask("/search saved: brigde")).text
    assert "Only what is saved here was looked through" in (await anna.ask("/search saved: volcano")).text
    assert "Town 9" in (await ivan.ask("/search saved: bridge")).text
    assert "Искал только среди сохранённого" in (await ivan.ask("/search saved: вулкан")).text


@pytest.mark.parametrize(
    "text", ["/follow saved: bridge", "/mute saved: bridge", "/follow saved:", "/mute bridge saved:"]
)
async def test_what_is_saved_is_neither_followed_nor_muted(anna: Reader, desk: Desk, text: str) -> None:
    assert "only /search can do that" in (await anna.ask(text)).text
    assert (await desk.storage.totals()).chats == 0


async def test_what_is_saved_stays_when_old_articles_go(anna: Reader, desk: Desk, clock, add_article) -> None:
    for number in (1, 2):
        await add_article(number)
    await desk.storage.saved.add(Address(anna.id), 1)
    lists = await anna.ask("/latest")
    clock.pass_by(days=400)
    await tidy(desk)
    assert "1 saved article\n\nTown 1 gets a bridge" in (await anna.ask("/saved")).text
    await anna.press("Full text")
    text = await anna.next_message()
    assert text.text.startswith("Town 1 gets a bridge")
    assert await said(await anna.press("Text 1", message=lists)) == "This article is not kept any more."
    await anna.press(SAVED, message=text)
    await anna.next_edit()
    await tidy(desk)
    assert await said(await anna.press("Save", message=text)) == "This article is not kept any more."
    assert await desk.storage.articles.count() == 0


async def test_a_chat_that_saved_as_many_as_it_may_is_told_so(
    anna: Reader, add_article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Saved, "MOST", 1)
    for number in (1, 2):
        await add_article(number)
    first = await anna.ask("/latest 1")
    await anna.press("Save", message=first)
    await anna.next_edit()
    await anna.press("Older →", message=first)
    second = await anna.next_edit()
    assert "1 article at most" in await said(await anna.press("Save", message=second))


async def test_what_is_saved_is_exported_and_forgotten(
    anna: Reader, desk: Desk, playground: Playground, clock, add_article
) -> None:
    await add_article(1)
    await anna.press("Save", message=await anna.ask("/latest"))
    await anna.next_edit()
    await anna.ask("/export")
    document = anna.from_bot[-1].attachment
    assert document is not None
    (kept,) = json.loads(playground.world.files[document.id][1])["saved"]
    assert kept["title"] == "Town 1 gets a bridge"
    assert kept["url"] == "https://example.org/1"
    assert kept["saved_at"] == clock().isoformat()
    assert "saved articles" in (await anna.ask("/forget")).text
    await anna.press("Delete everything")
    await anna.next_edit()
    assert await saved(desk, anna.id) == []
    assert "Nothing is saved" in (await anna.ask("/saved")).text


async def test_in_a_group_the_chat_saves_at_its_admins_word(
    anna: Reader, ben: Reader, playground: Playground, desk: Desk, add_article, eventually
) -> None:
    await add_article(1)
    family = playground.group("Family", [ben], admins=[anna])
    await family.next_message()
    alone = await ben.ask("/latest", to=family)
    assert "Only admins" in await said(await ben.press("Save", message=alone, of=family))
    assert await saved(desk, family.id) == []
    await anna.press("Save", message=alone, of=family)
    assert (await family.next_edit()).labels == ["Full text", SAVED]
    assert "Town 1" in (await ben.ask("/saved", to=family)).text
    assert "Town 1" in (await ben.ask("/search saved: bridge", to=family)).text
    assert await saved(desk, anna.id) == []
    moved = family.migrate()

    async def there() -> bool:
        return await saved(desk, moved.id) == [1]

    await eventually(there)
    assert await saved(desk, family.id) == []


async def test_each_topic_saves_for_itself(anna: Reader, playground: Playground, desk: Desk, add_article) -> None:
    await add_article(1)
    forum = playground.group("Forum", admins=[anna], forum=True)
    await forum.next_message()
    news, talk = forum.topic("News"), forum.topic("Talk")
    alone = await anna.ask("/latest", to=forum, thread=news)
    await anna.press("Save", message=alone, of=forum)
    await forum.next_edit()
    assert await saved(desk, forum.id, news) == [1]
    assert "Nothing is saved" in (await anna.ask("/saved", to=forum, thread=talk)).text


async def test_who_only_reads_a_channel_saves_nothing_there(
    anna: Reader, ben: Reader, playground: Playground, desk: Desk, add_article
) -> None:
    await add_article(1)
    gazette = playground.channel("Gazette", anna)
    await gazette.post("/latest")
    alone = await gazette.next_message()
    assert "Only admins" in await said(await ben.press("Save", message=alone, of=gazette))
    await anna.press("Save", message=alone, of=gazette)
    assert (await gazette.next_edit()).labels == ["Full text", SAVED]
    assert await saved(desk, gazette.id) == [1]


async def test_saved_articles_are_offered_in_other_chats_to_who_saved_them(
    anna: Reader, ivan: Reader, playground: Playground, add_article
) -> None:
    for number in (1, 2):
        await add_article(number)
    await anna.ask("/latest 1")
    await anna.press("Save")
    await anna.next_edit()
    family = playground.group("Family", admins=[anna, ivan], bot="left")
    assert [result.title for result in (await anna.inline("saved: bridge", at=family)).results] == [
        "Town 2 gets a bridge"
    ]
    assert [result.title for result in (await anna.inline("saved:", at=family)).results] == ["Town 2 gets a bridge"]
    offered = await ivan.inline("saved: bridge", at=family)
    assert (offered.results, offered.note) == ((), "Ничего не найдено. Спросить бота")


async def test_saved_with_words_looks_for_them(anna: Reader, add_article) -> None:
    await add_article(1)
    await add_article(2, title="Ferries", text="The ferry sails. It is late.", summary=("The ferry sails.",))
    for number in range(2):
        await anna.ask(f"/latest {number + 1}")
    assert (await anna.ask("/saved ferry")).text.startswith("Nothing is saved here yet.")
    await anna.ask("/search ferry")
    await anna.press("Save")
    await anna.next_edit()
    assert "Ferries" in (await anna.ask("/saved ferry")).text
    assert "Nothing found" in (await anna.ask("/saved bridge")).text
