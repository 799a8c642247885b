"""python-telegram-bot, put together: transport, pace, handlers, command menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from telegram import BotCommand
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    ExtBot,
    InlineQueryHandler,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest

from bot.commands import COMMANDS
from bot.config import Telegram
from bot.delivery.limiter import LaneLimiter
from bot.delivery.transport import Way
from bot.dispatch import Dispatcher
from bot.inbox import ChatByChat
from bot.membership import Membership
from bot.requests import Desk
from bot.words import DEFAULT, LANGUAGES, words_in
from storage.records import Kind

App = Application[ExtBot[Kind], Any, Any, Any, Any, Any]


def way(telegram: Telegram) -> Way:
    """How the operator wants Telegram reached."""
    return Way(telegram.connect_timeout, telegram.read_timeout, telegram.proxy.get_secret_value() or None)


def build(telegram: Telegram, calls: BaseRequest, polls: BaseRequest, limiter: LaneLimiter) -> App:
    """The library's application on these transports and this limiter, without handlers yet."""
    builder = (
        ApplicationBuilder()
        .token(telegram.token.get_secret_value())
        .base_url(f"{telegram.api_url}/bot")
        .base_file_url(f"{telegram.api_url}/file/bot")
        .request(calls)
        .get_updates_request(polls)
        .rate_limiter(limiter)
        .concurrent_updates(ChatByChat())
        .updater(None)
        .job_queue(None)
    )
    return builder.build()


def add_handlers(application: App, desk: Desk, asked: Callable[[str, str], None]) -> None:
    """What answers which update; `asked` hears of each wish, as `Dispatcher` says."""
    dispatcher = Dispatcher(desk, application.bot, application.create_task, asked)
    membership = Membership(desk, application.bot)
    arrivals = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, membership.migrated))
    application.add_handler(MessageHandler(arrivals & (filters.TEXT | filters.CAPTION), dispatcher.message))
    application.add_handler(CallbackQueryHandler(dispatcher.button))
    application.add_handler(InlineQueryHandler(dispatcher.inline))
    application.add_handler(ChatMemberHandler(membership.changed, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_error_handler(dispatcher.error)


async def set_menu(bot: ExtBot[Kind]) -> None:
    """The command menu and the bot's description, in every language. Raises TelegramError."""
    for language in LANGUAGES:
        words = words_in(language)
        commands = [BotCommand(name, str(words(f"command.{name}"))) for name in COMMANDS if name != "start"]
        # The default language's menu is also everybody's who reads none of ours.
        for code in {language, None} if language == DEFAULT else {language}:
            await bot.set_my_commands(commands, language_code=code)
            await bot.set_my_description(str(words("bot.description")), language_code=code)
            await bot.set_my_short_description(str(words("bot.short_description")), language_code=code)
