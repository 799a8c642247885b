"""How long /trends counts among many articles, and how long the event loop is away meanwhile.

    python -m benchmarks.trends [--articles 200000] [--days 65] [--data FOLDER]

The articles are made up, spread evenly over so many days, built once and kept in `--data` (1.3 GB, two minutes): by
default as many a day as a million in eleven months. What stands in the table is time of one answer, p50 / p95 in
milliseconds (in brackets the processors' part), and the most any one step of the event loop took of its processor. The
week's made-up subjects are far commoner than names are, so a real one is quicker.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import tempfile
import time
from asyncio import events
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.corpus import vocabularies
from benchmarks.search import milliseconds
from benchmarks.search_file import NOW, build, url
from bot.trends import week_trend, words_trend
from storage import Storage

_TIMES = 10
_nobody: frozenset[int] = frozenset()


class LongestStep:
    """The most processor time any step of the event loop took since it was last asked."""

    def __init__(self) -> None:
        self._longest = 0.0
        handles: Any = events.Handle
        run = handles._run

        def timed(handle: Any) -> None:
            began = time.thread_time()
            run(handle)
            self._longest = max(self._longest, time.thread_time() - began)

        handles._run = timed

    def taken(self) -> float:
        longest, self._longest = self._longest, 0.0
        return longest


async def measure(path: Path) -> None:
    english = vocabularies(None)[0].words
    gc.freeze()  # the words are ours, not the bot's
    step = LongestStep()
    asked = {
        "common": english[3], "middling": english[300], "rare": english[9000],
        "two words": f"{english[3]} {english[300]}", "beginning": f"{english[20][:3]}*", "source": 'source:"Source 1"',
        "excluded": f"{english[3]} -{english[5]}", "in no article": "qqqqzzzz",
    }  # fmt: skip
    async with await Storage.open(url(path), clock=lambda: NOW) as storage:

        async def words(text: str) -> int:
            trend = await words_trend(
                storage, [text], last=NOW.date(), timezone="Europe/Berlin", language="en", muted=_nobody
            )
            return trend.counted[0].total

        async def week() -> int:
            trend = await week_trend(
                storage, last=NOW.date(), timezone="Europe/Berlin", language="en", muted=frozenset({3}),
                muted_words=frozenset({english[200]}), longest=58,
            )  # fmt: skip
            return len(trend.subjects)

        for name, text in asked.items():
            await report(name, lambda text=text: words(text), step)  # type: ignore[misc]
        await report("the week", week, step)


async def report(name: str, ask: Callable[[], Awaitable[int]], step: LongestStep) -> None:
    """One line of the table; the first answer, for which dictionaries are read, doesn't count."""
    found = await ask()
    step.taken()
    wall, busy = [], []
    for _ in range(_TIMES):
        began, worked = time.perf_counter(), time.process_time()
        await ask()
        wall.append(time.perf_counter() - began)
        busy.append(time.process_time() - worked)
    print(
        f"{name:<14}{found:>8,} {milliseconds(wall):>18} ({milliseconds(busy)}){1000 * step.taken():>10.1f}", flush=True
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200_000, help="how many (default: %(default)s)")
    parser.add_argument("--days", type=int, default=65, help="spread over so many days (default: %(default)s)")
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "telegist-search")
    options = parser.parse_args()
    options.data.mkdir(parents=True, exist_ok=True)
    path = options.data / f"trends-{options.articles}-{options.days}.db"
    if not path.exists():
        asyncio.run(build(path, options.articles, None, timedelta(days=options.days)))
    asyncio.run(measure(path))


if __name__ == "__main__":
    main()
