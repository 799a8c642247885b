"""One article: its full text, and the summary of a link or of a text somebody sends."""

from __future__ import annotations

import re

from bot.answers import Answer, Reply, Toast, payload
from bot.html import escape, join, quote
from bot.messages.fulltext import full_text
from bot.messages.story import full_text_buttons, list_stories, take_sentences
from bot.requests import Request
from ingest.errors import IngestError
from storage.records import Kind, Story

# A shorter text is as quickly read as its summary.
LONG_TEXT = 400
_LINK = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_ROOM = 3500


async def full(request: Request) -> Answer:
    """The button's data: full:article. The whole article, by way of the outbox: a crash in the middle loses nothing."""
    article = await request.storage.articles.get(int(request.text.partition(":")[2]))
    if article is None:
        return Toast(request.words("article.gone"))
    parts = full_text(article, request.words, request.now)
    # Two taps within a minute are one wish.
    slot = f"full:{article.id}:{request.now:%Y-%m-%dT%H:%M}"
    await request.storage.outbox.enqueue(Kind.REPLY, request.address, slot, [payload(part) for part in parts])
    request.desk.wake()
    return None


async def summary(request: Request) -> Answer:
    """`/summary link`, `/summary long text`, or /summary in reply to a message with either."""
    given = request.text.strip() or request.quoted.strip()
    return await summarize(request, given) if given else Reply(request.words("summary.how"))


async def summarize(request: Request, given: str) -> Answer:
    """The summary of the page that `given` links to; of `given` itself where that is long enough to be the article."""
    url = first_link(given)
    if url and len(given) - len(url) < LONG_TEXT:
        return await _page(request, url)
    if len(given) < LONG_TEXT:
        return Reply(request.words("summary.short"))
    made = await request.desk.ingest.summarize(given)
    told = " ".join(take_sentences(made.sentences, _ROOM))
    return Reply(join([request.words("summary.head"), quote(escape(told))]) if told else request.words("summary.none"))


def first_link(text: str) -> str | None:
    """The first web address in `text`, without the punctuation of the sentence around it."""
    found = _LINK.search(text)
    return found[0].rstrip(".,;:!?)»”’]") if found else None


async def _page(request: Request, url: str) -> Reply:
    words = request.words
    try:
        stored = await request.desk.ingest.add_url(url)
    except IngestError as error:
        return Reply(words(f"link.{error.code}"))
    article = stored.article
    text = list_stories([Story(article.story_id, (article,))], words, request.now)
    return Reply(text, full_text_buttons([article], words))
