"""Sending messages and files."""

from __future__ import annotations

from typing import Any

from playground.chats import Chat
from playground.entities import FormattedText
from playground.errors import bad_request
from playground.keyboards import read_keyboard
from playground.messages import Attachment, Message
from playground.methods.registry import method
from playground.params import Params
from playground.photos import photo_size
from playground.text import accepted_text, require_caption, require_text
from playground.world import World

_ACTIONS = frozenset(
    {
        *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document"),
        *("choose_sticker", "find_location", "record_video_note", "upload_video_note"),
    }
)


@method("sendMessage")
async def send_message(world: World, params: Params) -> dict[str, Any]:
    chat = world.chat(params.raw("chat_id"))
    if not params.text("text"):
        raise bad_request("message text is empty")
    body = require_text(accepted_text(params.text("text"), params.text("parse_mode"), params.sequence("entities")))
    return _post(world, params, chat, body, None)


@method("sendDocument")
async def send_document(world: World, params: Params) -> dict[str, Any]:
    return _send_file(world, params, "document")


@method("sendPhoto")
async def send_photo(world: World, params: Params) -> dict[str, Any]:
    return _send_file(world, params, "photo")


@method("sendChatAction")
async def send_chat_action(world: World, params: Params) -> bool:
    chat = world.chat(params.raw("chat_id"))
    action = params.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.require_may_write(world.bot.id)
    thread_id = params.optional_integer("message_thread_id")
    chat.require_thread(thread_id)
    world.announce({"type": "action", "chat_id": chat.id, "action": action, "thread_id": thread_id})
    return True


def _send_file(world: World, params: Params, field: str) -> dict[str, Any]:
    chat = world.chat(params.raw("chat_id"))
    caption = accepted_text(params.text("caption"), params.text("parse_mode"), params.sequence("caption_entities"))
    sent = file_of(world, params, field, params.text(field))
    return _post(world, params, chat, require_caption(caption), sent)


def file_of(world: World, params: Params, kind: str, given: str) -> Attachment:
    """The file a call brings: `given` names an upload ('attach://name') or a file sent before; an upload nobody names
    is called like its `kind`, 'document' or 'photo'."""
    upload = params.uploads.get(given.removeprefix("attach://") if given.startswith("attach://") else kind)
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        size = photo_size(upload.content) if kind == "photo" else None
        return world.keep_file(upload.name, upload.mime_type, upload.content, photo_size=size)
    if given in world.files:
        return world.files[given][0]
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    if given:
        raise bad_request("wrong file identifier/HTTP URL specified")
    raise bad_request(f"there is no {kind} in the request")


def _post(
    world: World, params: Params, chat: Chat, body: FormattedText, attachment: Attachment | None
) -> dict[str, Any]:
    keyboard = read_keyboard(params)
    chat.require_may_write(world.bot.id)
    thread_id = params.optional_integer("message_thread_id") or None
    chat.require_thread(thread_id)
    reply_to = _reply_target(params, chat)
    if reply_to is not None and thread_id is None:
        thread_id = chat.messages[reply_to].thread_id
    is_channel = chat.kind == "channel"
    message = Message(
        id=world.next_message_id(chat),
        chat_id=chat.id,
        date=world.clock(),
        sender=None if is_channel else world.bot,
        body=body,
        from_bot=True,
        as_chat=is_channel,
        thread_id=thread_id,
        reply_to=reply_to,
        keyboard=keyboard,
        attachment=attachment,
    )
    return chat.message_json(world.post(chat, message))


def _reply_target(params: Params, chat: Chat) -> int | None:
    given = params.mapping("reply_parameters") or {}
    message_id = given.get("message_id", params.optional_integer("reply_to_message_id"))
    if not message_id:
        return None
    if isinstance(message_id, int) and message_id in chat.messages:
        return message_id
    if given.get("allow_sending_without_reply") or params.boolean("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")
