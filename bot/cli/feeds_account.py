"""What a poll brought and how the sources are, as an operator reads it in a terminal of 80 columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from textwrap import wrap
from urllib.parse import urlsplit

from rich.text import Text

from bot.sources import LEADS_TO, health, reason
from ingest import FeedOutcome
from storage.records import Feed

_MOST_NAMED = 15
_WIDTH = 80


def account(outcomes: Sequence[FeedOutcome]) -> Iterable[Text]:
    """The lines of it: what brought most first, then what went wrong, under its reason, then the sum of all."""
    yield from _brought([one for one in outcomes if one.new or one.changed])
    yield from _went_wrong([one for one in outcomes if one.error])
    new, changed = sum(one.new for one in outcomes), sum(one.changed for one in outcomes)
    wrong = sum(one.error is not None for one in outcomes)
    yield Text(
        f"{_counted(len(outcomes), 'feed')} due, {_counted(new, 'new article')}, {changed} changed, {wrong} in trouble",
        "bold",
    )


def _brought(outcomes: list[FeedOutcome]) -> Iterable[Text]:
    ordered = sorted(outcomes, key=lambda one: (-one.new, -one.changed, one.feed.id))
    for one in ordered[:_MOST_NAMED]:
        changes = f"  {one.changed} changed" if one.changed else ""
        yield Text.assemble((f"{one.new:4} new  ", "green"), _short(one.feed.name, 54), changes)
    rest = ordered[_MOST_NAMED:]
    if rest:
        new, changed = sum(one.new for one in rest), sum(one.changed for one in rest)
        yield Text(f"{new:4} new  from {len(rest)} others" + (f", {changed} changed" if changed else ""), "dim")
    if ordered:
        yield Text("")


def _went_wrong(outcomes: list[FeedOutcome]) -> Iterable[Text]:
    reasons: defaultdict[str, list[FeedOutcome]] = defaultdict(list)
    for one in outcomes:
        reasons[_alike(one)].append(one)
    for why, alike in sorted(reasons.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield from (Text(line, "red") for line in _folded(f"{len(alike):4}  {why}"))
        for one in alike:
            yield Text(f"      {one.feed.url}{_target(one)}{_next(one.feed)}")
        yield Text("")


def _alike(outcome: FeedOutcome) -> str:
    """The reason, in words that fit every feed with the same trouble: names of hosts and addresses are told apart."""
    why, _, _ = reason(outcome.error or "", outcome.feed.url).partition(LEADS_TO)
    host = urlsplit(outcome.feed.url).hostname or "\0"
    return why.replace(f"'{host}'", "of its site")


def _target(outcome: FeedOutcome) -> str:
    _, leads, where = reason(outcome.error or "", outcome.feed.url).partition(LEADS_TO)
    return f" → {where}" if leads else ""


def _next(feed: Feed) -> str:
    if feed.stopped:
        return "  not asked again"
    return f"  failed {feed.failures} times" if feed.failures > 1 else ""


def listing(feeds: Sequence[Feed], now: datetime) -> Iterable[Text]:
    """Each source in lines: its number and name, its address, how it is; and how many are well."""
    for feed in feeds:
        yield Text.assemble((f"{feed.id:4}  ", "dim"), (_short(feed.name, 72), "bold"))
        if feed.name != feed.url:
            yield Text(f"      {feed.url}")
        style = "red" if feed.health else "green" if feed.fetched_at else "dim"
        yield from (Text(line, style) for line in _folded(f"      {health(feed, now)}"))
    stopped = sum(feed.stopped for feed in feeds)
    failing = sum(bool(feed.failures) for feed in feeds if not feed.stopped)
    unread = sum(feed.fetched_at is None for feed in feeds if not (feed.stopped or feed.failures))
    well = len(feeds) - stopped - failing - unread
    parts = [(well, "ok"), (failing, "failing"), (stopped, "stopped"), (unread, "not fetched yet")]
    said = ", ".join(f"{number} {what}" for number, what in parts if number)
    yield Text("")
    yield Text(f"{_counted(len(feeds), 'source')}: {said}", "bold")


def _folded(text: str) -> list[str]:
    return wrap(text, _WIDTH, subsequent_indent="      ", break_long_words=False, break_on_hyphens=False)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
