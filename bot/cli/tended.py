"""Whether a bot is at work on the database a command steers."""

from __future__ import annotations

import typer

from storage import Storage


def tell_if_nobody_delivers(storage: Storage) -> None:
    """A line for the operator where what is queued waits for a bot to be started."""
    if not storage.outbox.tended():
        typer.echo("telegist: no bot delivers from this database now: `telegist run` starts one", err=True)
