"""Messages and the buttons under them."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from playground.entities import EMPTY, FormattedText, utf16_slice
from playground.people import User


@dataclass(frozen=True)
class Button:
    """One button of an inline keyboard: it either sends ``data`` to the bot or opens ``url``."""

    text: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file a message carries."""

    id: str
    name: str
    mime_type: str
    size: int
    photo_size: tuple[int, int] | None = None

    @property
    def is_photo(self) -> bool:
        """Whether it is shown, not offered as a file."""
        return self.photo_size is not None

    def as_json(self) -> dict[str, Any]:
        """The Bot API's Document, or the PhotoSize of a photo."""
        identity = {"file_id": self.id, "file_unique_id": self.id[:16], "file_size": self.size}
        if self.photo_size is not None:
            width, height = self.photo_size
            return identity | {"width": width, "height": height}
        return identity | {"file_name": self.name, "mime_type": self.mime_type}


@dataclass(frozen=True)
class Message:
    """What stands in a chat. ``sender`` is None for posts of a channel; ``service`` holds a service message's field."""

    id: int
    chat_id: int
    date: datetime
    sender: User | None
    body: FormattedText = EMPTY
    from_bot: bool = False
    as_chat: bool = False
    thread_id: int | None = None
    reply_to: int | None = None
    keyboard: dict[str, Any] | None = None
    attachment: Attachment | None = None
    edited_at: datetime | None = None
    service: dict[str, Any] = field(default_factory=dict)
    forward_origin: dict[str, Any] | None = None
    via_bot: User | None = None

    @property
    def text(self) -> str:
        """The text, or the caption of a file."""
        return self.body.text

    @property
    def entities(self) -> list[dict[str, Any]]:
        """The spans as the Bot API writes them."""
        return [span.as_json() for span in self.body.entities]

    @property
    def html(self) -> str:
        """The text with its spans as tags, for reading in tests."""
        return as_html(self.body)

    @property
    def edited(self) -> bool:
        """Whether it was edited since it was sent."""
        return self.edited_at is not None

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons, in reading order."""
        return [button.text for row in self.buttons for button in row]

    @property
    def buttons(self) -> tuple[tuple[Button, ...], ...]:
        """The inline keyboard, row by row."""
        rows = (self.keyboard or {}).get("inline_keyboard", [])
        return tuple(
            tuple(Button(b["text"], str(b.get("callback_data", "")), str(b.get("url", ""))) for b in row)
            for row in rows
        )


def as_html(body: FormattedText) -> str:
    """The text as Telegram's HTML: what a bot could have sent to get these spans."""
    raw = body.text.encode("utf-16-le")
    marks: dict[int, list[str]] = {}
    for span in body.entities:
        marks.setdefault(span.offset, []).append(_opening(span.type, span.url, span.language))
    for span in body.entities:
        marks.setdefault(span.end, []).insert(0, _closing(span.type, span.language))
    pieces, at = [], 0
    for place in sorted(marks):
        pieces.append(html.escape(raw[2 * at : 2 * place].decode("utf-16-le", "replace"), quote=False))
        pieces.extend(marks[place])
        at = place
    pieces.append(html.escape(raw[2 * at :].decode("utf-16-le", "replace"), quote=False))
    return "".join(pieces)


_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "text_link": "a",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}


def _opening(kind: str, url: str, language: str) -> str:
    tag = _TAGS.get(kind)
    if tag is None:
        return ""
    if kind == "text_link":
        return f'<a href="{html.escape(url)}">'
    if kind == "expandable_blockquote":
        return "<blockquote expandable>"
    return f'<pre><code class="language-{html.escape(language)}">' if language else f"<{tag}>"


def _closing(kind: str, language: str) -> str:
    tag = _TAGS.get(kind)
    if tag is None:
        return ""
    return "</code></pre>" if language else f"</{tag}>"


def covered(message: Message, kind: str) -> list[str]:
    """The parts of the text that spans of this type cover."""
    return [utf16_slice(message.text, e.offset, e.length) for e in message.body.entities if e.type == kind]


def message_as_json(
    message: Message, chat: dict[str, Any], forum: bool, find: Callable[[int], Message | None]
) -> dict[str, Any]:
    """The Bot API's Message. ``find`` looks a message of the same chat up, for replies."""
    body: dict[str, Any] = {"message_id": message.id, "date": int(message.date.timestamp()), "chat": chat}
    if message.sender is not None:
        body["from"] = message.sender.as_json()
    if message.as_chat:
        body["sender_chat"] = chat
    if message.thread_id is not None:
        body["message_thread_id"] = message.thread_id
        if forum:
            body["is_topic_message"] = True
    if message.edited_at is not None:
        body["edit_date"] = int(message.edited_at.timestamp())
    if message.forward_origin is not None:
        body["forward_origin"] = message.forward_origin
    if message.via_bot is not None:
        body["via_bot"] = message.via_bot.as_json()
    replied = find(message.reply_to) if message.reply_to is not None else None
    if replied is not None:
        body["reply_to_message"] = message_as_json(replied, chat, forum, lambda _: None)
    if message.attachment is not None:
        shown = message.attachment.as_json()
        body |= {"photo": [shown]} if message.attachment.is_photo else {"document": shown}
    text, spans = ("caption", "caption_entities") if message.attachment else ("text", "entities")
    if message.text:
        body[text] = message.text
        if message.entities:
            body[spans] = message.entities
    if message.keyboard is not None and "inline_keyboard" in message.keyboard:
        body["reply_markup"] = message.keyboard
    return body | message.service
