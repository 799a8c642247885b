"""A whole article in the chat, in as many messages as it takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.answers import Reply
from bot.html import MESSAGE_LIMIT, Html, escape, join, length
from bot.messages.story import byline, headline, save_button
from bot.words import Words
from language import sentences, utf16_length
from storage.records import Article

_MANY = 5
_ANNOUNCEMENT = 64  # the room it and the blank line take


def full_text(article: Article, words: Words, now: datetime, *, saved: bool = False) -> tuple[Reply, ...]:
    """The article under its headline, cut at paragraph ends; nothing of it is left out. Many parts are announced; under
    the last one it can be saved, or no longer if it is `saved`."""
    # An untitled article needs no headline: it would be its own first sentence.
    head = join([Html() if article.untitled else headline(article), byline(article, words, now)])
    room = MESSAGE_LIMIT - length(head) - _ANNOUNCEMENT
    first, *others = list(split(article.text, article.language, MESSAGE_LIMIT, first=room)) or [""]
    count = len(others) + 1
    announced = words.count("article.parts", count) if count >= _MANY else Html()
    *texts, last = [join([join([head, announced]), first], "\n\n"), *(escape(part) for part in others)]
    return *(Reply(text) for text in texts), Reply(last, ((save_button(article.id, words, saved=saved),),))


def split(text: str, language: str, limit: int, *, first: int | None = None) -> Iterator[str]:
    """`text` in parts of at most `limit` UTF-16 units (the first one of `first`).

    Parts end where paragraphs do; within a paragraph too long for that, where sentences do; then words; then anywhere.
    """
    room, part = first or limit, ""
    for glue, piece in _pieces(text, language, min(limit, room)):
        longer = f"{part}{glue}{piece}" if part else piece
        if utf16_length(longer) <= room:
            part = longer
            continue
        yield part
        room, part = limit, piece
    if part:
        yield part


def _pieces(text: str, language: str, limit: int) -> Iterator[tuple[str, str]]:
    """What may not be parted, each with what stands before it."""
    for paragraph in text.split("\n\n"):
        if not paragraph.strip():
            continue
        if utf16_length(paragraph) <= limit:
            yield "\n\n", paragraph.strip()
            continue
        yield from _broken(paragraph, language, limit)


def _broken(paragraph: str, language: str, limit: int) -> Iterator[tuple[str, str]]:
    end, glue = 0, "\n\n"
    for sentence in sentences(paragraph, language):
        # What lies between two sentences is kept too: nothing is lost whatever the splitter saw.
        for word in _fitting(paragraph[end : sentence.end].strip(), limit):
            yield glue, word
            glue = " "
        end = sentence.end
    for word in _fitting(paragraph[end:].strip(), limit):
        yield glue, word
        glue = " "


def _fitting(sentence: str, limit: int) -> Iterator[str]:
    if not sentence:
        return
    if utf16_length(sentence) <= limit:
        yield sentence
        return
    for word in sentence.split():
        units = word.encode("utf-16-le")
        while units:
            chunk = units[: 2 * limit].decode("utf-16-le", "ignore")
            yield chunk
            units = units[len(chunk.encode("utf-16-le")) :]
