"""A broadcast and its readers: what each was promised, and how often it came."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answers import Reply, payload
from bot.html import escape
from playground import Playground, Reader
from storage import Storage
from storage.records import Address, Kind

_STUCK = 60.0  # seconds in which nothing arrives


@dataclass(frozen=True)
class Count:
    """Messages: `sent` and `uncertain` as the outbox says, `lost` that nobody got, `doubled` that came once too often.

    `unsaid`: lost, and the outbox says nothing of it.
    """

    promised: int
    sent: int
    uncertain: int
    lost: int
    unsaid: int
    doubled: int


class Broadcast:
    """One message to each of `readers`, all of whom have started the bot."""

    def __init__(self, playground: Playground, path: Path, readers: int) -> None:
        self._playground = playground
        self._path = path
        self.readers = [_started(playground.reader(f"Reader {number}")) for number in range(readers)]
        self.arrived: Counter[int] = Counter()  # by chat; the readers' only
        self._chats = {reader.id for reader in self.readers}
        playground.world.listeners.append(self._hear)

    async def promise(self) -> None:
        """Puts it into the outbox, before the bot starts or while it runs: it looks there by itself."""
        async with await Storage.open(f"sqlite+aiosqlite:///{self._path}") as storage:
            said = [payload(Reply(escape("The harbour is closed tomorrow.")))]
            for reader in self.readers:
                await storage.outbox.enqueue(Kind.BROADCAST, Address(reader.id), "broadcast:1", said)

    async def reach(self, count: int) -> None:
        """Waits until so many messages have come, all copies counted."""
        while self.arrived.total() < count:
            before = self.arrived.total()
            await self._playground.wait_for(lambda: self.arrived.total() > before, timeout=_STUCK)  # noqa: B023

    async def reach_all_but(self, apart: Collection[Reader]) -> None:
        """Waits until each reader but these has got something."""
        wanted = self._chats - {reader.id for reader in apart}
        await self._playground.wait_for(lambda: wanted <= self.arrived.keys(), timeout=_STUCK)

    async def settle(self) -> None:
        """Waits until each message has met its fate."""
        async with asyncio.timeout(_STUCK + len(self.readers)):
            while self._open():
                await asyncio.sleep(0.02)

    def under_way(self) -> frozenset[int]:
        """The messages a process that died had begun to send, and not written down what became of them."""
        return frozenset(number for (number,) in self._ask("SELECT id FROM outbox WHERE state = 'sending'"))

    def count(self) -> Count:
        states = dict(self._ask("SELECT chat_id, state FROM outbox JOIN chats ON chats.id = chat_pk"))
        assert len(states) == len(self.readers)
        lost = self._chats - self.arrived.keys()
        tally = Counter(states.values())
        return Count(
            promised=len(self.readers),
            sent=tally["sent"],
            uncertain=tally["uncertain"],
            lost=len(lost),
            unsaid=sum(states[chat_id] != "uncertain" for chat_id in lost),
            doubled=self.arrived.total() - len(self.arrived),
        )

    def _open(self) -> bool:
        return bool(self._ask("SELECT 1 FROM outbox WHERE state IN ('queued', 'sending') LIMIT 1"))

    def _ask(self, query: str) -> list[Any]:
        with closing(sqlite3.connect(self._path, timeout=60)) as connection:
            return connection.execute(query).fetchall()

    def _hear(self, event: dict[str, Any]) -> None:
        if event["type"] == "new" and event["chat_id"] in self._chats and event["message"]["from"]["is_bot"]:
            self.arrived[event["chat_id"]] += 1


def _started(reader: Reader) -> Reader:
    """Spares thousands of greetings: a bot may write only to who has written to it."""
    reader.chat.started = True
    return reader
