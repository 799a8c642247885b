"""What readers do, over the wire: commands typed, buttons pressed, links and texts pasted."""

from __future__ import annotations

import json

import aiohttp
import pytest

from bot.requests import Desk
from playground import Playground, Reader

STORM = (
    "The harbour of Lindmoor was closed on Friday after a storm tore two cranes from their rails, the port authority "
    "said. Nobody was hurt. Eleven ships wait at anchor in the bay, among them a tanker on its way to the northern "
    "islands. The island of Skerry has had no ferry since Wednesday and its shop is running out of bread. Engineers "
    "from the capital are to look at the rails on Saturday. If they find them sound, the harbour could open again on "
    "Monday. The last time a storm closed it was in the winter of 1987, when it took three weeks to clear the basin."
)


async def test_start_says_what_this_is_and_offers_the_first_steps(anna: Reader, ivan: Reader) -> None:
    greeting = await anna.ask("/start")
    assert "news" in greeting.text
    assert greeting.labels == ["Latest", "Daily digest", "Search", "Language"]
    assert "новости" in (await ivan.ask("/start")).text


async def test_help_has_an_example_for_each_thing(anna: Reader) -> None:
    told = (await anna.ask("/help")).text
    for example in ("/latest 3", "since:7d", "/subscribe 7:30 Berlin", "/summary https://", "/follow volcano"):
        assert example in told


async def test_the_command_menu_is_set_in_both_languages(desk: Desk, playground: Playground) -> None:
    await playground.wait_for(lambda: len(playground.calls_of("setMyShortDescription")) == 3)
    menus = {
        call.params.get("language_code", ""): json.loads(call.params["commands"])
        for call in playground.calls_of("setMyCommands")
    }
    assert menus.keys() == {"", "en", "ru"}
    assert {"command": "search", "description": "Найти статьи по словам"} in menus["ru"]


async def test_latest_shows_the_newest_first_and_turns_its_pages(anna: Reader, add_article, clock) -> None:
    for number in range(1, 8):
        clock.pass_by(minutes=1)
        await add_article(number)
    first = await anna.ask("/latest")
    assert first.text.startswith("1. Town 7 gets a bridge\nThe Harbour Post · 5 minutes ago\nThe council has voted")
    assert first.labels[-1] == "Older →"
    clock.pass_by(minutes=1)
    await add_article(8)  # what comes in meanwhile moves no page
    await anna.press("Older →")
    older = await anna.next_edit()
    assert older.text.startswith("1. Town 2 gets a bridge")
    assert "Town 3" not in older.text
    await anna.press("← Newer")
    assert (await anna.next_edit()).text.startswith("1. Town 7 gets a bridge")


async def test_latest_takes_a_number_or_a_source(anna: Reader, add_article) -> None:
    await add_article(1)
    await add_article(2, source="The Gull")
    await add_article(3)
    assert "Town 2" not in (await anna.ask("/latest 1")).text
    gull = await anna.ask("/latest gull")
    assert "Town 2" in gull.text
    assert "Town 3" not in gull.text
    unknown = await anna.ask("/latest Nobody")
    assert "The Harbour Post and The Gull" in unknown.text or "The Gull and The Harbour Post" in unknown.text


@pytest.mark.parametrize(
    "rubbish", ["0", "--5", "+-3", "-5", "999999999999999999999", "½", "%", "\u202e' OR 1=1 --", "x" * 3000]
)
async def test_latest_answers_rubbish(anna: Reader, add_article, rubbish: str) -> None:
    await add_article(1)
    assert "went wrong" not in (await anna.ask(f"/latest {rubbish}")).text


async def test_full_text_is_sent_whole(anna: Reader, add_article) -> None:
    paragraphs = [f"Paragraph {number} tells a little more of it. " + "And on it goes. " * 30 for number in range(30)]
    await add_article(1, text="\n\n".join(text.strip() for text in paragraphs))
    await anna.ask("/latest")
    await anna.press("Full text")
    first = await anna.next_message()
    assert first.text.startswith("Town 1 gets a bridge\nThe Harbour Post")
    parts = [first.text]
    while "Paragraph 29" not in parts[-1]:
        parts.append((await anna.next_message()).text)
    told = "\n\n".join(parts)
    assert all(text.strip() in told for text in paragraphs)


async def test_search_finds_word_forms_and_shows_them_in_bold(anna: Reader, ivan: Reader, add_article) -> None:
    await add_article(1, text="Elections were held in the valley on Sunday, and few people came.")
    await add_article(
        2, text="Итоги подвели вечером. На выборах победила мэр города.", language="ru", title="Мэр осталась"
    )
    found = await anna.ask("/search election")
    assert "<b>Elections</b>" in found.html
    assert "<b>выборах</b>" in (await ivan.ask("/search выборы")).html


