"""The one place that sends: an answer, as calls of the Bot API."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from io import BytesIO

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputFile,
    InputMediaPhoto,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.answers import Button, Document, InlineResult, InlineResults, Picture, Reply, Rows
from bot.html import plain
from storage.records import Address, Kind

_log = logging.getLogger(__name__)
_NOTE_LEADS_TO = "search"  # what follows /start
_PICTURE = "picture.png"
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)  # a preview would have Telegram fetch a site the reader must not


async def send(
    bot: ExtBot[Kind], address: Address, reply: Reply, *, kind: Kind | None = None, paid: bool = False
) -> int:
    """Sends a message; its id. A topic that was deleted falls back to the chat itself. Raises TelegramError.

    `kind` says that it comes from the outbox and had its turn; else it waits for one. `paid` lets Telegram charge for
    going beyond its free pace.
    """

    async def message(thread_id: int | None) -> int:
        sent = await bot.send_message(
            address.chat_id,
            str(reply.text),
            parse_mode=ParseMode.HTML,
            message_thread_id=thread_id,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard(reply.buttons),
            allow_paid_broadcast=paid or None,
            rate_limit_args=kind,
        )
        return sent.message_id

    return await _sent(message, address)


async def send_picture(bot: ExtBot[Kind], address: Address, picture: Picture) -> int:
    """Sends a picture over its words, as `send` does. Raises TelegramError."""

    async def photo(thread_id: int | None) -> int:
        sent = await bot.send_photo(
            address.chat_id,
            picture.content,
            filename=_PICTURE,
            caption=str(picture.text),
            parse_mode=ParseMode.HTML,
            message_thread_id=thread_id,
            reply_markup=keyboard(picture.buttons + picture.own_buttons),
        )
        return sent.message_id

    return await _sent(photo, address)


async def _sent(to: Callable[[int | None], Awaitable[int]], address: Address) -> int:
    """Into the topic; into the chat itself where that is gone."""
    try:
        return await to(address.thread_id)
    except BadRequest as error:
        if address.thread_id is None or "thread not found" not in error.message.casefold():
            raise
        _log.info("a topic is gone: sent to its chat instead")
        return await to(None)


async def edit(bot: ExtBot[Kind], address: Address, message_id: int, reply: Reply | Picture) -> None:
    """Makes that message this one. It being so already is no error. Raises TelegramError."""
    chat_id, buttons = address.chat_id, keyboard(reply.buttons)
    with _no_error("not modified"):
        if isinstance(reply, Picture):
            buttons = keyboard(reply.buttons + reply.own_buttons)
            media = InputMediaPhoto(
                reply.content, filename=_PICTURE, caption=str(reply.text), parse_mode=ParseMode.HTML
            )
            await bot.edit_message_media(media, chat_id, message_id, reply_markup=buttons)
            return
        await bot.edit_message_text(
            str(reply.text),
            chat_id,
            message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=buttons,
        )


async def switch(
    bot: ExtBot[Kind], address: Address, message_id: int, shown: InlineKeyboardMarkup, data: str, button: Button
) -> None:
    """Puts `button` in place of the one with this `data` among those shown under that message. Raises TelegramError."""
    new = InlineKeyboardButton(button.text, callback_data=button.data)
    rows = [[new if one.callback_data == data else one for one in row] for row in shown.inline_keyboard]
    with _no_error("not modified"):
        await bot.edit_message_reply_markup(address.chat_id, message_id, reply_markup=InlineKeyboardMarkup(rows))


@contextmanager
def _no_error(reason: str) -> Iterator[None]:
    """A refusal with these words leaves nothing to be done."""
    try:
        yield
    except BadRequest as error:
        if reason not in error.message.casefold():
            raise


async def send_document(bot: ExtBot[Kind], address: Address, document: Document) -> int:
    """Sends a file; the message's id. Raises TelegramError."""
    sent = await bot.send_document(
        address.chat_id,
        InputFile(BytesIO(document.content), filename=document.name),
        caption=str(document.caption),
        parse_mode=ParseMode.HTML,
        message_thread_id=address.thread_id,
    )
    return sent.message_id


async def offer(bot: ExtBot[Kind], query_id: str, offered: InlineResults) -> None:
    """Shows a list of results to who typed. That they have typed on meanwhile is no error. Raises TelegramError.

    The list is for that person alone: it is in their language, without what they muted.
    """
    note = plain(offered.note) if offered.note else ""
    with _no_error("query is too old"):
        await bot.answer_inline_query(
            query_id,
            [_article(result) for result in offered.results],
            cache_time=offered.seconds,
            is_personal=True,
            next_offset=offered.next_offset,
            button=InlineQueryResultsButton(note, start_parameter=_NOTE_LEADS_TO) if note else None,
        )


def _article(result: InlineResult) -> InlineQueryResultArticle:
    content = InputTextMessageContent(str(result.text), ParseMode.HTML, link_preview_options=_NO_PREVIEW)
    return InlineQueryResultArticle(
        result.id, result.title, content, url=result.url or None, description=result.description
    )


def keyboard(buttons: Rows) -> InlineKeyboardMarkup | None:
    """The buttons as the Bot API takes them."""
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(one.text, callback_data=one.data) for one in row] for row in buttons]
    )
