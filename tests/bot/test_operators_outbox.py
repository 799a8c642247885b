"""`telegist outbox` and `telegist broadcast` as they are typed, with no Telegram near."""

from __future__ import annotations

import asyncio
import fcntl
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.answers import Reply, payload
from bot.broadcasts import backlog
from bot.cli.broadcast_account import Pace, lasting
from bot.html import Html
from storage import Storage, utc_now
from storage.records import Address, Kind, State
from tests.bot.conftest import Run
from tests.storage.taking import finish, take

SAID = "The bot moves on Monday."


@pytest.fixture
def stored(tmp_path: Path, telegist: Run) -> Callable[[Callable[[Storage], Awaitable[object]]], None]:
    """Does something in the database that the commands use."""

    def do(work: Callable[[Storage], Awaitable[object]]) -> None:
        async def run() -> None:
            async with await Storage.open(f"sqlite+aiosqlite:///{tmp_path / 'telegist.db'}") as storage:
                await work(storage)

        asyncio.run(run())

    return do


@pytest.fixture
def message(tmp_path: Path) -> str:
    (tmp_path / "moving.txt").write_text(f"{SAID}\n", encoding="utf8")
    return "moving.txt"


async def some_trouble(storage: Storage) -> None:
    """To chat 5 a digest waits, to -7 one failed, to 6 an alert is uncertain; ids 1, 2, 3. And 8 waits for a text."""
    said = payload(Reply(Html("<b>News</b> of the day")))
    outbox = storage.outbox
    await outbox.enqueue(Kind.DIGEST, Address(5), "2026-11-25", [said])
    await outbox.enqueue(Kind.DIGEST, Address(-7, 3), "2026-11-25", [said])
    await outbox.enqueue(Kind.ALERT, Address(6), "article:1", [said])
    await outbox.enqueue(Kind.REPLY, Address(8), "full:99", [said])
    async with storage._database.write() as connection:
        for message_id, state, reason in ((2, State.FAILED, "400: chat not found"), (3, State.UNCERTAIN, "timed out")):
            await connection.exec_driver_sql(
                "UPDATE outbox SET state = ?, reason = ? WHERE id = ?", (state, reason, message_id)
            )


async def some_chats(storage: Storage) -> None:
    """Five of English, two of Russian, and one that has blocked the bot."""
    for chat_id in range(1, 9):
        await storage.chats.set_language(Address(chat_id), "ru" if chat_id > 5 else "en")
    await storage.chats.block(8)


def test_an_empty_outbox_says_so(telegist: Run) -> None:
    assert "Nothing waits, and nothing failed" in telegist("outbox").stdout
    assert "0 put back" in telegist("outbox", "retry", "--all").stdout
    assert "0 removed" in telegist("outbox", "drop", "--all").stdout


def test_the_outbox_tells_what_waits_and_what_failed_and_why(telegist: Run, stored) -> None:
    stored(some_trouble)
    told = telegist("outbox").stdout
    for line in ("waiting         1 digest, from", "failed          1 digest", "uncertain       1 alert"):
        assert line in told
    assert "chat -7, topic 3  part 1 of 2026-11-25" in told
    assert "400: chat not found" in told
    assert "News" not in told
    assert "full:99" not in telegist("outbox", "--state", "queued").stdout
    listed = json.loads(telegist("outbox", "list", "--state", "uncertain", "--json").stdout)
    assert [(one["id"], one["chat_id"], one["reason"]) for one in listed["messages"]] == [(3, 6, "timed out")]
    assert {(one["kind"], one["state"], one["count"]) for one in listed["piles"]} == {
        ("digest", "queued", 1),
        ("reply", "queued", 1),
        ("digest", "failed", 1),
        ("alert", "uncertain", 1),
    }
    assert "None of these" in telegist("outbox", "--kind", "broadcast", "--state", "sending").stdout


def test_one_message_is_shown_but_no_reply(telegist: Run, stored) -> None:
    stored(some_trouble)
    assert telegist("outbox", "show", "2").stdout == "News of the day\n"
    assert "no such message" in telegist("outbox", "show", "77", check=1).stderr
    assert "a reply" in telegist("outbox", "show", "4", check=1).stderr


