"""The Bot API over HTTP: tokens, methods, answers, ordered faults, the record of calls."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web

from playground.errors import ApiError
from playground.faults import Fault, Faults
from playground.limits import Limits
from playground.methods import METHODS
from playground.methods.registry import Handler
from playground.params import Params, read_params
from playground.world import World

_TOKEN = re.compile(r"[0-9]{3,20}:[A-Za-z0-9_-]{3,100}\Z")
_PACED = ("sendmessage", "senddocument", "sendphoto", "edit")
KEPT_CALLS = 20_000


def well_formed(token: str) -> bool:
    """Whether this could be a bot's token at all."""
    return _TOKEN.match(token) is not None


@dataclass(frozen=True)
class ApiCall:
    """One call the bot made. ``code`` is 200, the refusal's, or 0 for a cut connection."""

    method: str
    params: dict[str, Any]
    at: datetime
    code: int

    @property
    def ok(self) -> bool:
        """Whether it was carried out and answered."""
        return self.code == 200


class BotApi:
    """Answers ``/bot<token>/<method>`` for one bot."""

    def __init__(self, world: World, token: str, faults: Faults, limits: Limits | None) -> None:
        self._world = world
        self._token = token
        self._faults = faults
        self.limits = limits
        self.calls: deque[ApiCall] = deque(maxlen=KEPT_CALLS)
        self._running: set[asyncio.Future[Any]] = set()

    def routes(self) -> list[web.RouteDef]:
        """Where it answers."""
        return [
            web.route("*", "/bot{token:[^/]*}/{method:[^/]+}", self._call),
            web.get("/file/bot{token:[^/]*}/{path:.+}", self._file),
        ]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        params, code = Params(), 0
        try:
            self._check_token(request)
            if request.method not in {"GET", "POST"}:
                raise ApiError(405, "Method Not Allowed")
            handler = METHODS.get(name.lower())
            if handler is None:
                raise ApiError(404, "Not Found: method not found")
            params = await read_params(request)
            response = web.json_response({"ok": True, "result": await self._outcome(name, handler, params)})
            code = 200
        except ApiError as error:
            response, code = web.json_response(error.as_json(), status=error.code), error.code
        except web.HTTPRequestEntityTooLarge:
            code = 413
            response = web.json_response(ApiError(413, "Request Entity Too Large").as_json(), status=413)
        except _CutError:
            if request.transport is not None:
                request.transport.abort()
            response = web.Response()
        finally:
            self.calls.append(ApiCall(name, params.values, self._world.clock(), code))
            self._world.changed.ring()
        return response

    @property
    def busy(self) -> bool:
        """Whether a call other than a poll is being carried out."""
        return bool(self._running)

    def close(self) -> None:
        """Drop what is still delayed."""
        for task in self._running:
            task.cancel()

    async def _outcome(self, name: str, handler: Handler, params: Params) -> Any:
        """A poll ends when its client goes away; any other call is carried out all the same, as Telegram does."""
        work = self._carry_out(name, handler, params)
        if name.lower() == "getupdates":
            return await work
        task = asyncio.ensure_future(work)
        self._running.add(task)
        self._world.changed.ring()
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    def _check_token(self, request: web.Request) -> None:
        token = request.match_info["token"]
        if not well_formed(token):
            raise ApiError(404, "Not Found")
        if token != self._token:
            raise ApiError(401, "Unauthorized")

    async def _carry_out(self, name: str, handler: Handler, params: Params) -> Any:
        chat_id = params.optional_integer("chat_id")
        fault = self._faults.next_for(name.lower(), chat_id)
        if fault is not None:
            await _suffer(fault)
        if self.limits is not None and name.lower().startswith(_PACED) and chat_id is not None:
            self.limits.check(chat_id, self._world.clock(), paid=params.boolean("allow_paid_broadcast"))
        result = await handler(self._world, params)
        if fault is not None and fault.trouble == "cut_after":
            raise _CutError
        return result

    async def _file(self, request: web.Request) -> web.Response:
        try:
            self._check_token(request)
        except ApiError as error:
            return web.json_response(error.as_json(), status=error.code)
        stored = self._world.files.get(request.match_info["path"].rpartition("/")[2])
        if stored is None:
            return web.json_response(ApiError(404, "Not Found").as_json(), status=404)
        return web.Response(body=stored[1], content_type="application/octet-stream")


class _CutError(Exception):
    """The connection is to be cut."""


async def _suffer(fault: Fault) -> None:
    if fault.trouble == "delay":
        await asyncio.sleep(fault.seconds)
    elif fault.trouble == "cut_before":
        raise _CutError
    elif error := fault.error():
        raise error
