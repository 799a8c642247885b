"""/sources: what is read here, and which of it this chat wants to hear of."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.answers import Answer, Button, Edit, Reply, Rows, Toast, rows
from bot.html import Html, bold, italic, join, link
from bot.messages.shortening import cut
from bot.requests import Request
from bot.sources import troubled
from bot.words import Words
from storage.records import Feed

PAGE = 20


async def command(request: Request) -> Answer:
    """The sources, with a button for each to mute or unmute it."""
    return await _page(request, 0)


async def page(request: Request) -> Answer:
    """The button's data: sources:page."""
    return Edit(await _page(request, max(0, int(request.text.split(":")[1]))))


def sources_button(words: Words) -> Rows:
    """A way to /sources."""
    return ((Button(str(words("button.sources")), "sources:0"),),)


async def button(request: Request) -> Answer:
    """The button's data: src:mute:feed:page, src:unmute:feed:page."""
    _, wish, feed, shown = request.text.split(":")
    feed_id, page = int(feed), max(0, int(shown))
    if await request.storage.feeds.get(feed_id) is None:
        return Toast(request.words("sources.gone"))
    change = request.storage.chats.mute if wish == "mute" else request.storage.chats.unmute
    await change(request.address, feed_id)
    changed = replace(request, chat=await request.storage.chats.get(request.address))
    return Edit(await _page(changed, page))


async def _page(request: Request, page: int) -> Reply:
    words, muted = request.words, request.chat.muted
    feeds = await request.storage.feeds.list()
    if not feeds:
        return Reply(words("sources.none"))
    shown = feeds[page * PAGE : (page + 1) * PAGE]
    lines = []
    for feed in shown:
        name = bold(link(cut(feed.name, 80), feed.site_url or feed.url))
        notes = [words("sources.muted")] if feed.id in muted else []
        notes += [_trouble(feed, words, request.now)] if troubled(feed) else []
        lines.append(join([name, *(italic(note) for note in notes)], " · "))
    toggles = [_toggle(feed, feed.id in muted, page) for feed in shown]
    turns = [Button(str(words("button.back")), f"sources:{page - 1}")] if page else []
    turns += [Button(str(words("button.more")), f"sources:{page + 1}")] if len(feeds) > (page + 1) * PAGE else []
    buttons = rows(toggles, width=2) + ((tuple(turns),) if turns else ())
    return Reply(join([words("sources.head"), join(lines), words("sources.foot")], "\n\n"), buttons)


def _trouble(feed: Feed, words: Words, now: datetime) -> Html:
    if feed.stopped:
        return words("sources.stopped")
    if feed.fetched_at is None:
        return words("sources.trouble")
    return words("sources.trouble_since", ago=words.ago(feed.fetched_at, now))


def _toggle(feed: Feed, muted: bool, page: int) -> Button:
    sign, wish = ("🔇", "unmute") if muted else ("🔔", "mute")
    return Button(f"{sign} {cut(feed.name, 28)}", f"src:{wish}:{feed.id}:{page}")
