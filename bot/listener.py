"""Where the world can knock: one small web server for all that is brought to the bot instead of fetched by it.

It keeps no log of requests, because their addresses are secrets, and listens on this machine only unless told
otherwise: a reverse proxy with a certificate belongs in front of it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.errors import TelegistError

MOST_BYTES = 1024 * 1024
"""The longest body taken."""

_GRACE = 2.0  # seconds for requests under way when asked to stop


@asynccontextmanager
async def listening(address: str, routes: Iterable[web.RouteDef]) -> AsyncIterator[None]:
    """Answers at `address` ('127.0.0.1:8080') within the block. Raises TelegistError where that can't be had."""
    app = web.Application(client_max_size=MOST_BYTES)
    app.add_routes(routes)
    # Bodies are left packed: what is signed is what was sent, and nothing can swell.
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_GRACE, auto_decompress=False)
    await runner.setup()
    try:
        host, _, port = address.rpartition(":")
        try:
            await web.TCPSite(runner, host.strip("[]"), int(port)).start()
        except OSError as error:
            raise TelegistError(
                f"[push] listen: {address}: can't be listened on ({error.strerror}): choose another port"
            ) from None
        yield
    finally:
        await runner.cleanup()
