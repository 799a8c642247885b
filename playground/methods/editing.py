"""Changing and deleting messages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from playground.chats import Chat
from playground.entities import FormattedText
from playground.errors import bad_request
from playground.keyboards import read_keyboard
from playground.messages import Attachment, Message
from playground.methods.registry import method
from playground.methods.sending import file_of
from playground.params import Params
from playground.text import accepted_text, require_caption, require_text
from playground.world import World

DELETABLE_FOR = timedelta(hours=48)


@method("editMessageText")
async def edit_message_text(world: World, params: Params) -> dict[str, Any]:
    if not params.text("text"):
        raise bad_request("message text is empty")
    body = require_text(accepted_text(params.text("text"), params.text("parse_mode"), params.sequence("entities")))
    chat, message = _own_message(world, params)
    if message.attachment is not None:
        raise bad_request("there is no text in the message to edit")
    return _revise(world, chat, message, body, read_keyboard(params), message.attachment)


@method("editMessageCaption")
async def edit_message_caption(world: World, params: Params) -> dict[str, Any]:
    caption = accepted_text(params.text("caption"), params.text("parse_mode"), params.sequence("caption_entities"))
    chat, message = _own_message(world, params)
    if message.attachment is None:
        raise bad_request("there is no caption in the message to edit")
    return _revise(world, chat, message, require_caption(caption), read_keyboard(params), message.attachment)


@method("editMessageMedia")
async def edit_message_media(world: World, params: Params) -> dict[str, Any]:
    media = Params(params.mapping("media") or {})
    kind = media.text("type")
    if kind not in {"photo", "document"}:
        raise bad_request("media can't be used: its type must be photo or document")
    caption = accepted_text(media.text("caption"), media.text("parse_mode"), media.sequence("caption_entities"))
    chat, message = _own_message(world, params)
    file = file_of(world, params, kind, media.text("media"))
    return _revise(world, chat, message, require_caption(caption), read_keyboard(params), file)


@method("editMessageReplyMarkup")
async def edit_message_reply_markup(world: World, params: Params) -> dict[str, Any]:
    chat, message = _own_message(world, params)
    return _revise(world, chat, message, message.body, read_keyboard(params), message.attachment)


@method("deleteMessage")
async def delete_message(world: World, params: Params) -> bool:
    chat = world.chat(params.raw("chat_id"))
    chat.require_reachable(world.bot.id)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    is_admin = chat.status_of(world.bot.id) == "administrator"
    allowed = message.from_bot or chat.kind == "private" or is_admin
    if not allowed or (world.clock() - message.date > DELETABLE_FOR and not is_admin):
        raise bad_request("message can't be deleted")
    world.remove(chat, message)
    return True


def _own_message(world: World, params: Params) -> tuple[Chat, Message]:
    if params.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = world.chat(params.raw("chat_id"))
    chat.require_reachable(world.bot.id)
    if params.optional_integer("message_id") is None:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return chat, message


def _revise(
    world: World,
    chat: Chat,
    message: Message,
    body: FormattedText,
    keyboard: dict[str, Any] | None,
    file: Attachment | None,
) -> dict[str, Any]:
    if keyboard is not None and "inline_keyboard" not in keyboard:
        raise bad_request("inline keyboard expected")
    if body == message.body and keyboard == message.keyboard and file == message.attachment:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same as a "
            "current content and reply markup of the message"
        )
    return chat.message_json(world.revise(chat, message, body=body, keyboard=keyboard, attachment=file))
