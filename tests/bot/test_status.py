"""How the bot says it is, over HTTP: the real bot, and a watcher that asks."""

from __future__ import annotations

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.answers import Reply, payload
from bot.config import StatusSection
from bot.delivery.outcomes import Fate, Outcome
from bot.doors import status_door
from bot.errors import TelegistError
from bot.html import Html
from bot.listener import Door, listening
from bot.service import at_work
from bot.status.metrics import Metrics, Stock
from bot.status.readiness import Contact, Readiness
from bot.status.routes import status_routes
from playground import Playground
from storage import Address, Kind, State, Storage
from storage.errors import DatabaseBroken
from storage.records import Backlog

START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # the clock's
Ask = Callable[[str], Awaitable[tuple[int, Any]]]


@pytest.fixture
async def ask(free_address: str) -> AsyncIterator[Ask]:
    """Asks for a page: its status, and its text or JSON."""
    async with aiohttp.ClientSession() as session:

        async def get(path: str) -> tuple[int, Any]:
            async with session.get(f"http://{free_address}{path}") as answer:
                return answer.status, await (
                    answer.json() if answer.content_type == "application/json" else answer.text()
                )

        yield get


def sample(page: str, metric: str, /, **labels: str) -> float | None:
    """The figure of that name and those labels on a page of metrics."""
    said = ",".join(f'{label}="{value}"' for label, value in sorted(labels.items()))
    start = f"{metric}{{{said}}} " if said else f"{metric} "
    return next((float(line.removeprefix(start)) for line in page.splitlines() if line.startswith(start)), None)


async def test_a_bot_at_work_is_alive_and_ready(start_bot: Any, ask: Ask, free_address: str) -> None:
    async with start_bot(status={"listen": free_address}):
        assert await ask("/healthz") == (200, "ok")
        assert await ask("/readyz") == (200, {"ready": True, "wrong": []})


async def test_while_telegram_was_never_reached_it_is_alive_and_not_ready(
    playground: Playground, start_bot: Any, ask: Ask, free_address: str, settings: Any, clock: Any
) -> None:
    playground.fail("getMe", "server_error", times=100)
    status = settings.status.model_copy(update={"listen": free_address})

    async def run() -> None:
        async with at_work(settings.model_copy(update={"status": status}), clock=clock):
            raise AssertionError("it can't be at work")

    running = asyncio.create_task(run())
    await playground.wait_for(lambda: playground.calls_of("getMe"))
    assert await ask("/healthz") == (200, "ok")
    assert await ask("/readyz") == (503, {"ready": False, "wrong": ["Telegram has not been reached yet"]})
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_when_telegram_falls_silent_it_is_not_ready_any_more(
    start_bot: Any, playground: Playground, ask: Ask, free_address: str, clock: Any
) -> None:
    async with start_bot(status={"listen": free_address}):
        clock.pass_by(minutes=4)
        assert await ask("/readyz") == (
            503,
            {"ready": False, "wrong": ["Telegram was last reached 4 minutes ago"]},
        )
        await playground.reader("Anna").send("/help")
        await playground.wait_for(lambda: playground.calls_of("sendMessage"))
        assert (await ask("/readyz"))[0] == 200


async def test_a_message_that_waits_too_long_makes_it_not_ready_except_a_broadcast(clock: Any) -> None:
    backlog = [
        Backlog(Kind.DIGEST, State.QUEUED, 5, clock() - timedelta(minutes=20)),
        Backlog(Kind.ALERT, State.QUEUED, 5, clock() - timedelta(minutes=10)),
        Backlog(Kind.REPLY, State.QUEUED, 5, None),
        Backlog(Kind.BROADCAST, State.QUEUED, 5, clock() - timedelta(hours=3)),
        Backlog(Kind.DIGEST, State.FAILED, 5, clock() - timedelta(days=3)),
    ]

    async def look() -> list[Backlog]:
        return backlog

    contact = Contact(clock)
    contact.made()
    readiness = Readiness(look, contact)
    assert await readiness.wrong() == ["the oldest digest has been waiting to be sent for 20 minutes"]
    contact.trouble = "Connection refused"
    backlog.clear()
    assert await readiness.wrong() == ["Telegram can't reach the bot: Connection refused"]


async def test_a_database_that_does_not_answer_is_told_and_the_figures_are_there_all_the_same(
    clock: Any, ask: Ask, free_address: str
) -> None:
    async def fail() -> Any:
        raise DatabaseBroken("The database is broken: x.db: restore a backup.")

    metrics, contact = Metrics(), Contact(clock)
    contact.made()
    metrics.asked("command", "latest")
    routes = status_routes(metrics, Readiness(fail, contact), contact, fail)
    async with listening([Door("[status] listen", free_address, routes)]):
        wrong = ["the database can't be read: The database is broken: x.db: restore a backup."]
        assert await ask("/readyz") == (503, {"ready": False, "wrong": wrong})
        status, page = await ask("/metrics")
    assert status == 200
    assert sample(page, "telegist_database_up") == 0
    assert sample(page, "telegist_commands_total", way="command", name="latest") == 1


