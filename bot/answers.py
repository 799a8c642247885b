"""What a handler answers: plain values, turned into calls of the Bot API at the edge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.html import Html


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message. `data` comes back when it is pressed: at most 64 bytes, and all there is to go by."""

    text: str
    data: str

    def __post_init__(self) -> None:
        if not 1 <= len(self.data.encode()) <= 64:
            raise ValueError(f"callback data: {self.data!r}: must be 1 to 64 bytes")


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """A new message."""

    text: Html
    buttons: Rows = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A new message with a picture (PNG) above its words, which say what it shows: at most CAPTION_LIMIT units.

    `own_buttons` change the picture; they stand below the others, and only under it.
    """

    content: bytes
    text: Html
    buttons: Rows = ()
    own_buttons: Rows = ()

    @property
    def in_words(self) -> Reply:
        """The same where no picture can be had."""
        return Reply(self.text, self.buttons)


@dataclass(frozen=True, slots=True)
class Edit:
    """The message whose button was pressed becomes this one."""

    reply: Reply | Picture


@dataclass(frozen=True, slots=True)
class Switch:
    """The pressed button becomes this one, and a short notice says so; the message's text and other buttons stay."""

    button: Button
    notice: Html


@dataclass(frozen=True, slots=True)
class Toast:
    """A short notice over the chat, gone in a moment."""

    text: Html


@dataclass(frozen=True, slots=True)
class Document:
    """A file."""

    name: str
    content: bytes
    caption: Html


@dataclass(frozen=True, slots=True)
class InlineResult:
    """Something to share in any chat: what its row in the list shows, and the message it becomes. `id`: 1 to 64 bytes,
    each in a list another."""

    id: str
    title: str
    description: str
    text: Html
    url: str | None


@dataclass(frozen=True, slots=True)
class InlineResults:
    """What is offered to somebody who typed after the bot's name; at most 50.

    `next_offset` comes back when they want more: at most 64 bytes, empty where there is no more. `note` stands above
    the list and leads to the bot. For `seconds` Telegram may show the same again without asking.
    """

    results: tuple[InlineResult, ...] = ()
    next_offset: str = ""
    note: Html | None = None
    seconds: int = 0

    def __post_init__(self) -> None:
        if len(self.next_offset.encode()) > 64:
            raise ValueError(f"next offset: {self.next_offset!r}: must be at most 64 bytes")


Answer = Reply | Picture | Edit | Switch | Toast | Document | InlineResults | None


def rows(buttons: list[Button], *, width: int) -> Rows:
    """The buttons in rows of at most `width` (Telegram shows up to 8)."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))


def payload(reply: Reply) -> dict[str, Any]:
    """A reply as the outbox keeps it."""
    return {"text": str(reply.text), "buttons": [[[b.text, b.data] for b in row] for row in reply.buttons]}


def from_payload(kept: Mapping[str, Any]) -> Reply:
    """The reply the outbox kept."""
    buttons = tuple(tuple(Button(text, data) for text, data in row) for row in kept.get("buttons", ()))
    return Reply(Html(kept["text"]), buttons)
