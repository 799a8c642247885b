"""A web site on 127.0.0.1 that serves what each test tells it to, a clock that stands, an empty database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from storage import Storage

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Site:
    """Pages by path; `seen` holds the requests that came."""

    url: str = ""
    pages: dict[str, Handler] = field(default_factory=dict)
    seen: list[web.Request] = field(default_factory=list)

    def serve(
        self, path: str, body: bytes | str = b"", *, status: int = 200, headers: dict[str, str] | None = None
    ) -> str:
        """Serves `body` at `path` and gives back its address."""
        content = body.encode() if isinstance(body, str) else body

        async def page(request: web.Request) -> web.Response:
            return web.Response(body=content, status=status, headers=headers)

        self.pages[path] = page
        return self.url + path

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        return self.serve(path, status=status, headers={"Location": target})

    @property
    def host(self) -> frozenset[str]:
        return frozenset({self.url.removeprefix("http://")})

    def paths(self) -> list[str]:
        return [request.path for request in self.seen]


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """A site whose unknown pages are 404."""
    served = Site()

    async def answer(request: web.Request) -> web.StreamResponse:
        served.seen.append(request)
        handler = served.pages.get(request.path)
        return await handler(request) if handler else web.Response(status=404)

    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    listener = web.TCPSite(runner, "127.0.0.1", 0)
    await listener.start()
    port = runner.addresses[0][1]
    served.url = f"http://127.0.0.1:{port}"
    yield served
    await runner.cleanup()


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def storage(tmp_path: Path, clock: Clock) -> AsyncIterator[Storage]:
    async with await Storage.open(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}", clock=clock) as opened:
        yield opened
