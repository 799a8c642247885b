"""Waking everybody who waits for something to change."""

from __future__ import annotations

import asyncio


class Bell:
    """Rung on a change; all who listen at that moment hear it."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def ring(self) -> None:
        """Wake all listeners."""
        rung, self._next = self._next, asyncio.Event()
        rung.set()

    async def heard(self) -> None:
        """Wait for the next ring."""
        await self._next.wait()
