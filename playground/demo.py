"""The people and places somebody who tries the bot finds."""

from __future__ import annotations

from playground.running import Playground


def populate(playground: Playground) -> None:
    """Two readers, a family group, a forum with a topic and a channel."""
    anna = playground.reader("Anna", language_code="en", username="anna", id=100_001)
    ivan = playground.reader("Иван", language_code="ru", username="ivan", id=100_002)
    playground.group("Family", [ivan], admins=[anna])
    forum = playground.group("Harbour Town", [ivan], admins=[anna], forum=True)
    forum.topic("News")
    playground.channel("Morning Wire", anna, username="morning_wire")
