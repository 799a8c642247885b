"""What is kept: articles, chats, subscriptions, the outbox, and the search over it all."""

from storage.columns import utc_now
from storage.records import Address, Kind, NewArticle, Outcome, Query, State
from storage.store import Storage
from storage.stories import ChooseStory

__all__ = ["Address", "ChooseStory", "Kind", "NewArticle", "Outcome", "Query", "State", "Storage", "utc_now"]
