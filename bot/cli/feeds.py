"""`telegist fetch` and `telegist feeds …`: the sources."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from bot.cli.feeds_account import account, listing
from bot.cli.options import ConfigOption, JsonOption, opened, settings_from
from bot.config import Settings
from bot.errors import TelegistError
from bot.sources import keep_configured
from ingest import FeedOutcome
from ingest.errors import IngestError
from ingest.feeds import opml
from storage import utc_now
from storage.records import Feed

app = typer.Typer(help="The sources that are polled.", no_args_is_help=True)


def fetch(config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Poll every feed that is due, once.

    Example: `telegist fetch`
    """
    if asyncio.run(_fetch(settings_from(config), as_json)):
        raise typer.Exit(1)


@app.command("add")
def add(
    urls: Annotated[list[str], typer.Argument(help="Feeds, or sites that have one.", metavar="URL…")],
    config: ConfigOption = None,
    topic: Annotated[str, typer.Option(help="What it is about.")] = "",
) -> None:
    """Add sources; a site's address finds its feed.

    Example: `telegist feeds add https://example.org`
    """
    if asyncio.run(_add(settings_from(config), urls, topic)):
        raise typer.Exit(1)


@app.command("remove")
def remove(
    urls: Annotated[list[str], typer.Argument(help="Addresses or numbers, as `feeds list` shows.", metavar="URL|ID…")],
    config: ConfigOption = None,
) -> None:
    """Poll sources no longer; their articles stay.

    Example: `telegist feeds remove 3`
    """
    if asyncio.run(_remove(settings_from(config), urls)):
        raise typer.Exit(1)


@app.command("list")
def list_(config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """The sources and how they are.

    Example: `telegist feeds list --json`
    """
    asyncio.run(_list(settings_from(config), as_json))


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="An OPML file.", exists=True, dir_okay=False)],
    config: ConfigOption = None,
) -> None:
    """Add every feed of an OPML file.

    Example: `telegist feeds import subscriptions.opml`
    """
    try:
        listed = opml.read(file.read_bytes())
    except OSError as error:
        raise TelegistError(f"feeds import: {file}: cannot be read: {error}") from None
    asyncio.run(_import(settings_from(config), listed))


@app.command("export")
def export(
    file: Annotated[Path | None, typer.Argument(help="Where to; without it, standard output.")] = None,
    config: ConfigOption = None,
) -> None:
    """All sources as OPML.

    Example: `telegist feeds export subscriptions.opml`
    """
    text = asyncio.run(_export(settings_from(config)))
    if file is None:
        typer.echo(text)
        return
    try:
        file.write_text(text, encoding="utf8")
    except OSError as error:
        raise TelegistError(f"feeds export: {file}: cannot be written: {error}") from None


async def _fetch(settings: Settings, as_json: bool) -> bool:
    """Polls; whether any feed failed."""
    err = Console(stderr=True, highlight=False)
    async with opened(settings) as (storage, ingest):
        await keep_configured(storage, settings)
        due = len(await storage.feeds.due(utc_now(), limit=1_000_000))
        bar = Progress(
            TextColumn("Fetching"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
            console=err,
            transient=True,
            disable=not err.is_terminal or as_json,
        )
        with bar:
            task = bar.add_task("", total=due)

            def seen(outcome: FeedOutcome) -> None:
                bar.update(task, advance=1, description=outcome.feed.name[:40])

            outcomes = await ingest.poll(on_outcome=seen)
    if as_json:
        typer.echo(json.dumps([_outcome(one) for one in outcomes], ensure_ascii=False))
    else:
        _print(account(outcomes))
    return any(outcome.error for outcome in outcomes)


async def _add(settings: Settings, urls: list[str], topic: str) -> int:
    failed = 0
    async with opened(settings) as (storage, ingest):
        for url in urls:
            try:
                found = await ingest.find_feed(url)
            except IngestError as error:
                typer.echo(f"telegist: {error}", err=True)
                failed += 1
                continue
            feed, new = await storage.feeds.add(found.url, title=found.title, topic=topic)
            if feed.stopped:  # it was just found to be there again
                await storage.feeds.resume(feed.id)
            typer.echo(f"{'added' if new else 'resumed' if feed.stopped else 'known':8} {feed.name} ({feed.url})")
    return failed


async def _remove(settings: Settings, urls: list[str]) -> int:
    failed = 0
    async with opened(settings) as (storage, _):
        for url in urls:
            feed = await (storage.feeds.get(int(url)) if url.isdecimal() else storage.feeds.by_url(url))
            if feed is None or not await storage.feeds.remove(feed.id):
                typer.echo(f"telegist: {url}: no such source; `telegist feeds list` shows them", err=True)
                failed += 1
            else:
                typer.echo(f"removed  {feed.name}")
    return failed


async def _list(settings: Settings, as_json: bool) -> None:
    async with opened(settings) as (storage, _):
        feeds = await storage.feeds.list()
    if as_json:
        typer.echo(json.dumps([_plain(feed) for feed in feeds], ensure_ascii=False))
        return
    _print(listing(feeds, utc_now()) if feeds else [Text("No sources yet: `telegist feeds add URL`.")])


async def _import(settings: Settings, listed: tuple[opml.OpmlFeed, ...]) -> None:
    new = 0
    async with opened(settings) as (storage, _):
        for one in listed:
            _, added = await storage.feeds.add(one.url, title=one.title, topic=one.topic)
            new += added
    typer.echo(f"{new} added, {len(listed) - new} known already")


async def _export(settings: Settings) -> str:
    async with opened(settings) as (storage, _):
        feeds = await storage.feeds.list()
    return opml.write(opml.OpmlFeed(feed.url, feed.title, feed.topic) for feed in feeds)


def _print(lines: Iterable[Text]) -> None:
    out = Console(highlight=False)
    for line in lines:
        # Whole, so that an address can be copied; the terminal breaks what is too long for it.
        out.print(line, soft_wrap=True)


def _plain(feed: Feed) -> dict[str, Any]:
    return {
        "id": feed.id,
        "url": feed.url,
        "title": feed.title,
        "topic": feed.topic,
        "fetched_at": feed.fetched_at.isoformat() if feed.fetched_at else None,
        "next_fetch_at": feed.next_fetch_at.isoformat(),
        "failures": feed.failures,
        "health": feed.health,
        "stopped": feed.stopped,
    }


def _outcome(one: FeedOutcome) -> dict[str, Any]:
    return {"url": one.feed.url, "title": one.feed.title, "new": one.new, "changed": one.changed, "error": one.error}
