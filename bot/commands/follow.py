"""/follow and /unfollow: word as soon as an article comes in that tells of something."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers import Answer, Button, Edit, Reply, Rows, Toast, rows
from bot.html import Html, bold, join
from bot.messages.shortening import cut
from bot.requests import Request
from bot.suggestions import LOOKED_AT, suggest, suggestion_button
from storage.query import parse
from storage.records import Alert

MOST = 20
_LIMIT = 100


async def command(request: Request) -> Answer:
    """`/follow words`; without words, what is followed and what might be."""
    text = cut(request.text, _LIMIT)
    if not text:
        return await _listing(request)
    if not parse(text):
        return Reply(request.words("follow.no_words"))
    return await _follow(request, text)


async def suggested(request: Request) -> Answer:
    """The button's data: follow:name."""
    text = cut(request.text.partition(":")[2], _LIMIT)
    if not parse(text):
        return Toast(request.words("button.old"))
    said = await _follow(request, text)
    if said.buttons:
        return Edit(said)
    listing = await _listing(request)
    return Edit(Reply(join([said.text, listing.text], "\n\n"), listing.buttons))


async def _follow(request: Request, text: str) -> Reply:
    words = request.words
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
    words = request.words
    followed = await request.storage.alerts.list(request.address)
    names = await _suggestions(request, followed) if len(followed) < MOST else ()
    head = words("follow.head") if followed else words("follow.none")
    lines = join(Html("• ") + bold(alert.query) for alert in followed)
    offer = words("follow.suggest") if names else Html()
    buttons = _buttons(followed) + rows([suggestion_button(name) for name in names], width=2)
    return Reply(join([head, lines, offer], "\n\n"), buttons)


async def _suggestions(request: Request, followed: Sequence[Alert]) -> tuple[str, ...]:
    page = await request.storage.articles.latest(limit=LOOKED_AT, muted=request.chat.muted)
    queries = [alert.query for alert in followed]
    return await suggest(page.stories, queries, request.words.language, request.now)


def _buttons(followed: Sequence[Alert]) -> Rows:
    return tuple((Button(f"✕ {cut(alert.query, 40)}", f"unfollow:{alert.id}"),) for alert in followed)
