"""A digest as it is read at breakfast: the date, then the stories, the weightiest first, in one message."""

from __future__ import annotations

from datetime import datetime

from bot.answers import Button, Reply, Rows
from bot.digests import Composed
from bot.html import Html, bold, join
from bot.messages.story import Block, list_blocks, story_buttons
from bot.words import Words


def digest_message(made: Composed, words: Words, *, now: datetime, timezone: str) -> Reply:
    """The digest; the stories it has no room for are a button away."""
    head = bold(words.day(now, timezone))
    if not made.stories:
        return Reply(join([head, words("digest.nothing_new")]))
    return Reply(_listed(made, words, now, timezone, head), _buttons(made, words))


def rest_message(made: Composed, words: Words, *, now: datetime, timezone: str) -> Reply:
    """The stories a digest had no room for, numbered on."""
    if not made.stories:
        return Reply(words("latest.end"))
    return Reply(_listed(made, words, now, timezone, Html()), _buttons(made, words))


def _listed(made: Composed, words: Words, now: datetime, timezone: str, head: Html) -> Html:
    blocks = [Block(_heading(rubric.topic, words), rubric.stories) for rubric in made.rubrics]
    return list_blocks(blocks, words, now, head=head, first=made.told + 1, together=made.together, timezone=timezone)


def _heading(topic: str | None, words: Words) -> Html:
    """In capitals: bold lines are headlines already. A topic of another version's, without a name, has none."""
    name = str(words(f"topic.{topic}")) if topic else ""
    return bold(name.upper()) if name and not name.startswith("topic.") else Html()


def _buttons(made: Composed, words: Words) -> Rows:
    buttons = story_buttons(made.stories, words, upto=made.newest_id, first=made.told + 1)
    if not made.left_out:
        return buttons
    told = made.told + len(made.stories)
    minute = int(made.composed_at.timestamp()) // 60
    data = f"rest:{made.after_id}:{made.newest_id}:{told}:{minute}:{made.alert_id}"
    return (*buttons, (Button(str(words.count("digest.more", made.left_out)), data),))
