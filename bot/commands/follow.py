"""/follow and /unfollow: word as soon as an article comes in that tells of something."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers import Answer, Button, Edit, Reply, Rows, Toast
from bot.html import Html, bold, join
from bot.messages.story import cut
from bot.requests import Request
from storage.query import parse
from storage.records import Alert

MOST = 20
_LIMIT = 100


async def command(request: Request) -> Answer:
    """`/follow words`; without words, what is followed."""
    words, text = request.words, cut(request.text, _LIMIT)
    if not text:
        return await unfollow(request)
    if not parse(text):
        return Reply(words("follow.no_words"))
    followed = await request.storage.alerts.list(request.address)
    if len(followed) >= MOST and text not in {alert.query for alert in followed}:
        return Reply(words.count("follow.full", MOST), _buttons(followed))
    await request.storage.alerts.add(request.address, text)
    await request.keep_language()
    return Reply(words("follow.done", query=text))


async def unfollow(request: Request) -> Answer:
    """`/unfollow words`; without words, a button for each thing followed."""
    wish = cut(request.text, _LIMIT).casefold()
    followed = await request.storage.alerts.list(request.address)
    for alert in followed:
        if wish and alert.query.casefold() == wish:
            await request.storage.alerts.remove(request.address, alert.id)
            return Reply(request.words("follow.removed", query=alert.query))
    return await _listing(request)


async def button(request: Request) -> Answer:
    """The button's data: unfollow:alert."""
    if not await request.storage.alerts.remove(request.address, int(request.text.partition(":")[2])):
        return Toast(request.words("follow.gone"))
    return Edit(await _listing(request))


async def _listing(request: Request) -> Reply:
    followed = await request.storage.alerts.list(request.address)
    if not followed:
        return Reply(request.words("follow.none"))
    lines = [Html("• ") + bold(alert.query) for alert in followed]
    return Reply(join([request.words("follow.head"), join(lines)], "\n\n"), _buttons(followed))


def _buttons(followed: Sequence[Alert]) -> Rows:
    return tuple((Button(f"✕ {cut(alert.query, 40)}", f"unfollow:{alert.id}"),) for alert in followed)
