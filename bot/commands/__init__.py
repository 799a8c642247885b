"""What readers can ask for: each command and button, with the function that answers it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.answers import Answer
from bot.commands import (
    article,
    digest,
    follow,
    greeting,
    inline,
    latest,
    manner,
    mute,
    privacy,
    saved,
    search,
    settings,
    sources,
    story,
    subscribe,
    trends,
)
from bot.requests import Request

Handler = Callable[[Request], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Command:
    """`changes`: in a group, only admins may. `slow`: it may take seconds."""

    run: Handler
    changes: bool = False
    slow: bool = False


# In the order the command menu shows them; `command.<name>` in the catalogues describes each.
COMMANDS = {
    "latest": Command(latest.command),
    "digest": Command(digest.command),
    "search": Command(search.command),
    "saved": Command(search.among_saved),
    "trends": Command(trends.command, slow=True),
    "subscribe": Command(subscribe.command, changes=True),
    "unsubscribe": Command(subscribe.unsubscribe, changes=True),
    "follow": Command(follow.command, changes=True),
    "unfollow": Command(follow.unfollow, changes=True),
    "mute": Command(mute.command, changes=True),
    "unmute": Command(mute.unmute, changes=True),
    "sources": Command(sources.command),
    "summary": Command(article.summary, slow=True),
    "settings": Command(settings.command),
    "help": Command(greeting.help_),
    "privacy": Command(privacy.privacy),
    "export": Command(privacy.export, changes=True),
    "forget": Command(privacy.forget, changes=True),
    "start": Command(greeting.start),
}

# By the word before the first colon of a button's data.
BUTTONS = {
    "latest": Command(latest.page),
    "newest": Command(latest.command),
    "rest": Command(digest.rest),
    "search": Command(search.page),
    "ask": Command(search.ask),
    "find": Command(search.tried),
    "trend": Command(trends.tapped, slow=True),
    "night": Command(trends.tapped, slow=True),
    "shade": Command(trends.shaded, slow=True),
    "full": Command(article.full),
    "save": Command(saved.save, changes=True),
    "unsave": Command(saved.unsave, changes=True),
    "saved": Command(saved.page),
    "story": Command(story.timeline),
    "times": Command(story.page),
    "fresh": Command(story.news),
    "sub": Command(subscribe.button, changes=True),
    "sources": Command(sources.page),
    "src": Command(sources.button, changes=True),
    "languages": Command(settings.languages, changes=True),
    "set": Command(settings.button, changes=True),
    "follow": Command(follow.suggested, changes=True),
    "follows": Command(follow.page),
    "unfollow": Command(follow.button, changes=True),
    "how": Command(manner.button, changes=True),
    "mutes": Command(mute.page),
    "unmute": Command(mute.button, changes=True),
    "forget": Command(privacy.confirmed, changes=True),
}

# What is typed after the bot's name in any chat.
INLINE = {"inline": Command(inline.share)}
