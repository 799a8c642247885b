"""Coming and going: blocked and unblocked, added and removed, a group that became a supergroup."""

from __future__ import annotations

import logging

from telegram import ChatMember, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes, ExtBot

from bot.answers import Reply
from bot.delivery.send import send
from bot.requests import Desk, Place
from bot.updates import place_of
from bot.words import choose_language, words_in
from storage.records import Address, Kind

_log = logging.getLogger(__name__)
_GONE = frozenset({ChatMember.LEFT, ChatMember.BANNED})


class Membership:
    """Keeps what is stored true to where the bot is welcome. Its methods are python-telegram-bot callbacks."""

    def __init__(self, desk: Desk, bot: ExtBot[Kind]) -> None:
        self._desk = desk
        self._bot = bot

    async def changed(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """The bot's own standing in a chat changed: its digests pause or go on. A group it came to is greeted."""
        change = update.my_chat_member
        if change is None:
            return
        was, now = _present(change.old_chat_member), _present(change.new_chat_member)
        if not now:
            await self._desk.storage.chats.block(change.chat.id)
            return
        await self._desk.storage.chats.revive(change.chat.id)
        self._desk.wake()
        if not was and place_of(change.chat.type) is Place.GROUP:
            words = words_in(choose_language(change.from_user.language_code))
            try:
                await send(self._bot, Address(change.chat.id), Reply(words("group.hello")))
            except TelegramError as error:  # it may not write there, or not yet
                _log.info("a group was not greeted: %s", error.message)

    async def migrated(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A group became a supergroup, with a new id: everything kept for it follows."""
        message = update.message
        if message is None:
            return
        if message.migrate_to_chat_id:
            await self._desk.storage.chats.migrate(message.chat.id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id:
            await self._desk.storage.chats.migrate(message.migrate_from_chat_id, message.chat.id)
        self._desk.wake()


def _present(member: ChatMember) -> bool:
    if member.status == ChatMember.RESTRICTED:
        return bool(getattr(member, "is_member", True))
    return member.status not in _GONE
