"""Where the world can knock: small web servers for all that is brought to the bot instead of fetched by it.

They keep no log of requests, because their addresses are secrets, and listen on this machine only unless told
otherwise: a reverse proxy with a certificate belongs in front of what the world is to reach.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from bot.errors import TelegistError

MOST_BYTES = 1024 * 1024
"""The longest body taken."""

_GRACE = 2.0  # seconds for requests under way when asked to stop


@dataclass(frozen=True, slots=True)
class Door:
    """Something to be answered at `address` ('127.0.0.1:8080'); `key` is what the configuration calls it."""

    key: str
    address: str
    routes: Sequence[web.RouteDef]


@asynccontextmanager
async def listening(doors: Sequence[Door]) -> AsyncIterator[None]:
    """Answers within the block, with one server an address. Raises TelegistError where one can't be had."""
    by_address: dict[str, list[Door]] = {}
    for door in doors:
        by_address.setdefault(door.address, []).append(door)
    async with AsyncExitStack() as stack:
        for address, shared in by_address.items():
            routes = [route for door in shared for route in door.routes]
            await stack.enter_async_context(_server(shared[0].key, address, routes))
        yield


@asynccontextmanager
async def _server(key: str, address: str, routes: Sequence[web.RouteDef]) -> AsyncIterator[None]:
    app = web.Application(client_max_size=MOST_BYTES)
    app.add_routes(routes)
    # Bodies are left packed: what is signed is what was sent, and nothing can swell.
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_GRACE, auto_decompress=False)
    await runner.setup()
    try:
        host, port = host_and_port(address)
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise TelegistError(f"{key}: {address}: can't be listened on ({error.strerror}): choose another") from None
        yield
    finally:
        await runner.cleanup()


def host_and_port(address: str) -> tuple[str, int]:
    """The parts of '127.0.0.1:8080' or '[::1]:8080'."""
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)
