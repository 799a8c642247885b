"""Bringing updates to a bot's webhook over HTTP, one after the other, as often as it takes."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from playground.webhooks import Webhook
from playground.world import World

ANSWER_WITHIN = 10.0
LONGEST_PAUSE = 60.0


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
