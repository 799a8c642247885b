"""What an alert says: the article, or several that were gathered, in the language of the chat that follows them.

Storage queues an alert in the transaction that stores the article, and knows nothing of messages: so it is put into
words only when it is sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.answers import Reply
from bot.messages.story import article_buttons, list_stories
from bot.saved import saved_among
from bot.words import choose_language, words_in
from storage import Storage
from storage.records import Address, Story


async def alert(storage: Storage, address: Address, article_ids: Sequence[int], now: datetime) -> Reply | None:
    """The alert of these articles for that chat; None where none of them is kept any more.

    Several stand as in any list: those in the chat's language first, then the newest.
    """
    kept = [article for one in article_ids if (article := await storage.articles.get(one)) is not None]
    if not kept:
        return None
    words = words_in(choose_language((await storage.chats.get(address)).language))
    kept.sort(key=lambda article: (article.language == words.language, article.published_at, article.id), reverse=True)
    head = words.count("follow.gathered", len(kept)) if len(kept) > 1 else None
    stories = [*map(Story.of, kept)]
    saved = await saved_among(storage, address, kept)
    return Reply(list_stories(stories, words, now, head=head), article_buttons(kept, words, saved=saved))
