"""/start and /help."""

from __future__ import annotations

from bot.answers import Answer, Button, Reply
from bot.commands import search
from bot.html import join
from bot.requests import Request
from bot.words import Words

_EXPLAINED = (
    *("latest", "search", "saved", "trends", "digest", "subscribe", "follow", "mute", "sources", "summary", "settings"),
    "privacy",
)


async def start(request: Request) -> Answer:
    """Greets, says what this is for, offers the first steps. A reader who comes back is written to again.

    `/start search`, which a link or the note above inline results leads to, asks what to look for.
    """
    await request.storage.chats.revive(request.address.chat_id)
    if request.text.strip() == "search":
        return await search.ask(request)
    words = request.words
    buttons = (
        (_button(words, "latest", "newest"), _button(words, "subscribe", "sub:on")),
        (_button(words, "search", "ask"), _button(words, "language", "languages")),
    )
    return Reply(words("start"), buttons)


async def help_(request: Request) -> Reply:
    """Every command with an example."""
    words = request.words
    lines = [words(f"help.{name}") for name in _EXPLAINED]
    return Reply(join([words("help.head"), join(lines, "\n"), words("help.foot")], "\n\n"))


def _button(words: Words, name: str, data: str) -> Button:
    return Button(str(words(f"button.{name}")), data)
