"""Telegram's updates, read: where something was written or pressed, by whom, and what is asked. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from telegram import CallbackQuery, InlineQuery, Message, MessageEntity, Update, User
from telegram.constants import ChatType

from bot.requests import Place
from storage.records import Address

# As Telegram marks them, though some servers that speak its protocol leave the marks out.
_COMMAND = re.compile(r"/([a-z0-9_]{1,32})(?:@([a-z0-9_]{1,64}))?(?![^\s])", re.IGNORECASE | re.ASCII)
_LINKS: list[str | None] = [MessageEntity.URL, MessageEntity.TEXT_LINK]


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants.

    `name` is the command's or the button's, None for plain text; `text` what follows a command, all of a button's
    data, or the plain text. `to` is whom a '/command@name' is meant for. `link` is the first web address in the text,
    `quoted` and `quoted_link` are the same of the message replied to. `pressed`: it is a button; `shown` is then the
    text of its message, `message_id` that one's id, None where Telegram doesn't hand it out any more. `via` is the id
    of the bot that offered the message to who sent it; `offset` is an inline query's.
    """

    address: Address
    place: Place
    name: str | None
    text: str
    user_id: int | None
    language: str | None
    anonymous_admin: bool = False
    to: str | None = None
    link: str | None = None
    quoted: str = ""
    quoted_link: str | None = None
    pressed: bool = False
    shown: str = ""
    message_id: int | None = None
    via: int | None = None
    offset: str = ""


def read(update: Update) -> Wish | None:
    """What a message or channel post asks; None where there is nothing to read. Edited ones are no new wish."""
    message = update.message or update.channel_post
    if message is None or not (text := message.text or message.caption or ""):
        return None
    name, to, rest = _command(text)
    quoted = message.reply_to_message
    user = message.from_user
    return Wish(
        address=_address(message),
        place=place_of(message.chat.type),
        name=name,
        text=rest,
        user_id=user.id if user else None,
        language=_language(user),
        anonymous_admin=bool(message.sender_chat and message.sender_chat.id == message.chat.id),
        to=to,
        link=_link(message),
        quoted=(quoted.text or quoted.caption or "") if quoted else "",
        quoted_link=_link(quoted) if quoted else None,
        via=message.via_bot.id if message.via_bot else None,
    )


def read_button(query: CallbackQuery) -> Wish | None:
    """What a pressed button asks; None where its message can't be told (one sent by way of inline mode)."""
    message = query.message
    if message is None:
        return None
    within_reach = isinstance(message, Message)
    return Wish(
        address=_address(message) if isinstance(message, Message) else Address(message.chat.id),
        place=place_of(message.chat.type),
        name=(query.data or "").partition(":")[0],
        text=query.data or "",
        user_id=query.from_user.id,
        language=_language(query.from_user),
        pressed=True,
        shown=(message.text or message.caption or "") if isinstance(message, Message) else "",
        message_id=message.message_id if within_reach else None,
    )


def read_inline(query: InlineQuery) -> Wish:
    """What somebody typed after the bot's name, in whichever chat: Telegram tells its kind at most."""
    return Wish(
        address=Address(query.from_user.id),
        place=Place.PRIVATE,
        name="inline",
        text=query.query,
        user_id=query.from_user.id,
        language=_language(query.from_user),
        offset=query.offset,
    )


def place_of(kind: str) -> Place:
    """What kind of chat Telegram's `chat.type` names."""
    if kind == ChatType.PRIVATE:
        return Place.PRIVATE
    return Place.CHANNEL if kind == ChatType.CHANNEL else Place.GROUP


def _address(message: Message) -> Address:
    return Address(message.chat.id, message.message_thread_id if message.is_topic_message else None)


def _link(message: Message) -> str | None:
    """The first web address, as Telegram sees them: without 'https://' too, and behind other words."""
    found = {**message.parse_entities(_LINKS), **message.parse_caption_entities(_LINKS)}
    marked = (entity.url or text for entity, text in found.items())
    plain = (
        word for word in (message.text or message.caption or "").split() if word.startswith(("http://", "https://"))
    )
    return next(chain(marked, plain), None)


def _language(user: User | None) -> str | None:
    return user.language_code if user and not user.is_bot else None


def _command(text: str) -> tuple[str | None, str | None, str]:
    """The command a text begins with, whom it is meant for, and what follows; (None, None, the text) without one."""
    found = _COMMAND.match(text)
    if not found:
        return None, None, text
    return found[1].casefold(), found[2].casefold() if found[2] else None, text[found.end() :].strip()
