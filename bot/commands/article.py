"""One article: its full text, and the summary of a link or of a text somebody sends."""

from __future__ import annotations

import asyncio

from bot.answers import Answer, Reply, Toast, payload
from bot.html import escape, join, quote
from bot.messages.fulltext import full_text
from bot.messages.shortening import take_sentences
from bot.messages.story import article_buttons, list_stories
from bot.requests import Request
from bot.saved import saved_among
from storage.records import Kind, Story

# A shorter text is as quickly read as its summary.
LONG_TEXT = 400
# Telegram's messages are at most 4,096 units long; another Bot API server's word for it is not taken.
LONGEST_TEXT = 20_000
_ROOM = 3500


async def full(request: Request) -> Answer:
    """The button's data: full:article. The whole article, by way of the outbox: a crash in the middle loses nothing."""
    article = await request.storage.articles.get(int(request.text.partition(":")[2]))
    if article is None:
        return Toast(request.words("article.gone"))
    saved = bool(await saved_among(request.storage, request.address, [article]))
    # A long one takes a while to be taken apart, and others wait to be answered.
    parts = await asyncio.to_thread(full_text, article, request.words, request.now, saved=saved)
    # A second tap in the same minute is the same wish, while the first is on its way.
    slot = f"full:{article.id}:{request.now:%Y-%m-%dT%H:%M}"
    await request.storage.outbox.enqueue(Kind.REPLY, request.address, slot, [payload(part) for part in parts])
    request.desk.wake()
    return None


async def summary(request: Request) -> Answer:
    """`/summary link`, `/summary long text`, or /summary in reply to a message with either."""
    given, link = (request.text, request.link) if request.text.strip() else (request.quoted, request.quoted_link)
    return await _summarize(request, given.strip(), link) if given.strip() else Reply(request.words("summary.how"))


async def _summarize(request: Request, given: str, link: str | None) -> Answer:
    """The summary of the page that `given` links to; of `given` itself where that is long enough to be the article."""
    if link and len(given) - len(link) < LONG_TEXT:
        return await _page(request, link)
    if len(given) < LONG_TEXT:
        return Reply(request.words("summary.short"))
    made = await request.desk.ingest.summarize(given[:LONGEST_TEXT])
    told = " ".join(take_sentences(made.sentences, _ROOM))
    return Reply(join([request.words("summary.head"), quote(escape(told))]) if told else request.words("summary.none"))


async def _page(request: Request, url: str) -> Reply:
    article = (await request.desk.ingest.add_url(url, asker=request.address.chat_id)).article
    text = list_stories([Story.of(article)], request.words, request.now)
    saved = await saved_among(request.storage, request.address, [article])
    return Reply(text, article_buttons([article], request.words, saved=saved))