def test_what_failed_is_put_back_by_number_or_all_of_a_kind(telegist: Run, stored) -> None:
    stored(some_trouble)
    done = telegist("outbox", "retry", "3", "1", "77", check=1)
    assert "1 put back" in done.stdout
    assert "1: waiting already" in done.stderr
    assert "77: there is no such message" in done.stderr
    assert "0 put back" in telegist("outbox", "retry", "--all", "--kind", "alert").stdout
    assert "1 put back" in telegist("outbox", "retry", "--all").stdout
    told = telegist("outbox").stdout
    assert "2 digests, the oldest from" in told
    assert "Nothing failed." in told


def test_dropping_asks_first(telegist: Run, stored) -> None:
    stored(some_trouble)
    assert "Remove this message?" in telegist("outbox", "drop", "1", typed="n\n", check=1).stderr
    assert "1 removed" in telegist("outbox", "drop", "1", typed="y\n").stdout
    assert "2 removed" in telegist("outbox", "drop", "--all", "--yes").stdout
    assert "Nothing failed." in telegist("outbox").stdout


@pytest.mark.parametrize(
    "words",
    [["retry"], ["retry", "1", "--all"], ["drop", "1", "--kind", "alert"], ["--state", "sent"], ["--kind", "letter"]],
)
def test_a_wrong_call_of_the_outbox_is_told(telegist: Run, words: list[str]) -> None:
    assert "Invalid value" in telegist("outbox", *words, check=2).stderr


def test_a_broadcast_is_shown_counted_and_asked_about(telegist: Run, stored, message: str) -> None:
    stored(some_chats)
    asked = telegist("broadcast", message, typed="n\n", check=1)
    assert SAID in asked.stdout
    assert "Send it to 7 chats? It takes about 1 second." in asked.stderr
    assert "No broadcasts yet" in telegist("broadcast", "list").stdout
    assert "broadcast 1 begins: 7 chats" in telegist("broadcast", message, typed="y\n").stdout
    assert "running" in telegist("broadcast", "list").stdout


def test_a_dry_run_sends_nothing(telegist: Run, stored, message: str, tmp_path: Path) -> None:
    stored(some_chats)
    assert "would go to 7 chats" in telegist("broadcast", message, "--dry-run", "--yes").stdout
    assert "would go to 2 chats" in telegist("broadcast", "--dry-run", message, "--language", "ru").stdout
    assert "would go to 1 chat." in telegist("broadcast", "-", "--dry-run", "--chat", "3", typed=SAID).stdout
    assert "would go to 0 chats" in telegist("broadcast", message, "--to", "groups", "--dry-run").stdout
    (tmp_path / "m.html").write_text('<b>Now</b> <a href="https://a.example">here</a>')
    assert "Now here (https://a.example)" in telegist("broadcast", "m.html", "--html", "--dry-run").stdout
    assert "<b>Now</b>" in telegist("broadcast", "m.html", "--dry-run").stdout
    assert "No broadcasts yet" in telegist("broadcast", "list").stdout


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        (b"<b>x", ["--html"], "m.txt: <b> is never closed"),
        (b"x" * 4097, [], "m.txt: 4,097 UTF-16 units long"),
        (b" \n", [], "nothing in it to read"),
        (b"\xff\xfe", [], "not a text in UTF-8"),
        (b"x", ["--chat", "99"], "--chat 99: can't be told"),
        (b"x", ["--chat", "8"], "--chat 8: can't be told"),
        (b"x", ["--language", "ru", "--chat", "1"], "there is no chat to send it to"),
    ],
)
def test_what_cannot_be_sent_is_refused_before_anything_is_queued(
    telegist: Run, stored, tmp_path: Path, content: bytes, options: list[str], said: str
) -> None:
    stored(some_chats)
    (tmp_path / "m.txt").write_bytes(content)
    assert said in telegist("broadcast", "m.txt", "--yes", *options, check=1).stderr
    assert "No broadcasts yet" in telegist("broadcast", "list").stdout


