"""`telegist run` and `telegist demo`."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import tempfile
import webbrowser
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.options import ConfigOption, settings_from
from bot.config import Settings, Telegram
from bot.errors import TelegistError


def run(config: ConfigOption = None) -> None:
    """Run the bot: answers readers, polls feeds, sends digests. Ctrl-C or SIGTERM stops it cleanly.

    Example: `TELEGIST_TELEGRAM__TOKEN=123:abc telegist run`
    """
    asyncio.run(_serve(settings_from(config)))


def demo(
    config: ConfigOption = None,
    port: Annotated[int, typer.Option(help="The web chat's port; 0 takes a free one.", min=0, max=65535)] = 8080,
    browser: Annotated[bool, typer.Option(help="Open the web chat in the browser.")] = True,
) -> None:
    """Try the bot with no token: a local Telegram with a web chat, a small news site, and the bot against both.

    Nothing leaves this machine, and nothing is kept when it ends.

    Example: `telegist demo --no-browser`
    """
    asyncio.run(_demo(settings_from(config), port, browser))


async def _serve(settings: Settings, stop: asyncio.Event | None = None) -> None:
    from bot.service import serve

    await serve(settings, stop or _stop_on_signal())


def _stop_on_signal() -> asyncio.Event:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    return stop


async def _demo(settings: Settings, port: int, browser: bool) -> None:
    stop = _stop_on_signal()
    playground = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "playground", "--port", str(port)),
        stdout=asyncio.subprocess.PIPE,
        stderr=None,
        start_new_session=True,  # Ctrl-C is ours to hear: the bot goes first, its Telegram after it
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        about = await _introduction(playground)
        with tempfile.TemporaryDirectory(prefix="telegist-demo-") as folder:
            typer.echo(f"\n  The web chat: {about['chat_url']}\n  Send /start to the bot. Ctrl-C ends the demo.\n")
            if browser:
                await asyncio.to_thread(webbrowser.open, about["chat_url"])
            await _serve(_for_demo(settings, about, Path(folder)), stop)
    finally:
        if playground.returncode is None:
            playground.terminate()
        await playground.wait()


async def _introduction(playground: asyncio.subprocess.Process) -> dict[str, Any]:
    """The first line the playground prints: where it listens."""
    assert playground.stdout is not None
    line = await playground.stdout.readline()
    try:
        about: dict[str, Any] = json.loads(line)
    except ValueError:
        raise TelegistError(
            "demo: the playground did not start: its message stands above; another --port may help"
        ) from None
    return about


def _for_demo(settings: Settings, about: dict[str, Any], folder: Path) -> Settings:
    """The operator's settings, turned to the playground and to a database that goes with the demo."""
    return settings.model_copy(
        update={
            "telegram": Telegram.model_validate({"token": about["token"], "api_url": about["api_url"]}),
            "storage": settings.storage.model_copy(update={"url": f"sqlite+aiosqlite:///{folder / 'demo.db'}"}),
            "ingest": settings.ingest.model_copy(
                update={"feeds": tuple(about["feeds"]), "allow_private_networks": True}
            ),
        }
    )
