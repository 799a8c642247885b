"""/digest: now what the next digest would hold; and the stories a digest had no room for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.answers import Answer, Reply
from bot.commands.sources import sources_button
from bot.digests import compose, compose_for, followed_at
from bot.messages.digest import digest_message, rest_message
from bot.requests import Request


async def command(request: Request) -> Answer:
    """A preview: the subscription is none the wiser, its next digest will tell the same and what is newer."""
    subscription = await request.storage.subscriptions.get(request.address)
    followed = await followed_at(request.storage, request.address)
    if subscription:
        made = await compose_for(
            request.storage,
            subscription,
            followed,
            request.words.language,
            request.now,
            sentences=request.desk.settings.summarizer.sentences,
        )
    else:
        items = request.desk.settings.digest.items
        made = await compose(
            request.storage,
            after_id=0,
            muted=request.chat.muted,
            muted_words=request.chat.muted_words,
            followed=followed,
            items=items,
            language=request.words.language,
            now=request.now,
            sentences=request.desk.settings.summarizer.sentences,
        )
    if not made.stories and request.chat.mutes:
        return Reply(request.words("latest.muted"), sources_button(request.words))
    if not made.stories and (subscription is None or not subscription.after_id):
        return Reply(request.words("digest.no_news"))
    timezone = subscription.timezone if subscription else request.timezone
    return digest_message(made, request.words, now=request.now, timezone=timezone)


async def rest(request: Request) -> Answer:
    """The button's data: rest:after:upto:told:minute:alert. What that digest would have told next."""
    _, after_id, upto, told, minute, *alert_id = request.text.split(":")
    composed_at = datetime.fromtimestamp(0, UTC) + timedelta(minutes=int(minute))
    made = await compose(
        request.storage,
        after_id=int(after_id),
        upto=int(upto),
        told=max(0, int(told)),
        muted=request.chat.muted,
        muted_words=request.chat.muted_words,
        # Words followed since then would put its stories in another order. (Older buttons say nothing of them.)
        followed=await followed_at(request.storage, request.address, upto=int(alert_id[0]) if alert_id else 0),
        items=request.desk.settings.digest.items,
        language=request.words.language,
        now=composed_at,
        sentences=request.desk.settings.summarizer.sentences,
    )
    return rest_message(made, request.words, now=request.now, timezone=request.timezone)
