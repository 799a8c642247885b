"""What hubs may ask of the listener, and bring to it (WebSub)."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.config import PUSH_PATH
from ingest import Ingest

_SECONDS = 10.0  # for a body to come


def push_routes(ingest: Ingest) -> list[web.RouteDef]:
    """`GET /push/<key>` for a hub's question, `POST /push/<key>` for a push; nothing for who doesn't know the key."""

    async def verify(request: web.Request) -> web.Response:
        challenge = await ingest.pushes.verify(request.match_info["key"], request.query)
        if challenge is None:
            raise web.HTTPNotFound
        return web.Response(text=challenge, headers={"X-Content-Type-Options": "nosniff"})

    async def take(request: web.Request) -> web.Response:
        key = request.match_info["key"]
        if not await ingest.pushes.known(key):
            raise web.HTTPGone  # by which a hub knows to stop
        try:
            async with asyncio.timeout(_SECONDS):
                body = await request.read()
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
        await ingest.pushes.arrived(key, body, request.headers.get("X-Hub-Signature"))
        # Of a wrong signature too, as the standard wants it: whoever guesses isn't told.
        return web.Response(status=202)

    return [web.get(PUSH_PATH + "/{key}", verify, allow_head=False), web.post(PUSH_PATH + "/{key}", take)]
