"""All that the playground knows: people, chats, files, and what happened in them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from playground.bell import Bell
from playground.chats import Chat, Kind
from playground.commands import CommandMenus
from playground.entities import FormattedText
from playground.errors import bad_request
from playground.inline import InlineMemory, InlineQuery
from playground.messages import Attachment, Message
from playground.people import ANONYMOUS_ADMIN, User
from playground.updates import Updates
from playground.webhooks import Webhook

Clock = Callable[[], datetime]
SUPERGROUP_BASE = -1_000_000_000_000


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


@dataclass
class Press:
    """A button somebody pressed, and what the bot answered; ``answer`` is None until it does."""

    id: str
    user_id: int
    chat_id: int
    message_id: int
    data: str
    at: datetime
    answer: dict[str, Any] | None = None


@dataclass
class World:
    """The state of the playground. Only `post`, `revise` and `remove` change messages, so every change is heard."""

    bot: User
    clock: Clock = now
    privacy: bool = True
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    presses: dict[str, Press] = field(default_factory=dict)
    inline: bool = True
    inline_queries: dict[str, InlineQuery] = field(default_factory=dict)
    inline_memory: InlineMemory = field(default_factory=InlineMemory)
    files: dict[str, tuple[Attachment, bytes]] = field(default_factory=dict)
    menus: CommandMenus = field(default_factory=CommandMenus)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    webhook: Webhook | None = None
    webhooks_to: str = ""
    changed: Bell = field(default_factory=Bell)
    updates: Updates = field(init=False)
    listeners: list[Callable[[dict[str, Any]], None]] = field(default_factory=list)
    _last_message: int = 0
    _last_id: int = 5_000_000

    def __post_init__(self) -> None:
        self.updates = Updates(self.changed)
        self.users |= {self.bot.id: self.bot, ANONYMOUS_ADMIN.id: ANONYMOUS_ADMIN}

    def new_id(self) -> int:
        """A number for a new person or group."""
        self._last_id += 1
        return self._last_id

    def add_user(self, first_name: str, *, language_code: str = "en", username: str = "", id: int = 0) -> User:  # noqa: A002
        """A new person, with a private chat that is not started yet."""
        user = User(id or self.new_id(), first_name, username=username, language_code=language_code)
        self.users[user.id] = user
        chat = Chat(user.id, "private", first_name, username, members={self.bot.id: "member"}, started=False)
        self.chats[user.id] = chat
        self.announce({"type": "chats"})
        return user

    def add_chat(self, kind: Kind, title: str, *, username: str = "", is_forum: bool = False) -> Chat:
        """A new, empty group, supergroup or channel."""
        number = self.new_id()
        chat = Chat(-number if kind == "group" else SUPERGROUP_BASE - number, kind, title, username, is_forum)
        self.chats[chat.id] = chat
        self.announce({"type": "chats"})
        return chat

    def chat(self, reference: object) -> Chat:
        """The chat a bot names by id or @username. Raises `ApiError` 400 when there is none."""
        text = str(reference).strip() if reference is not None else ""
        if not text:
            raise bad_request("chat_id is empty")
        if text.startswith("@"):
            wanted = text[1:].casefold()
            found = (c for c in self.chats.values() if c.kind != "private" and c.username.casefold() == wanted)
            chat = next(found, None)
        else:
            chat = self.chats.get(int(text)) if text.removeprefix("-").isdecimal() else None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def next_message_id(self, chat: Chat) -> int:
        """Supergroups and channels count their own messages; private chats and groups share one counter."""
        if chat.kind in {"supergroup", "channel"}:
            chat.last_message_id += 1
            return chat.last_message_id
        self._last_message += 1
        return self._last_message

    def post(self, chat: Chat, message: Message) -> Message:
        """Put a new message into its chat."""
        chat.messages[message.id] = message
        self._tell(chat, "new", message)
        return message

    def revise(
        self,
        chat: Chat,
        message: Message,
        *,
        body: FormattedText,
        keyboard: dict[str, Any] | None,
        attachment: Attachment | None,
    ) -> Message:
        """Replace a message's text, buttons and file."""
        same = body == message.body and attachment == message.attachment
        edited_at = message.edited_at if same else self.clock()
        changed = replace(message, body=body, keyboard=keyboard, attachment=attachment, edited_at=edited_at)
        chat.messages[message.id] = changed
        self._tell(chat, "edit", changed)
        return changed

    def remove(self, chat: Chat, message: Message) -> None:
        """Take a message away."""
        del chat.messages[message.id]
        self._tell(chat, "delete", message)

    def keep_file(
        self, name: str, mime_type: str, content: bytes, *, photo_size: tuple[int, int] | None = None
    ) -> Attachment:
        """Store a file and name it."""
        attachment = Attachment("BQ" + secrets.token_urlsafe(24), name, mime_type, len(content), photo_size)
        self.files[attachment.id] = (attachment, content)
        return attachment

    def announce(self, event: dict[str, Any]) -> None:
        """Tell the web page and everybody who waits that something happened."""
        for listener in list(self.listeners):
            listener(event)
        self.changed.ring()

    def _tell(self, chat: Chat, what: str, message: Message) -> None:
        chat.log.append((what, message))
        event = {"type": what, "chat_id": chat.id, "message": chat.message_json(message)}
        self.announce(event)
