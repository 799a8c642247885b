"""Users, and how a chat knows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Status = Literal["creator", "administrator", "member", "left", "kicked"]
PRESENT: frozenset[Status] = frozenset({"creator", "administrator", "member"})
LEADERS: frozenset[Status] = frozenset({"creator", "administrator"})


@dataclass(frozen=True)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False

    def as_json(self) -> dict[str, Any]:
        """The Bot API's User."""
        body: dict[str, Any] = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                body[name] = value
        return body


ANONYMOUS_ADMIN = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)

_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
_GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics")


def member_as_json(user: User, status: Status, chat_kind: str) -> dict[str, Any]:
    """The Bot API's ChatMember."""
    body: dict[str, Any] = {"user": user.as_json(), "status": status}
    if status == "creator":
        body["is_anonymous"] = False
    elif status == "administrator":
        extra = _CHANNEL_RIGHTS if chat_kind == "channel" else _GROUP_RIGHTS
        body |= dict.fromkeys((*_RIGHTS, *extra), True)
        body |= {"can_be_edited": False, "is_anonymous": False}
    elif status == "kicked":
        body["until_date"] = 0
    return body
