"""What storage takes and gives: plain frozen values, all times in UTC with their zone attached."""

from storage.records.articles import (
    Article,
    Feed,
    Headline,
    NewArticle,
    Outcome,
    Query,
    SearchPage,
    Stored,
    Story,
    StoryCandidate,
    StoryPage,
    Timeline,
    Visit,
)
from storage.records.chats import Address, Alert, Chat, Gathering, Manner, Pace, Subscription, WordMute
from storage.records.delivery import Backlog, Handover, Kind, Message, State, Totals

__all__ = [
    "Address",
    "Alert",
    "Article",
    "Backlog",
    "Chat",
    "Feed",
    "Gathering",
    "Handover",
    "Headline",
    "Kind",
    "Manner",
    "Message",
    "NewArticle",
    "Outcome",
    "Pace",
    "Query",
    "SearchPage",
    "State",
    "Stored",
    "Story",
    "StoryCandidate",
    "StoryPage",
    "Subscription",
    "Timeline",
    "Totals",
    "Visit",
    "WordMute",
]
