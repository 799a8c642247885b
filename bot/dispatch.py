"""From an update to its answer: who may ask, which function answers, and a word to the reader when it fails."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Mapping
from difflib import get_close_matches
from typing import Any
from uuid import uuid4

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatAction, ChatMemberStatus
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError
from telegram.ext import ContextTypes, ExtBot

from bot.answers import Answer, Document, Edit, InlineResults, Picture, Reply, Switch, Toast, payload
from bot.commands import BUTTONS, COMMANDS, INLINE, Command, article
from bot.delivery.send import edit, offer, send, send_document, send_picture, switch
from bot.delivery.transport import NeverSent
from bot.errors import TelegistError
from bot.html import Html, plain
from bot.requests import Desk, Place, Request
from bot.updates import Wish, read, read_button, read_inline
from bot.words import Words, choose_language, words_in
from ingest.errors import IngestError
from storage.errors import StorageError
from storage.records import Address, Chat, Kind

_log = logging.getLogger(__name__)
_ADMINS = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})


class Dispatcher:
    """Answers updates. `message`, `button`, `inline` and `error` are python-telegram-bot callbacks."""

    def __init__(
        self,
        desk: Desk,
        bot: ExtBot[Kind],
        spawn: Callable[[Coroutine[Any, Any, None]], object],
        asked: Callable[[str, str], None],
    ) -> None:
        """`spawn` lets work go on aside, and knows of it when the bot is to stop.

        `asked` hears that a 'command' or 'button' was wished for and which one, 'unknown' where it is none of ours.
        """
        self._desk = desk
        self._bot = bot
        self._spawn = spawn
        self._asked = asked
        self._at_work: set[Address] = set()

    async def message(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A command, or in a private chat any text."""
        wish = read(update)
        if wish is None or not self._meant_for_us(wish):
            return
        name = _command_for(wish)
        if name in COMMANDS and COMMANDS[name].slow:
            self._spawn(self._message_slowly(wish, name))
        else:
            await self._give(wish.address, await self._answer(wish, COMMANDS, name, Reply))

    async def _message_slowly(self, wish: Wish, name: str) -> None:
        """What takes long takes none of the chat's other wishes' time; one at a time for each chat."""
        if wish.address in self._at_work:
            words = words_in(choose_language(wish.language))
            await self._give(wish.address, Reply(words("busy")))
            return
        self._at_work.add(wish.address)
        try:
            await self._show_working(wish.address)
            await self._give(wish.address, await self._answer(wish, COMMANDS, name, Reply))
        finally:
            self._at_work.discard(wish.address)

    async def button(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A pressed button."""
        query = update.callback_query
        if query is None or (wish := read_button(query)) is None:
            return
        command = BUTTONS.get(wish.name or "")
        if command is not None and command.slow:
            await self._acknowledge(query, None)  # or the button would look as if it did nothing
            answer = await self._answer(wish, BUTTONS, wish.name, Reply)
        else:
            answer = await self._answer(wish, BUTTONS, wish.name, Toast)
            await self._acknowledge(query, answer)
        if isinstance(answer, Edit) and wish.message_id is not None:
            await self._change(wish.address, wish.message_id, answer.reply)
        elif isinstance(answer, Switch):
            await self._switch(wish.address, query, answer)
        elif not isinstance(answer, Toast):
            await self._give(wish.address, answer)

    async def inline(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Words typed after the bot's name in some chat, maybe by somebody who never wrote to the bot."""
        query = update.inline_query
        if query is None:
            return
        wish = read_inline(query)
        answer = await self._answer(wish, INLINE, wish.name, lambda text: InlineResults(note=text))
        if isinstance(answer, InlineResults):
            try:
                await offer(self._bot, query.id, answer)
            except TelegramError as error:
                _log.error("inline results were not offered: %s", error.message)

    async def error(self, _: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """What python-telegram-bot could not do: logged, with no word of what anybody wrote."""
        _log.error("an update was not answered", exc_info=context.error)

    def _meant_for_us(self, wish: Wish) -> bool:
        if wish.via == self._bot.id:
            return False  # one of our own results, shared where we can read it
        if wish.to is not None:
            return wish.to == self._bot.username.casefold()
        if wish.place is Place.PRIVATE:
            return True
        return wish.name in COMMANDS

    async def _answer(
        self, wish: Wish, known: Mapping[str, Command], name: str | None, say: Callable[[Html], Answer]
    ) -> Answer:
        """The answer of the command `name`; where it fails, a word to the reader, put as `say` puts it."""
        self._asked("button" if wish.pressed else "command", name if name and name in known else "unknown")
        words = words_in(choose_language(wish.language))
        try:
            chat = await self._desk.storage.chats.get(wish.address)
            words = words_in(choose_language(chat.language, wish.language))
            command = known.get(name or "")
            if command is None:
                return say(_unknown(wish, words))
            if wish.pressed and wish.message_id is None and wish.place is not Place.PRIVATE:
                return say(words("button.old"))  # which of a forum's topics it stands in can't be told any more
            if _for_admins(command, wish) and not await self._is_admin(wish):
                return say(words("admins_only"))
            return await command.run(self._request(wish, chat, words))
        except StorageError as error:
            _log.error("storage: %s", error)
            return say(words("error.storage"))
        except IngestError as error:
            _log.warning("ingest: %s", error.code)
            return say(words(f"link.{error.code}"))
        except TelegramError as error:
            _log.error("Telegram: %s", error.message)
        except (ValueError, OverflowError, KeyError, TelegistError):
            if wish.pressed:  # data no button of this version carries
                _log.warning("a button can't be read", exc_info=True)
                return say(words("button.old"))
            _log.exception("a wish was not answered")
        except Exception:
            _log.exception("a wish was not answered")
        return say(words("error.unexpected"))

    def _request(self, wish: Wish, chat: Chat, words: Words) -> Request:
        return Request(
            desk=self._desk,
            address=wish.address,
            place=wish.place,
            chat=chat,
            words=words,
            text=wish.text,
            link=wish.link,
            quoted=wish.quoted,
            quoted_link=wish.quoted_link,
            shown=wish.shown,
            offset=wish.offset,
        )

    async def _is_admin(self, wish: Wish) -> bool:
        """Whoever posts in a channel is one; its readers only press. Others are looked up."""
        if wish.anonymous_admin or (wish.place is Place.CHANNEL and not wish.pressed):
            return True
        if wish.user_id is None:
            return False
        member = await self._bot.get_chat_member(wish.address.chat_id, wish.user_id)
        return member.status in _ADMINS

    async def _show_working(self, address: Address) -> None:
        try:
            await self._bot.send_chat_action(address.chat_id, ChatAction.TYPING, message_thread_id=address.thread_id)
        except TelegramError as error:
            _log.info("no 'typing' shown: %s", error.message)

    async def _give(self, address: Address, answer: Answer) -> None:
        answer = answer.reply if isinstance(answer, Edit) else answer
        try:
            match answer:
                case Document():
                    await send_document(self._bot, address, answer)
                case Picture():
                    await self._show(address, answer)
                case Reply():
                    await send(self._bot, address, answer)
        except Forbidden:
            await self._desk.storage.chats.block(address.chat_id)
        except (NeverSent, RetryAfter, ChatMigrated):
            await self._give_later(address, answer)
        except TelegramError as error:
            _log.error("an answer was not sent: %s", error.message)

    async def _show(self, address: Address, picture: Picture) -> None:
        try:
            await send_picture(self._bot, address, picture)
        except BadRequest as error:  # a group may allow no photos
            _log.info("a picture's words are sent without it: %s", error.message)
            await send(self._bot, address, picture.in_words)

    async def _give_later(self, address: Address, answer: Answer) -> None:
        """By way of the outbox, which has the patience; it keeps no pictures, but their words."""
        if isinstance(answer, Picture):
            answer = answer.in_words
        if isinstance(answer, Reply):
            await self._desk.storage.outbox.enqueue(Kind.REPLY, address, f"again:{uuid4()}", [payload(answer)])
            self._desk.wake()

    async def _change(self, address: Address, message_id: int, reply: Reply | Picture) -> None:
        try:
            await edit(self._bot, address, message_id, reply)
        except BadRequest as error:
            _log.info("sent anew, for it can't be edited: %s", error.message)
            await self._give(address, reply)
        except TelegramError as error:
            _log.error("a message was not changed: %s", error.message)

    async def _switch(self, address: Address, query: CallbackQuery, answer: Switch) -> None:
        message = query.message
        if not isinstance(message, Message) or message.reply_markup is None or query.data is None:
            return  # Telegram doesn't tell any more which buttons stand there
        try:
            await switch(self._bot, address, message.message_id, message.reply_markup, query.data, answer.button)
        except TelegramError as error:
            _log.info("a button was not changed: %s", error.message)

    async def _acknowledge(self, query: CallbackQuery, answer: Answer) -> None:
        notice = answer.text if isinstance(answer, Toast) else answer.notice if isinstance(answer, Switch) else None
        try:
            await query.answer(plain(notice)[:200] if notice else None)
        except TelegramError as error:  # too old to be acknowledged: what it asks is done all the same
            _log.info("a button was not acknowledged: %s", error.message)


def _command_for(wish: Wish) -> str:
    """The command's name; for plain text, a summary where it is a link or long, else a search."""
    if wish.name is not None:
        return wish.name
    return "summary" if wish.link or len(wish.text) >= article.LONG_TEXT else "search"


def _for_admins(command: Command, wish: Wish) -> bool:
    """In groups, what changes settings; in channels every button, for all of them change what everybody reads."""
    return wish.pressed if wish.place is Place.CHANNEL else wish.place is Place.GROUP and command.changes


def _unknown(wish: Wish, words: Words) -> Html:
    if wish.pressed or wish.name is None:
        return words("button.old")
    near = get_close_matches(wish.name, COMMANDS, n=1, cutoff=0.6)
    return words("unknown.near", command=wish.name, near=near[0]) if near else words("unknown", command=wish.name)