async def test_search_needs_no_command_in_a_private_chat(anna: Reader, add_article) -> None:
    await add_article(1)
    assert "Town 1" in (await anna.ask("bridges council")).text


async def test_search_without_words_asks_and_takes_the_next_message(anna: Reader, add_article) -> None:
    await add_article(1)
    await anna.ask("/start")
    await anna.press("Search")
    asked = await anna.next_message()
    assert "look for" in asked.text
    await anna.send("bridge", reply_to=asked.id)
    assert "Town 1" in (await anna.next_message()).text


async def test_search_without_words_offers_the_days_names_to_tap(anna: Reader, add_article) -> None:
    for number in (1, 2):
        await add_article(
            number, title=f"Clara Voss speaks {number}", summary=("Minister Clara Voss spoke in Corvale.",)
        )
    asked = await anna.ask("/search")
    assert "🔎 Clara Voss" in asked.labels
    await anna.press("🔎 Clara Voss")
    assert "Clara Voss speaks" in (await anna.next_edit()).text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ghbdtn", "привет"), ("икшвпу", "bridge"), ("\"yjdsq vjcn\"", "\"новый мост\""),
        ("brigde", "bridge"), ("new brdge -toll", "new bridge -toll"),
        ("горажане", "горожане"), ("ferriess", "ferries"),
    ],
)  # fmt: skip
async def test_a_search_with_the_wrong_keyboard_or_a_wrong_letter_is_understood(
    anna: Reader, add_article, typed: str, meant: str
) -> None:
    await add_article(1, title="The bridge is open", text="The new bridge opened today, and the ferries stay.")
    await add_article(2, title="Новый мост", text="Привет с моста передали горожане.", language="ru")
    answer = await anna.ask(f"/search {typed}")
    assert answer.text.startswith(f"🔎 {meant}\n")
    assert f"Nothing found for “{typed}”. Did you mean {meant}?" in answer.text
    assert "1." not in answer.text
    assert answer.labels == ["Full text", "Save"]


async def test_a_search_that_nothing_has_all_words_of_says_so(anna: Reader, add_article) -> None:
    await add_article(1, title="Ferries stay", text="The ferries stay, and the volcano sleeps.")
    await add_article(2, title="A bridge", text="A bridge was opened, and the ferries stay.")
    answer = (await anna.ask("/search volcano bridge")).text
    assert "No article has all of these words" in answer
    assert "Ferries stay" in answer


async def test_a_search_two_letters_off_is_left_alone(ivan: Reader, add_article) -> None:
    await add_article(1, title="Мост открыт", text="Привет с моста передали горожане.", language="ru")
    assert "Ничего не найдено" in (await ivan.ask("/search гаражане")).text


async def test_another_spelling_is_a_tap_away(anna: Reader, add_article) -> None:
    await add_article(1, title="A boat", text="A boat came into the harbour, and then one more boat.")
    await add_article(2, title="A goat", text="A goat came into the garden.")
    answer = await anna.ask("/search yoat")
    assert "🔎 goat" in answer.labels
    await anna.press("🔎 goat")
    assert (await anna.next_edit()).text.startswith("🔎 goat")


async def test_search_pages_by_buttons_that_hold_nothing_but_a_place(anna: Reader, add_article) -> None:
    for number in range(1, 8):
        await add_article(number)
    first = await anna.ask('/search bridge "the council" -volcano')
    assert first.labels[-1] == "More →"
    await anna.press("More →")
    second = await anna.next_edit()
    assert second.text.splitlines()[0] == first.text.splitlines()[0]
    assert second.labels[-1] == "← Back"
    assert not {line for line in first.text.splitlines() if "Town" in line} & set(second.text.splitlines())


async def test_a_search_without_hits_says_what_to_try(anna: Reader, ivan: Reader) -> None:
    assert "fewer words" in (await anna.ask("/search volcano eruption")).text
    assert "срок побольше" in (await ivan.ask("/search вулкан since:1h")).text


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "AND OR NOT",
        "a*b^c:(d)",
        "-",
        "source:",
        "since:never",
        "😀",
        "' --",
        "\u202eabc",
        "NEAR(a b, 2)",
        "'; DROP TABLE articles; --",
        "%_%",
        "\u05e9\u05dc\u05d5\u05dd \u202b-\u202c",
        "* ** ***",
        "word " * 800,
        "x" * 4000,
        "ж" * 4000,
        '"a ' * 900,
        "😀" * 1900,
    ],
)
async def test_no_search_fails(anna: Reader, query: str) -> None:
    answer = (await anna.ask(f"/search {query}")).text
    assert any(help_ in answer for help_ in ("Nothing found", "no word to look for", "What shall I look for"))


