"""A story as something to share: a row in the list over the text field, and the message it becomes."""

from __future__ import annotations

from datetime import datetime

from bot.answers import InlineResult
from bot.messages.shortening import cut
from bot.messages.source_names import source_name
from bot.messages.story import first_sentence, list_stories
from bot.words import Words
from storage.records import Story
from summarizer.story import StorySummary

_TITLE = 160  # UTF-16 units, as below
_DESCRIPTION = 200  # three lines on a telephone


def inline_result(
    story: Story, words: Words, now: datetime, *, together: StorySummary | None = None, timezone: str = "UTC"
) -> InlineResult:
    """The story as `/latest 1` tells it; `together` is what its articles say together."""
    newest = story.newest
    told = {story.id: together} if together else {}
    row = (source_name(newest.source), words.ago(newest.published_at, now), first_sentence(story, together))
    return InlineResult(
        id=str(newest.id),
        title=cut(newest.title, _TITLE) or source_name(newest.source),
        description=cut(" · ".join(part for part in row if part), _DESCRIPTION),
        text=list_stories([story], words, now, together=told, timezone=timezone),
        url=newest.url if newest.url and newest.url.startswith(("http://", "https://")) else None,
    )
