"""How quickly messages go out, over the wire, beside python-telegram-bot's own limiter and transport.

    pip install -e '.[benchmarks]'
    python benchmarks/delivery.py [--chats 10000] [broadcast|paid|kills|transport|fanout]...
    python benchmarks/delivery.py --simulate [--subscribers 1000000]

Telegram's side is `strict_api.py`, in a process and on a core of its own; the bot has one core too, and logs as usual.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

from telegram import Bot  # noqa: E402
from telegram.constants import ParseMode  # noqa: E402
from telegram.request import BaseRequest, HTTPXRequest  # noqa: E402

from benchmarks import fanout, filled, simulated_day  # noqa: E402
from benchmarks.made_up import articles, join_sometimes  # noqa: E402
from benchmarks.processes import OURS, Server, processor_seconds, running, serving  # noqa: E402
from bot.delivery.transport import AiohttpRequest  # noqa: E402
from storage import Storage  # noqa: E402

_THEIRS = "benchmarks/library_bot.py"
# Beyond what the configuration allows: how much could the bot do if nothing held it back?
_UNPACED = """
import asyncio
from bot.config import load
from bot.log import configure
from bot.service import serve
settings = load()
configure(settings.log.level, settings.log.format)
unpaced = settings.delivery.model_copy(update={"per_second": 1e6})
asyncio.run(serve(settings.model_copy(update={"delivery": unpaced}), asyncio.Event()))
"""


async def broadcast(chats: int) -> None:
    print(f"A broadcast to {chats} chats at the free pace, while a reader asks every half second")
    print(
        f"{'':22}{'messages/s':>11}{'with answers':>13}{'429s':>6}{'by bucket':>10}{'p50':>9}{'p95':>9}{'open':>6}"
        f"{'doubled':>8}{'core':>9}"
    )
    for name, what in (("telegist", OURS), ("python-telegram-bot", (_THEIRS, str(chats)))):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bench.db"
            await _with_articles(path, 200)
            filled.add_broadcast(path, chats)
            async with serving("--ask-every", "0.5") as server, running(server, path, *what) as bot:
                counts = await server.reached(chats)
                _print_broadcast(name, counts, processor_seconds(bot) / chats)


def _print_broadcast(name: str, counts: dict[str, Any], each: float) -> None:
    waited, seconds = counts["waited"], counts["seconds"]
    middle, late = statistics.median(waited), statistics.quantiles(waited, n=20)[-1]
    pace, in_all = counts["chats"] / seconds, (counts["chats"] + len(waited)) / seconds
    print(
        f"{name:22}{pace:11.2f}{in_all:13.2f}{counts['refused']:6}{counts['over_bucket']:10}{1000 * middle:6.0f} ms"
        f"{1000 * late:6.0f} ms{counts['unanswered']:6}{counts['doubled']:8}{1000 * each:6.2f} ms"
    )


async def _with_articles(path: Path, count: int) -> None:
    async with await Storage.open(filled.address(path)) as storage:
        for new in articles(count)[0]:
            await storage.articles.add(new, join_sometimes)


async def paid(chats: int) -> None:
    print(f"Paid broadcast to {chats} chats, end to end on one core, marks included")
    for name, what, limits in (
        ("at its fastest", ("-c", _UNPACED), "--free"),
        ("1,000 in a bucket", OURS, "--paid --bucket"),
        ("1,000 in any second", OURS, "--paid"),
    ):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bench.db"
            await filled.empty(path)
            filled.add_broadcast(path, chats)
            async with serving(*limits.split()) as server, _paying(server, path, *what) as bot:
                await server.reached(1)
                used = processor_seconds(bot)
                counts = await server.reached(chats)
                each = (processor_seconds(bot) - used) / chats
        print(
            f"{name:22}{(counts['chats'] - 1) / counts['seconds']:7.0f} messages/s{counts['refused']:4} 429s"
            f"{1000 * each:6.2f} ms of the core a message"
        )


def _paying(server: Server, path: Path, *what: str) -> Any:
    return running(server, path, *what, TELEGIST_DELIVERY__PER_SECOND="1000", TELEGIST_DELIVERY__PAID_BROADCAST="true")


async def kills(chats: int) -> None:
    """What a kill -9 costs at that pace."""
    times = 5
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        await filled.empty(path)
        filled.add_broadcast(path, chats)
        async with serving("--paid") as server:
            for number in range(times + 1):
                async with _paying(server, path, *OURS):
                    counts = await server.reached((number + 1) * chats // (times + 1))
            print(f"{times} kills at 1,000 a second: {counts['doubled']} of {counts['chats']} doubled, none lost")


async def transport(calls: int) -> None:
    print(f"The transport alone: {calls} messages, 32 at a time")
    for name, request in (
        ("AiohttpRequest", AiohttpRequest()),
        ("HTTPXRequest", HTTPXRequest(connection_pool_size=64)),
    ):
        async with serving("--free") as server:
            each = await _processor_each(server, request, calls)
        print(f"{name:22}{1 / each:7.0f} messages a second and core{1000 * each:6.2f} ms each")


async def _processor_each(server: Server, request: BaseRequest, calls: int) -> float:
    bot = Bot("1234567:AAPlaygroundPlaygroundPlayground_00", base_url=f"{server.url}/bot", request=request)
    waiting = iter(range(1, calls + 1))

    async def some() -> None:
        for chat in waiting:
            await bot.send_message(chat, str(filled.TEXT), parse_mode=ParseMode.HTML)

    async with bot:
        began = time.process_time()
        await asyncio.gather(*(some() for _ in range(32)))
        return (time.process_time() - began) / calls


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts: dict[str, Callable[[argparse.Namespace], Awaitable[None]]] = {
        "broadcast": lambda options: broadcast(options.chats),
        "paid": lambda options: paid(options.chats),
        "kills": lambda options: kills(options.chats),
        "transport": lambda options: transport(min(options.chats, 5000)),
        "fanout": lambda options: fanout.measure(options.subscribers),
    }
    parser.add_argument("parts", nargs="*", choices=[*parts, []], help="all where none is named")
    parser.add_argument("--chats", type=int, default=10_000)
    parser.add_argument("--subscribers", type=int, default=1_000_000)
    parser.add_argument("--simulate", action="store_true", help="a day of digests on a clock that runs ahead")
    options = parser.parse_args()
    if options.simulate:
        await simulated_day.run(options.subscribers)
        return
    chosen: Sequence[str] = options.parts or list(parts)
    for name in chosen:
        await parts[name](options)
        print(flush=True)


if __name__ == "__main__":
    asyncio.run(main())
