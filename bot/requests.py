"""What a handler is given: one reader's wish, and the things it may ask to fulfil it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.config import Settings
from bot.pictures.room import Pictures
from bot.trends import TrendCounts
from bot.words import Words
from ingest import Ingest
from storage import Storage
from storage.records import Address, Chat


class Place(StrEnum):
    """What kind of chat it is: in a group, only its admins change settings."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Desk:
    """What all handlers share. `wake` tells delivery that the outbox has something new."""

    storage: Storage
    ingest: Ingest
    pictures: Pictures
    trends: TrendCounts
    settings: Settings
    clock: Callable[[], datetime]
    wake: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Request:
    """One command, message, pressed button, or inline query: that one as if asked in the person's own chat.

    `text` is what follows the command, or the button's data, and `link` the first web address in it; `quoted` and
    `quoted_link` are the same of the message it replies to; `shown` is the text of a pressed button's message;
    `offset` says where an inline query's list goes on, as the bot's last answer said.
    """

    desk: Desk
    address: Address
    place: Place
    chat: Chat
    words: Words
    text: str
    link: str | None = None
    quoted: str = ""
    quoted_link: str | None = None
    shown: str = ""
    offset: str = ""

    @property
    def now(self) -> datetime:
        return self.desk.clock()

    @property
    def storage(self) -> Storage:
        return self.desk.storage

    async def keep_language(self) -> None:
        """Keeps the language this reader was answered in: what is sent later has no reader to tell it by."""
        if self.chat.language is None:
            await self.storage.chats.set_language(self.address, self.words.language)

    @property
    def timezone(self) -> str:
        """The chat's zone, or the operator's while it has chosen none."""
        return self.chat.timezone or self.desk.settings.digest.timezone
