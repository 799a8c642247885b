"""The whole bot in one process: polling, handlers, ingest, scheduler, delivery; started and stopped in order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from telegram.error import InvalidToken, TelegramError

from bot.application import App, add_handlers, build, set_menu, way
from bot.config import Settings, ingest_settings
from bot.delivery.courier import Courier, Manner
from bot.delivery.limiter import LaneLimiter, Limits
from bot.delivery.transport import AiohttpRequest
from bot.doors import push_door, status_door
from bot.errors import TelegistError
from bot.inbox import PollingRequest, poll
from bot.listener import listening
from bot.log import redact
from bot.notify import keep_watchdog_quiet, notify
from bot.pictures.room import Pictures
from bot.requests import Desk
from bot.schedule import ticks
from bot.sources import keep_configured
from bot.status.metrics import Metrics
from bot.status.readiness import Contact
from bot.trends import TrendCounts
from bot.webhook import Webhook
from ingest import Ingest
from storage import Storage, utc_now

_log = logging.getLogger(__name__)

_GRACE = 3.0  # seconds for answers, and as many for deliveries, when asked to stop
_LONGEST_PAUSE = 60.0  # seconds between attempts to reach Telegram


@dataclass(frozen=True, slots=True)
class Working:
    """A bot at work. One of its `tasks`, delivery and getting updates, ends only if it fails for good."""

    desk: Desk
    tasks: frozenset[asyncio.Task[None]]


async def serve(settings: Settings, stop: asyncio.Event, *, clock: Callable[[], datetime] = utc_now) -> None:
    """Runs until `stop` is set, then ends what is in hand, within 10 seconds.

    Raises TelegistError where the token is missing or refused, StorageError where the database can't be used.
    """

    async def work() -> None:
        async with at_work(settings, clock=clock) as working:
            # A bot that is deaf or can't deliver is no use: all of it ends, and whoever runs it starts it again.
            ended, _ = await asyncio.wait(working.tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in ended:
                task.result()

    working, stopped = asyncio.create_task(work()), asyncio.create_task(stop.wait())
    await asyncio.wait({working, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not working.done():
        _log.info("stopping: what is in hand is finished first")
        notify("STOPPING=1")
        working.cancel()
    with suppress(asyncio.CancelledError):
        await working


@asynccontextmanager
async def at_work(settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> AsyncIterator[Working]:
    """The bot, from its first poll until the block ends; see `serve` for what it raises."""
    token = settings.telegram.token.get_secret_value()
    if not token:
        raise TelegistError(
            "[telegram] token: not set: get one from @BotFather in Telegram, then set TELEGIST_TELEGRAM__TOKEN "
            "(or try `telegist demo`, which needs none)"
        )
    async with AsyncExitStack() as stack:
        storage = await stack.enter_async_context(await Storage.open(settings.storage.url, clock=clock))
        ingest = await stack.enter_async_context(Ingest(storage, ingest_settings(settings), clock=clock))
        pictures = await stack.enter_async_context(Pictures())
        await keep_configured(storage, settings)
        delivery = settings.delivery
        calls, polls = AiohttpRequest(way(settings.telegram)), PollingRequest(way(settings.telegram), connections=2)
        for transport in (calls, polls):  # the library leaves them open when it can't be initialized
            stack.push_async_callback(transport.shutdown)
        limiter = LaneLimiter(Limits(delivery.per_second, delivery.chat_per_second, delivery.group_per_minute))
        application = build(settings.telegram, calls, polls, limiter)
        manner = Manner(delivery.per_second, delivery.uncertain, delivery.paid_broadcast)
        metrics = Metrics()
        courier = Courier(storage, application.bot, limiter, manner, clock=clock, observe=metrics.observe)
        desk = Desk(storage, ingest, pictures, TrendCounts(storage), settings, clock, courier.wake)
        contact, tasks = Contact(clock), set[asyncio.Task[None]]()
        add_handlers(application, desk, metrics.asked)
        address = settings.push.public_url
        webhook = Webhook(application, address, contact) if settings.telegram.webhook else None
        doors = [*push_door(settings.push, ingest, webhook), *status_door(settings.status, storage, metrics, contact)]
        await stack.enter_async_context(listening(doors))
        # News comes in from the first moment, though Telegram may be out of reach for an hour.
        await stack.enter_async_context(ticks.ticking(desk))
        notify("READY=1", "STATUS=waiting for Telegram to answer")
        watchdog = asyncio.create_task(keep_watchdog_quiet(lambda: not any(task.done() for task in tasks)))
        stack.push_async_callback(_end, watchdog)
        await _reach_telegram(application)
        contact.made()
        stack.push_async_callback(application.shutdown)
        delivering = asyncio.create_task(courier.run())
        stack.push_async_callback(_finish_delivery, courier, delivering)
        await application.start()
        stack.push_async_callback(_finish_handlers, application)
        getting = webhook.keep() if webhook else poll(application.bot, application.update_queue, contact.made)
        receiving = asyncio.create_task(getting)
        stack.push_async_callback(_end, receiving)
        tasks |= {delivering, receiving}
        menu = asyncio.create_task(_menu(application))
        stack.push_async_callback(_end, menu)
        _log.info("at work", extra={"bot": application.bot.username})
        notify(f"STATUS=at work as @{application.bot.username}")
        yield Working(desk, frozenset(tasks))


async def _finish_handlers(application: App) -> None:
    try:
        async with asyncio.timeout(_GRACE):
            await application.stop()
    except TimeoutError:
        _log.warning("an answer took too long and was given up")


async def _finish_delivery(courier: Courier, delivering: asyncio.Task[None]) -> None:
    courier.stop()
    await asyncio.wait({delivering}, timeout=_GRACE)
    await _end(delivering)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _reach_telegram(application: App) -> None:
    """Returns as soon as Telegram answers."""
    pause = 1.0
    while True:
        try:
            await application.initialize()
        except InvalidToken:
            raise TelegistError(
                "[telegram] token: refused by Telegram: copy it once more from @BotFather, all of it"
            ) from None
        except TelegramError as error:
            _log.warning("Telegram can't be reached, trying again: %s", redact(error.message), extra={"seconds": pause})
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        else:
            return


async def _menu(application: App) -> None:
    try:
        await set_menu(application.bot)
    except TelegramError as error:
        _log.warning("the command menu was not set: %s", redact(error.message))
