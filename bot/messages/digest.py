"""A digest as it is read at breakfast: the date, then the stories, the weightiest first, in one message."""

from __future__ import annotations

from datetime import datetime

from bot.answers import Button, Reply, Rows
from bot.digests import Composed
from bot.html import Html, bold, join
from bot.messages.story import full_text_buttons, list_stories
from bot.words import Words


def digest_message(made: Composed, words: Words, *, now: datetime, timezone: str) -> Reply:
    """The digest; the stories it has no room for are a button away."""
    head = bold(words.day(now, timezone))
    if not made.stories:
        return Reply(join([head, words("digest.nothing_new")]))
    return Reply(list_stories(made.stories, words, now, head=head), _buttons(made, words))


def rest_message(made: Composed, words: Words, *, now: datetime) -> Reply:
    """The stories a digest had no room for."""
    if not made.stories:
        return Reply(words("latest.end"))
    return Reply(list_stories(made.stories, words, now, head=Html()), _buttons(made, words))


def _buttons(made: Composed, words: Words) -> Rows:
    buttons = full_text_buttons([story.newest for story in made.stories], words)
    if not made.left_out:
        return buttons
    told = made.told + len(made.stories)
    minute = int(made.composed_at.timestamp()) // 60
    data = f"rest:{made.after_id}:{made.newest_id}:{told}:{minute}"
    return (*buttons, (Button(str(words.count("digest.more", made.left_out)), data),))
