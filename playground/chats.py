"""Chats: who is in them, their topics, their messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from playground.errors import bad_request, forbidden
from playground.messages import Message, message_as_json
from playground.people import PRESENT, Status

Kind = Literal["private", "group", "supergroup", "channel"]


@dataclass
class Chat:
    """One chat. For a private one, ``id`` is the reader's own and ``members`` holds the bot: kicked means blocked."""

    id: int
    kind: Kind
    title: str
    username: str = ""
    is_forum: bool = False
    members: dict[int, Status] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    log: list[tuple[str, Message]] = field(default_factory=list)
    migrated_to: int | None = None
    migrated_from: int | None = None
    started: bool = True
    last_message_id: int = 0

    def as_json(self) -> dict[str, Any]:
        """The Bot API's Chat."""
        name = "first_name" if self.kind == "private" else "title"
        body: dict[str, Any] = {"id": self.id, "type": self.kind, name: self.title}
        if self.username:
            body["username"] = self.username
        if self.is_forum:
            body["is_forum"] = True
        if self.kind == "group":
            body["all_members_are_administrators"] = False
        return body

    def status_of(self, user_id: int) -> Status:
        """How the chat knows the user."""
        return self.members.get(user_id, "left")

    def message_json(self, message: Message) -> dict[str, Any]:
        """A message of this chat as the Bot API writes it."""
        return message_as_json(message, self.as_json(), self.is_forum, self.messages.get)

    def require_reachable(self, bot_id: int) -> None:
        """Refuse as Telegram refuses a bot that was blocked, removed or never let in."""
        if self.migrated_to is not None:
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=self.migrated_to)
        status = self.status_of(bot_id)
        if self.kind == "private":
            if status == "kicked":
                raise forbidden("bot was blocked by the user")
            if not self.started:
                raise bad_request("chat not found")
        elif status == "kicked":
            raise forbidden(f"bot was kicked from the {self.kind} chat")
        elif status not in PRESENT:
            raise forbidden(f"bot is not a member of the {self.kind} chat")

    def require_may_write(self, bot_id: int) -> None:
        """Refuse where the bot may read but not write: a channel in which it is no admin."""
        self.require_reachable(bot_id)
        if self.kind == "channel" and self.status_of(bot_id) != "administrator":
            raise bad_request("need administrator rights in the channel chat")

    def require_thread(self, thread_id: int | None) -> None:
        """Refuse a topic that is not there."""
        if thread_id is not None and thread_id not in self.topics:
            raise bad_request("message thread not found")
