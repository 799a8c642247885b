"""`@bot words` in any chat: articles to share there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answers import InlineResult, InlineResults
from bot.commands.search import look_up
from bot.html import Html
from bot.messages.inline import inline_result
from bot.messages.shortening import cut
from bot.requests import Request
from bot.story_summaries import joint_summaries
from storage.query import parse
from storage.records import SearchPage, Story, StoryPage

PAGE = 10
_DEEPEST = 10_000  # results; nobody scrolls so far
_SECONDS = 60
_QUERY_LIMIT = 200
_MEANT = 40  # UTF-16 units
_OFFSET = re.compile(r"(\d{1,9}):(\d{1,18})", re.ASCII)


async def share(request: Request) -> InlineResults:
    """What the words find, as in /search; without words, the newest stories. The offset is place:upto, see `latest`.

    What only readers brought is left out, for it isn't everybody's, unless the person looks through what they saved.
    The list is in the language of the person who asks, and without what they muted in their own chat with the bot, so
    Telegram must not show it to others who type the same. Somebody who has no such chat is answered in the language of
    their app; either way nothing is kept.
    """
    place, upto = 0, None
    if request.offset:
        given = _OFFSET.fullmatch(request.offset)
        if given is None or int(given[1]) > _DEEPEST:
            return InlineResults()
        place, upto = int(given[1]), int(given[2])
    text = cut(request.text, _QUERY_LIMIT)
    if not text:
        return await _latest(request, place, upto)
    query = parse(text)
    return await (_saved(request, place, upto) if query.saved and not query else _found(request, text, place, upto))


async def _latest(request: Request, place: int, upto: int | None) -> InlineResults:
    chat = request.chat
    page = await request.storage.articles.latest(
        limit=PAGE, offset=place, upto=upto, muted=chat.muted, muted_words=chat.muted_words
    )
    results = await _results(request, page.stories)
    note = None if results or place else request.words("inline.none")
    return InlineResults(results, _next(place, page), note, _SECONDS)


async def _found(request: Request, text: str, place: int, upto: int | None) -> InlineResults:
    """Of another spelling than the one that was typed there is one page."""
    page, meant = await look_up(request, text, limit=PAGE, offset=place, upto=upto, readers=False)
    results = await _results(request, [*map(Story.of, page.hits)])
    note = None if place else _note(request, page, meant)
    return InlineResults(results, "" if meant else _next(place, page), note, _SECONDS)


async def _saved(request: Request, place: int, first: int | None) -> InlineResults:
    """What the person saved in their own chat; here the offset tells, after the place, where the page begins."""
    page = await request.storage.saved.page(request.address, limit=PAGE, place=first)
    results = await _results(request, [*map(Story.of, page.articles)])
    note = None if results or place else request.words("inline.none")
    return InlineResults(results, f"{place + PAGE}:{page.older}" if page.older is not None else "", note, _SECONDS)


def _next(place: int, page: StoryPage | SearchPage) -> str:
    return f"{place + PAGE}:{page.upto}" if page.more else ""


def _note(request: Request, page: SearchPage, meant: Sequence[str]) -> Html | None:
    if meant:
        return request.words("inline.meant", meant=cut(meant[0], _MEANT))
    if not page.total:
        return request.words("inline.none")
    return request.words("inline.some") if page.some else None


async def _results(request: Request, stories: Sequence[Story]) -> tuple[InlineResult, ...]:
    words = request.words
    together = await joint_summaries(
        stories, sentences=request.desk.settings.summarizer.sentences, language=words.language
    )
    return tuple(
        inline_result(story, words, request.now, together=together.get(story.id), timezone=request.timezone)
        for story in stories
    )
