"""Routes under /playground/api and the page itself.

GET   state                                   everything the page shows
GET   events                                  the same, live, as server-sent events
GET   calls                                   what the bot called, with outcome
GET   commands?chat_id=&user_id=              the command menu this person sees
GET   files/<file_id>                         a file the bot sent
POST  send {chat_id, user_id, text, thread_id?, reply_to?, anonymous?}
POST  press {chat_id, user_id, message_id, data}
POST  inline {chat_id, user_id, query, offset?}     what the bot offers to who types after its name
POST  choose {chat_id, user_id, query_id, result_id, thread_id?, reply_to?, anonymous?}
POST  bot-status {chat_id, user_id, status}   member, administrator, left, kicked; kicked in a private chat: blocked
POST  readers {first_name, language_code}     POST  groups {title, kind, forum?, user_id, members}
POST  topics {chat_id, user_id, name}         POST  migrate {chat_id}
POST  faults {method, trouble, times?, chat_id?, seconds?, code?, description?}
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from aiohttp import web

from playground import incoming
from playground.actors import until
from playground.api import ApiCall
from playground.chats import Chat
from playground.control.state import world_as_json
from playground.control.stream import EventStream
from playground.errors import ApiError, WrongUseError
from playground.faults import Fault, Faults
from playground.people import User
from playground.world import World

PAGE = Path(__file__).parent.parent / "page"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_INLINE_WAIT = 15.0
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
Action = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]


class ControlApi:
    """Lets a page or a script act for the readers. Serves pages of its own origin only."""

    def __init__(self, world: World, faults: Faults, calls: Callable[[], Iterable[ApiCall]]) -> None:
        self._world = world
        self._faults = faults
        self._calls = calls
        self._stream = EventStream(world)

    def close(self) -> None:
        """End the pages' streams."""
        self._stream.close()

    def routes(self) -> list[web.RouteDef]:
        """Where it answers."""
        actions: dict[str, Action] = {
            "send": self._send,
            "press": self._press,
            "inline": self._inline,
            "choose": self._choose,
            "bot-status": self._bot_status,
            "readers": self._new_reader,
            "groups": self._new_group,
            "topics": self._new_topic,
            "migrate": self._migrate,
            "faults": self._order,
        }
        base = "/playground/api"
        return [
            web.get("/", self._page),
            web.get("/playground/page/{name:[a-z-]+\\.(?:css|js|svg)}", self._page),
            web.get(f"{base}/state", self._state),
            web.get(f"{base}/events", self._events),
            web.get(f"{base}/calls", self._list_calls),
            web.get(f"{base}/commands", self._commands),
            web.get(f"{base}/files/{{id}}", self._file),
            *(web.post(f"{base}/{name}", _guarded(action)) for name, action in actions.items()),
        ]

    async def _page(self, request: web.Request) -> web.Response:
        path = PAGE / request.match_info.get("name", "index.html")
        if not path.is_file():
            raise web.HTTPNotFound
        headers = {"Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
        content_type = _TYPES[path.suffix]
        return web.Response(body=path.read_bytes(), content_type=content_type, charset="utf-8", headers=headers)

    async def _state(self, request: web.Request) -> web.Response:
        _require_local(request)
        return web.json_response(world_as_json(self._world), headers={"Cache-Control": "no-store"})

    async def _events(self, request: web.Request) -> web.StreamResponse:
        _require_local(request)
        return await self._stream.serve(request)

    async def _list_calls(self, request: web.Request) -> web.Response:
        _require_local(request)
        listed = [asdict(call) | {"at": call.at.isoformat()} for call in self._calls()]
        return web.json_response(listed, dumps=lambda value: json.dumps(value, default=str))

    async def _commands(self, request: web.Request) -> web.Response:
        _require_local(request)
        try:
            chat = self._world.chat(request.query.get("chat_id"))
            user = self._user({"user_id": request.query.get("user_id", "0")})
        except (ApiError, WrongUseError) as error:
            return web.json_response({"error": str(error)}, status=400)
        status = chat.status_of(user.id)
        return web.json_response(self._world.menus.shown(chat.id, chat.kind, user.id, status, user.language_code))

    async def _file(self, request: web.Request) -> web.Response:
        _require_local(request)
        stored = self._world.files.get(request.match_info["id"])
        if stored is None:
            raise web.HTTPNotFound
        attachment, content = stored
        shown = attachment.is_photo and attachment.mime_type in {"image/png", "image/jpeg", "image/webp"}
        disposition = "inline" if shown else f"attachment; filename*=UTF-8''{quote(attachment.name)}"
        headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
        content_type = attachment.mime_type if shown else "application/octet-stream"
        return web.Response(body=content, content_type=content_type, headers=headers)

    async def _send(self, given: dict[str, Any]) -> dict[str, Any]:
        chat = self._chat(given)
        message = incoming.say(
            self._world,
            None if chat.kind == "channel" else self._user(given),
            chat,
            str(given.get("text", "")),
            thread_id=_number(given, "thread_id") or None,
            reply_to=_number(given, "reply_to") or None,
            anonymous=bool(given.get("anonymous")),
        )
        return chat.message_json(message)

    async def _press(self, given: dict[str, Any]) -> dict[str, Any]:
        data = str(given.get("data", ""))
        pressed = incoming.press(self._world, self._user(given), self._chat(given), _number(given, "message_id"), data)
        return {"query_id": pressed.id}

    async def _inline(self, given: dict[str, Any]) -> dict[str, Any]:
        query, offset = str(given.get("query", "")), str(given.get("offset", ""))
        asked = incoming.ask_inline(self._world, self._user(given), self._chat(given), query, offset)
        try:
            answer = await until(self._world, lambda: asked.answer, _INLINE_WAIT)
        except TimeoutError:
            raise WrongUseError("The bot does not answer.") from None
        return {
            "query_id": asked.id,
            "results": [result.as_json() for result in answer.results],
            "next_offset": answer.next_offset,
            "button": answer.button,
        }

    async def _choose(self, given: dict[str, Any]) -> dict[str, Any]:
        asked = self._world.inline_queries.get(str(given.get("query_id")))
        offered = asked.answer.results if asked and asked.answer else ()
        result = next((one for one in offered if one.id == str(given.get("result_id"))), None)
        if result is None:
            raise WrongUseError(f"choose: {given.get('result_id')!r}: was not offered")
        chat = self._chat(given)
        message = incoming.choose(
            self._world,
            self._user(given),
            chat,
            result,
            thread_id=_number(given, "thread_id") or None,
            reply_to=_number(given, "reply_to") or None,
            anonymous=bool(given.get("anonymous")),
        )
        return chat.message_json(message)

    async def _bot_status(self, given: dict[str, Any]) -> dict[str, Any]:
        chat, status = self._chat(given), given.get("status")
        allowed = {"member", "kicked"} if chat.kind == "private" else {"member", "administrator", "left", "kicked"}
        if status not in allowed:
            raise WrongUseError(f"bot-status: {status!r}: must be one of {', '.join(sorted(allowed))}")
        incoming.set_bot_status(self._world, chat, status, self._user(given))
        return {"status": status}

    async def _new_reader(self, given: dict[str, Any]) -> dict[str, Any]:
        name, language = str(given.get("first_name", "")).strip(), str(given.get("language_code", "en"))
        if not name:
            raise WrongUseError("readers: first_name: must not be empty")
        return self._world.add_user(name[:64], language_code=language[:8]).as_json()

    async def _new_group(self, given: dict[str, Any]) -> dict[str, Any]:
        owner = self._user(given)
        kind = given.get("kind", "group")
        if kind not in {"group", "supergroup", "channel"}:
            raise WrongUseError(f"groups: kind: {kind!r}: must be group, supergroup or channel")
        numbers = given.get("members", [])
        if not isinstance(numbers, list):
            raise WrongUseError("groups: members: must be a list of user ids")
        members = [self._user({"user_id": number}) for number in numbers]
        forum = bool(given.get("forum")) and kind == "supergroup"
        chat = self._world.add_chat(kind, str(given.get("title", "Group"))[:128], is_forum=forum)
        chat.members |= {user.id: "member" for user in members}
        chat.members[owner.id] = "creator"
        incoming.set_bot_status(self._world, chat, "administrator" if kind == "channel" else "member", owner)
        return chat.as_json()

    async def _new_topic(self, given: dict[str, Any]) -> dict[str, Any]:
        name = str(given.get("name", "Topic"))[:128]
        return {"thread_id": incoming.open_topic(self._world, self._chat(given), name, self._user(given))}

    async def _migrate(self, given: dict[str, Any]) -> dict[str, Any]:
        return incoming.migrate(self._world, self._chat(given)).as_json()

    async def _order(self, given: dict[str, Any]) -> dict[str, Any]:
        try:
            self._faults.order(Fault(**given))
        except TypeError as error:
            raise WrongUseError(f"faults: {error}") from None
        return {"ordered": given}

    def _chat(self, given: dict[str, Any]) -> Chat:
        return self._world.chat(given.get("chat_id"))

    def _user(self, given: dict[str, Any]) -> User:
        user = self._world.users.get(_number(given, "user_id"))
        if user is None or user.is_bot:
            raise WrongUseError(f"user_id: {given.get('user_id')!r}: nobody has it")
        return user


def _number(given: dict[str, Any], name: str) -> int:
    try:
        return int(given.get(name) or 0)
    except (TypeError, ValueError):
        raise WrongUseError(f"{name}: {given.get(name)!r}: must be a whole number") from None


def _guarded(action: Action) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        _require_local(request)
        try:
            given = await request.json()
            if not isinstance(given, dict):
                raise WrongUseError("body: must be a JSON object")
            return web.json_response(await action(given))
        except ValueError:
            return web.json_response({"error": "body: must be JSON"}, status=400)
        except (WrongUseError, ApiError) as error:
            return web.json_response({"error": str(error)}, status=400)

    return answer


def _require_local(request: web.Request) -> None:
    """Other sites open in the same browser must not reach in, by their scripts or under a borrowed name."""
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise web.HTTPForbidden
    name = urlsplit(f"//{request.host}").hostname or ""
    bound = (request.transport.get_extra_info("sockname") or ("",))[0] if request.transport else ""
    if name not in _LOCAL and name != bound:
        raise web.HTTPForbidden
