"""/digest: now what the next digest would hold."""

from __future__ import annotations

from bot.answers import Answer
from bot.digests import compose, compose_for
from bot.messages.digest import digest_message
from bot.requests import Request


async def command(request: Request) -> Answer:
    """A preview: the subscription is none the wiser, its next digest will tell the same and what is newer."""
    subscription = await request.storage.subscriptions.get(request.address)
    if subscription:
        made = await compose_for(request.storage, subscription, request.now)
    else:
        items = request.desk.settings.digest.items
        made = await compose(request.storage, after_id=0, muted=request.chat.muted, items=items, now=request.now)
    timezone = subscription.timezone if subscription else request.timezone
    return digest_message(made.stories, made.left_out, request.words, now=request.now, timezone=timezone)
