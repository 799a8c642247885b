"""The Bot API over aiohttp: a tenth of the work per message that the library's own transport does."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.log import redact


class NeverSent(NetworkError):
    """No connection was made, so the request can't have had any effect: it may be repeated freely."""


class FateUnknown(NetworkError):
    """The request left and no answer came: it may have had its effect."""


@dataclass(frozen=True, slots=True)
class Way:
    """How Telegram is reached: seconds until a connection and an answer are given up, and an HTTP proxy's address.

    Without a proxy, the environment's (HTTPS_PROXY) is used.
    """

    connect: float = 10.0
    read: float = 20.0
    proxy: str | None = field(default=None, repr=False)


class AiohttpRequest(BaseRequest):
    """python-telegram-bot's transport on one aiohttp session.

    `connections` is the most kept open at once. No token and no proxy's password appears in an error's text.
    """

    def __init__(self, way: Way | None = None, *, connections: int = 64) -> None:
        self._connections = connections
        self._way = way or Way()
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[str, str] = {}

    @property
    def read_timeout(self) -> float:
        return self._way.read

    async def initialize(self) -> None:
        if self._session is None:
            self._proxies = getproxies()
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One call; see BaseRequest. Raises NeverSent, or TimedOut or FateUnknown, whose effect nobody knows."""
        if self._session is None:
            raise RuntimeError("AiohttpRequest: not initialized")
        read, connect = _given(read_timeout, self._way.read), _given(connect_timeout, self._way.connect)
        timeout = aiohttp.ClientTimeout(sock_connect=connect, sock_read=read)
        try:
            async with self._session.request(
                method,
                url,
                data=_body(request_data) if request_data else None,
                headers={"User-Agent": self.USER_AGENT},
                timeout=timeout,
                proxy=self._proxy_for(url),
                allow_redirects=False,
            ) as response:
                if response.status == HTTPStatus.GATEWAY_TIMEOUT:
                    raise FateUnknown("a gateway waited in vain for Telegram")
                return response.status, await response.read()
        except aiohttp.ClientHttpProxyError as error:  # whose text holds the proxy's password
            raise NeverSent(f"no connection: the proxy answered {error.status}") from None
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, ssl.SSLError) as error:
            raise NeverSent(f"no connection: {redact(str(error))}") from None
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            raise FateUnknown(f"connection lost: {redact(str(error) or type(error).__name__)}") from None

    def _proxy_for(self, url: str) -> str | None:
        """The one that was set, or the environment's (HTTPS_PROXY, NO_PROXY), which aiohttp would look for anew at each
        call, in a thread."""
        if self._way.proxy is not None:
            return self._way.proxy
        to = urlsplit(url)
        proxy = self._proxies.get(to.scheme)
        return None if proxy is None or proxy_bypass(to.hostname or "") else proxy


def _given(wish: ODVInput[float], otherwise: float) -> float | None:
    return otherwise if isinstance(wish, DefaultValue) else wish


def _body(request_data: RequestData) -> aiohttp.FormData | dict[str, Any] | None:
    if not request_data.contains_files:
        return request_data.json_parameters or None
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime_type) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=mime_type)
    return form
