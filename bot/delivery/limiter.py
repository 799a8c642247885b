"""The pace of sending: so many a second overall, so many in a chat, the urgent first.

Telegram's published limits (November 2026): about 30 messages a second overall, 1 a second in a chat with short
bursts, 20 a minute in a group or channel. They move, so a 429's `retry_after` is always obeyed as well.
"""

from __future__ import annotations

import asyncio
import heapq
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from telegram._utils.types import JSONDict
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.delivery.pace import ChatPace, Meter, Window
from storage.records import Kind

Result = bool | JSONDict | list[JSONDict]

_log = logging.getLogger(__name__)
_LANES = {kind: lane for lane, kind in enumerate(Kind)}  # Kind is in order of urgency
_SENDS = ("send", "copy", "forward")
_EDITS = "editmessage"
_ROOM = 10_000  # chats whose pace is kept before those that rested are let go
_LATE = 0.02  # seconds by which a turn may come too late without being lost to the pace
_ON_THE_WAY = 0.01  # seconds by which one message may take longer to Telegram than another
_CHAT_BURST = 4
_MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second overall and in one chat, and a minute in one group or channel."""

    per_second: float = 30.0
    chat_per_second: float = 1.0
    group_per_minute: int = 20


@dataclass(frozen=True, slots=True)
class _Chat:
    """Its messages go one by one: of those that wait for its pace only the first waits for a turn among all."""

    pace: ChatPace
    line: asyncio.Lock = field(default_factory=asyncio.Lock)

    def rested(self, now: float) -> bool:
        return self.pace.rested(now) and not self.line.locked()


@dataclass(order=True, slots=True)
class _Waiting:
    lane: int
    number: int
    turn: asyncio.Future[None] = field(compare=False)


class LaneLimiter(BaseRateLimiter[Kind]):
    """Lets every call wait for its turn: reply before alert before digest before broadcast.

    A send is taken for a reply and waits here, up to three times where it meets a 429. What comes from the outbox has
    waited for its `turn` before and passes its `Kind` as `rate_limit_args`: its 429s go back to the outbox. Either way
    a 429 holds the chat it was about, or all of them where it can't be about one.
    """

    def __init__(self, limits: Limits | None = None, *, clock: Callable[[], float] | None = None) -> None:
        self._limits = limits or Limits()
        self._clock = clock or (lambda: asyncio.get_running_loop().time())
        # A little slower than allowed, so that no second ever holds more, with turns that come late and messages that
        # take their time on the way: at most burst + rate * (1 + _ON_THE_WAY) arrive within one.
        self.rate = self._limits.per_second / (1 + _LATE + _ON_THE_WAY)
        """Messages a second that really go, over all chats."""
        self._all = Meter(self.rate, burst=1 + _LATE * self.rate)
        self._chats: dict[str, _Chat] = {}
        self._room = _ROOM
        self._told_to_wait: str | None = None
        self._waiting: list[_Waiting] = []
        self._numbers = count()
        self._pump: asyncio.Task[None] | None = None

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
                self._hold(chat, retry_after(error).total_seconds())
                if rate_limit_args is not None or attempt == 2:
                    raise
        raise AssertionError("the last attempt returns or raises")

    def wait(self, chat: str) -> float:
        """Seconds until the pace of that chat lets another message through."""
        return self._chat(chat).pace.wait(self._clock())

    async def turn(self, chat: str, kind: Kind) -> None:
        """Returns when a message of that kind may go to that chat."""
        to = self._chat(chat)
        async with to.line:
            while wait := to.pace.wait(self._clock()):  # noqa: ASYNC110 - it is time that is waited for
                await asyncio.sleep(wait)
            await self._lane(kind)
            to.pace.take(self._clock())

    async def _lane(self, kind: Kind) -> None:
        """Returns when a message of that kind may go, whatever its chat."""
        now = self._clock()
        if not self._waiting and not self._all.wait(now):
            self._all.take(now)
            return
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, _Waiting(_LANES[kind], next(self._numbers), turn))
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._give_turns())
        await turn

    async def _give_turns(self) -> None:
        """Looks who is the most urgent only when a turn is to be had: somebody may have come meanwhile."""
        while self._waiting:
            now = self._clock()
            if pause := self._all.wait(now):
                await asyncio.sleep(pause)
                continue
            first = heapq.heappop(self._waiting)
            if not first.turn.done():  # else its caller was cancelled
                self._all.take(now)
                first.turn.set_result(None)

    def _hold(self, chat: str, seconds: float) -> None:
        """A 429 doesn't say whether it is about a chat or about all.

        A chat that got nothing else in the last minute can't have been too much for itself. When two such chats are
        told to wait at a time, it is about all.
        """
        now, pace = self._clock(), self._chat(chat).pace
        pace.hold(now + seconds)
        if not pace.idle(now, for_seconds=_MINUTE):
            return
        other = self._chat(self._told_to_wait or chat).pace
        if other is not pace and other.held(now):
            _log.warning("told to wait by Telegram, all together", extra={"seconds": seconds})
            self._all.hold(now + seconds)
        self._told_to_wait = chat

    def _chat(self, name: str) -> _Chat:
        if name not in self._chats:
            if len(self._chats) >= self._room:
                now = self._clock()
                self._chats = {name: chat for name, chat in self._chats.items() if not chat.rested(now)}
                self._room = max(_ROOM, 2 * len(self._chats))
            self._chats[name] = _Chat(self._new_pace(name))
        return self._chats[name]

    def _new_pace(self, chat: str) -> ChatPace:
        if chat.startswith(_EDITS):  # an edit answers a press, so people's fingers keep the pace
            return ChatPace(Meter(4.0, burst=12))
        meter = Meter(self._limits.chat_per_second, burst=_CHAT_BURST)
        many = chat.startswith(("-", "@"))  # groups and channels have negative ids
        return ChatPace(meter, Window(self._limits.group_per_minute, _MINUTE) if many else None)


def retry_after(error: RetryAfter) -> timedelta:
    """How long Telegram tells us to wait."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
