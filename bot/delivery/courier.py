"""The courier: takes messages from the outbox as their turn comes, sends each, and writes down what became of it."""

from __future__ import annotations

import asyncio
import logging
import math
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from time import perf_counter
from typing import Literal

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.alerts import alert
from bot.answers import Reply, from_payload
from bot.delivery.ledger import Ledger
from bot.delivery.limiter import LaneLimiter
from bot.delivery.outcomes import Fate, Outcome
from bot.delivery.send import send
from bot.delivery.verdicts import Verdict, marks, our_mistake, put_off, sent, verdict
from storage import Storage
from storage.errors import StorageError
from storage.records import Kind, Message

_log = logging.getLogger(__name__)

_PATIENCE = 3.0  # seconds a message may wait for its chat's pace in hand
_AHEAD = 2.0  # seconds of sending that are in hand at a time, of each kind
_IN_HAND = (16, 1000)
_BREATH = 0.05  # seconds in which what comes to its end is gathered before the outbox is looked at again
_AFTER_TROUBLE = 5.0  # seconds
_LOOK_EVERY = 30.0  # seconds, for rows another process queued


@dataclass(frozen=True, slots=True)
class Manner:
    """How the operator wants it done. `paid` lets Telegram charge for going beyond its free pace."""

    per_second: float = 30.0
    uncertain: Literal["resend-once", "never"] = "resend-once"
    paid: bool = False


