"""Answering inline queries, as strictly as Telegram reads the answers."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from playground.entities import utf16_length
from playground.errors import ApiError, bad_request
from playground.inline import InlineAnswer, InlineResult
from playground.keyboards import read_keyboard
from playground.links import checked_link
from playground.methods.queries import ANSWER_WITHIN, too_old
from playground.methods.registry import method
from playground.params import Params
from playground.text import TEXT_LIMIT, accepted_text
from playground.world import World

MAX_RESULTS = 50
MAX_ID_BYTES = 64
MAX_OFFSET_BYTES = 64
CACHE_SECONDS = 300
LONGEST_CACHE = 24 * 60 * 60
_START = re.compile(r"[A-Za-z0-9_-]+\Z")
_OTHER_TYPES = frozenset(
    {
        *("audio", "contact", "document", "game", "gif", "location", "mpeg4_gif", "photo", "sticker", "venue"),
        *("video", "voice"),
    }
)


@method("answerInlineQuery")
async def answer_inline_query(world: World, params: Params) -> bool:
    button = _read_button(params.mapping("button"))
    given = params.structure("results")
    if not isinstance(given, list | None):
        raise bad_request("expected an Array of inline query results")
    if given is not None and len(given) > MAX_RESULTS:
        raise bad_request("too many inline query results specified")
    try:
        results = tuple(_read_result(one) for one in given or ())
    except ApiError as error:
        told = error.description.removeprefix("Bad Request: ")
        # the server's own refusals, all in capitals, come as they are
        raise error if told.isupper() else bad_request(f"can't parse inline query result: {told}") from None
    if len({result.id for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    next_offset = params.text("next_offset")
    if len(next_offset.encode("utf-8", "replace")) > MAX_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    asked = world.inline_queries.get(params.text("inline_query_id"))
    if asked is None or asked.answer is not None or world.clock() - asked.at > ANSWER_WITHIN:
        raise too_old()
    seconds = min(max(params.integer("cache_time", CACHE_SECONDS), 0), LONGEST_CACHE)
    until = world.clock() + timedelta(seconds=seconds)
    asked.answer = InlineAnswer(results, next_offset, button, params.boolean("is_personal"), until)
    world.inline_memory.keep(asked, asked.answer)
    world.changed.ring()
    return True


def _read_result(given: object) -> InlineResult:
    if not isinstance(given, dict):
        raise bad_request("Inline query result must be an object")
    kind, name = _required(given, "type").lower(), _required(given, "id")
    if kind in _OTHER_TYPES:
        raise bad_request(f"the playground shows articles only, not {kind}")
    if kind != "article":
        raise bad_request("RESULT_TYPE_INVALID")
    content = given.get("input_message_content")
    if content is not None and not isinstance(content, dict):
        raise bad_request('Field "input_message_content" must be of type Object')
    body = _read_content(given if content is None else content, legacy=content is None)
    title = _required(given, "title")
    if not name:
        raise bad_request("RESULT_ID_EMPTY")
    if len(name.encode("utf-8", "replace")) > MAX_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if not title.strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    keyboard = read_keyboard(Params({"reply_markup": given.get("reply_markup")}))
    if keyboard is not None and "inline_keyboard" not in keyboard:
        raise bad_request("Inline keyboard expected")
    url = _optional(given, "url")
    return InlineResult(name, title, _optional(given, "description"), checked_link(url) if url else "", body, keyboard)


def _read_content(given: dict[str, Any], *, legacy: bool) -> Any:
    text = _required(given, "message_text") if legacy else _optional(given, "message_text")
    if not text:
        raise bad_request("Message text is empty" if legacy else "Input message content is not specified")
    entities = given.get("entities")
    if entities is not None and not isinstance(entities, list):
        raise bad_request("can't parse entities: expected an Array")
    body = accepted_text(text, _optional(given, "parse_mode"), entities)
    if not body.text:
        raise bad_request("MESSAGE_EMPTY")
    if utf16_length(body.text) > TEXT_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    return body


def _read_button(given: dict[str, Any] | None) -> dict[str, Any] | None:
    if given is None:
        return None
    try:
        text = _required(given, "text")
        if "start_parameter" not in given and "web_app" not in given:
            raise bad_request("InlineQueryResultsButton must have exactly one optional field")
        start = _required(given, "start_parameter") if "start_parameter" in given else None
    except ApiError as error:
        told = error.description.removeprefix("Bad Request: ")
        raise bad_request(f"can't parse inline query results button: {told}") from None
    if not text.strip():
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    if start is None:
        return {"text": text}
    if not start:
        raise bad_request("can't use empty start_parameter")
    if len(start) > 64:
        raise bad_request("too long start_parameter specified")
    if not _START.match(start):
        raise bad_request("unallowed characters in start_parameter are used")
    return {"text": text, "start_parameter": start}


def _required(given: dict[str, Any], name: str) -> str:
    if name not in given:
        raise bad_request(f'Can\'t find field "{name}"')
    return _optional(given, name)


def _optional(given: dict[str, Any], name: str) -> str:
    value = given.get(name, "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise bad_request(f'Field "{name}" must be of type String')
    return str(value)
