"""A digest as it is read at breakfast: the date, then the stories, the weightiest first, in one message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.answers import Button, Reply
from bot.html import bold, join
from bot.messages.story import full_text_buttons, list_stories
from bot.words import Words
from storage.records import Story


def digest_message(stories: Sequence[Story], left_out: int, words: Words, *, now: datetime, timezone: str) -> Reply:
    """The digest; `left_out` more stories are a button away."""
    head = bold(words.day(now, timezone))
    if not stories:
        return Reply(join([head, words("digest.nothing_new")]))
    buttons = full_text_buttons([story.newest for story in stories], words)
    if left_out:
        buttons += ((Button(str(words.count("digest.more", left_out)), "latest"),),)
    return Reply(list_stories(stories, words, now, head=head), buttons)
