"""/search: words in, articles out, the matched words in bold."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers import Answer, Button, Edit, Reply, Rows, rows
from bot.commands import saved
from bot.commands.sources import sources_button
from bot.html import Html, bold, escape, join
from bot.messages.search import list_found
from bot.messages.shortening import cut
from bot.messages.story import article_buttons
from bot.requests import Place, Request
from bot.saved import saved_among
from bot.suggestions import LOOKED_AT, suggest
from storage.query import parse
from storage.records import Query, SearchPage

PAGE = 5
_QUERY_LIMIT = 200
_MARK = "🔎 "
_DATA = "find:"
_LONGEST = 64 - len(_DATA)  # bytes
_NO_NOTE = Html()
_KNOWN = ("source:", "-source:", "since:", "saved:", '"', "http")


async def command(request: Request) -> Answer:
    """`/search words`; without words, asks for them."""
    return await find(request, request.text) if request.text.strip() else await ask(request)


async def among_saved(request: Request) -> Answer:
    """`/saved`, `/saved words`."""
    text = request.text.strip()
    return await (find(request, f"saved: {text}") if text else saved.listing(request))


async def ask(request: Request) -> Answer:
    """Asks what to look for, with names from the day's news to tap: in a private chat, the reader's next message is
    the search."""
    words = request.words
    asked = words("search.ask" if request.place is Place.PRIVATE else "search.how")
    latest = await request.storage.articles.latest(limit=LOOKED_AT, muted=request.chat.muted)
    names = await suggest(latest.stories, (), words.language, request.now)
    offer = words("search.topics") if names else Html()
    return Reply(join([asked, offer], "\n\n"), rows(_tries(names), width=2))


async def tried(request: Request) -> Answer:
    """The button's data: find:words."""
    return Edit(await find(request, request.text.partition(":")[2]))


async def find(request: Request, text: str, *, note: Html = _NO_NOTE) -> Reply:
    """The first page of what `text` finds; `note` stands below its first line."""
    return await _page(request, text, offset=0, upto=None, note=note)


async def page(request: Request) -> Answer:
    """The button's data: search:offset:upto. What was looked for stands in the message's first line."""
    first = request.shown.partition("\n")[0]
    if not first.startswith(_MARK):
        return Reply(request.words("search.again"))
    _, offset, upto = request.text.split(":")
    return Edit(await _page(request, first.removeprefix(_MARK), offset=int(offset), upto=int(upto)))


async def _page(request: Request, text: str, *, offset: int, upto: int | None, note: Html = _NO_NOTE) -> Reply:
    words = request.words
    text = cut(text, _QUERY_LIMIT)
    query = parse(text)
    head = join([escape(_MARK) + bold(text), note], "\n\n")
    if query.saved and not (query and await request.storage.saved.count(request.address)):
        return await saved.listing(request)
    if not query:
        return Reply(join([head, words("search.no_words")], "\n\n"))
    found, meant = await look_up(request, text, limit=PAGE, offset=offset, upto=upto)
    if meant:
        return await _did_you_mean(request, text, meant, found)
    if not found.hits:
        buttons = sources_button(words) if request.chat.muted and not query.saved else ()
        none = [] if note else [words("search.none")]
        return Reply(join([head, join([*none, *_advice(request, text, query)])], "\n\n"), buttons)
    some = words("search.some") if found.some else _NO_NOTE
    return await _found(request, text, found, offset, join([note, some], "\n\n"))


async def look_up(
    request: Request, text: str, *, limit: int, offset: int = 0, upto: int | None = None, readers: bool = True
) -> tuple[SearchPage, tuple[str, ...]]:
    """A page of what `text` finds. Where nothing has all of it, but would if it were spelled otherwise, the only page
    of what the likeliest of other spellings finds, and these, the likeliest first.

    Without `readers`, what only readers brought is left out, unless it is looked for among what the chat saved.
    """
    search, muted, chat = request.storage.search, request.chat.muted, request.address
    found = await search.find(
        parse(text), limit=limit, offset=offset, upto=upto, muted=muted, readers=readers, chat=chat
    )
    meant = () if found.whole or offset else await search.meant(text, muted=muted, readers=readers, chat=chat)
    if meant:
        found = await search.find(parse(meant[0]), limit=limit, muted=muted, readers=readers, chat=chat)
    return found, meant


async def _did_you_mean(request: Request, text: str, meant: Sequence[str], found: SearchPage) -> Reply:
    """What the likeliest of other spellings finds; the rest to tap."""
    likeliest, *others = meant
    reply = await _found(request, likeliest, found, 0, request.words("search.meant", typed=text, meant=likeliest))
    return Reply(reply.text, reply.buttons + rows(_tries(others), width=2))


async def _found(request: Request, text: str, found: SearchPage, offset: int, note: Html = _NO_NOTE) -> Reply:
    words = request.words
    listed = list_found(found.hits, parse(text), words, request.now)
    alone = await saved_among(request.storage, request.address, found.hits)
    buttons = article_buttons(found.hits, words, saved=alone) + _turns(request, found, offset)
    return Reply(join([escape(_MARK) + bold(text), note, listed], "\n\n"), buttons)


def _tries(wordings: Sequence[str]) -> list[Button]:
    """A button for each search that its data can hold."""
    return [Button(_MARK + text, _DATA + text) for text in wordings if len(text.encode()) <= _LONGEST]


def _turns(request: Request, found: SearchPage, offset: int) -> Rows:
    words = request.words
    turns = []
    if offset:
        turns.append(Button(str(words("button.back")), f"search:{max(0, offset - PAGE)}:{found.upto}"))
    if found.more:
        turns.append(Button(str(words("button.more")), f"search:{offset + PAGE}:{found.upto}"))
    return (tuple(turns),) if turns else ()


def _misread(text: str, query: Query) -> bool:
    """Whether a word with a colon in it was taken for something to look for."""
    typed = text.casefold().split()
    since = any(word.startswith("since:") for word in typed)
    other = any(":" in word and not word.startswith(_KNOWN) for word in typed)
    return other or (since and query.since is None)


def _advice(request: Request, text: str, query: Query) -> list[Html]:
    words = request.words
    narrow = {
        "search.try_unsaved": query.saved,
        "search.try_unmuted": bool(request.chat.muted) and not query.saved,
        "search.try_known": _misread(text, query),
        "search.try_fewer": len(query.words) > 1,
        "search.try_no_phrase": bool(query.phrases) and any(mark in text for mark in '"“”„«»'),
        "search.try_no_without": bool(query.without),
        "search.try_no_source": bool(query.sources),
        "search.try_longer": query.since is not None,
    }
    advice = [words(key) for key, holds in narrow.items() if holds]
    return advice or [words("search.try_other")]
