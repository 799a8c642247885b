"""/mute and /unmute: what this chat doesn't want to hear of."""

from __future__ import annotations

from bot.answers import Answer, Edit, Reply, Toast
from bot.commands.follow import LONGEST, MOST, why_unfit
from bot.html import join
from bot.messages.cross_out import cross_out, page_of
from bot.messages.shortening import cut
from bot.requests import Request


async def command(request: Request) -> Answer:
    """`/mute words`; without words, what is muted."""
    words, text = request.words, " ".join(request.text.split())
    if not text:
        return await _listing(request)
    if unfit := why_unfit(text, words, no_words=words("mute.no_words")):
        return Reply(unfit)
    muted = await request.storage.word_mutes.list(request.address)
    if len(muted) >= MOST and text not in {one.query for one in muted}:
        return Reply(words.count("mute.full", MOST), cross_out(muted, 0, words, data="unmute", turn="mutes"))
    await request.storage.word_mutes.add(request.address, text)
    return Reply(words("mute.done", query=text))


async def unmute(request: Request) -> Answer:
    """`/unmute words`; without words, a button for each thing muted."""
    wish = " ".join(request.text.split()).casefold()
    for one in await request.storage.word_mutes.list(request.address):
        if wish and one.query.casefold() == wish:
            await request.storage.word_mutes.remove(request.address, one.id)
            return Reply(request.words("mute.removed", query=one.query))
    listing = await _listing(request)
    if not wish:
        return listing
    said = request.words("mute.not_muted", query=cut(wish, LONGEST))
    return Reply(join([said, listing.text], "\n\n"), listing.buttons)


async def button(request: Request) -> Answer:
    """The button's data: unmute:mute:page."""
    _, mute_id, page = request.text.split(":")
    if await request.storage.word_mutes.remove(request.address, int(mute_id)) is None:
        return Toast(request.words("follow.gone"))
    return Edit(await _listing(request, int(page)))


async def page(request: Request) -> Answer:
    """The button's data: mutes:page."""
    return Edit(await _listing(request, int(request.text.partition(":")[2])))


async def _listing(request: Request, page: int = 0) -> Reply:
    muted = await request.storage.word_mutes.list(request.address)
    page = page_of(page, len(muted))
    said = request.words("mute.head") if muted else request.words("mute.none")
    return Reply(said, cross_out(muted, page, request.words, data="unmute", turn="mutes"))
