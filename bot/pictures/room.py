"""Where pictures are drawn: a child process that starts with the first and ends when none is asked for.

matplotlib takes 60 MB and half a second to import, and a picture holds the interpreter for a tenth of a second: none of
that is for the process that answers everybody.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from bot.errors import TelegistError
from bot.pictures.charts import Chart, Shade
from bot.pictures.rendering import render
from ingest.errors import IngestError
from ingest.workers.worker import Worker

_SECONDS = 20.0
_IDLE_SECONDS = 30.0
_KEPT = 64
_KEPT_FOR = timedelta(minutes=10)


class NoPicture(TelegistError):
    """It could not be drawn."""


class Pictures:
    """Draws charts. An async context manager; nothing starts before the first is asked for.

    The last 64 are kept for ten minutes, in memory only: their titles are readers' words.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._worker = Worker(seconds=_SECONDS, idle_seconds=_IDLE_SECONDS, processes=1)
        self._folder: TemporaryDirectory[str] | None = None
        self._kept: OrderedDict[tuple[Chart, Shade], tuple[datetime, bytes]] = OrderedDict()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._worker.close()
        if self._folder is not None:
            self._folder.cleanup()

    async def draw(self, chart: Chart, shade: Shade) -> bytes:
        """The chart as a PNG, made off the event loop. Raises NoPicture, whose text holds none of the chart's words."""
        now = self._clock()
        self._forget(now)
        known = self._kept.get((chart, shade))
        if known is not None:
            return known[1]
        try:
            if self._folder is None:
                self._folder = TemporaryDirectory(prefix="telegist-")
            made = await self._worker.run(render, chart, shade, self._folder.name)
        except (IngestError, OSError) as error:
            raise NoPicture(f"a picture was not drawn: {error}") from None
        self._kept[chart, shade] = now, made
        return made

    def _forget(self, now: datetime) -> None:
        while self._kept:
            key, (made_at, _) = next(iter(self._kept.items()))
            if len(self._kept) < _KEPT and now - made_at < _KEPT_FOR:
                break
            del self._kept[key]
