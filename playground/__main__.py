"""``python -m playground``: the Bot API, the web chat and the news site, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
from contextlib import AsyncExitStack

from playground.demo import populate
from playground.newsroom import Newsroom
from playground.running import DEFAULT_TOKEN, Playground


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m playground", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8081, help="Bot API and web chat; 0 takes a free port")
    parser.add_argument("--news-port", type=int, default=8082, help="news site; 0 takes a free port")
    parser.add_argument("--token", default=DEFAULT_TOKEN, help="the only token the Bot API knows")
    parser.add_argument("--limits", action="store_true", help="keep Telegram's published rate limits")
    parser.add_argument("--no-privacy", action="store_true", help="let the bot hear everything said in groups")
    parser.add_argument("--no-inline", action="store_true", help="the bot has no inline mode, as before /setinline")
    parser.add_argument("--webhooks-to", default="", help="where on this machine an https webhook leads")
    parser.add_argument("--no-news", action="store_true", help="leave the news site out")
    parser.add_argument("--no-people", action="store_true", help="start without readers and groups")
    return parser.parse_args()


async def serve(options: argparse.Namespace) -> None:
    """Run until told to stop."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stopped.set)
    async with AsyncExitStack() as stack:
        playground = Playground(
            options.token,
            host=options.host,
            port=options.port,
            limits=options.limits,
            privacy=not options.no_privacy,
            inline=not options.no_inline,
            webhooks_to=options.webhooks_to,
        )
        if not options.no_people:
            populate(playground)
        await stack.enter_async_context(playground)
        feeds: list[str] = []
        if not options.no_news:
            newsroom = await stack.enter_async_context(Newsroom(host=options.host, port=options.news_port))
            feeds = newsroom.feeds
        place = {"api_url": playground.url, "chat_url": f"{playground.url}/", "token": playground.token, "feeds": feeds}
        sys.stdout.write(json.dumps(place) + "\n")
        sys.stdout.flush()
        lines = [f"Chat     {place['chat_url']}", f"Bot API  {playground.url}", *(f"Feed     {feed}" for feed in feeds)]
        sys.stderr.write("\n".join([*lines, "Stop with Ctrl-C.", ""]))
        await stopped.wait()


def main() -> int:
    """Exit code 0 after a stop, 1 when a port is taken, 2 for a wrong argument."""
    options = arguments()
    try:
        asyncio.run(serve(options))
    except OSError as error:
        sys.stderr.write(f"playground: cannot listen: {error.strerror or error}; choose other ports\n")
        return 1
    except ValueError as error:
        sys.stderr.write(f"playground: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
