"""Lists of what a chat follows or mutes, with a button to cross out each."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers import Button, Rows
from bot.messages.shortening import cut
from bot.words import Words
from storage.records import Alert, WordMute

PAGE = 10


def page_of(page: int, count: int) -> int:
    """The page there is that is nearest to this one."""
    return max(0, min(page, (count - 1) // PAGE))


def cross_out(entries: Sequence[Alert | WordMute], page: int, words: Words, *, data: str, turn: str) -> Rows:
    """A button for each of a page's entries, `data`:id:page, and buttons to the pages beside it, `turn`:page."""
    shown = entries[page * PAGE : (page + 1) * PAGE]
    crosses = tuple((Button(f"✕ {cut(one.query, 40)}", f"{data}:{one.id}:{page}"),) for one in shown)
    turns = [Button(str(words("button.back")), f"{turn}:{page - 1}")] if page else []
    turns += [Button(str(words("button.more")), f"{turn}:{page + 1}")] if len(entries) > (page + 1) * PAGE else []
    return crosses + ((tuple(turns),) if turns else ())
