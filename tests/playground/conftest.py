from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from playground import Playground


class Clock:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def playground(clock: Clock) -> AsyncIterator[Playground]:
    async with Playground(clock=clock) as running:
        yield running


Call = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
def call(playground: Playground, http: aiohttp.ClientSession) -> Call:
    """Call a method of the Bot API with JSON; the whole answer."""

    async def calling(method: str, **params: Any) -> dict[str, Any]:
        url = f"{playground.url}/bot{playground.token}/{method}"
        async with http.post(url, json=params) as response:
            answer: dict[str, Any] = await response.json()
            assert response.status == answer.get("error_code", 200)
            return answer

    return calling
