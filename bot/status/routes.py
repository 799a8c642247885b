"""The pages on which the bot tells how it is."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.status.metrics import CONTENT_TYPE, Metrics, Stock
from bot.status.readiness import Contact, Readiness
from storage.errors import StorageError

_log = logging.getLogger(__name__)
_STOCK_SECONDS = 5.0


def status_routes(
    metrics: Metrics, readiness: Readiness, contact: Contact, stock: Callable[[], Awaitable[Stock]]
) -> list[web.RouteDef]:
    """`/healthz`: the process is alive; `/readyz`: it can do its work, or what is wrong; `/metrics`: its figures."""

    async def healthz(_: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def readyz(_: web.Request) -> web.Response:
        wrong = await readiness.wrong()
        return web.json_response({"ready": not wrong, "wrong": wrong}, status=503 if wrong else 200)

    async def figures(_: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(_STOCK_SECONDS):
                found = await stock()
        except (StorageError, TimeoutError) as error:
            _log.error("the database doesn't answer: %s", error)
            found = None
        return web.Response(body=metrics.page(found, contact.at), headers={"Content-Type": CONTENT_TYPE})

    return [web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", figures)]