async def test_a_muted_source_is_not_shown_and_can_be_heard_again(anna: Reader, desk: Desk, add_article) -> None:
    feed, _ = await desk.storage.feeds.add("https://gull.example/feed", title="The Gull")
    await add_article(1)
    await add_article(2, feed_id=feed.id, source="The Gull")
    await anna.ask("/sources")
    await anna.press("🔔 The Gull")
    assert "muted" in (await anna.next_edit()).text
    assert "Town 2" not in (await anna.ask("/latest")).text
    await anna.press("🔇 The Gull")
    await anna.next_edit()
    assert "Town 2" in (await anna.ask("/latest")).text


async def test_a_pasted_text_is_summarised_at_once_and_not_kept(anna: Reader, desk: Desk) -> None:
    await anna.send(STORM, forwarded=True)
    summary = (await anna.next_message()).text
    assert summary.startswith("In short\n")
    assert "harbour of Lindmoor" in summary
    assert len(summary) < len(STORM)
    assert await desk.storage.articles.count() == 0


async def test_summary_says_how_where_there_is_nothing_to_sum_up(anna: Reader) -> None:
    assert "Send me a link" in (await anna.ask("/summary")).text
    assert "short enough" in (await anna.ask("/summary Hello there.")).text


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("http://127.0.0.1:9/news", "private networks"),
        ("http://localhost/news", "private networks"),
        ("http://[::1]/news", "private networks"),
        ("http://0x7f000001/", "private networks"),
        ("http://10.0.0.7/", "private networks"),
        ("https://", "no web address"),
    ],
)
async def test_a_link_that_must_not_be_opened_is_refused_in_words(anna: Reader, link: str, said: str) -> None:
    assert said in (await anna.ask(f"/summary {link}")).text


async def test_an_unknown_command_gets_the_nearest(anna: Reader) -> None:
    assert "/latest" in (await anna.ask("/lates")).text
    assert "/help" in (await anna.ask("/xyzzyq")).text


async def test_the_language_is_the_chats_choice(anna: Reader) -> None:
    await anna.ask("/settings")
    await anna.press("Language")
    await anna.next_edit()
    await anna.press("Русский")
    assert "Язык: Русский" in (await anna.next_edit()).text
    assert "Источников пока нет" in (await anna.ask("/sources")).text


async def test_what_is_kept_is_exported_and_forgotten(anna: Reader, desk: Desk, playground: Playground) -> None:
    await anna.ask("/subscribe 7:15 Berlin")
    await anna.ask("/follow volcano")
    await anna.ask("/export")
    document = anna.from_bot[-1].attachment
    assert document is not None
    kept = json.loads(playground.world.files[document.id][1])
    assert "07:15" in json.dumps(kept)
    assert "volcano" in json.dumps(kept)
    assert "Anna" not in json.dumps(kept)
    await anna.ask("/forget")
    await anna.press("Delete everything")
    assert "nothing about this chat is kept" in (await anna.next_edit()).text
    assert (await desk.storage.totals()).chats == 0


async def test_forget_can_be_thought_better_of(anna: Reader, desk: Desk) -> None:
    await anna.ask("/subscribe")
    await anna.ask("/forget")
    await anna.press("Keep it")
    assert "as it was" in (await anna.next_edit()).text
    assert (await desk.storage.totals()).subscriptions == 1


async def test_reading_alone_leaves_no_trace(anna: Reader, desk: Desk, add_article) -> None:
    await add_article(1)
    for text in ("/start", "/latest", "/search bridge", "/help", "/privacy"):
        await anna.ask(text)
    assert (await desk.storage.totals()).chats == 0


@pytest.mark.parametrize(
    "data", ["gone:1", "latest:a:b:c", "full:x", f"full:{10**20}", "sub:zone:Mars/Base", "src:1:2:3:4", "set:", ":"]
)
async def test_a_button_no_version_of_ours_made_is_answered(anna: Reader, playground: Playground, data: str) -> None:
    await anna.ask("/subscribe")
    message = {
        "chat_id": anna.id,
        "text": "old",
        "reply_markup": {"inline_keyboard": [[{"text": "Old", "callback_data": data}]]},
    }
    async with aiohttp.ClientSession() as session:
        await session.post(f"{playground.url}/bot{playground.token}/sendMessage", json=message)
    await (await anna.press("Old")).answer()
    assert "went wrong" not in " ".join(one.text for one in anna.from_bot)


async def test_an_unknown_source_is_said_to_be_unknown_whatever_is_muted(anna: Reader, add_article) -> None:
    await add_article(1)
    await anna.ask("/mute football")
    assert (await anna.ask("/latest gazette")).text.startswith("No articles from “gazette”.")
    await anna.ask("/mute bridge")
    assert (await anna.ask("/latest harbour")).text.startswith("Nothing to show but what is muted here")
