"""Updates in, brought by Telegram over HTTP: the other way beside polling."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections import deque
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from aiohttp import web
from telegram import Update, WebhookInfo
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.application import App
from bot.config import WEBHOOK_PATH
from bot.delivery.limiter import retry_after
from bot.inbox import ALLOWED_UPDATES
from bot.log import redact
from bot.status.readiness import Contact

_log = logging.getLogger(__name__)

_SECONDS = 10.0  # for a body to come
_LOOK_EVERY = 60.0  # seconds
_TROUBLE_LASTS = timedelta(minutes=5)
_MOST_AT_WORK = 1000
_REMEMBERED = 1000  # updates that came, for Telegram brings one again whose 200 got lost


def secret_of(token: str) -> str:
    """What Telegram shows with each update; the same after a restart, so that none is refused meanwhile."""
    return hmac.new(token.encode(), b"the webhook's secret", "sha256").hexdigest()


class Webhook:
    """Takes what Telegram brings below `public_url` while `keep` runs, and puts it into the same queue as polls do."""

    def __init__(
        self,
        application: App,
        public_url: str,
        contact: Contact,
        *,
        most_at_work: int = _MOST_AT_WORK,
    ) -> None:
        """While `most_at_work` updates are not handled yet, Telegram is asked to come again."""
        self._bot = application.bot
        self._updates = application.update_queue
        self._processor = application.update_processor
        self._url = public_url + WEBHOOK_PATH
        self._secret = secret_of(application.bot.token)
        self._contact = contact
        self._most_at_work = most_at_work
        self._open = False
        self._came: deque[int] = deque(maxlen=_REMEMBERED)

    def routes(self) -> list[web.RouteDef]:
        """Where Telegram brings updates. Whoever doesn't show the secret learns nothing."""
        return [web.post(WEBHOOK_PATH, self._take)]

    async def keep(self) -> None:
        """Sets the webhook, and looks now and then whether it stands and what hinders it; until cancelled.

        It is not taken away at the end: what comes meanwhile waits at Telegram.
        """
        self._open, url, pause = True, None, 0.0
        try:
            while True:
                try:
                    if url != self._url:
                        await self._bot.set_webhook(
                            self._url, allowed_updates=ALLOWED_UPDATES, secret_token=self._secret
                        )
                    info = await self._bot.get_webhook_info()
                except TelegramError as error:
                    pause = min(_LOOK_EVERY, 2 * pause or 1.0)
                    if isinstance(error, RetryAfter):
                        pause = retry_after(error).total_seconds()
                    _log.warning("no webhook: %s", redact(error.message), extra={"seconds": pause})
                    if isinstance(error, BadRequest):  # Telegram is there, and doesn't like the address
                        self._note(redact(error.message))
                    await asyncio.sleep(pause)
                    continue
                url, pause = info.url, 0.0
                self._note(trouble_of(info, self._contact.clock()))
                await asyncio.sleep(_LOOK_EVERY)
        finally:
            self._open = False

    def _note(self, trouble: str) -> None:
        self._contact.made()
        if trouble and trouble != self._contact.trouble:
            _log.error("Telegram can't bring updates: %s", trouble)
        self._contact.trouble = trouble

    async def _take(self, request: web.Request) -> web.Response:
        shown = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(shown.encode("utf8", "surrogateescape"), self._secret.encode()):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        update = await _read(request)
        number = update["update_id"]
        if (
            not self._open or self._at_work >= self._most_at_work
        ):  # Telegram brings it again, which it never does after a 200
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        self._contact.made()
        if number not in self._came:
            self._came.append(number)
            self._put(update)
        return web.Response()

    @property
    def _at_work(self) -> int:
        return self._updates.qsize() + self._processor.current_concurrent_updates

    def _put(self, update: dict[str, Any]) -> None:
        try:
            self._updates.put_nowait(Update.de_json(update, self._bot))
        except Exception:  # whatever the library stumbles over: brought again, it would be no better
            _log.error("an update can't be read and is passed over", extra={"update_id": update["update_id"]})


async def _read(request: web.Request) -> dict[str, Any]:
    """The body, an object with a number. Raises HTTPException for anything else."""
    try:
        async with asyncio.timeout(_SECONDS):
            update = json.loads(await request.read())
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (ValueError, RecursionError):
        raise web.HTTPBadRequest from None
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        raise web.HTTPBadRequest
    return update


def trouble_of(info: WebhookInfo, now: datetime) -> str:
    """What Telegram says hinders it from bringing the updates that wait; '' where nothing does, or not any more."""
    if not info.pending_update_count or info.last_error_date is None or now - info.last_error_date > _TROUBLE_LASTS:
        return ""
    return redact(info.last_error_message or "it doesn't say why")
