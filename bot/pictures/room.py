"""Where pictures are drawn: a child process that starts with the first and ends when none is asked for.

matplotlib takes 60 MB and half a second to import, and a picture holds the interpreter for a tenth of a second: none of
that is for the process that answers everybody.
"""

from __future__ import annotations

from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from bot.errors import TelegistError
from bot.pictures.charts import Chart, Shade
from bot.pictures.rendering import render
from bot.recent import Recent
from ingest.errors import IngestError, Timeout
from ingest.workers.worker import Worker

_SECONDS = 20.0
_IDLE_SECONDS = 30.0
_KEPT = 64
_KEPT_SECONDS = 600.0


class NoPicture(TelegistError):
    """It could not be drawn."""


class Pictures:
    """Draws charts. An async context manager; nothing starts before the first is asked for.

    The last 64 are kept for ten minutes, in memory only: their titles are readers' words.
    """

    def __init__(self, *, most: int = _KEPT, seconds: float = _KEPT_SECONDS) -> None:
        """`most` are kept, for so many seconds."""
        self._worker = Worker(seconds=_SECONDS, idle_seconds=_IDLE_SECONDS, processes=1)
        self._folder: TemporaryDirectory[str] | None = None
        self._kept = Recent[tuple[Chart, Shade], bytes](most=most, seconds=seconds)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._worker.close()
        self._kept.clear()
        if self._folder is not None:
            self._folder.cleanup()

    async def draw(self, chart: Chart, shade: Shade) -> bytes:
        """The chart as a PNG, made off the event loop. Raises NoPicture, whose text holds none of the chart's words."""
        known = self._kept.get((chart, shade))
        if known is not None:
            return known
        try:
            if self._folder is None:
                self._folder = TemporaryDirectory(prefix="telegist-")
            made = await self._worker.run(render, chart, shade, self._folder.name)
        except Timeout:
            raise NoPicture("a picture was not drawn: it took too long") from None
        except (IngestError, OSError) as error:
            raise NoPicture(
                f"a picture was not drawn ({type(error).__name__}): is matplotlib installed, and is there room for its "
                "list of fonts in the folder for temporary files?"
            ) from None
        self._kept.put((chart, shade), made)
        return made
