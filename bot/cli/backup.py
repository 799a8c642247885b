"""`telegist backup`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import ConfigOption, opened, settings_from
from bot.config import Settings


def backup(
    file: Annotated[Path, typer.Argument(help="Where to; it must not exist yet.", dir_okay=False)],
    config: ConfigOption = None,
) -> None:
    """A copy of the database, whole and consistent though the bot is running.

    Example: `telegist backup monday.db`
    """
    asyncio.run(_backup(settings_from(config), file))
    typer.echo(f"saved    {file} ({file.stat().st_size / 1_048_576:.1f} MB)")


async def _backup(settings: Settings, file: Path) -> None:
    async with opened(settings) as (storage, _):
        await storage.backup(file)