async def test_what_readers_ask_for_is_counted_by_our_names_and_never_theirs(
    start_bot: Any, playground: Playground, ask: Ask, free_address: str
) -> None:
    async with start_bot(status={"listen": free_address}):
        anna = playground.reader("Anna")
        for text in ("/help", "/help", "/privat_matter", "a private matter"):
            await anna.send(text)
            await anna.next_message()
        _, page = await ask("/metrics")
    assert sample(page, "telegist_commands_total", way="command", name="help") == 2
    assert sample(page, "telegist_commands_total", way="command", name="unknown") == 1
    assert sample(page, "telegist_commands_total", way="command", name="search") == 1
    assert "privat" not in page


async def test_the_queue_and_the_sources_are_told_as_they_stand(
    tmp_path: Path, empty_database: Path, ask: Ask, free_address: str, clock: Any
) -> None:
    shutil.copy(empty_database, tmp_path / "test.db")
    contact = Contact(clock)
    contact.made()
    async with await Storage.open(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}", clock=clock) as storage:
        await storage.feeds.add("https://one.example/feed")
        ill, _ = await storage.feeds.add("https://two.example/feed")
        await storage.feeds.failed(ill.id, next_fetch_at=clock(), reason="HTTP 500")
        await storage.outbox.enqueue(Kind.DIGEST, Address(5), "monday", [{"text": "a secret"}] * 4)
        door = status_door(StatusSection(listen=free_address), storage, Metrics(), contact)
        async with listening(door):
            _, page = await ask("/metrics")
            clock.pass_by(minutes=16)
            _, ready = await ask("/readyz")
    assert sample(page, "telegist_outbox_messages", kind="digest", state="queued") == 4
    assert sample(page, "telegist_outbox_oldest_timestamp_seconds", kind="digest") == START.timestamp()
    feeds = {health: sample(page, "telegist_feeds", health=health) for health in ("well", "failing", "stopped")}
    assert feeds == {"well": 1, "failing": 1, "stopped": 0}
    assert sample(page, "telegist_database_up") == 1
    assert sample(page, "telegist_telegram_reached_timestamp_seconds") == START.timestamp()
    assert "process_resident_memory_bytes" in page
    assert "secret" not in page
    assert "the oldest digest has been waiting to be sent for 16 minutes" in ready["wrong"]


def test_attempts_are_counted_by_what_became_of_them() -> None:
    metrics = Metrics()
    metrics.observe(Outcome(Kind.DIGEST, Fate.SENT, seconds=0.03, waited=2.0))
    metrics.observe(Outcome(Kind.DIGEST, Fate.RETRIED, "429", seconds=0.01))
    metrics.observe(Outcome(Kind.ALERT, Fate.FAILED, "403", seconds=0.01))
    page = metrics.page(Stock([], []), None).decode()
    assert sample(page, "telegist_messages_total", kind="digest", fate="sent", reason="") == 1
    assert sample(page, "telegist_messages_total", kind="digest", fate="retried", reason="429") == 1
    assert sample(page, "telegist_messages_total", kind="alert", fate="failed", reason="403") == 1
    assert sample(page, "telegist_call_seconds_count", kind="digest") == 2
    assert sample(page, "telegist_call_seconds_bucket", kind="digest", le="0.02") == 1
    assert sample(page, "telegist_message_wait_seconds_count", kind="digest") == 1
    assert sample(page, "telegist_message_wait_seconds_count", kind="alert") is None
    assert sample(page, "telegist_telegram_reached_timestamp_seconds") == 0


async def test_what_the_courier_sends_is_counted(
    start_bot: Any, playground: Playground, ask: Ask, free_address: str
) -> None:
    anna = playground.reader("Anna")
    async with start_bot(status={"listen": free_address}) as desk:
        await anna.send("/start")
        await anna.next_message()
        await desk.storage.outbox.enqueue(Kind.ALERT, Address(anna.id), "news", [payload(Reply(Html("News")))])
        desk.wake()
        await anna.next_message()
        async with asyncio.timeout(5):
            while sample(page := (await ask("/metrics"))[1], "telegist_message_wait_seconds_count", kind="alert") != 1:
                pass
    assert sample(page, "telegist_messages_total", kind="alert", fate="sent", reason="") == 1
    assert sample(page, "telegist_call_seconds_count", kind="alert") == 1


def test_two_bots_in_one_process_count_apart() -> None:
    one, other = Metrics(), Metrics()
    one.asked("command", "latest")
    assert sample(other.page(None, None).decode(), "telegist_commands_total", way="command", name="latest") is None


async def test_status_and_push_share_a_server_where_they_name_one_address(
    start_bot: Any, ask: Ask, free_address: str
) -> None:
    push = {"public_url": "https://bot.example", "listen": free_address}
    async with start_bot(status={"listen": free_address}, push=push):
        assert (await ask("/healthz"))[0] == 200
        assert (await ask("/push/guessed"))[0] == 404


async def test_unless_it_is_asked_for_nobody_is_told_anything(start_bot: Any, ask: Ask, free_address: str) -> None:
    push = {"public_url": "https://bot.example", "listen": free_address}
    async with start_bot(push=push):
        for page in ("/healthz", "/readyz", "/metrics"):
            assert (await ask(page))[0] == 404


async def test_an_address_that_is_taken_is_named_as_the_configuration_names_it(start_bot: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(TelegistError, match=rf"\[status\] listen: {address}: can't be listened on"):
            async with start_bot(status={"listen": address}):
                pass
