"""The sources that the configuration names."""

from __future__ import annotations

from bot.config import Settings
from storage import Storage


async def keep_configured(storage: Storage, settings: Settings) -> None:
    """Sees to it that every feed of `[ingest] feeds` is polled. Those taken out of it stay until they are removed."""
    for url in settings.ingest.feeds:
        await storage.feeds.add(url)
