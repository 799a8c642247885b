"""/follow and /unfollow: word of each new article that tells of something."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers import Answer, Edit, Reply, Toast, rows
from bot.commands.manner import manner_button
from bot.html import Html, join
from bot.messages.cross_out import cross_out, page_of
from bot.messages.shortening import cut
from bot.requests import Request
from bot.suggestions import LOOKED_AT, suggest, suggestion_button
from bot.words import Words
from storage.query import parse
from storage.records import Alert

MOST = 100
LONGEST = 100
"""Characters of what is followed or muted."""


async def command(request: Request) -> Answer:
    """`/follow words`; without words, what is followed and what might be."""
    text = " ".join(request.text.split())
    if not text:
        return await _listing(request)
    return await _follow(request, text)


async def suggested(request: Request) -> Answer:
    """The button's data: follow:name."""
    text = request.text.partition(":")[2]
    if not parse(text):
        return Toast(request.words("button.old"))
    said = await _follow(request, text)
    if said.buttons:
        return Edit(said)
    listing = await _listing(request)
    return Edit(Reply(join([said.text, listing.text], "\n\n"), listing.buttons))


async def _follow(request: Request, text: str) -> Reply:
    words = request.words
    if unfit := why_unfit(text, words, no_words=words("follow.no_words")):
        return Reply(unfit)
    followed = await request.storage.alerts.list(request.address)
    if len(followed) >= MOST and text not in {alert.query for alert in followed}:
        return Reply(words.count("follow.full", MOST), cross_out(followed, 0, words, data="unfollow", turn="follows"))
    await request.storage.alerts.add(request.address, text)
    await request.keep_language()
    return Reply(words("follow.done", query=text))


def why_unfit(text: str, words: Words, *, no_words: Html) -> Html | None:
    """Why `text` can't be followed or muted, `no_words` where there is nothing to look for; None if it can."""
    if len(text) > LONGEST:
        return words.count("follow.too_long", LONGEST)
    query = parse(text)
    if query.saved:
        return words("saved.only_search")
    return None if query else no_words


async def unfollow(request: Request) -> Answer:
    """`/unfollow words`; without words, a button for each thing followed."""
    wish = " ".join(request.text.split()).casefold()
    followed = await request.storage.alerts.list(request.address)
    for alert in followed:
        if wish and alert.query.casefold() == wish:
            await request.storage.alerts.remove(request.address, alert.id)
            return Reply(request.words("follow.removed", query=alert.query))
    listing = await _listing(request)
    if not wish:
        return listing
    said = request.words("follow.not_followed", query=cut(wish, LONGEST))
    return Reply(join([said, listing.text], "\n\n"), listing.buttons)


async def button(request: Request) -> Answer:
    """The button's data: unfollow:alert:page."""
    _, alert_id, *page = request.text.split(":")
    if not await request.storage.alerts.remove(request.address, int(alert_id)):
        return Toast(request.words("follow.gone"))
    return Edit(await _listing(request, int(page[0]) if page else 0))


async def page(request: Request) -> Answer:
    """The button's data: follows:page."""
    return Edit(await _listing(request, int(request.text.partition(":")[2])))


async def _listing(request: Request, page: int = 0) -> Reply:
    words = request.words
    followed = await request.storage.alerts.list(request.address)
    page = page_of(page, len(followed))
    names = await _suggestions(request, followed) if not page and len(followed) < MOST else ()
    head = words("follow.head") if followed else words("follow.none")
    offer = words("follow.suggest") if names else Html()
    buttons = cross_out(followed, page, words, data="unfollow", turn="follows")
    if followed:
        buttons += ((await manner_button(request),),)
    return Reply(join([head, offer], "\n\n"), buttons + rows([suggestion_button(name) for name in names], width=2))


async def _suggestions(request: Request, followed: Sequence[Alert]) -> tuple[str, ...]:
    chat = request.chat
    page = await request.storage.articles.latest(limit=LOOKED_AT, muted=chat.muted, muted_words=chat.muted_words)
    queries = [alert.query for alert in followed]
    return await suggest(page.stories, queries, request.words.language, request.now)
