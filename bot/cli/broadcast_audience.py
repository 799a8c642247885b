"""Whom a broadcast is for, from what the operator typed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.config import Settings
from bot.delivery.limiter import retry_after
from bot.delivery.transport import AiohttpRequest
from bot.errors import TelegistError
from bot.log import redact
from bot.words import DEFAULT
from storage import Storage
from storage.broadcast_records import Audience, Circle

_AT_ONCE = 8
_MOST_NAMED = 30_000  # a database takes about as many values in one question
_SUPERGROUPS = -1_000_000_000_000  # and channels; the ids of small groups are above this


async def audience(
    storage: Storage, settings: Settings, circle: Circle, languages: Sequence[str], chat_ids: Sequence[int]
) -> Audience:
    """Those of the kept chats that are meant. No languages, no ids: any.

    A chat that has set no language is told in English, so it is meant by 'en'. Raises TelegistError where an id is
    not that of a chat that can be told, or Telegram can't be asked which chats are channels.
    """
    spoken = tuple(languages) + ((None,) if DEFAULT in languages else ())
    wanted = Audience(circle, spoken, tuple(chat_ids) or None)
    await _refuse_unknown(storage, chat_ids)
    if circle in (Circle.ALL, Circle.PRIVATE):
        return wanted
    there = await storage.broadcasts.chat_ids(wanted)
    channels = await _channels(settings, [one for one in there if one <= _SUPERGROUPS])
    chosen = tuple(one for one in there if (one in channels) == (circle is Circle.CHANNELS))
    if len(chosen) > _MOST_NAMED:
        raise TelegistError(f"broadcast: {len(chosen):,} {circle}: more than {_MOST_NAMED:,}: split it by --language")
    return replace(wanted, chat_ids=chosen)


async def _refuse_unknown(storage: Storage, chat_ids: Sequence[int]) -> None:
    there = await storage.broadcasts.chat_ids(Audience(chat_ids=tuple(chat_ids)))
    unknown = [str(one) for one in chat_ids if one not in there]
    if unknown:
        raise TelegistError(
            f"broadcast: --chat {', '.join(unknown)}: can't be told: either nothing is kept of it (a chat is kept once "
            "it has set something, by /settings or /subscribe), or it has blocked the bot"
        )


async def _channels(settings: Settings, chat_ids: Sequence[int]) -> frozenset[int]:
    """Which of them are channels: only Telegram knows. One the bot may not look at is counted as none."""
    token = settings.telegram.token.get_secret_value()
    if chat_ids and not token:
        raise TelegistError("broadcast: only Telegram knows groups from channels, and [telegram] token is not set")
    if not chat_ids:
        return frozenset()
    hands = asyncio.Semaphore(_AT_ONCE)
    try:
        base_url = f"{settings.telegram.api_url}/bot"
        async with Bot(token, base_url, request=AiohttpRequest(), get_updates_request=AiohttpRequest()) as bot:

            async def is_channel(chat_id: int) -> bool:
                async with hands:
                    return await _kind(bot, chat_id) == "channel"

            answers = await asyncio.gather(*map(is_channel, chat_ids))
    except TelegramError as error:
        raise TelegistError(
            f"broadcast: Telegram can't be asked which chats are channels: {redact(error.message)}; "
            "`--to all` and `--to private` need no answer"
        ) from None
    return frozenset(chat_id for chat_id, channel in zip(chat_ids, answers, strict=True) if channel)


async def _kind(bot: Bot, chat_id: int) -> str | None:
    while True:
        try:
            return (await bot.get_chat(chat_id)).type
        except RetryAfter as error:
            await asyncio.sleep(retry_after(error).total_seconds())
        except (BadRequest, Forbidden, ChatMigrated):
            return None
