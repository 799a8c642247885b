"""`telegist broadcast …`: an operator's message to many chats."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.rule import Rule

from bot.answers import Reply, payload
from bot.broadcasts import RESUMABLE
from bot.cli.broadcast_account import counted, lasting, listing, plain, preview, standing
from bot.cli.broadcast_watch import found, watch
from bot.cli.default_command import defaulting_to
from bot.cli.options import ConfigOption, JsonOption, YesOption, settings_from
from bot.cli.tended import tell_if_nobody_delivers
from bot.config import Settings
from bot.errors import TelegistError
from bot.html import Html
from bot.markup import WrongMarkup, read_html, read_plain
from bot.words import LANGUAGES
from storage import Storage, utc_now
from storage.broadcast_records import Broadcast, Circle, Progress

_REMEMBERED = timedelta(days=7)

app = typer.Typer(
    cls=defaulting_to("send", alone=False),
    no_args_is_help=True,
    help="An operator's message to all or some chats. `telegist broadcast FILE` sends one.\n\n"
    "The bot tells the news and nothing but: a broadcast is for what readers must know, that the bot moves or a "
    "source is gone. It reaches the chats that are kept; who has set nothing is not known here.",
)
_Number = Annotated[int, typer.Argument(help="Its number, as `broadcast list` shows it.", metavar="ID")]


def _known_languages(names: list[str] | None) -> list[str]:
    for name in names or ():
        if name not in LANGUAGES:
            raise typer.BadParameter(f"{name!r} is none of {', '.join(LANGUAGES)}")
    return names or []


@app.command("send")
def send(
    file: Annotated[str, typer.Argument(help="A text file, or - for standard input.", metavar="FILE|-")],
    config: ConfigOption = None,
    to: Annotated[Circle, typer.Option(help="Which kind of chats.")] = Circle.ALL,
    language: Annotated[
        list[str] | None,
        typer.Option(callback=_known_languages, help=f"Only who reads it: {', '.join(LANGUAGES)}.", metavar="CODE"),
    ] = None,
    chat: Annotated[list[int] | None, typer.Option(help="Only this chat; may be given again.", metavar="ID")] = None,
    html: Annotated[bool, typer.Option("--html", help="The file is Telegram's HTML, not plain text.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show it and count the chats; send nothing.")] = False,
    yes: YesOption = False,
    again: Annotated[bool, typer.Option("--again", help="Also if the same went to the same within a week.")] = False,
) -> None:
    """Send a message. It is shown and the chats are counted first, then you are asked.

    The bot that runs on this database sends it, at its pace, after whatever else it has to say. The progress is shown;
    Ctrl-C ends the showing, not the sending: that is `telegist broadcast stop ID`.

    Example: `telegist broadcast moving.txt --to private --language ru`, or first to yourself:
    `telegist broadcast moving.html --html --chat 123456789`
    """
    settings, message = settings_from(config), _read(file, html)
    begun = asyncio.run(_send(settings, message, to, language or [], chat or [], dry_run, yes, again))
    if begun is not None and sys.stderr.isatty():
        watch(settings, begun.id)


@app.command("stop")
def stop(broadcast_id: _Number, config: ConfigOption = None) -> None:
    """Stop a broadcast. Who has it has it; nobody else gets it until `resume`.

    Example: `telegist broadcast stop 3`
    """
    asyncio.run(_stop(settings_from(config), broadcast_id))


@app.command("resume")
def resume(broadcast_id: _Number, config: ConfigOption = None) -> None:
    """Go on with a stopped broadcast: nobody is left out and nobody gets it twice. Possible for a week.

    Example: `telegist broadcast resume 3`
    """
    settings = settings_from(config)
    asyncio.run(_resume(settings, broadcast_id))
    if sys.stderr.isatty():
        watch(settings, broadcast_id)


@app.command("watch")
def watch_(broadcast_id: _Number, config: ConfigOption = None) -> None:
    """Show how far a broadcast is, until it is done or stopped. Ctrl-C ends the showing only.

    Example: `telegist broadcast watch 3`
    """
    watch(settings_from(config), broadcast_id)


@app.command("list")
def list_(
    config: ConfigOption = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, help="How many at most.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """The last broadcasts and what became of them.

    Example: `telegist broadcast list --json`
    """
    asyncio.run(_list(settings_from(config), limit, as_json))


def _read(file: str, html: bool) -> Html:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        source = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise TelegistError(f"broadcast: {file}: not a text in UTF-8") from None
    except OSError as error:
        raise TelegistError(f"broadcast: {file}: cannot be read: {error.strerror}") from None
    try:
        return read_html(source) if html else read_plain(source)
    except WrongMarkup as error:
        raise TelegistError(f"broadcast: {file}: {error}") from None


async def _send(
    settings: Settings,
    message: Html,
    circle: Circle,
    languages: Sequence[str],
    chat_ids: Sequence[int],
    dry_run: bool,
    yes: bool,
    again: bool,
) -> Broadcast | None:
    """The broadcast that was begun; None for a dry run. Raises Abort where the operator says no."""
    from bot.cli.broadcast_audience import audience

    said = payload(Reply(message))
    async with await Storage.open(settings.storage.url, clock=utc_now) as storage:
        meant = await audience(storage, settings, circle, languages, chat_ids)
        reach = await storage.broadcasts.reach(meant)
        if not yes or dry_run:
            _show(message)
        if dry_run:
            typer.echo(f"It would go to {counted(reach)}.")
            return None
        if not reach:
            raise TelegistError("broadcast: there is no chat to send it to: none is kept that is meant and not blocked")
        earlier = await storage.broadcasts.said_since(said, meant, utc_now() - _REMEMBERED)
        if earlier is not None and not again:
            _ask_about(earlier, yes)
        if not yes:
            pace = settings.delivery.per_second
            typer.confirm(f"Send it to {counted(reach)}? It takes about {lasting(reach, pace)}.", abort=True, err=True)
        begun = await storage.broadcasts.begin(said, meant)
        typer.echo(f"broadcast {begun.id} begins: {counted(begun.total)}")
        tell_if_nobody_delivers(storage)
    return begun


def _ask_about(earlier: Broadcast, yes: bool) -> None:
    told = (
        f"the same went to the same chats on {earlier.created_at:%Y-%m-%d at %H:%M} UTC: "
        f"broadcast {earlier.id}, {earlier.progress}, {standing(earlier)}"
    )
    if earlier.progress is Progress.STOPPED:
        told += f" (to go on with that one: telegist broadcast resume {earlier.id})"
    if yes:
        raise TelegistError(f"broadcast: {told}; add --again if it is meant")
    typer.confirm(f"Is it meant? {told[0].upper()}{told[1:]}.", abort=True, err=True)


def _show(message: Html) -> None:
    out = Console(highlight=False)
    out.print(Rule(style="dim"))
    out.print(preview(message), soft_wrap=True)
    out.print(Rule(style="dim"))


async def _stop(settings: Settings, broadcast_id: int) -> None:
    async with await Storage.open(settings.storage.url, clock=utc_now) as storage:
        stopped = await storage.broadcasts.stop(broadcast_id)
        one = await found(storage, broadcast_id)
    if not stopped:
        raise TelegistError(f"broadcast stop: {broadcast_id}: it is {one.progress} already: {standing(one)}")
    typer.echo(f"broadcast {broadcast_id} is stopped: {standing(one)}")
    typer.echo(f"  to go on, within {RESUMABLE.days} days: telegist broadcast resume {broadcast_id}")


async def _resume(settings: Settings, broadcast_id: int) -> None:
    async with await Storage.open(settings.storage.url, clock=utc_now) as storage:
        resumed = await storage.broadcasts.resume(broadcast_id)
        one = await found(storage, broadcast_id)
        if not resumed:
            raise TelegistError(f"broadcast resume: {broadcast_id}: it is {one.progress}: {standing(one)}")
        typer.echo(f"broadcast {broadcast_id} goes on: {standing(one)}")
        tell_if_nobody_delivers(storage)


async def _list(settings: Settings, limit: int, as_json: bool) -> None:
    async with await Storage.open(settings.storage.url, clock=utc_now) as storage:
        broadcasts = await storage.broadcasts.list(limit)
    if as_json:
        typer.echo(json.dumps([plain(one) for one in broadcasts], ensure_ascii=False))
        return
    if not broadcasts:
        typer.echo("No broadcasts yet: `telegist broadcast FILE`.")
    out = Console(highlight=False)
    for line in listing(broadcasts):
        out.print(line, soft_wrap=True)
