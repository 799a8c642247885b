"""The one guarded way to a site: every byte from the web comes through `Fetcher`.

What it holds to: http and https only; the address actually connected to is judged at connect time, on every hop, so
neither a redirect nor a name that resolves differently the second time leads inside; few redirects; limits of time and
of bytes, before and after decompression; no cookies, no proxies from the environment, no credentials sent on.
"""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit, urlunsplit

import aiohttp
from yarl import URL

from ingest.errors import (
    Gone,
    HttpStatus,
    IngestError,
    Timeout,
    TooLarge,
    Unreachable,
)
from ingest.fetching.addresses import literal_ip, port_closed, why_closed
from ingest.fetching.freshness import fresh_for
from ingest.fetching.inflate import ACCEPTED, Body, BodyTooLarge, DamagedBody
from ingest.fetching.refusals import NOT_PUBLIC, broken_connection, forbidden, forbidden_port, refusal
from ingest.fetching.urls import as_sent, downgrades, host_of, origin_of, web_address, without_credentials

MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_LINKS = 10
_PERMANENT = frozenset({301, 308})
_REPEATED = frozenset({307, 308})  # the redirects that a form follows; after the others it would be another request
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, "
    "application/xml;q=0.9, text/html;q=0.9, */*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for the connection, for the beginning of an answer (the connection included) and for the whole (redirects
    included); bytes for a body, as sent and decompressed."""

    connect: float = 10.0
    first_byte: float = 20.0
    total: float = 30.0
    max_bytes: int = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `url` is where it came from in the end; `moved_to` where the site says the address now is for good.

    `not_modified`: the site has nothing newer than what the validators stand for; the body is empty then. `fresh_for`:
    how long the site says it won't have, a week at most. `links`: its Link headers.
    """

    url: str
    body: bytes
    content_type: str | None
    etag: str | None
    last_modified: str | None
    moved_to: str | None
    not_modified: bool = False
    fresh_for: timedelta | None = None
    links: tuple[str, ...] = ()


