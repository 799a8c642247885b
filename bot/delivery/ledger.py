"""Marks about messages, written down for good: those that come while a transaction is under way share the next one.

So each message's sending is committed before its call, and at a quick pace twenty of them cost one transaction.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from storage.errors import StorageError
from storage.marks import Begun, Mark
from storage.records import Message

_log = logging.getLogger(__name__)

_FIRST_PAUSE = 0.5  # seconds between attempts to write, twice as long each time
_LONGEST_PAUSE = 30.0

Record = Callable[[Sequence[Mark]], Awaitable[frozenset[int]]]
_Entry = tuple[Mark, asyncio.Future[bool]]


class Ledger:
    """Writes by way of `record`, which takes several marks at once and tells whose sending may begin."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._waiting: list[_Entry] = []
        self._pump: asyncio.Task[None] | None = None
        self._trouble: StorageError | None = None

    async def begin(self, message: Message) -> bool:
        """Marks its sending as begun. False where it waits no more; raises StorageError where that can't be written.

        Nor is it while what became of others waits to be written: all that had gathered by the trouble's end would go
        out at once.
        """
        if self._trouble and self._waiting:
            raise StorageError(str(self._trouble))
        return await self._write(Begun(message))

    async def write(self, mark: Mark) -> None:
        """Writes what became of a message, however long the database is in trouble: else it would be sent again."""
        await self._write(mark)

    def close(self) -> None:
        """Gives up what could not be written."""
        if self._pump:
            self._pump.cancel()

    async def _write(self, mark: Mark) -> bool:
        written: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((mark, written))
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._empty())
        return await written

    async def _empty(self) -> None:
        pause = _FIRST_PAUSE
        while self._waiting:
            entries, self._waiting = self._waiting, []
            try:
                begun = await self._record([mark for mark, _ in entries])
            except StorageError as error:
                if self._trouble is None:
                    _log.error("nothing is sent that can't be written down: %s", error)
                self._trouble = error
                self._waiting = _still_to_write(entries + self._waiting, error)
                if self._waiting:
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, _LONGEST_PAUSE)
            except Exception as error:  # a mistake of ours: whoever waits has to hear of it
                for _, written in entries:
                    _tell(written, error)
            else:
                if self._trouble is not None:
                    _log.warning("the database can be written again")
                self._trouble, pause = None, _FIRST_PAUSE
                for mark, written in entries:
                    if not written.done():
                        written.set_result(not isinstance(mark, Begun) or mark.message.id in begun)


def _still_to_write(entries: list[_Entry], error: StorageError) -> list[_Entry]:
    """What has happened has to be written sooner or later; what has not begun yet had better not begin."""
    left: list[_Entry] = []
    for mark, written in entries:
        if isinstance(mark, Begun):
            _tell(written, error)
        else:
            left.append((mark, written))
    return left


def _tell(written: asyncio.Future[bool], error: Exception) -> None:
    if not written.done():
        written.set_exception(error)
