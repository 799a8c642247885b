"""The courier: takes messages from the outbox one by one, sends each, and writes down what became of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Literal

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import ExtBot

from bot.alerts import alert
from bot.answers import Reply, from_payload
from bot.delivery.limiter import retry_after
from bot.delivery.send import send
from bot.delivery.transport import NeverSent
from storage import Storage
from storage.errors import StorageError
from storage.records import Kind, Message

_log = logging.getLogger(__name__)

_WORKERS = 8
_LOOK_EVERY = 30.0  # seconds, for rows another process queued


class Courier:
    """Empties the outbox while `run` runs. `wake` says that something new is in it."""

    def __init__(
        self,
        storage: Storage,
        bot: ExtBot[Kind],
        *,
        clock: Callable[[], datetime],
        uncertain: Literal["resend-once", "never"] = "resend-once",
        paid: bool = False,
    ) -> None:
        self._storage = storage
        self._bot = bot
        self._clock = clock
        self._resend = uncertain == "resend-once"
        self._paid = paid
        self._news = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Something new is in the outbox."""
        self._news.set()

    async def run(self) -> None:
        """Delivers until `stop`. What a process before this one left half done is settled first."""
        left = await self._storage.outbox.recover(resend=self._resend)
        if left:
            _log.warning("messages whose fate is unknown", extra={"count": left, "resend": self._resend})
        while not self._stopping:
            self._news.clear()
            try:
                await asyncio.gather(*(self._deliver_all() for _ in range(_WORKERS)))
                pause = await self._pause()
            except StorageError as error:
                _log.error("the outbox can't be read: %s", error)
                pause = _LOOK_EVERY
            if not self._stopping:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), pause)

    def stop(self) -> None:
        """Lets what is being sent come to its end; no more is taken."""
        self._stopping = True
        self._news.set()

    async def _deliver_all(self) -> None:
        while not self._stopping and (message := await self._storage.outbox.claim(self._clock())):
            await self._deliver(message)

    async def _pause(self) -> float:
        due = await self._storage.outbox.next_at()
        return min(_LOOK_EVERY, max(0.05, (due - self._clock()).total_seconds())) if due else _LOOK_EVERY

    async def _deliver(self, message: Message) -> None:
        outbox, known = self._storage.outbox, {"id": message.id, "kind": message.kind.value}
        try:
            reply = await self._reply(message)
            if reply is None:
                await outbox.failed(message.id, reason="its article is not kept any more")
                return
            sent = await send(self._bot, message.address, reply, kind=message.kind, paid=self._paid)
        except TelegramError as error:
            await self._failed(message, error)
        except (ValueError, KeyError, TypeError) as error:  # a payload no version of ours wrote
            await outbox.failed(message.id, reason=f"payload: {type(error).__name__}: cannot be read")
            _log.error("set aside: its payload cannot be read", extra=known)
        except Exception:  # our own mistake: told, and this message alone waits for its mending
            _log.exception("not sent", extra=known)
            await self._later(message, "an error of the bot itself: see its log")
        else:
            await outbox.sent(message.id, sent)
            _log.info("sent", extra=known)

    async def _reply(self, message: Message) -> Reply | None:
        if "article_id" in message.payload:
            return await alert(self._storage, message.address, int(message.payload["article_id"]), self._clock())
        return from_payload(message.payload)

    async def _failed(self, message: Message, error: TelegramError) -> None:
        """Each error by its nature. BadRequest and TimedOut are NetworkErrors too, so they are looked for first."""
        outbox, known = self._storage.outbox, {"id": message.id, "kind": message.kind.value}
        match error:
            case RetryAfter():
                await outbox.retry(message.id, not_before=self._clock() + retry_after(error), reason="429")
            case ChatMigrated():
                await self._storage.chats.migrate(message.address.chat_id, error.new_chat_id)
                await outbox.retry(message.id, not_before=self._clock(), reason="the group moved")
            case Forbidden():
                await self._storage.chats.block(message.address.chat_id)
                await outbox.failed(message.id, reason=f"403: {error.message}")
                _log.info("the chat does not want us: its digests wait until it comes back", extra=known)
            case BadRequest():
                await self._refused(message, error)
            case TimedOut():
                await self._doubtful(message, "timed out after it was sent")
            case NeverSent() | InvalidToken():
                await self._later(message, error.message)
            case NetworkError() if "connection lost" in error.message:
                await self._doubtful(message, error.message)
            case _:
                await self._later(message, error.message)

    async def _refused(self, message: Message, error: BadRequest) -> None:
        known = {"id": message.id, "kind": message.kind.value}
        said = error.message.casefold()
        if "chat not found" in said or "not enough rights" in said or "have no rights" in said:
            await self._storage.chats.block(message.address.chat_id)
        await self._storage.outbox.failed(message.id, reason=f"400: {error.message}")
        _log.error("set aside: Telegram refused it: %s", error.message, extra=known)

    async def _doubtful(self, message: Message, reason: str) -> None:
        resend_at = self._clock() if self._resend else None
        state = await self._storage.outbox.uncertain(message.id, reason=reason, resend_at=resend_at)
        known = {"id": message.id, "kind": message.kind.value, "state": state.value}
        _log.warning("it may or may not have arrived", extra=known)

    async def _later(self, message: Message, reason: str) -> None:
        pause = timedelta(seconds=min(2**message.attempts, 600))
        await self._storage.outbox.retry(message.id, not_before=self._clock() + pause, reason=reason)
        _log.warning("tried again later: %s", reason, extra={"id": message.id, "seconds": pause.total_seconds()})
