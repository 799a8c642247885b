"""A broadcast as an operator reads it: how it will look, how far it is, how long it takes."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rich.style import Style
from rich.text import Text

from bot.html import Html
from bot.markup import Run, runs
from storage.broadcast_records import Audience, Broadcast, Circle, Progress

_STYLES = {
    "b": Style(bold=True),
    "i": Style(italic=True),
    "u": Style(underline=True),
    "s": Style(strike=True),
    "code": Style(color="cyan"),
    "a": Style(color="blue", underline=True),
    "tg-spoiler": Style(dim=True, reverse=True),
    "blockquote": Style(dim=True),
}
_ALIKE = {"strong": "b", "em": "i", "ins": "u", "strike": "s", "del": "s", "pre": "code", "span": "tg-spoiler"}
_COLOURS = {Progress.RUNNING: "green", Progress.STOPPED: "yellow", Progress.DONE: ""}
_LOOKS_BACK = 30.0  # seconds


def preview(message: Html) -> Text:
    """The message about as a chat will show it; where a link leads stands behind it."""
    seen = list(runs(message))
    shown = Text()
    for run, following in zip(seen, [*seen[1:], Run("")], strict=True):
        shown.append(run.text, Style.combine([Style.null(), *(_STYLES[_ALIKE.get(tag, tag)] for tag in run.tags)]))
        if run.url and following.url != run.url:
            shown.append(f" ({run.url})", "dim")
    return shown


class Pace:
    """How quickly a broadcast goes, from what was seen of it lately."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def see(self, now: float, settled: int) -> float:
        """Messages a second over the last half minute; 0 while that can't be told. `now` in seconds."""
        self._seen.append((now, settled))
        while now - self._seen[0][0] > _LOOKS_BACK:
            self._seen.popleft()
        since, before = self._seen[0]
        return (settled - before) / (now - since) if now > since else 0.0


def lasting(left: int, per_second: float) -> str:
    """How long that takes: '25 seconds', '3 minutes', '2 hours 5 minutes'."""
    seconds = round(left / per_second)
    if seconds < 100:
        return _counted(max(1, seconds), "second")
    hours, minutes = divmod(round(seconds / 60), 60)
    return " ".join(_counted(number, unit) for number, unit in ((hours, "hour"), (minutes, "minute")) if number)


def counted(number: int) -> str:
    """'1 chat', '1,200 chats'."""
    return _counted(number, "chat")


def standing(one: Broadcast) -> str:
    """How far it is: '40 sent, 1 failed, 9 left'."""
    uncertain = f", {one.uncertain:,} uncertain" if one.uncertain else ""
    left = f", {one.left:,} left" if one.left else ""
    return f"{one.sent:,} sent, {one.failed:,} failed{uncertain}{left}"


def listing(broadcasts: Iterable[Broadcast]) -> Iterable[Text]:
    """A line for each: number, state, when it began, for whom, how far it is."""
    for one in broadcasts:
        when, whom = f"{one.created_at:%Y-%m-%d %H:%M} UTC", _whom(one.audience)
        state = (f"{one.progress:7}", _COLOURS[one.progress])
        yield Text.assemble((f"{one.id:4}  ", "bold"), state, f"  {when}  {whom}: {standing(one)}")


def plain(one: Broadcast) -> dict[str, Any]:
    """For scripts; moments as ISO 8601."""
    return asdict(one) | {
        "created_at": one.created_at.isoformat(),
        "ended_at": one.ended_at.isoformat() if one.ended_at else None,
        "left": one.left,
    }


def _whom(audience: Audience) -> str:
    names = {Circle.ALL: "all", Circle.PRIVATE: "private chats", Circle.GROUPS: "groups", Circle.CHANNELS: "channels"}
    chosen = audience.chat_ids is not None and audience.circle in (Circle.ALL, Circle.PRIVATE)
    parts = ["chosen chats" if chosen else names[audience.circle], *filter(None, audience.languages)]
    return ", ".join(parts)


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
