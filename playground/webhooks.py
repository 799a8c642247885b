"""Bringing updates to a bot's webhook over HTTP, one after the other, as often as it takes."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp

from playground.errors import bad_request

if TYPE_CHECKING:
    from playground.world import World

PORTS = (80, 88, 443, 8443)
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
ANSWER_WITHIN = 10.0
LONGEST_PAUSE = 60.0


class Webhook:
    """Where updates go, with what the bot is shown, and the last trouble there."""

    def __init__(self, url: str, secret: str) -> None:
        self.url = url
        self.secret = secret
        self.last_error = ""
        self.last_error_at: datetime | None = None

    def info(self) -> dict[str, Any]:
        """Its part of ``getWebhookInfo``."""
        told: dict[str, Any] = {"url": self.url, "max_connections": 1}
        if self.last_error_at is not None:
            told |= {"last_error_date": int(self.last_error_at.timestamp()), "last_error_message": self.last_error}
        return told


def check_address(url: str, webhooks_to: str) -> None:
    """Raises `ApiError` 400 for what Telegram would not take: plain http, except to this machine, and odd ports.

    An https address is refused too unless ``webhooks_to`` says where on this machine it leads.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise bad_request("bad webhook: invalid URL") from None
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        return
    if parts.scheme != "https" or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port is not None and port not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if not webhooks_to:
        raise bad_request("bad webhook: the playground reaches only this machine, unless webhooks_to maps the address")


class Deliveries:
    """Carries updates to the webhook of that world while `run` runs; ``pause`` is the first one after a failure."""

    def __init__(self, world: World, pause: float) -> None:
        self._world = world
        self._pause = pause

    async def run(self) -> None:
        """Until cancelled."""
        pause = self._pause
        timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN)
        async with aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()) as session:
            while True:
                hook, update = self._world.webhook, self._world.updates.first
                if hook is None or update is None:
                    await self._world.changed.heard()
                elif trouble := await self._bring(session, hook, update):
                    hook.last_error, hook.last_error_at = trouble, self._world.clock()
                    self._world.changed.ring()
                    await self._rest(hook, pause)
                    pause = min(2 * pause, LONGEST_PAUSE)
                else:
                    pause = self._pause
                    self._world.updates.acknowledge(update["update_id"] + 1)
                    self._world.changed.ring()

    async def _bring(self, session: aiohttp.ClientSession, hook: Webhook, update: dict[str, Any]) -> str:
        """What went wrong, in Telegram's words; '' where the bot has it."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        try:
            async with session.post(self._reached_at(hook.url), json=update, headers=headers) as answer:
                await answer.read()
                return "" if answer.ok else f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except TimeoutError:
            return "Read timeout expired"
        except aiohttp.ClientConnectorError:
            return "Connection refused"
        except aiohttp.ClientError:
            return "Connection reset by peer"

    def _reached_at(self, url: str) -> str:
        """The address itself, or its place on this machine."""
        parts = urlsplit(url)
        return self._world.webhooks_to.rstrip("/") + parts.path if parts.scheme == "https" else url

    async def _rest(self, hook: Webhook, seconds: float) -> None:
        """A new webhook is tried at once."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._world.webhook is hook:
                    await self._world.changed.heard()