class Fetcher:
    """Fetches addresses. An async context manager; connections are opened at the first use."""

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        user_agent: str | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        resolver: aiohttp.abc.AbstractResolver | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._user_agent = user_agent or own_user_agent()
        self._clock = clock
        self._resolver = resolver
        # Two, because a connection kept open on the operator's word must not serve a stranger's.
        self._guarded: aiohttp.ClientSession | None = None
        self._open: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        sessions, self._guarded, self._open = (self._guarded, self._open), None, None
        for session in sessions:
            if session is not None:
                await session.close()

    async def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        private_hosts: frozenset[str] = frozenset(),
    ) -> Fetched:
        """What stands at `url`. `etag` and `last_modified` are those of an earlier answer.

        `private_hosts` (as `urls.host_of` writes them) may lie in private networks: the operator vouched for them. A
        redirect to any other host is judged like a stranger's.

        Raises IngestError: bad_address, forbidden_address, unreachable, timeout, too_large, http_status, gone.
        """
        headers = {}
        if etag and etag.isprintable():
            headers["If-None-Match"] = etag
        if last_modified and last_modified.isprintable():
            headers["If-Modified-Since"] = last_modified
        return await self._within_limits(web_address(url), headers, private_hosts)

    async def post(self, url: str, form: Mapping[str, str], *, private_hosts: frozenset[str] = frozenset()) -> None:
        """Sends a form to `url`, which agrees (2xx); what it says besides is left unread. Guarded, and raises, as
        `fetch`."""
        await self._within_limits(web_address(url), {}, private_hosts, form)

    async def _within_limits(
        self, start: str, headers: dict[str, str], private_hosts: frozenset[str], form: Mapping[str, str] | None = None
    ) -> Fetched:
        shown = without_credentials(start)
        try:
            async with asyncio.timeout(self._limits.total):
                return await self._follow(start, headers, private_hosts, form)
        except IngestError:
            raise
        except TimeoutError:
            raise Timeout(
                f"fetch: {shown}: no answer within {self._limits.total:g} s; it will be tried again"
            ) from None
        except aiohttp.ClientError as error:
            raise broken_connection(shown, error) from None
        except (OSError, ValueError, UnicodeError, asyncio.IncompleteReadError) as error:
            raise Unreachable(f"fetch: {shown}: {type(error).__name__}; check the address in a browser") from None

    async def _follow(
        self, start: str, headers: dict[str, str], private_hosts: frozenset[str], form: Mapping[str, str] | None
    ) -> Fetched:
        url = start
        moved_to: str | None = None
        permanent = True
        for _ in range(MAX_REDIRECTS + 1):
            session = self._open_session() if host_of(url) in private_hosts else self._guarded_session(url)
            try:
                answer = await self._one(session, url, headers, form)
            except Gone as error:
                if permanent:
                    raise
                # Where it is for the time being is gone, and not what was asked for.
                raise HttpStatus(str(error)) from None
            if isinstance(answer, _Answer):
                return Fetched(
                    url=without_credentials(url),
                    body=answer.body,
                    content_type=answer.content_type,
                    etag=answer.etag,
                    last_modified=answer.last_modified,
                    moved_to=moved_to,
                    not_modified=answer.not_modified,
                    fresh_for=answer.fresh_for,
                    links=answer.links,
                )
            target = _next_hop(url, answer.location)
            # Only an unbroken chain of permanent redirects says where the address itself has moved; and whoever sits
            # between us and a site may send us on, but must not make us give up its encryption for good.
            permanent = permanent and answer.permanent and not downgrades(url, target)
            moved_to = target if permanent else moved_to
            url = target
        raise Unreachable(f"fetch: {without_credentials(start)}: more than {MAX_REDIRECTS} redirects")

    async def _one(
        self, session: aiohttp.ClientSession, url: str, headers: dict[str, str], form: Mapping[str, str] | None
    ) -> _Answer | _Redirect:
        shown = without_credentials(url)
        async with await self._begun(session, url, headers, form) as response:
            location = response.headers.get("Location")
            if response.status in (_REDIRECTS if form is None else _REPEATED) and location:
                return _Redirect(location, response.status in _PERMANENT)
            if form is not None and 200 <= response.status < 300:
                return self._answer(response, b"")
            if response.status == 304:
                return self._answer(response, b"", not_modified=True)
            if response.status != 200:
                raise refusal(shown, response.status, response.headers.get("Retry-After"), self._clock())
            try:
                body = Body(response.headers.get("Content-Encoding", ""), self._limits.max_bytes)
                if (response.content_length or 0) > self._limits.max_bytes:
                    raise BodyTooLarge
                async for piece in response.content.iter_any():
                    body.add(piece)
                whole = body.whole()
            except BodyTooLarge:
                limit = f"{self._limits.max_bytes / 1024 / 1024:.3g} MB"
                raise TooLarge(f"fetch: {shown}: it sends more than {limit}; it can't be taken in") from None
            except DamagedBody as error:
                raise Unreachable(f"fetch: {shown}: its answer is damaged: {error}") from None
            return self._answer(response, whole)

    async def _begun(
        self, session: aiohttp.ClientSession, url: str, headers: dict[str, str], form: Mapping[str, str] | None
    ) -> aiohttp.ClientResponse:
        """The answer, its head read: a site that never gets that far is left sooner than one that sends much."""
        try:
            async with asyncio.timeout(self._limits.first_byte):
                method, address = "GET" if form is None else "POST", URL(as_sent(url), encoded=True)
                return await session.request(method, address, data=form, headers=headers, allow_redirects=False)
        except aiohttp.ClientError:
            raise
        except TimeoutError:
            shown, seconds = without_credentials(url), min(self._limits.first_byte, self._limits.total)
            raise Timeout(f"fetch: {shown}: it says nothing within {seconds:g} s; it will be tried again") from None

    def _answer(self, response: aiohttp.ClientResponse, body: bytes, *, not_modified: bool = False) -> _Answer:
        headers = response.headers
        return _Answer(
            body=body,
            content_type=headers.get("Content-Type"),
            etag=headers.get("ETag"),
            last_modified=headers.get("Last-Modified"),
            not_modified=not_modified,
            fresh_for=fresh_for(headers, self._clock()),
            links=tuple(headers.getall("Link", ())[:_MOST_LINKS]),
        )

    def _open_session(self) -> aiohttp.ClientSession:
        if self._open is None:
            self._open = self._session(None)
        return self._open

    def _guarded_session(self, url: str) -> aiohttp.ClientSession:
        """Raises ForbiddenAddress for a closed IP address or port in `url` itself, before a connection is made."""
        parts = urlsplit(url)
        if port_closed(parts.port):
            raise forbidden_port(without_credentials(url))
        ip = literal_ip(parts.hostname or "")
        if ip is not None and why_closed(ip):
            raise forbidden(without_credentials(url))
        if self._guarded is None:
            self._guarded = self._session(_guarded_socket)
        return self._guarded

    def _session(self, socket_factory: Callable[[Any], socket.socket] | None) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            limit=64,
            limit_per_host=2,
            # Nothing cached between connections: what counts is the address each one is made to.
            use_dns_cache=False,
            socket_factory=socket_factory,
            resolver=self._resolver,
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self._limits.connect, sock_read=self._limits.total),
            headers={"User-Agent": self._user_agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED},
        )


@dataclass(frozen=True, slots=True)
class _Answer:
    body: bytes
    content_type: str | None
    etag: str | None
    last_modified: str | None
    not_modified: bool
    fresh_for: timedelta | None
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Redirect:
    location: str
    permanent: bool


def _next_hop(url: str, location: str) -> str:
    """Where a redirect leads. Credentials stay only within the same origin, and none are taken from the redirect."""
    target = without_credentials(web_address(location, base=without_credentials(url)))
    parts = urlsplit(url)
    if parts.username is not None and origin_of(target) == origin_of(url):
        userinfo = parts.netloc.rpartition("@")[0]
        aim = urlsplit(target)
        return urlunsplit(aim._replace(netloc=f"{userinfo}@{aim.netloc}"))
    return target


def _guarded_socket(addr_info: Any) -> socket.socket:
    """A socket for the very address about to be connected to, or OSError when that address is closed to strangers."""
    family, kind, protocol, _, address = addr_info
    why = why_closed(str(address[0]))
    if why:
        raise OSError(errno.EACCES, f"{address[0]} {NOT_PUBLIC}: {why}")
    return socket.socket(family=family, type=kind, proto=protocol)


def own_user_agent() -> str:
    """`Telegist/<version>`, the honest name we go by."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"Telegist/{version('telegist')}"
    except PackageNotFoundError:
        return "Telegist"
