"""Updates in: fetched by long polling, then handled one at a time for each chat.

Polling is our own, for the library's gives up for good at the first 401 or 404, which a Bot API server that is just
restarting may answer.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram._utils.types import JSONDict
from telegram.error import Conflict, RetryAfter, TelegramError
from telegram.ext import BaseUpdateProcessor, ExtBot

from bot.delivery.limiter import retry_after
from bot.delivery.transport import AiohttpRequest
from bot.log import redact
from bot.newest import NewestOnly
from storage.records import Kind

_log = logging.getLogger(__name__)

ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
]
_TIMEOUT = 30  # seconds a poll waits for news
_LONGEST_PAUSE = 30.0
_AT_ONCE = 64
_WAITING = 20  # updates of one chat; nobody types so fast


class PollingRequest(AiohttpRequest):
    """The transport of polls. An update that the library can't read is passed over, not fetched for ever."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        answer = AiohttpRequest.parse_json_payload(payload)
        if isinstance(answer.get("result"), list):
            answer["result"] = [_readable(update) for update in answer["result"]]
        return answer


def _readable(update: JSONDict) -> JSONDict:
    try:
        Update.de_json(update, None)
    except Exception:
        number = update["update_id"]
        _log.error("an update can't be read and is passed over", extra={"update_id": number})
        return {"update_id": number}
    return update


async def poll(bot: ExtBot[Kind], updates: asyncio.Queue[object], reached: Callable[[], None]) -> None:
    """Puts every update into the queue, until cancelled; what was put is then acknowledged to Telegram.

    A webhook, with which there is no polling, is taken away. `reached` hears of every poll that was answered.
    """
    offset, pause, webhook = 0, 0.0, True
    try:
        while True:
            try:
                if webhook:
                    webhook = not await bot.delete_webhook()
                news = await bot.get_updates(offset=offset, timeout=_TIMEOUT, allowed_updates=ALLOWED_UPDATES)
            except TelegramError as error:
                webhook |= isinstance(error, Conflict)  # somebody has set one; or polls as well, and then it's no loss
                pause = min(_LONGEST_PAUSE, 2 * pause or 1.0)
                if isinstance(error, RetryAfter):
                    pause = retry_after(error).total_seconds()
                _log.warning("no updates: %s", redact(error.message), extra={"seconds": pause})
                await asyncio.sleep(pause)
                continue
            pause = 0.0
            reached()
            for update in news:
                await updates.put(update)
                offset = update.update_id + 1
    finally:
        if offset:
            await _acknowledge(bot, offset)


async def _acknowledge(bot: ExtBot[Kind], offset: int) -> None:
    try:
        await bot.get_updates(offset=offset, timeout=0, limit=1, read_timeout=2, allowed_updates=ALLOWED_UPDATES)
    except TelegramError as error:
        _log.warning("the last updates may come again: %s", redact(error.message))


@dataclass(slots=True)
class _Line:
    """The updates of one chat, waiting for one another."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class ChatByChat(BaseUpdateProcessor):
    """Handles each chat's updates in their order, many chats at once.

    Two settings changed in one breath don't undo each other, and a chat that writes without end holds up only itself.
    An inline query is of no chat: of what one person types, the newest is answered.
    """

    def __init__(self) -> None:
        super().__init__(1_000_000)  # the lines below bound what is under way, each for its chat
        self._lines: dict[int, _Line] = {}
        self._hands = asyncio.Semaphore(_AT_ONCE)
        self._typed = NewestOnly(self._hands)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to clean up."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        if isinstance(update, Update) and update.inline_query and inspect.iscoroutine(coroutine):
            await self._typed.do(update.inline_query.from_user.id, coroutine)
            return
        chat = update.effective_chat.id if isinstance(update, Update) and update.effective_chat else 0
        line = self._lines.setdefault(chat, _Line())
        if line.length >= _WAITING:
            if inspect.iscoroutine(coroutine):
                coroutine.close()
            _log.warning("a chat writes faster than it can be answered: an update was dropped")
            return
        line.length += 1
        try:
            async with line.lock, self._hands:
                await coroutine
        finally:
            line.length -= 1
            if not line.length:
                self._lines.pop(chat, None)
