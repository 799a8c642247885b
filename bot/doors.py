"""What the configuration lets the bot listen for, and where."""

from __future__ import annotations

from bot.config import PushSection, StatusSection
from bot.listener import Door
from bot.push_routes import push_routes
from bot.status.metrics import Metrics, Stock
from bot.status.readiness import Contact, Readiness
from bot.status.routes import status_routes
from bot.webhook import Webhook
from ingest import Ingest
from storage import Storage


def push_door(push: PushSection, ingest: Ingest, webhook: Webhook | None) -> list[Door]:
    """For hubs, and for Telegram where it brings updates."""
    if not push.public_url:
        return []
    return [Door("[push] listen", push.listen, [*push_routes(ingest), *(webhook.routes() if webhook else [])])]


def status_door(status: StatusSection, storage: Storage, metrics: Metrics, contact: Contact) -> list[Door]:
    """For whoever watches over the bot."""
    if not status.listen:
        return []

    async def stock() -> Stock:
        return Stock(await storage.outbox.backlog(), await storage.feeds.list())

    routes = status_routes(metrics, Readiness(storage.outbox.backlog, contact), contact, stock)
    return [Door("[status] listen", status.listen, routes)]
