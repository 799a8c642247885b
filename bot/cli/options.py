"""What the commands share: the configuration option, and a storage opened by it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any, TypeVar

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

T = TypeVar("T")


def settings_from(config: Path | None) -> Settings:
    """The configuration of that file; logging is set up by it."""
    settings = load(config)
    configure(settings.log.level, settings.log.format)
    return settings


def run_async(work: Coroutine[Any, Any, T]) -> T:
    """Runs a command's work to its end."""
    return asyncio.run(work)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[tuple[Storage, Ingest]]:
    """The storage and the ingest of the configuration."""
    async with (
        await Storage.open(settings.storage.url, clock=utc_now) as storage,
        Ingest(storage, ingest_settings(settings), clock=utc_now) as ingest,
    ):
        yield storage, ingest