def test_groups_cannot_be_told_from_channels_without_a_token(telegist: Run, stored, message: str) -> None:
    stored(lambda storage: storage.chats.set_language(Address(-1_001_234_567_890), "en"))
    assert "only Telegram knows" in telegist("broadcast", message, "--to", "channels", "--yes", check=1).stderr
    assert "begins: 1 chat" in telegist("broadcast", message, "--yes").stdout


def test_the_same_to_the_same_within_a_week_has_to_be_meant(telegist: Run, stored, message: str) -> None:
    stored(some_chats)
    telegist("broadcast", message, "--yes")
    assert "add --again if it is meant" in telegist("broadcast", message, "--yes", check=1).stderr
    assert "Is it meant? The same went" in telegist("broadcast", message, typed="n\n", check=1).stderr
    assert "broadcast 2 begins" in telegist("broadcast", message, typed="y\ny\n").stdout
    assert "broadcast 3 begins" in telegist("broadcast", message, "--yes", "--again").stdout
    assert "broadcast 4 begins" in telegist("broadcast", message, "--yes", "--language", "ru").stdout


def test_a_broadcast_is_stopped_resumed_listed_and_watched(telegist: Run, stored, message: str) -> None:
    stored(some_chats)
    telegist("broadcast", message, "--yes")
    stored(lambda storage: storage.broadcasts.advance(1, backlog=3))
    assert "broadcast resume 1" in telegist("broadcast", "stop", "1").stdout
    assert "stopped already" in telegist("broadcast", "stop", "1", check=1).stderr
    assert "stopped: 0 sent, 0 failed, 7 left" in telegist("broadcast", "watch", "1").stdout
    assert "goes on: 0 sent, 0 failed, 7 left" in telegist("broadcast", "resume", "1").stdout
    stored(all_sent)
    assert "done: 7 sent, 0 failed" in telegist("broadcast", "watch", "1").stdout
    assert "it is done" in telegist("broadcast", "resume", "1", check=1).stderr
    assert "there is none" in telegist("broadcast", "stop", "2", check=1).stderr
    (listed,) = json.loads(telegist("broadcast", "list", "--json").stdout)
    assert (listed["progress"], listed["sent"], listed["left"]) == ("done", 7, 0)


async def all_sent(storage: Storage) -> None:
    for _ in range(2):
        await storage.broadcasts.advance(1, backlog=100)
        while message := await take(storage, utc_now()):
            await finish(storage, message)


def test_where_no_bot_is_at_work_it_is_said_so(telegist: Run, stored, message: str, tmp_path: Path) -> None:
    stored(some_trouble)
    stored(some_chats)
    said = "no bot delivers from this database now"
    calls = [["outbox"], ["outbox", "retry", "2"], ["broadcast", message, "--yes"], ["broadcast", "resume", "1"]]
    for words in calls[:3]:
        assert said in telegist(*words).stderr
    telegist("broadcast", "stop", "1")
    assert said in telegist(*calls[3]).stderr
    telegist("broadcast", "stop", "1")
    with (tmp_path / "telegist.db-courier").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert said not in telegist("outbox").stderr
        assert said not in telegist("broadcast", "resume", "1").stderr


def test_the_backlog_feeds_any_pace_and_stays_bounded() -> None:
    assert [backlog(rate) for rate in (0.1, 30, 1000)] == [200, 200, 4000]


def test_the_pace_is_that_of_the_last_half_minute() -> None:
    pace = Pace()
    assert pace.see(0, 10) == 0
    assert pace.see(10, 310) == 30
    assert pace.see(35, 320) == pytest.approx(10 / 25)


@pytest.mark.parametrize(
    ("left", "rate", "told"),
    [(1, 30, "1 second"), (900, 30, "30 seconds"), (9000, 30, "5 minutes"), (225_000, 30, "2 hours 5 minutes")],
)
def test_how_long_it_takes_is_told_in_words(left: int, rate: float, told: str) -> None:
    assert lasting(left, rate) == told
