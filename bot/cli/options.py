"""What the commands share: the configuration option, and a storage opened by it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.config import Settings, ingest_settings, load
from bot.log import configure
from ingest import Ingest
from storage import Storage, utc_now

CONFIG_VARIABLE = "TELEGIST_CONFIG"
ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        "-c",
        envvar=CONFIG_VARIABLE,
        help="The configuration file.",
        show_default="config.toml, if there is one",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Don't ask, for scripts.")]


def settings_from(config: Path | None) -> Settings:
    """The configuration of that file; logging is set up by it."""
    settings = load(config)
    configure(settings.log.level, settings.log.format)
    return settings


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[tuple[Storage, Ingest]]:
    """The storage and the ingest of the configuration."""
    async with (
        await Storage.open(settings.storage.url, clock=utc_now) as storage,
        Ingest(storage, ingest_settings(settings), clock=utc_now) as ingest,
    ):
        yield storage, ingest
