"""/latest: the newest stories, a page at a time."""

from __future__ import annotations

import re

from bot.answers import Answer, Button, Edit, Reply, Rows
from bot.commands.sources import sources_button
from bot.messages.shortening import cut
from bot.messages.story import list_stories, story_buttons
from bot.requests import Request
from bot.saved import saved_among
from bot.story_summaries import joint_summaries
from storage.article_rows import named_like
from storage.records import StoryPage

PAGE = 5
MOST = 10
_DEEPEST = 10_000
_NUMBER = re.compile(r"[-+]?\d{1,20}", re.ASCII)
_SOURCE_BYTES = 36  # what a button has left for a source's name


async def command(request: Request) -> Answer:
    """`/latest`, `/latest 3`, `/latest source`; the button's data is 'newest'."""
    wish = "" if request.text == "newest" else request.text.strip()
    if _NUMBER.fullmatch(wish):
        return await _page(request, size=max(1, min(int(wish), MOST)))
    return await _page(request, source=wish)


async def page(request: Request) -> Answer:
    """The button's data: latest:size:offset:upto[:source]."""
    _, size, offset, upto, *source = request.text.split(":", 4)
    shown = await _page(
        request,
        size=max(1, min(int(size), MOST)),
        offset=max(0, min(int(offset), _DEEPEST)),
        upto=int(upto),
        source=source[0] if source else "",
    )
    return Edit(shown)


async def _page(
    request: Request, *, size: int = PAGE, offset: int = 0, upto: int | None = None, source: str = ""
) -> Reply:
    words = request.words
    found = await request.storage.articles.latest(
        limit=size,
        offset=offset,
        upto=upto,
        source=source or None,
        muted=request.chat.muted,
        muted_words=request.chat.muted_words,
    )
    if found.stories:
        together = await joint_summaries(
            found.stories, sentences=request.desk.settings.summarizer.sentences, language=words.language
        )
        text = list_stories(found.stories, words, request.now, together=together, timezone=request.timezone)
        saved = await saved_among(request.storage, request.address, [story.newest for story in found.stories])
        buttons = story_buttons(found.stories, words, upto=found.upto, saved=saved)
        return Reply(text, buttons + _turns(request, found, size, offset, source))
    if offset:
        return Reply(words("latest.end"), _turns(request, found, size, offset, source))
    muted = Reply(words("latest.muted"), sources_button(words))
    if not source:
        return muted if request.chat.mutes else Reply(words("latest.none"))
    names = await request.storage.articles.sources()
    if request.chat.mutes and any(named_like(name, [source]) for name in names):
        return muted
    known = words("latest.sources", names=words.listing(cut(name, 60) for name in names[:20])) if names else ""
    return Reply(words("latest.no_source", source=cut(source, 60), known=known))


def _turns(request: Request, found: StoryPage, size: int, offset: int, source: str) -> Rows:
    kept = source.encode()[:_SOURCE_BYTES].decode(errors="ignore")

    def turn(key: str, to: int) -> Button:
        return Button(str(request.words(key)), f"latest:{size}:{to}:{found.upto}" + (f":{kept}" if kept else ""))

    turns = [turn("button.newer", max(0, offset - size))] if offset else []
    turns += [turn("button.older", offset + size)] if found.more else []
    return (tuple(turns),) if turns else ()