class Courier:
    """Empties the outbox while `run` runs. `wake` says that something new is in it; `observe` hears of each attempt."""

    def __init__(
        self,
        storage: Storage,
        bot: ExtBot[Kind],
        limiter: LaneLimiter,
        manner: Manner,
        *,
        clock: Callable[[], datetime],
        observe: Callable[[Outcome], None] = lambda outcome: None,
    ) -> None:
        self._storage = storage
        self._resend = manner.uncertain == "resend-once"
        self._bot = bot
        self._limiter = limiter
        self._manner = manner
        self._clock = clock
        self._observe = observe
        self._ledger = Ledger(storage.outbox.record)
        self._room = min(max(_IN_HAND[0], math.ceil(_AHEAD * manner.per_second)), _IN_HAND[1])
        self._waiting: dict[int, tuple[Message, asyncio.Task[None]]] = {}  # by chat; each waits for its turn
        self._going: dict[int, tuple[Message, asyncio.Task[None]]] = {}  # by chat; each is being sent
        self._news = asyncio.Event()
        self._breath: asyncio.TimerHandle | None = None
        self._stopping = False

    def wake(self) -> None:
        """Something new is in the outbox."""
        self._news.set()

    def stop(self) -> None:
        """No more is begun; `run` ends when what is being sent has come to its end."""
        self._stopping = True
        for _, task in self._waiting.values():
            task.cancel()
        self._news.set()

    async def run(self) -> None:
        """Delivers until `stop`, as soon as no other process does from this database."""
        async with self._storage.outbox.tending():
            try:
                await self._until_stopped()
                if tasks := [task for _, task in self._in_hand()]:
                    await asyncio.wait(tasks)
            finally:
                for _, task in self._in_hand():
                    task.cancel()
                self._ledger.close()

    async def _until_stopped(self) -> None:
        settled = False
        while not self._stopping:
            self._news.clear()
            try:
                if not settled:
                    await self._settle_what_was_left()
                    settled = True
                pause = await self._take()
            except StorageError as error:
                _log.error("the outbox can't be read: %s", error)
                pause = _AFTER_TROUBLE
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), pause)

    async def _settle_what_was_left(self) -> None:
        """Nobody else delivers, so what is 'sending' was left by a process that died."""
        if left := await self._storage.outbox.recover(resend=self._resend):
            _log.warning("messages whose fate is unknown", extra={"count": left, "resend": self._resend})

    def _in_hand(self) -> list[tuple[Message, asyncio.Task[None]]]:
        return [*self._waiting.values(), *self._going.values()]

    async def _take(self) -> float:
        """Takes in hand what may go, each kind for itself; returns after how many seconds there may be more."""
        now = self._clock()
        held = Counter(message.kind for message, _ in self._in_hand())
        for kind in Kind:
            room = self._room - held[kind]
            if room < self._room / 2:
                continue
            busy = self._waiting.keys() | self._going.keys()
            for message in await self._storage.outbox.ready(kind, now, limit=room, busy=busy):
                if self._stopping:
                    break
                task = asyncio.create_task(self._deliver(message))
                self._waiting[message.chat_pk] = message, task
                task.add_done_callback(partial(self._done, message.chat_pk))
        soonest = await self._storage.outbox.next_at(now)
        return min(_LOOK_EVERY, max(_BREATH, (soonest - now).total_seconds())) if soonest else _LOOK_EVERY

    def _done(self, chat_pk: int, task: asyncio.Task[None]) -> None:
        self._waiting.pop(chat_pk, None)
        self._going.pop(chat_pk, None)
        if not task.cancelled() and (error := task.exception()):
            _log.error("a message was left as it was", exc_info=error)
        # The next part, or the chat's next message, may go now.
        loop = asyncio.get_running_loop()
        if self._breath is None or self._breath.when() <= loop.time():
            self._breath = loop.call_later(_BREATH, self._news.set)

    async def _deliver(self, message: Message) -> None:
        chat = str(message.address.chat_id)
        try:
            reply = await self._reply(message)
        except StorageError as error:  # it stays queued
            _log.error("what to send can't be read: %s", error)
            await asyncio.sleep(_AFTER_TROUBLE)
            return
        if isinstance(reply, Verdict):
            await self._settle(message, reply)
        elif (wait := self._limiter.wait(chat)) > _PATIENCE:  # others may go meanwhile
            await self._settle(message, put_off("pace", wait))
        else:
            await self._limiter.turn(chat, message.kind)
            # What is begun is seen through, even when the courier is to stop.
            self._going[message.chat_pk] = self._waiting.pop(message.chat_pk)
            await self._send(message, reply)

    async def _send(self, message: Message, reply: Reply) -> None:
        try:
            if not await self._ledger.begin(message):
                return
        except StorageError:  # it stays queued; the ledger has told of it
            await asyncio.sleep(_AFTER_TROUBLE)
            return
        started = perf_counter()
        try:
            outcome = sent(await send(self._bot, message.address, reply, kind=message.kind, paid=self._manner.paid))
        except TelegramError as error:
            outcome = verdict(error, message, resend=self._resend)
        except Exception:
            _log.exception("not sent", extra={"id": message.id, "kind": message.kind.value})
            outcome = our_mistake(message)
        await self._settle(message, outcome, perf_counter() - started)

    async def _reply(self, message: Message) -> Reply | Verdict:
        """What it says, or what becomes of it where that can't be told any more."""
        if article_ids := message.payload.get("article_ids"):
            made = await alert(self._storage, message.address, article_ids, self._clock())
            return made or Verdict(Fate.FAILED, "gone", "its articles are not kept any more")
        try:
            return from_payload(message.payload)
        except (ValueError, KeyError, TypeError):
            return Verdict(Fate.FAILED, "unreadable", "its payload can't be read")

    async def _settle(self, message: Message, outcome: Verdict, seconds: float = 0.0) -> None:
        now = self._clock()
        for mark in marks(message, outcome, now):
            await self._ledger.write(mark)
        waited = (now - message.created_at).total_seconds() if outcome.fate is Fate.SENT else None
        self._observe(Outcome(message.kind, outcome.fate, outcome.label, seconds, waited))
        fields = {"id": message.id, "kind": message.kind.value, "reason": outcome.reason, "wait": outcome.wait}
        _log.log(outcome.gravity, outcome.fate.value, extra={name: value for name, value in fields.items() if value})
