"""The same job as python-telegram-bot does it by itself: AIORateLimiter, HTTPXRequest, and a loop over the chats.

Answers /help and /latest while it sends a message to each chat; 32 sends are under way at a time, for a gathering of
all of them would have the readers wait for the last. TELEGIST_… variables say where, as for the bot.
"""

from __future__ import annotations

import asyncio
import os
import sys

from telegram import Update
from telegram.constants import ParseMode
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, CommandHandler, ContextTypes

TEXT = "<b>The harbour is closed tomorrow.</b>\n\n" + "Ships wait outside until the storm is over. " * 8
_AT_ONCE = 32


async def answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_text("What I can do: " + "/latest shows what is new. " * 20)


async def broadcast(application: Application, chats: int) -> None:  # type: ignore[type-arg]
    waiting = iter(range(1, chats + 1))

    async def some() -> None:
        for chat in waiting:
            await application.bot.send_message(chat, TEXT, parse_mode=ParseMode.HTML)

    await asyncio.gather(*(some() for _ in range(_AT_ONCE)))


async def main() -> None:
    url = os.environ["TELEGIST_TELEGRAM__API_URL"]
    builder = ApplicationBuilder().token(os.environ["TELEGIST_TELEGRAM__TOKEN"]).base_url(f"{url}/bot")
    limiter = AIORateLimiter(overall_max_rate=30, overall_time_period=1, max_retries=5)
    application = builder.rate_limiter(limiter).connection_pool_size(64).concurrent_updates(True).build()
    application.add_handler(CommandHandler(["help", "latest"], answer))
    async with application:
        assert application.updater is not None
        await application.updater.start_polling()
        await application.start()
        await broadcast(application, int(sys.argv[1]))
        await asyncio.sleep(3600)  # it answers on, until it is killed


if __name__ == "__main__":
    asyncio.run(main())
