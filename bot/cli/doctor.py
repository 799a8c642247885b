"""`telegist doctor`: what is wrong, and how to mend it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import typer
from rich.console import Console
from rich.text import Text

from bot import __version__
from bot.cli.findings import Finding
from bot.cli.options import ConfigOption, JsonOption, settings_from
from bot.config import Settings
from bot.errors import ConfigError
from bot.log import redact
from storage import Storage, utc_now
from storage.errors import StorageError
from storage.records import State


def doctor(config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Look at configuration, token, ways in, database and feeds; say what is wrong and how to mend it.

    Exit code 1 where something is.

    Example: `telegist doctor`
    """
    findings = asyncio.run(_examine(config))
    if as_json:
        typer.echo(json.dumps([_plain(one) for one in findings], ensure_ascii=False))
    else:
        _show(findings)
    if not all(one.well for one in findings):
        raise typer.Exit(1)


async def _examine(config: Path | None) -> list[Finding]:
    try:
        settings = settings_from(config)
    except ConfigError as error:
        return [Finding("configuration", False, str(error), "config.example.toml explains every key")]
    from bot.cli import doctor_doors  # Telegram's library takes half a second, which the other commands need not wait

    findings = [Finding("configuration", True, f"telegist {__version__}")]
    findings += await _telegram(settings)
    findings += doctor_doors.listening(settings)
    findings += await _database(settings)
    return findings


async def _telegram(settings: Settings) -> list[Finding]:
    token = settings.telegram.token.get_secret_value()
    if not token:
        mend = "get one from @BotFather in Telegram and set TELEGIST_TELEGRAM__TOKEN"
        return [Finding("token", False, "none is set", mend)]
    from telegram import Bot
    from telegram.error import InvalidToken, TelegramError

    from bot.application import way
    from bot.cli.doctor_doors import inline_mode, webhook
    from bot.delivery.transport import AiohttpRequest

    try:
        base_url = f"{settings.telegram.api_url}/bot"
        calls, polls = AiohttpRequest(way(settings.telegram)), AiohttpRequest()
        async with Bot(token, base_url, request=calls, get_updates_request=polls) as bot:
            known = Finding("token", True, f"@{bot.username}")
            return [known, inline_mode(bot), *await webhook(settings, bot, utc_now())]
    except InvalidToken:
        return [Finding("token", False, "Telegram refuses it", "copy it once more from @BotFather, all of it")]
    except TelegramError as error:
        mend = f"see whether this machine reaches {settings.telegram.api_url}; a proxy goes into [telegram] proxy"
        return [Finding("token", False, f"Telegram can't be reached: {redact(error.message)}", mend)]


async def _database(settings: Settings) -> list[Finding]:
    try:
        async with await Storage.open(settings.storage.url, clock=utc_now) as storage:
            totals, feeds = await storage.totals(), await storage.feeds.list()
    except StorageError as error:
        return [Finding("database", False, str(error), "see [storage] url in config.example.toml")]
    told = f"{totals.articles} articles, {totals.chats} chats, {totals.subscriptions} subscriptions"
    findings = [Finding("database", True, told)]
    failed = totals.outbox.get(State.FAILED, 0) + totals.outbox.get(State.UNCERTAIN, 0)
    waiting = totals.outbox.get(State.QUEUED, 0)
    findings.append(Finding("outbox", True, f"{waiting} waiting, {failed} not delivered in the last week"))
    if not feeds:
        findings.append(Finding("feeds", False, "there are none", "`telegist feeds add https://…`, a feed or a site"))
    ill = [feed for feed in feeds if feed.health]
    if feeds:
        findings.append(Finding("feeds", True, f"{len(feeds) - len(ill)} of {len(feeds)} are well"))
    findings += [
        Finding(
            f"feed {feed.id}",
            False,
            f"{feed.name}: {feed.health}",
            f"`telegist feeds remove {feed.id}`, if it stays so",
        )
        for feed in ill
    ]
    return findings


def _show(findings: list[Finding]) -> None:
    out = Console(highlight=False)
    for one in findings:
        mark = ("✓ ", "green") if one.well else ("✗ ", "red")
        out.print(Text.assemble(mark, (one.what, "bold"), f": {one.told}"), soft_wrap=True)
        if one.mend:
            out.print(Text(f"    → {one.mend}"), soft_wrap=True)


def _plain(one: Finding) -> dict[str, object]:
    return {"what": one.what, "well": one.well, "told": one.told, "mend": one.mend}
