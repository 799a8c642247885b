"""The news site's server."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from types import TracebackType
from typing import Self

from aiohttp import web

from playground.newsroom.articles import SOURCES, Article, Source, dated, load_articles
from playground.newsroom.feeds import Published, atom, full_rss, teaser_rss
from playground.newsroom.pages import TEMPLATES, article_page, front_page, index_page

_FEEDS = {
    "feed.xml": (full_rss, "application/rss+xml"),
    "atom.xml": (atom, "application/atom+xml"),
    "rss.xml": (teaser_rss, "application/rss+xml"),
}
_SOURCES = {source.slug: source for source in SOURCES}


def _now() -> datetime:
    return datetime.now(UTC)


class Newsroom:
    """Three news sites on one port. Articles are dated back from the moment the server starts."""

    def __init__(self, *, host: str = "127.0.0.1", port: int = 0, clock: Callable[[], datetime] = _now) -> None:
        self._host = host
        self._port = port
        self._clock = clock
        self._started = clock()
        self._articles = load_articles()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        self._started = self._clock().replace(microsecond=0)
        app = web.Application()
        app.add_routes(
            [
                web.get("/", self._index),
                web.get("/site.css", self._style),
                web.get("/robots.txt", self._robots),
                web.get("/{source}/", self._front),
                web.get("/{source}/{feed:[a-z]+\\.xml}", self._feed),
                web.get("/{source}/{year:[0-9]{4}}/{slug}.html", self._article),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port, reuse_address=True).start()
        self._port = int(self._runner.addresses[0][1])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def url(self) -> str:
        """The site's address."""
        return f"http://{self._host}:{self._port}"

    @property
    def feeds(self) -> list[str]:
        """The feeds' addresses, one for each source."""
        return [f"{self.url}/{source.slug}/{source.feed}" for source in SOURCES]

    def published(self, source: Source) -> list[Published]:
        """A source's articles with address and time, newest first."""
        return [self._publish(article) for article in self._articles if article.source == source]

    def _publish(self, article: Article) -> Published:
        at = self._started - article.age
        return Published(dated(article, at), f"{self.url}/{article.source.slug}/{at.year}/{article.slug}.html", at)

    async def _index(self, request: web.Request) -> web.Response:
        return web.Response(text=index_page(), content_type="text/html")

    async def _style(self, request: web.Request) -> web.Response:
        return web.Response(text=(TEMPLATES / "site.css").read_text(encoding="utf-8"), content_type="text/css")

    async def _robots(self, request: web.Request) -> web.Response:
        return web.Response(text="User-agent: *\nAllow: /\n")

    async def _front(self, request: web.Request) -> web.Response:
        source = _source(request)
        return web.Response(text=front_page(source, self.published(source)), content_type="text/html")

    async def _feed(self, request: web.Request) -> web.Response:
        source = _source(request)
        if request.match_info["feed"] != source.feed:
            raise web.HTTPNotFound
        write, content_type = _FEEDS[source.feed]
        items = self.published(source)
        body = write(source, f"{self.url}/{source.slug}/", items)
        tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        headers = {"ETag": tag, "Last-Modified": format_datetime(items[0].at, usegmt=True)}
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers=headers)
        return web.Response(body=body, content_type=content_type, charset="utf-8", headers=headers)

    async def _article(self, request: web.Request) -> web.Response:
        items = self.published(_source(request))
        wanted = next((item for item in items if item.url.endswith(request.path)), None)
        if wanted is None:
            raise web.HTTPNotFound
        others = [item for item in items if item is not wanted][:4]
        return web.Response(text=article_page(wanted, others), content_type="text/html")


def _source(request: web.Request) -> Source:
    source = _SOURCES.get(request.match_info["source"])
    if source is None:
        raise web.HTTPNotFound
    return source
