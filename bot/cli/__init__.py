"""The operator's command line, `telegist`."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from bot import __version__
from bot.cli import articles, backup, broadcast, doctor, feeds, outbox, run
from bot.cli.options import CONFIG_VARIABLE, ConfigOption
from bot.errors import TelegistError
from ingest.errors import IngestError
from storage.errors import StorageError

app = typer.Typer(
    name="telegist",
    help="A Telegram bot that brings the news: summaries, search and daily digests, in the chat.\n\n"
    "First steps: `telegist demo` shows it at work with no token. Then get a token from @BotFather, set "
    "TELEGIST_TELEGRAM__TOKEN, `telegist feeds add` a site, and `telegist run`.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command()(run.run)
app.command()(run.demo)
app.command()(articles.add)
app.command()(feeds.fetch)
app.add_typer(feeds.app, name="feeds")
app.command()(articles.search)
app.command()(articles.latest)
app.command()(articles.summarize)
app.add_typer(outbox.app, name="outbox")
app.add_typer(broadcast.app, name="broadcast")
app.command()(doctor.doctor)
app.command()(backup.backup)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"telegist {__version__}")
        raise typer.Exit


@app.callback()
def _telegist(
    config: ConfigOption = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    if config:  # given before the command, where the command itself does not see it
        os.environ[CONFIG_VARIABLE] = str(config)


def main() -> None:
    """Runs the command line: exit code 0, 1 where it failed, 2 where it was called wrongly."""
    try:
        app()
    except (TelegistError, StorageError, IngestError) as error:
        for line in str(error).splitlines():
            typer.echo(f"telegist: {line}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(1)
