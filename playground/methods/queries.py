"""Answering pressed buttons and inline queries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from playground.errors import ApiError, bad_request
from playground.methods.registry import method
from playground.params import Params
from playground.world import World

ANSWER_WITHIN = timedelta(seconds=60)
MAX_ANSWER = 200
MAX_RESULTS = 50
MAX_OFFSET_BYTES = 64


@method("answerCallbackQuery")
async def answer_callback_query(world: World, params: Params) -> bool:
    pressed = world.presses.get(params.text("callback_query_id"))
    if pressed is None or pressed.answer is not None or world.clock() - pressed.at > ANSWER_WITHIN:
        raise _too_old()
    text = params.text("text")
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    pressed.answer = {"text": text, "show_alert": params.boolean("show_alert"), "url": params.text("url")}
    event: dict[str, Any] = {"type": "answer", "query_id": pressed.id, "user_id": pressed.user_id}
    world.announce(event | pressed.answer)
    return True


@method("answerInlineQuery")
async def answer_inline_query(world: World, params: Params) -> bool:
    asked = world.inline_queries.get(params.text("inline_query_id"))
    results = params.sequence("results")
    if results is None:
        raise bad_request("can't parse inline query results")
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    names = [str(result.get("id", "")) if isinstance(result, dict) else "" for result in results]
    if not all(1 <= len(name.encode()) <= 64 for name in names):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(names)) < len(names):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(params.text("next_offset").encode()) > MAX_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    if asked is None or asked.results is not None or world.clock() - asked.at > ANSWER_WITHIN:
        raise _too_old()
    asked.results = results
    world.announce({"type": "inline", "query_id": asked.id, "user_id": asked.user_id, "results": results})
    return True


def _too_old() -> ApiError:
    return bad_request("query is too old and response timeout expired or query ID is invalid")
