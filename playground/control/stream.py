"""Live events for the web page, as server-sent events."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import web

from playground.world import World

KEEP_ALIVE = 15.0
QUEUE = 1000


class EventStream:
    """Open pages, each with its own queue."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._pages: set[asyncio.Queue[dict[str, Any] | None]] = set()
        world.listeners.append(self._tell)

    def close(self) -> None:
        """End all streams."""
        for page in self._pages:
            _put(page, None)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One page's stream, until it goes away."""
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        response = web.StreamResponse(headers=headers)
        page: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue(QUEUE)
        self._pages.add(page)
        try:
            await response.prepare(request)
            await response.write(b"retry: 1000\n\n")
            while True:
                try:
                    event = await asyncio.wait_for(page.get(), KEEP_ALIVE)
                except TimeoutError:
                    await response.write(b": still here\n\n")
                    continue
                if event is None:
                    break
                await response.write(f"data: {json.dumps(event)}\n\n".encode())
        except ConnectionResetError:
            pass
        finally:
            self._pages.discard(page)
        return response

    def _tell(self, event: dict[str, Any]) -> None:
        for page in self._pages:
            _put(page, event)


def _put(page: asyncio.Queue[dict[str, Any] | None], event: dict[str, Any] | None) -> None:
    if page.full():
        # a page this far behind is ended; it reconnects and reads the whole state anew
        while not page.empty():
            page.get_nowait()
        event = None
    page.put_nowait(event)
