"""Telegram's side of the wire in the test's process, the bot in one of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from playground import Playground


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground() as running:
        yield running
