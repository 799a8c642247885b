"""The pace of sending: so many a second overall, so many in a chat, the urgent first.

Telegram's published limits (November 2026): about 30 messages a second overall, 1 a second in a chat with short
bursts, 20 a minute in a group or channel. They move, so a 429's `retry_after` is always obeyed as well.
"""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from telegram._utils.types import JSONDict
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from storage.records import Kind

Result = bool | JSONDict | list[JSONDict]

_LANES = {kind: lane for lane, kind in enumerate(Kind)}  # Kind is in order of urgency
_SENDS = ("send", "copy", "forward")
_EDITS = "editmessage"
_KEPT_CHATS = 10_000


@dataclass(slots=True)
class Meter:
    """The generic cell rate algorithm (ITU-T I.371): `rate` a second on average, `burst` at once."""

    rate: float
    burst: int
    _free_at: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until one more may go."""
        return max(0.0, self._free_at - (self.burst - 1) / self.rate - now)

    def take(self, now: float) -> None:
        """One goes."""
        self._free_at = max(self._free_at, now) + 1 / self.rate

    def hold(self, until: float) -> None:
        """None goes before `until`, and none has been saved up by then."""
        self._free_at = max(self._free_at, until + (self.burst - 1) / self.rate)


@dataclass(order=True, slots=True)
class _Waiting:
    lane: int
    number: int
    chat: str = field(compare=False)
    turn: asyncio.Future[None] = field(compare=False)


class LaneLimiter(BaseRateLimiter[Kind]):
    """Lets every call wait for its turn: reply before alert before digest before broadcast.

    A send is taken for a reply and waits here, up to three times where it meets a 429. What comes from the outbox has
    waited for its `turn` before and passes its `Kind` as `rate_limit_args`: its 429s go back to the outbox. Either way
    a 429 holds the chat it was about. `per_second` is the overall rate.
    """

    def __init__(self, *, per_second: float = 30, clock: Callable[[], float] | None = None) -> None:
        self._clock = clock or (lambda: asyncio.get_running_loop().time())
        self._all = Meter(per_second, burst=max(1, round(per_second / 3)))
        self._chats: dict[str, Meter] = {}
        self._waiting: list[_Waiting] = []
        self._numbers = count()
        self._pump: asyncio.Task[None] | None = None
        self._news = asyncio.Event()

    async def initialize(self) -> None:
        """Nothing to prepare: the pump starts with the first call that has to wait."""

    async def shutdown(self) -> None:
        if self._pump:
            self._pump.cancel()
            await asyncio.gather(self._pump, return_exceptions=True)
            self._pump = None

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Kind | None,
    ) -> Result:
        chat, name = str(data.get("chat_id", "")), endpoint.casefold()
        if not chat or not name.startswith((*_SENDS, _EDITS)) or name == "sendchataction":
            return await callback(*args, **kwargs)
        if name.startswith(_EDITS):
            chat = f"{_EDITS}:{chat}"
        for attempt in range(3):
            if rate_limit_args is None:
                await self.turn(chat, Kind.REPLY)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                self._meter(chat).hold(self._clock() + retry_after(error).total_seconds())
                if rate_limit_args is not None or attempt == 2:
                    raise
        raise AssertionError("the last attempt returns or raises")

    def wait(self, chat: str) -> float:
        """Seconds until the pace of that chat lets another message through."""
        return self._meter(chat).wait(self._clock())

    async def turn(self, chat: str, kind: Kind) -> None:
        """Returns when a message of that kind may go to that chat."""
        now = self._clock()
        if not self._waiting and not self._all.wait(now) and not self._meter(chat).wait(now):
            self._all.take(now)
            self._meter(chat).take(now)
            return
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, _Waiting(_LANES[kind], next(self._numbers), chat, turn))
        self._news.set()
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._give_turns())
        await turn

    async def _give_turns(self) -> None:
        while self._waiting:
            self._news.clear()
            pause = self._give_next()
            if pause:
                # Somebody more urgent, or for a chat that is free, may come meanwhile.
                try:
                    await asyncio.wait_for(self._news.wait(), pause)
                except TimeoutError:
                    continue

    def _give_next(self) -> float:
        """Gives one turn, or says how many seconds there is none to give."""
        now = self._clock()
        if pause := self._all.wait(now):
            return pause
        held: list[_Waiting] = []
        shortest = float("inf")
        try:
            while self._waiting:
                first = heapq.heappop(self._waiting)
                if first.turn.done():  # its caller was cancelled
                    continue
                meter = self._meter(first.chat)
                pause = meter.wait(now)
                if not pause:
                    self._all.take(now)
                    meter.take(now)
                    first.turn.set_result(None)
                    return 0.0
                shortest = min(shortest, pause)
                held.append(first)
            return shortest if held else 0.0
        finally:
            for one in held:
                heapq.heappush(self._waiting, one)

    def _meter(self, chat: str) -> Meter:
        if chat not in self._chats:
            if len(self._chats) >= _KEPT_CHATS:
                now = self._clock()
                self._chats = {name: meter for name, meter in self._chats.items() if meter.wait(now)}
            self._chats[chat] = _new_meter(chat)
        return self._chats[chat]


def _new_meter(chat: str) -> Meter:
    if chat.startswith(_EDITS):  # an edit answers a press, so people's fingers keep the pace
        return Meter(4.0, burst=12)
    many = chat.startswith(("-", "@"))  # groups and channels have negative ids
    return Meter(20 / 60, burst=6) if many else Meter(1.0, burst=4)


def retry_after(error: RetryAfter) -> timedelta:
    """How long Telegram tells us to wait."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
