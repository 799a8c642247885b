"""The real bot against the playground, over HTTP, with a clock that moves when told."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import shutil
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.cli.options import CONFIG_VARIABLE
from bot.config import Settings
from bot.requests import Desk
from bot.service import at_work
from playground import Playground, Reader
from storage import Storage
from storage.records import Article, NewArticle, StoryCandidate

START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # a Sunday


class Clock:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables made: copying it is quicker than making them for every test."""
    path = tmp_path_factory.mktemp("database") / "empty.db"

    async def make() -> None:
        await (await Storage.open(f"sqlite+aiosqlite:///{path}")).close()

    asyncio.run(make())
    return path


@pytest.fixture
async def playground(clock: Clock) -> AsyncIterator[Playground]:
    async with Playground(clock=clock) as running:
        yield running


@pytest.fixture
def settings(playground: Playground, tmp_path: Path) -> Settings:
    return settings_for(playground, tmp_path)


def settings_for(playground: Playground, folder: Path, **sections: dict[str, Any]) -> Settings:
    """The settings of a bot on that playground, with its database in `folder`."""
    own = {
        "telegram": {"token": playground.token, "api_url": playground.url},
        "storage": {"url": f"sqlite+aiosqlite:///{folder / 'test.db'}"},
    }
    return Settings.model_validate({name: own.get(name, {}) | sections.get(name, {}) for name in {*own, *sections}})


@pytest.fixture
def free_address() -> str:
    """A host and a port nobody listens on, below those that the system gives to connections meanwhile."""
    while True:
        port = random.randrange(20_000, 30_000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return f"127.0.0.1:{port}"


StartBot = Callable[..., Any]


@pytest.fixture
def start_bot(playground: Playground, clock: Clock, tmp_path: Path, empty_database: Path) -> StartBot:
    """An async context manager that runs the bot, with sections of its settings changed; gives its desk."""
    shutil.copy(empty_database, tmp_path / "test.db")

    @asynccontextmanager
    async def start(**sections: dict[str, Any]) -> AsyncIterator[Desk]:
        async with at_work(settings_for(playground, tmp_path, **sections), clock=clock) as working:
            await playground.wait_for(lambda: playground.polled)
            yield working.desk
            assert not any(task.done() for task in working.tasks)

    return start


@pytest.fixture
async def desk(start_bot: StartBot) -> AsyncIterator[Desk]:
    """A bot at work."""
    async with start_bot() as running:
        yield running


@pytest.fixture
def anna(desk: Desk, playground: Playground) -> Reader:
    """A reader of English, and a bot at work."""
    return playground.reader("Anna")


@pytest.fixture
def ben(desk: Desk, playground: Playground) -> Reader:
    """Another."""
    return playground.reader("Ben")


@pytest.fixture
def ivan(desk: Desk, playground: Playground) -> Reader:
    """A reader of Russian."""
    return playground.reader("Иван", language_code="ru")


def each_its_own_story(new: NewArticle, candidates: object) -> int | None:
    """Every article is a story of its own."""
    return None


def all_one_story(new: NewArticle, candidates: list[StoryCandidate]) -> int | None:
    """Every article tells the same story."""
    return candidates[0].story_id if candidates else None


@pytest.fixture
def eventually() -> Callable[[Callable[[], Awaitable[Any]]], Awaitable[None]]:
    """Waits for something to become true that is marked just after the calls the playground sees."""

    async def wait(holds: Callable[[], Awaitable[Any]]) -> None:
        async with asyncio.timeout(5):
            while not await holds():
                await asyncio.sleep(0)

    return wait


@pytest.fixture
def one_story() -> Any:
    """How to choose stories so that every article tells the same one."""
    return all_one_story


@dataclass(frozen=True)
class Done:
    """What a command printed."""

    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def telegist(
    tmp_path: Path, empty_database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """Runs a command in an empty folder whose database has its tables; `typed` is what its operator types."""
    (tmp_path / "telegist.db").write_bytes(empty_database.read_bytes())
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level

    def run(*words: str, check: int = 0, typed: str = "", **environment: str) -> Done:
        with monkeypatch.context() as patched:
            for name in [name for name in os.environ if name.startswith("TELEGIST_")]:
                patched.delenv(name)
            for name, value in environment.items():
                patched.setenv(name, value)
            patched.setattr(sys, "argv", ["telegist", *words])
            patched.setattr(sys, "stdin", TextIOWrapper(BytesIO(typed.encode())))
            try:
                main()
                code = 0
            except SystemExit as end:
                code = int(end.code or 0)
        os.environ.pop(CONFIG_VARIABLE, None)
        done = Done(*capsys.readouterr())
        assert code == check, done
        return done

    yield run
    root.handlers[:] = handlers
    root.setLevel(level)


AddArticle = Callable[..., Any]


@pytest.fixture
def add_article(desk: Desk, clock: Clock) -> AddArticle:
    """Stores an article, made from its number where nothing else is said."""

    async def add(number: int = 1, *, story: Any = each_its_own_story, **changes: Any) -> Article:
        text = f"The council of town {number} has voted for a new bridge. Work begins in May. It will take a year."
        values: dict[str, Any] = {
            "key": f"https://example.org/{number}",
            "url": f"https://example.org/{number}",
            "source": "The Harbour Post",
            "title": f"Town {number} gets a bridge",
            "text": text,
            "summary": ("The council has voted for a new bridge.", "Work begins in May."),
            "language": "en",
            "published_at": clock() - timedelta(minutes=5),
            "fingerprint": tuple(range(201, 221, 2)),
        } | changes
        stored = await desk.storage.articles.add(NewArticle(**values), story)
        return stored.article

    return add
