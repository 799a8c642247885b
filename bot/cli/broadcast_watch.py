"""Watching a broadcast: its progress, as the database has it."""

from __future__ import annotations

import asyncio
import time

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from bot.cli.broadcast_account import Pace, lasting, standing
from bot.cli.tended import tell_if_nobody_delivers
from bot.config import Settings
from bot.errors import TelegistError
from storage import Storage, utc_now
from storage.broadcast_records import Broadcast
from storage.broadcast_records import Progress as State

_EVERY = 1.0  # seconds


def watch(settings: Settings, broadcast_id: int) -> None:
    """Shows how far it is until it is done or stopped. Ctrl-C ends the watching only, and says so."""
    try:
        ended = asyncio.run(_watch(settings, broadcast_id))
    except KeyboardInterrupt:
        typer.echo(
            f"\nNo longer watched; broadcast {broadcast_id} goes on.\n"
            f"  to stop it:        telegist broadcast stop {broadcast_id}\n"
            f"  to watch it again: telegist broadcast watch {broadcast_id}",
            err=True,
        )
        return
    typer.echo(f"broadcast {broadcast_id} is {ended.progress}: {standing(ended)}")
    if ended.progress is State.STOPPED:
        typer.echo(f"  to go on: telegist broadcast resume {broadcast_id}")
    elif ended.failed or ended.uncertain:
        typer.echo("  why: telegist outbox --kind broadcast")


async def found(storage: Storage, broadcast_id: int) -> Broadcast:
    """The broadcast of that number. Raises TelegistError where there is none."""
    one = await storage.broadcasts.get(broadcast_id)
    if one is None:
        raise TelegistError(f"broadcast {broadcast_id}: there is none; `telegist broadcast list` shows what there is")
    return one


async def _watch(settings: Settings, broadcast_id: int) -> Broadcast:
    err = Console(stderr=True, highlight=False)
    bar = Progress(
        TextColumn(f"Broadcast {broadcast_id}"),
        BarColumn(),
        TextColumn("{task.description}"),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )
    pace = Pace()
    async with await Storage.open(settings.storage.url, clock=utc_now) as storage:
        if (await found(storage, broadcast_id)).progress is State.RUNNING and not err.is_terminal:
            tell_if_nobody_delivers(storage)
        with bar:
            task = bar.add_task("")
            while (one := await found(storage, broadcast_id)).progress is State.RUNNING:
                rate = pace.see(time.monotonic(), one.settled)
                told = [standing(one), f"{rate:.1f}/s"]
                if rate and one.left:
                    told.append(f"{lasting(one.left, rate)} to go")
                if not storage.outbox.tended():
                    told.append("no bot at work")
                bar.update(task, completed=one.settled, total=one.settled + one.left, description=", ".join(told))
                await asyncio.sleep(_EVERY)
    return one
