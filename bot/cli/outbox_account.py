"""The outbox as an operator reads it in a terminal of 80 columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.text import Text

from bot.words import DEFAULT, words_in
from storage.outbox_review import OutboxEntry, Refusal
from storage.records import Address, Backlog, Kind, State

_TOLD = {
    State.QUEUED: ("waiting", ""),
    State.SENDING: ("on its way", ""),
    State.FAILED: ("failed", "red"),
    State.UNCERTAIN: ("uncertain", "yellow"),
}
_PLURAL = {Kind.REPLY: "replies", Kind.ALERT: "alerts", Kind.DIGEST: "digests", Kind.BROADCAST: "broadcasts"}
_WHY_NOT = {
    Refusal.UNKNOWN: "there is no such message; `telegist outbox` shows what there is",
    Refusal.WAITING: "waiting already",
    Refusal.SENDING: "being sent right now",
    Refusal.SENT: "sent already",
    Refusal.EMPTY: "nothing is left of it to send",
    Refusal.BLOCKED: "its chat has blocked the bot",
    Refusal.BROADCAST: "of a broadcast that isn't done and would send it anew; see `telegist broadcast list`",
}


def summary(piles: Sequence[Backlog], now: datetime) -> Iterable[Text]:
    """What waits, is on its way and was given up: how many of each kind, and how old."""
    for state, (name, style) in _TOLD.items():
        of_state = [one for one in piles if one.state is state]
        for pile in sorted(of_state, key=lambda one: list(Kind).index(one.kind)):  # the most urgent first
            what = pile.kind if pile.count == 1 else _PLURAL[pile.kind]
            since = words_in(DEFAULT).ago(pile.oldest or now, now)
            age = f"from {since}" if pile.count == 1 else f"the oldest from {since}"
            yield Text.assemble((f"{name:10}", style), f" {pile.count:6,} {what}, {age}")


def listing(entries: Sequence[OutboxEntry], now: datetime) -> Iterable[Text]:
    """Each message in lines: number, state, kind, time; to whom; why."""
    for one in entries:
        name, style = _TOLD[one.state]
        when = f"{one.created_at:%Y-%m-%d %H:%M} UTC, {words_in(DEFAULT).ago(one.created_at, now)}"
        yield Text.assemble((f"{one.id:6}  ", "bold"), (name, style), f"  {one.kind}  {when}")
        yield Text(f"        {_place(one.address)}{_named(one)}")
        if told := _told(one):
            yield Text(f"        {told}", style)


def refusals(refused: Mapping[int, Refusal]) -> Iterable[str]:
    """A line for each that was refused."""
    return (f"{message_id}: {_WHY_NOT[why]}" for message_id, why in refused.items())


def refused_sum(reasons: Counter[Refusal]) -> Iterable[str]:
    """A line for each reason."""
    return (f"{count:,} {'stays' if count == 1 else 'stay'}: {_WHY_NOT[why]}" for why, count in reasons.items())


def plain(one: OutboxEntry) -> dict[str, Any]:
    """For scripts; moments as ISO 8601."""
    return {
        "id": one.id,
        "kind": one.kind,
        "state": one.state,
        "chat_id": one.address.chat_id,
        "thread_id": one.address.thread_id,
        "slot": _slot(one),
        "part": one.part,
        "attempts": one.attempts,
        "reason": one.reason,
        "created_at": one.created_at.isoformat(),
        "waits_to": one.waits_to.isoformat() if one.waits_to else None,
        "ended_at": one.ended_at.isoformat() if one.ended_at else None,
        "sendable": one.sendable,
    }


def plain_pile(pile: Backlog) -> dict[str, Any]:
    """For scripts."""
    oldest = pile.oldest.isoformat() if pile.oldest else None
    return {"kind": pile.kind, "state": pile.state, "count": pile.count, "oldest": oldest}


def _place(address: Address) -> str:
    return f"chat {address.chat_id}" + (f", topic {address.thread_id}" if address.thread_id else "")


def _slot(one: OutboxEntry) -> str | None:
    """None for a reply, whose slot tells what somebody reads."""
    return None if one.kind is Kind.REPLY else one.slot


def _named(one: OutboxEntry) -> str:
    slot = _slot(one)
    return f"  part {one.part}" + (f" of {slot}" if slot else "")


def _told(one: OutboxEntry) -> str:
    parts = [one.reason or ""]
    if one.waits_to and one.state is State.QUEUED:
        parts.append(f"tried again at {one.waits_to:%H:%M:%S} UTC")
    if one.attempts > 1:
        parts.append(f"{one.attempts} attempts")
    if not one.sendable:
        parts.append("nothing is left of it to send")
    return "; ".join(part for part in parts if part)
