"""Answering pressed buttons."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from playground.errors import ApiError, bad_request
from playground.methods.registry import method
from playground.params import Params
from playground.world import World

ANSWER_WITHIN = timedelta(seconds=60)
MAX_ANSWER = 200


@method("answerCallbackQuery")
async def answer_callback_query(world: World, params: Params) -> bool:
    pressed = world.presses.get(params.text("callback_query_id"))
    if pressed is None or pressed.answer is not None or world.clock() - pressed.at > ANSWER_WITHIN:
        raise too_old()
    text = params.text("text")
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    pressed.answer = {"text": text, "show_alert": params.boolean("show_alert"), "url": params.text("url")}
    event: dict[str, Any] = {"type": "answer", "query_id": pressed.id, "user_id": pressed.user_id}
    world.announce(event | pressed.answer)
    return True


def too_old() -> ApiError:
    """The refusal of an answer that comes too late, or to nothing."""
    return bad_request("query is too old and response timeout expired or query ID is invalid")
