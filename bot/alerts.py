"""What an alert says: the article, in the language of the chat that follows its words.

Storage queues an alert in the transaction that stores the article, and knows nothing of messages: so it is put into
words only when it is sent.
"""

from __future__ import annotations

from datetime import datetime

from bot.answers import Reply
from bot.messages.story import full_text_buttons, list_stories
from bot.words import choose_language, words_in
from storage import Storage
from storage.records import Address, Story


async def alert(storage: Storage, address: Address, article_id: int, now: datetime) -> Reply | None:
    """The alert of that article for that chat; None where the article is not kept any more."""
    article = await storage.articles.get(article_id)
    if article is None:
        return None
    words = words_in(choose_language((await storage.chats.get(address)).language))
    return Reply(list_stories([Story(article.story_id, (article,))], words, now), full_text_buttons([article], words))
