"""A bot's webhook: where its updates go, and which addresses may be one."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from playground.errors import bad_request

PORTS = (80, 88, 443, 8443)
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


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
