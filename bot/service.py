"""The whole bot in one process: polling, handlers, ingest, scheduler, delivery; started and stopped in order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram.error import InvalidToken, TelegramError

from bot.application import ALLOWED_UPDATES, App, add_handlers, build, set_menu
from bot.config import Settings
from bot.delivery.courier import Courier
from bot.errors import TelegistError
from bot.log import redact
from bot.requests import Desk
from bot.schedule import ticks
from ingest import Ingest, IngestSettings
from storage import Storage

_log = logging.getLogger(__name__)

_GRACE = 8.0  # seconds for what is in hand when asked to stop
_LONGEST_PAUSE = 60.0  # seconds between attempts to reach Telegram


def utc_now() -> datetime:
    """The one real clock."""
    return datetime.now(UTC)


def ingest_settings(settings: Settings) -> IngestSettings:
    """What ingest needs of the configuration."""
    return IngestSettings(
        interval=settings.ingest.interval,
        allow_private_networks=settings.ingest.allow_private_networks,
        engine=settings.summarizer.engine,
        sentences=settings.summarizer.sentences,
    )


async def serve(settings: Settings, stop: asyncio.Event, *, clock: Callable[[], datetime] = utc_now) -> None:
    """Runs until `stop` is set, then ends what is in hand.

    Raises TelegistError where the token is missing or refused, StorageError where the database can't be used.
    """
    if not settings.telegram.token.get_secret_value():
        raise TelegistError(
            "[telegram] token: not set: get one from @BotFather in Telegram, then set TELEGIST_TELEGRAM__TOKEN "
            "(or try `telegist demo`, which needs none)"
        )
    async with AsyncExitStack() as stack:
        storage = await stack.enter_async_context(await Storage.open(settings.storage.url, clock=clock))
        ingest = await stack.enter_async_context(Ingest(storage, ingest_settings(settings), clock=clock))
        for url in settings.ingest.feeds:
            await storage.feeds.add(url)
        application = build(settings.telegram, per_second=settings.delivery.per_second)
        courier = Courier(storage, application.bot, clock=clock, uncertain=settings.delivery.uncertain)
        desk = Desk(storage, ingest, settings, clock, courier.wake)
        add_handlers(application, desk)
        # News comes in from the first moment, though Telegram may be out of reach for an hour.
        scheduler = ticks.start(desk)
        stack.callback(scheduler.shutdown, wait=False)
        if not await _reach_telegram(application, stop):
            return
        stack.push_async_callback(application.shutdown)
        await _work(application, courier, stop)


async def _work(application: App, courier: Courier, stop: asyncio.Event) -> None:
    updater = application.updater
    assert updater is not None
    await application.start()
    await updater.start_polling(
        allowed_updates=ALLOWED_UPDATES,
        bootstrap_retries=-1,
        timeout=timedelta(seconds=30),
        error_callback=lambda error: _log.warning("Telegram: %s", redact(error.message)),
    )
    _log.info("at work", extra={"bot": application.bot.username})
    delivering = asyncio.create_task(courier.run())
    aside: list[asyncio.Task[Any]] = [asyncio.create_task(_menu(application)), asyncio.create_task(stop.wait())]
    # A courier that fell would leave a bot that promises and does not deliver: better all of it ends, and is restarted.
    await asyncio.wait({aside[1], delivering}, return_when=asyncio.FIRST_COMPLETED)
    _log.info("stopping: what is in hand is finished first")
    await updater.stop()
    courier.stop()
    await asyncio.wait({delivering}, timeout=_GRACE)
    await application.stop()
    for task in aside:
        task.cancel()
    await asyncio.gather(*aside, return_exceptions=True)
    if delivering.done():
        delivering.result()
    delivering.cancel()
    await asyncio.gather(delivering, return_exceptions=True)


async def _reach_telegram(application: App, stop: asyncio.Event) -> bool:
    """Waits until Telegram answers; False when asked to stop before it did."""
    pause = 1.0
    while not stop.is_set():
        try:
            await application.initialize()
            return True
        except InvalidToken:
            raise TelegistError(
                "[telegram] token: refused by Telegram: copy it once more from @BotFather, all of it"
            ) from None
        except TelegramError as error:
            _log.warning("Telegram can't be reached, trying again: %s", redact(error.message), extra={"seconds": pause})
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
        pause = min(2 * pause, _LONGEST_PAUSE)
    return False


async def _menu(application: App) -> None:
    try:
        await set_menu(application.bot)
    except TelegramError as error:
        _log.warning("the command menu was not set: %s", redact(error.message))
