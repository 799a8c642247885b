"""`telegist outbox …`: what waits, what failed and why; trying again, letting go."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from bot.alerts import alert
from bot.answers import from_payload
from bot.cli.default_command import defaulting_to
from bot.cli.options import ConfigOption, JsonOption, YesOption, settings_from
from bot.cli.outbox_account import listing, plain, plain_pile, refusals, refused_sum, summary
from bot.cli.tended import tell_if_nobody_delivers
from bot.config import Settings
from bot.errors import TelegistError
from bot.html import plain as plain_text
from storage import Storage, utc_now
from storage.outbox_review import ASIDE, UNSENT, Refusal
from storage.records import Kind, Message, State

app = typer.Typer(
    cls=defaulting_to("list", alone=True),
    help="What waits to be sent, what failed and why. `telegist outbox` alone lists it.\n\n"
    "What was sent is not here. What failed stays for a week, then it is forgotten.",
)


def _of(allowed: Collection[str]) -> Callable[[list[str] | None], list[str]]:
    def checked(names: list[str] | None) -> list[str]:
        for name in names or ():
            if name not in allowed:
                raise typer.BadParameter(f"{name!r} is none of {', '.join(allowed)}")
        return names or []

    return checked


_KindOption = Annotated[
    list[str] | None,
    typer.Option("--kind", callback=_of(list(Kind)), help=f"Only these: {', '.join(Kind)}.", metavar="KIND"),
]
_StateOption = Annotated[
    list[str] | None,
    typer.Option("--state", callback=_of(UNSENT), help=f"Only these: {', '.join(UNSENT)}.", metavar="STATE"),
]
_Ids = Annotated[list[int] | None, typer.Argument(help="Numbers, as the list shows them.", metavar="ID")]
_AllOption = Annotated[bool, typer.Option("--all", help="All that failed or is uncertain.")]


@app.command("list")
def list_(
    config: ConfigOption = None,
    state: _StateOption = None,
    kind: _KindOption = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, help="How many at most.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """What waits, counted; and the last messages that failed or whose fate is uncertain, each with its reason.

    Example: `telegist outbox --state failed --kind digest`
    """
    states = [State(one) for one in state or ASIDE]
    asyncio.run(_list(settings_from(config), states, _kinds(kind), limit, as_json))


@app.command("show")
def show(
    message_id: Annotated[int, typer.Argument(help="Its number, as the list shows it.", metavar="ID")],
    config: ConfigOption = None,
) -> None:
    """The text of one message. A reply's is for nobody but its reader, and isn't shown.

    Example: `telegist outbox show 17`
    """
    asyncio.run(_show(settings_from(config), message_id))


@app.command("retry")
def retry(
    ids: _Ids = None,
    config: ConfigOption = None,
    everything: _AllOption = False,
    kind: _KindOption = None,
) -> None:
    """Try again what failed or may not have arrived, as if for the first time.

    What is uncertain may arrive a second time. What a chat refused by blocking the bot can't be sent any more.

    Example: `telegist outbox retry 17 18` or `telegist outbox retry --all --kind digest`
    """
    chosen = _chosen(ids, everything, kind)
    if asyncio.run(_retry(settings_from(config), chosen, _kinds(kind))):
        raise typer.Exit(1)


@app.command("drop")
def drop(
    ids: _Ids = None,
    config: ConfigOption = None,
    everything: _AllOption = False,
    kind: _KindOption = None,
    yes: YesOption = False,
) -> None:
    """Remove messages that wait, failed or are uncertain: nobody will get them.

    Example: `telegist outbox drop 17` or `telegist outbox drop --all --yes`
    """
    chosen = _chosen(ids, everything, kind)
    if asyncio.run(_drop(settings_from(config), chosen, _kinds(kind), yes)):
        raise typer.Exit(1)


def _kinds(names: list[str] | None) -> list[Kind]:
    return [Kind(name) for name in names or Kind]


def _chosen(ids: list[int] | None, everything: bool, kind: list[str] | None) -> list[int] | None:
    """The numbers given; None for all."""
    if everything == bool(ids):
        raise typer.BadParameter("give the numbers of messages, or --all", param_hint="ID…")
    if ids and kind:
        raise typer.BadParameter("goes with --all, not with numbers", param_hint="--kind")
    return ids or None


async def _list(settings: Settings, states: Sequence[State], kinds: Sequence[Kind], limit: int, as_json: bool) -> None:
    async with await Storage.open(settings.storage.url, clock=utc_now) as storage:
        piles = await storage.outbox.backlog()
        entries = await storage.outbox_review.entries(states, kinds, limit=limit)
        if any(pile.state is State.QUEUED for pile in piles):
            tell_if_nobody_delivers(storage)
    if as_json:
        told = {"piles": [plain_pile(one) for one in piles], "messages": [plain(one) for one in entries]}
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    now = utc_now()
    if not piles:
        _print([Text("Nothing waits, and nothing failed within a week.")])
        return
    _print(summary(piles, now))
    _print([Text("")])
    if entries:
        _print(listing(entries, now))
        shown = sum(pile.count for pile in piles if pile.state in states and pile.kind in kinds)
        if shown > len(entries):
            _print([Text(f"\n{shown - len(entries):,} more: `--limit` shows more of them", "dim")])
        if any(one.sendable and one.state in ASIDE for one in entries):
            _print([Text("\nTry again: `telegist outbox retry ID`. Let go: `telegist outbox drop ID`.", "dim")])
    else:
        _print([Text("Nothing failed." if set(states) == set(ASIDE) else "None of these.")])


async def _show(settings: Settings, message_id: int) -> None:
    async with await Storage.open(settings.storage.url, clock=utc_now) as storage:
        message = await storage.outbox_review.get(message_id)
        if message is None:
            raise TelegistError(f"outbox show: {message_id}: no such message; `telegist outbox` shows what there is")
        if message.kind is Kind.REPLY:
            raise TelegistError(f"outbox show: {message_id}: a reply, which tells what somebody reads: it isn't shown")
        text = await _text(storage, message)
    if text is None:
        raise TelegistError(f"outbox show: {message_id}: {message.state}: its text is not kept any more")
    typer.echo(text)


async def _text(storage: Storage, message: Message) -> str | None:
    if article_ids := message.payload.get("article_ids"):
        reply = await alert(storage, message.address, article_ids, utc_now())
        return None if reply is None else plain_text(reply.text)
    return plain_text(from_payload(message.payload).text) if message.payload else None


async def _retry(settings: Settings, ids: list[int] | None, kinds: Sequence[Kind]) -> bool:
    """Whether a message that was named was refused."""
    async with await Storage.open(settings.storage.url, clock=utc_now) as storage:
        put_back, refused = await _each(storage, storage.outbox_review.retry, ids, kinds)
        if put_back:
            tell_if_nobody_delivers(storage)
    _tell(put_back, "put back into the queue", refused, ids)
    return bool(ids and refused)


async def _drop(settings: Settings, ids: list[int] | None, kinds: Sequence[Kind], yes: bool) -> bool:
    async with await Storage.open(settings.storage.url, clock=utc_now) as storage:
        piles = await storage.outbox.backlog()
        count = len(ids) if ids else sum(one.count for one in piles if one.state in ASIDE and one.kind in kinds)
        if count and not yes:
            what = "this message" if count == 1 else f"these {count:,} messages"
            typer.confirm(f"Remove {what}? Nobody will get what you remove.", abort=True, err=True)
        dropped, refused = await _each(storage, storage.outbox_review.drop, ids, kinds)
    _tell(dropped, "removed", refused, ids)
    return bool(ids and refused)


async def _each(
    storage: Storage,
    act: Callable[[Sequence[int]], Awaitable[dict[int, Refusal]]],
    ids: list[int] | None,
    kinds: Sequence[Kind],
) -> tuple[int, dict[int, Refusal]]:
    """Acts on those messages, or on all of these kinds that were given up; how many it was done to, and what stays."""
    chosen = await storage.outbox_review.aside(kinds) if ids is None else tuple(dict.fromkeys(ids))
    refused = await act(chosen)
    return len(chosen) - len(refused), refused


def _tell(done: int, what: str, refused: Mapping[int, Refusal], ids: list[int] | None) -> None:
    lines = refused_sum(Counter(refused.values())) if ids is None else refusals(refused)
    for line in lines:
        typer.echo(f"telegist: {line}", err=True)
    if done or ids is None:
        typer.echo(f"{done:,} {what}")


def _print(lines: Iterable[Text]) -> None:
    out = Console(highlight=False)
    for line in lines:
        out.print(line, soft_wrap=True)
