"""Keyboards under messages: what Telegram accepts and what it says to the rest."""

from __future__ import annotations

from typing import Any

from playground.errors import bad_request
from playground.links import checked_link
from playground.params import Params

MAX_BUTTONS = 100
MAX_IN_ROW = 8
MAX_DATA_BYTES = 64
_OTHER_KEYBOARDS = ("keyboard", "remove_keyboard", "force_reply")
_ACTIONS = (
    *("callback_data", "url", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat"),
    *("switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay"),
)


def read_keyboard(params: Params) -> dict[str, Any] | None:
    """The ``reply_markup`` of a call, checked; None when there is none. Raises `ApiError` 400."""
    markup = params.mapping("reply_markup")
    if not markup:
        return None
    if "inline_keyboard" not in markup:
        return markup if any(name in markup for name in _OTHER_KEYBOARDS) else None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    checked = [[_checked_button(button) for button in row] for row in rows if row]
    if sum(len(row) for row in checked) > MAX_BUTTONS or any(len(row) > MAX_IN_ROW for row in checked):
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": checked} if checked else None


def _checked_button(button: object) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request("can't parse inline keyboard button: can't find field \"text\"")
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if not any(name in button for name in _ACTIONS):
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode("utf-8", "replace")) <= MAX_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button:
        url = checked_link(str(button["url"]))
        if not url:
            raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
        button = button | {"url": url}
    return button
