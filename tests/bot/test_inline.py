"""`@bot words` in any chat, over the wire: what is offered, to whom, and what becomes of it."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from bot.commands.inline import PAGE
from bot.requests import Desk
from language import utf16_length
from playground import Offered, Playground, Reader

OFFER_CALLS = "answerInlineQuery"
RUBBISH = [
    *("😀🎉", '"', '"" AND OR NOT', "' OR 1=1 --", "bridge*", "*", "NEAR(bridge, 5)", "-bridge", "since:7d"),
    *("source:", "\u202egnp.exe", "שלום עולם", "مرحبا", "%_", "\\", "<b>bridge</b>", "\u200b", "::::", "{meant}"),
    *("saved:", "a" * 256, "bridge " * 36, "x" * 4000),
]
FOREIGN_OFFSETS = ["x", "20", "-5:1", "5:-1", "1:2:3", "\u0663:\u0663", "9" * 60, "999999999:999999999999999999"]


def titles(offered: Offered) -> list[str]:
    return [result.title for result in offered.results]


async def test_words_offer_articles_each_with_its_summary_and_link(anna: Reader, add_article) -> None:
    await add_article(1)
    offered = await anna.inline("bridges council")
    (result,) = offered.results
    assert result.title == "Town 1 gets a bridge"
    assert result.description == "The Harbour Post · 5 minutes ago · The council has voted for a new bridge."
    assert result.url == "https://example.org/1"
    assert offered.note == ""
    message = await offered.choose()
    assert message.html == (
        '<a href="https://example.org/1"><b>Town 1 gets a bridge</b></a>\n'
        "<i>The Harbour Post · 5 minutes ago</i>\n"
        "The council has voted for a new bridge. Work begins in May."
    )


async def test_what_is_shared_needs_no_bot_there_and_shows_no_preview(
    anna: Reader, playground: Playground, add_article
) -> None:
    await add_article(1)
    family = playground.group("Family", admins=[anna], bot="left")
    await (await anna.inline("bridge", at=family)).choose()
    assert family.messages[-1].text.startswith("Town 1 gets a bridge")
    (call,) = await playground.wait_for(lambda: playground.calls_of(OFFER_CALLS))
    (content,) = [result["input_message_content"] for result in _results(call)]
    assert content["link_preview_options"] == {"is_disabled": True}


async def test_each_reads_their_own_language_though_both_type_the_same(anna: Reader, ivan: Reader, add_article) -> None:
    await add_article(1)
    for _ in range(2):  # the second time by Telegram's own memory
        assert "5 minutes ago" in (await anna.inline("bridge")).results[0].description
        assert "5 минут назад" in (await ivan.inline("bridge")).results[0].description
    assert (await anna.inline("volcano")).note == "Nothing found. Ask the bot"
    assert (await ivan.inline("volcano")).note == "Ничего не найдено. Спросить бота"


async def test_what_somebody_set_in_their_chat_with_the_bot_holds_everywhere(
    anna: Reader, playground: Playground, add_article
) -> None:
    await add_article(1)
    await add_article(2, title="Rovers win the cup", text="Rovers won.", summary=("Rovers won the football cup.",))
    await anna.ask("/mute rovers")
    await anna.ask("/settings")
    await anna.press("set:language")
    await anna.next_edit()
    await anna.press("Русский")
    await anna.next_edit()
    family = playground.group("Family", admins=[anna], bot="left")
    (result,) = (await anna.inline(at=family)).results
    assert result.title == "Town 1 gets a bridge"
    assert "5 минут назад" in result.description


async def test_of_somebody_who_never_started_the_bot_nothing_is_kept_or_logged(
    desk: Desk, playground: Playground, add_article, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    await add_article(1)
    stranger = playground.reader("Mallory", id=424_242_424)
    offered = await stranger.inline("bridge")
    assert titles(offered) == ["Town 1 gets a bridge"]
    await stranger.inline()
    await stranger.inline("xylophone")
    assert (await desk.storage.totals()).chats == 0
    kept = _bytes_in(tmp_path)
    assert b"Town 1" in kept
    for told in ("424242424", "xylophone", "Mallory"):
        assert told.encode() not in kept
        assert told not in caplog.text


async def test_no_words_offer_the_newest_each_story_once(anna: Reader, add_article, one_story) -> None:
    await add_article(1, story=one_story)
    await add_article(2, story=one_story, source="The Gull")
    await add_article(3)
    offered = await anna.inline()
    assert len(offered.results) == 2
    assert titles(await anna.inline("   ")) == titles(offered)


async def test_where_there_is_nothing_yet_that_is_said(anna: Reader) -> None:
    offered = await anna.inline()
    assert offered.results == ()
    assert offered.note == "Nothing found. Ask the bot"
    await offered.press_note()
    assert "What shall I look for?" in (await anna.next_message()).text


async def test_what_a_reader_brought_is_not_offered(anna: Reader, add_article, one_story) -> None:
    await add_article(1, by_reader=True)
    assert (await anna.inline()).results == ()
    assert (await anna.inline("town bridge")).results == ()
    assert (await anna.inline("twon")).note == "Nothing found. Ask the bot"  # its spelling isn't told either
    assert "Town 1" in (await anna.ask("/search bridge")).text
    await add_article(2, source="The Gull")
    assert titles(await anna.inline("bridge council")) == ["Town 2 gets a bridge"]


@pytest.mark.parametrize("words", ["", "bridge"])
async def test_the_list_goes_on_while_new_articles_come_in(anna: Reader, add_article, clock, words: str) -> None:
    count = 2 * PAGE + 3
    for number in range(1, count + 1):
        clock.pass_by(minutes=1)
        await add_article(number)
    offered = await anna.inline(words)
    seen = titles(offered)
    assert len(seen) == PAGE
    while offered.answer.next_offset:
        assert len(offered.answer.next_offset.encode()) <= 64
        clock.pass_by(minutes=1)
        count += 1
        await add_article(count)
        offered = await offered.more()
        assert offered.note == ""
        seen += titles(offered)
    assert sorted(seen) == sorted(f"Town {number} gets a bridge" for number in range(1, 2 * PAGE + 4))


async def test_an_offset_that_is_none_of_ours_ends_the_list(desk: Desk, playground: Playground, add_article) -> None:
    await add_article(1)
    for offset in FOREIGN_OFFSETS:
        for words in ("", "bridge"):
            offered = await playground.reader("Anna").inline(words, offset=offset)
            assert (offered.results, offered.answer.next_offset, offered.note) == ((), "", ""), offset


async def test_a_wrong_letter_or_keyboard_is_understood(anna: Reader, ivan: Reader, add_article) -> None:
    await add_article(1, title="The bridge is open", text="The new bridge opened today.")
    offered = await anna.inline("brigde")
    assert titles(offered) == ["The bridge is open"]
    assert offered.note == "Found for “bridge”"
    assert (await ivan.inline("икшвпу")).note == "Найдено по запросу «bridge»"


async def test_that_no_article_has_all_words_is_said(anna: Reader, add_article) -> None:
    await add_article(1, title="Ferries stay", text="The ferries stay, and the volcano sleeps.")
    await add_article(2, title="A bridge", text="A bridge was opened, and the ferries stay.")
    offered = await anna.inline("volcano bridge")
    assert offered.results
    assert offered.note == "No article has all of these words"


async def test_whatever_is_typed_is_answered(desk: Desk, playground: Playground, add_article) -> None:
    await add_article(1)
    for rubbish in RUBBISH:
        offered = await playground.reader("Anna").inline(rubbish)
        assert "wrong" not in offered.note, rubbish


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=strategies.text(max_size=256), offset=strategies.text(max_size=70))
async def test_whatever_is_asked_is_answered(desk: Desk, playground: Playground, words: str, offset: str) -> None:
    anna = playground.reader("Anna")  # each time another, who is not held up by what they typed before
    offered = await anna.inline(words.encode(errors="ignore").decode(), offset=offset.encode(errors="ignore").decode())
    assert "wrong" not in offered.note


async def test_a_huge_hostile_article_is_offered_within_telegrams_limits(anna: Reader, add_article) -> None:
    long = "<b>&😀" * 3000
    await add_article(
        1, title=long, source=long, summary=(long, long), text=f"bridge {long}", url=f"https://a.example/{'x' * 900}"
    )
    await add_article(2, url="javascript:alert(1)", title="Odd")
    (one, *_) = [result for result in (await anna.inline("bridge")).results if result.title != "Odd"]
    assert utf16_length(one.body.text) <= 4096
    assert one.title.startswith("<b>&😀")
    assert utf16_length(one.title) <= 160
    assert utf16_length(one.description) <= 200
    (odd,) = [result for result in (await anna.inline()).results if result.title == "Odd"]
    assert odd.url == ""


async def test_our_own_results_sent_where_we_can_read_them_are_no_wish(
    anna: Reader, playground: Playground, add_article
) -> None:
    await add_article(1, summary=("The council has voted for a new bridge. " * 12,))
    await anna.ask("/start")
    await (await anna.inline("bridge")).choose()
    assert (await anna.ask("/privacy")).text.startswith("What I keep")
    assert len(anna.from_bot) == 2


async def test_a_query_that_is_too_old_is_passed_over_quietly(
    anna: Reader, playground: Playground, add_article, caplog: pytest.LogCaptureFixture
) -> None:
    await add_article(1)
    playground.fail(
        OFFER_CALLS,
        "refuse",
        description="Bad Request: query is too old and response timeout expired or query ID is invalid",
    )
    with pytest.raises(TimeoutError):
        await anna.inline("bridge", timeout=0.2)
    assert titles(await anna.inline("bridge")) == ["Town 1 gets a bridge"]
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_another_refusal_is_logged_without_words(
    anna: Reader, playground: Playground, add_article, caplog: pytest.LogCaptureFixture
) -> None:
    playground.fail(OFFER_CALLS, "server_error")
    with pytest.raises(TimeoutError):
        await anna.inline("bridge", timeout=0.2)
    await anna.inline("bridge")
    (record,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert record.getMessage().startswith("inline results were not offered")
    assert "bridge" not in record.getMessage()


async def test_where_storage_fails_that_is_said_and_not_remembered(
    anna: Reader, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise ValueError

    monkeypatch.setattr(desk.storage.search, "find", fail)
    assert "went wrong" in (await anna.inline("bridge")).note
    monkeypatch.undo()
    assert (await anna.inline("bridge")).note == "Nothing found. Ask the bot"


def _bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("test.db*"))


def _results(call: Any) -> list[dict[str, Any]]:
    results = call.params["results"]
    return json.loads(results) if isinstance(results, str) else results
