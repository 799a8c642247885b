"""A story's timeline, opened by a button: every telling of it, and what is new since the button's message."""

from __future__ import annotations

from bot.answers import Answer, Button, Edit, Reply, Rows, Toast
from bot.messages.story import article_buttons
from bot.messages.timeline import timeline_message
from bot.requests import Request
from bot.saved import saved_among
from bot.story_summaries import news_of
from storage.records import Timeline

PAGE = 5
_DEEPEST = 10_000


async def timeline(request: Request) -> Answer:
    """The button's data: story:story:upto, the newest article id its message knew. What is kept: nothing."""
    _, story_id, seen = request.text.split(":")
    return await _page(request, int(story_id), int(seen)) or Toast(request.words("article.gone"))


async def page(request: Request) -> Answer:
    """The button's data: times:story:seen:offset:upto."""
    _, story_id, seen, offset, upto = request.text.split(":")
    shown = await _page(request, int(story_id), int(seen), offset=max(0, min(int(offset), _DEEPEST)), upto=int(upto))
    return Edit(shown) if shown else Toast(request.words("article.gone"))


async def news(request: Request) -> Answer:
    """The button's data: fresh:story:upto. The timeline anew, where anything was added to it."""
    _, story_id, seen = request.text.split(":")
    found = await _timeline(request, int(story_id), int(seen))
    if not found.fresh:
        return Toast(request.words("story.nothing_new"))
    return await _page(request, int(story_id), int(seen))


async def _page(
    request: Request, story_id: int, seen: int, *, offset: int = 0, upto: int | None = None
) -> Reply | None:
    found = await _timeline(request, story_id, seen, offset=offset, upto=upto)
    if not found.known and not found.fresh:
        return None
    sentences = request.desk.settings.summarizer.sentences
    new = None if offset else await news_of(found, sentences=sentences, language=request.words.language)
    text = timeline_message(found, request.words, request.now, offset=offset, timezone=request.timezone, new=new)
    saved = await saved_among(request.storage, request.address, found.articles)
    texts = article_buttons(found.articles, request.words, first=offset + 1, saved=saved)
    return Reply(text, texts + _turns(request, found, story_id, seen, offset))


async def _timeline(
    request: Request, story_id: int, seen: int, *, offset: int = 0, upto: int | None = None
) -> Timeline:
    chat = request.chat
    return await request.storage.articles.timeline(
        story_id,
        seen_upto=seen,
        upto=upto,
        muted=chat.muted,
        muted_words=chat.muted_words,
        limit=PAGE,
        offset=offset,
    )


def _turns(request: Request, found: Timeline, story_id: int, seen: int, offset: int) -> Rows:
    def turn(key: str, to: int) -> Button:
        return Button(str(request.words(key)), f"times:{story_id}:{seen}:{to}:{found.upto}")

    turns = [turn("button.newer", max(0, offset - PAGE))] if offset else []
    turns += [turn("button.older", offset + PAGE)] if found.more else []
    again = Button(str(request.words("button.whats_new")), f"fresh:{story_id}:{found.upto}")
    return (tuple(turns), (again,)) if turns else ((again,),)
