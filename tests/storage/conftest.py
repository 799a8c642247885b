"""A real database in a fresh folder, a clock that stands still, and articles to put in."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import NewArticle, Storage
from storage.records import StoryCandidate

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'telegist.db'}"


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables, made once: most tests aren't about making it."""
    path = tmp_path_factory.mktemp("storage") / "empty.db"

    async def make() -> None:
        await (await Storage.open(f"sqlite+aiosqlite:///{path}")).close()

    asyncio.run(make())
    return path


@pytest.fixture
async def storage(url: str, clock: Clock, empty: Path) -> AsyncIterator[Storage]:
    shutil.copy(empty, url.removeprefix("sqlite+aiosqlite:///"))
    async with await Storage.open(url, clock=clock) as opened:
        yield opened


@pytest.fixture
def article() -> Callable[..., NewArticle]:
    def make(number: int = 1, **changes: object) -> NewArticle:
        fields: dict[str, object] = {
            "key": f"https://news.example/{number}",
            "url": f"https://news.example/{number}",
            "source": "Harbour Post",
            "title": f"Bridge number {number} opens",
            "text": "The new bridge was opened on Monday.\n\nCars may cross it from noon.",
            "summary": ("The new bridge was opened on Monday.",),
            "language": "en",
            "published_at": START - timedelta(hours=2) + timedelta(minutes=number),
            "fingerprint": (2 * number, *range(201, 221, 2)),
        }
        return NewArticle(**{**fields, **changes})  # type: ignore[arg-type]

    return make


def own_story(new: NewArticle, candidates: Sequence[StoryCandidate]) -> int | None:
    return None


def newest_story(new: NewArticle, candidates: Sequence[StoryCandidate]) -> int | None:
    return candidates[0].story_id if candidates else None
