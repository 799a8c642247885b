"""The courier: takes messages from the outbox one by one, sends each, and writes down what became of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Literal

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import ExtBot

from bot.alerts import alert
from bot.answers import Reply, from_payload
from bot.delivery.limiter import LaneLimiter, retry_after
from bot.delivery.send import send
from bot.delivery.transport import FateUnknown
from storage import Storage
from storage.errors import StorageError
from storage.records import Kind, Message

_log = logging.getLogger(__name__)

_AT_ONCE = 8
_PATIENCE = 3.0  # seconds a message may wait for its chat's pace in hand
_SETTLE_EVERY = timedelta(seconds=15)
_LONGEST_SEND = timedelta(minutes=1)
_AFTER_TROUBLE = 5.0  # seconds
_NOT_WELCOME = ("chat not found", "not enough rights", "have no rights")
_LOOK_EVERY = 30.0  # seconds, for rows another process queued


class Courier:
    """Empties the outbox while `run` runs. `wake` says that something new is in it."""

    def __init__(
        self,
        storage: Storage,
        bot: ExtBot[Kind],
        limiter: LaneLimiter,
        *,
        clock: Callable[[], datetime],
        uncertain: Literal["resend-once", "never"] = "resend-once",
        paid: bool = False,
    ) -> None:
        self._storage = storage
        self._bot = bot
        self._limiter = limiter
        self._clock = clock
        self._resend = uncertain == "resend-once"
        self._paid = paid
        self._news = asyncio.Event()
        self._stopping = False
        self._settled_at: datetime | None = None

    def wake(self) -> None:
        """Something new is in the outbox."""
        self._news.set()

    def stop(self) -> None:
        """No more is taken; `run` ends when what is being sent has come to its end."""
        self._stopping = True
        self._news.set()

    async def run(self) -> None:
        """Delivers until `stop`, some messages at a time."""
        hands, sending = asyncio.Semaphore(_AT_ONCE), set[asyncio.Task[None]]()
        while not self._stopping:
            self._news.clear()
            await hands.acquire()
            try:
                await self._settle_what_was_left()
                message = await self._storage.outbox.claim(self._clock())
                pause = 0.0 if message else await self._pause()
            except StorageError as error:
                _log.error("the outbox can't be read: %s", error)
                message, pause = None, _AFTER_TROUBLE
            if message:
                task = asyncio.create_task(self._deliver(message))
                sending.add(task)
                # The next part, or the chat's next message, may go now.
                task.add_done_callback(partial(self._free, hands, sending))
                continue
            hands.release()
            if not self._stopping:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), pause)
        if sending:
            await asyncio.wait(sending)

    def _free(self, hands: asyncio.Semaphore, sending: set[asyncio.Task[None]], done: asyncio.Task[None]) -> None:
        sending.discard(done)
        hands.release()
        self._news.set()

    async def _settle_what_was_left(self) -> None:
        """Takes up what a process that died left half sent. A younger claim may be that of one which is alive."""
        now = self._clock()
        if self._settled_at is not None and now - self._settled_at < _SETTLE_EVERY:
            return
        self._settled_at = now
        left = await self._storage.outbox.recover(resend=self._resend, claimed_before=now - _LONGEST_SEND)
        if left:
            _log.warning("messages whose fate is unknown", extra={"count": left, "resend": self._resend})

    async def _pause(self) -> float:
        due = await self._storage.outbox.next_at()
        return min(_LOOK_EVERY, max(0.05, (due - self._clock()).total_seconds())) if due else _LOOK_EVERY

    async def _deliver(self, message: Message) -> None:
        outbox, known = self._storage.outbox, {"id": message.id, "kind": message.kind.value}
        chat = str(message.address.chat_id)
        if (wait := self._limiter.wait(chat)) > _PATIENCE:  # others may go meanwhile
            await self._again(message, timedelta(seconds=wait), "the chat's pace")
            return
        try:
            await self._limiter.turn(chat, message.kind)
        except asyncio.CancelledError:
            await outbox.release(message.id)
            raise
        try:
            reply = await self._reply(message)
            if reply is None:
                return
            sent = await send(self._bot, message.address, reply, kind=message.kind, paid=self._paid)
        except TelegramError as error:
            await self._failed(message, error)
        except StorageError:
            await self._write(lambda: outbox.release(message.id))
        except Exception:  # our own mistake: told, and this message alone waits for its mending
            _log.exception("not sent", extra=known)
            await self._later(message, "an error of the bot itself: see its log")
        else:
            await self._write(lambda: outbox.sent(message.id, sent))
            _log.info("sent", extra=known)

    async def _reply(self, message: Message) -> Reply | None:
        """What it says; None where that can't be told any more, which is then written down."""
        if "article_id" in message.payload:
            made = await alert(self._storage, message.address, int(message.payload["article_id"]), self._clock())
            reason = "its article is not kept any more"
        else:
            try:
                made, reason = from_payload(message.payload), ""
            except (ValueError, KeyError, TypeError):
                made, reason = None, "its payload can't be read"
        if made is None:
            await self._write(lambda: self._storage.outbox.failed(message.id, reason=reason))
            _log.error("set aside: %s", reason, extra={"id": message.id})
        return made

    async def _failed(self, message: Message, error: TelegramError) -> None:
        """Each error by its nature. BadRequest and TimedOut are NetworkErrors too, so they are looked for first."""
        outbox, chats = self._storage.outbox, self._storage.chats
        chat_id = message.address.chat_id
        match error:
            case RetryAfter():
                await self._again(message, retry_after(error), "429")
            case ChatMigrated():
                new_id = error.new_chat_id
                await self._write(lambda: chats.migrate(chat_id, new_id))
                await self._again(message, timedelta(), "the group moved")
            case Forbidden():
                await self._write(lambda: chats.block(chat_id))
                await self._write(lambda: outbox.failed(message.id, reason=f"403: {error.message}"))
                _log.info("a chat does not want us: its digests wait until it comes back", extra={"id": message.id})
            case BadRequest():
                if any(sign in error.message.casefold() for sign in _NOT_WELCOME):
                    await self._write(lambda: chats.block(chat_id))
                await self._write(lambda: outbox.failed(message.id, reason=f"400: {error.message}"))
                _log.error("set aside: Telegram refused it: %s", error.message, extra={"id": message.id})
            case TimedOut() | FateUnknown():
                await self._doubtful(message, error.message)
            case _ if "invalid server response" in error.message.casefold():
                await self._doubtful(message, error.message)
            case _:  # NeverSent, 5xx, a token refused for the moment
                await self._later(message, error.message)

    async def _doubtful(self, message: Message, reason: str) -> None:
        resend_at = self._clock() if self._resend else None
        await self._write(lambda: self._storage.outbox.uncertain(message.id, reason=reason, resend_at=resend_at))
        _log.warning("it may or may not have arrived", extra={"id": message.id, "kind": message.kind.value})

    async def _later(self, message: Message, reason: str) -> None:
        pause = timedelta(seconds=min(2**message.attempts, 600))
        await self._again(message, pause, reason)
        _log.warning("tried again later: %s", reason, extra={"id": message.id, "seconds": pause.total_seconds()})

    async def _again(self, message: Message, pause: timedelta, reason: str) -> None:
        not_before = self._clock() + pause
        await self._write(lambda: self._storage.outbox.retry(message.id, not_before=not_before, reason=reason))

    async def _write(self, write: Callable[[], Awaitable[object]]) -> None:
        """Writes down what became of a message, however long the database is in trouble: it would be sent again."""
        pause = 0.5
        while True:
            try:
                await write()
            except StorageError as error:
                _log.error("what became of a message can't be written down yet: %s", error)
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LOOK_EVERY)
            else:
                return
