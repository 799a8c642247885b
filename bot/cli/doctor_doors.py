"""What `telegist doctor` says about the ways in: where the bot listens, the webhook, inline mode."""

from __future__ import annotations

import errno
import socket
from datetime import datetime
from urllib.parse import urlsplit

from telegram import Bot

from bot.cli.findings import Finding
from bot.config import WEBHOOK_PATH, Settings
from bot.listener import host_and_port
from bot.webhook import trouble_of

_WEBHOOK_PORTS = (None, 443, 80, 88, 8443)  # None: https's own


def listening(settings: Settings) -> list[Finding]:
    """Whether the addresses of [push] and [status] can be listened on, where they are wanted."""
    wanted = {}
    if settings.status.listen:
        wanted["[status] listen"] = settings.status.listen
    if settings.push.public_url:
        wanted["[push] listen"] = settings.push.listen
    return [_listen(key, address) for key, address in wanted.items()]


def _listen(key: str, address: str) -> Finding:
    host, port = host_and_port(address)
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            return Finding(key, True, f"{address} is free")
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return Finding(key, True, f"{address} is taken: by the bot, if it is running; else choose another port")
        return Finding(
            key, False, f"{address}: {error.strerror}", "choose a host of this machine, and a port over 1023"
        )


def inline_mode(bot: Bot) -> Finding:
    """Whether `@bot words` works in other chats; that it doesn't is no fault. The bot is initialized."""
    if bot.supports_inline_queries:
        return Finding("inline mode", True, f"@{bot.username} and some words offer articles in any chat")
    mend = f"to have @{bot.username} and some words offer articles in any chat, send /setinline to @BotFather"
    return Finding("inline mode", True, "off", mend)


async def webhook(settings: Settings, bot: Bot, now: datetime) -> list[Finding]:
    """How updates reach the bot. Raises TelegramError."""
    info = await bot.get_webhook_info()
    if not settings.telegram.webhook:
        if not info.url:
            return []
        return [Finding("webhook", True, "one is set at Telegram; `telegist run` takes it away, for it polls")]
    url = settings.push.public_url + WEBHOOK_PATH
    if urlsplit(url).port not in _WEBHOOK_PORTS:
        mend = "[push] public_url: Telegram brings updates to the ports 443, 80, 88 and 8443 only"
        return [Finding("webhook", False, f"{url} has a port Telegram refuses", mend)]
    if info.url != url:
        return [Finding("webhook", True, f"not set yet; `telegist run` sets it to {url}")]
    if trouble := trouble_of(info, now):
        mend = f"see that your web server passes {url} on to {settings.push.listen}, and that `telegist run` is running"
        return [
            Finding("webhook", False, f"updates waiting: {info.pending_update_count}; Telegram says: {trouble}", mend)
        ]
    return [Finding("webhook", True, f"{url}, updates waiting: {info.pending_update_count}")]
