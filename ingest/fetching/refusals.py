"""Why a fetch failed, in words: what went wrong with the connection or the answer, and what to do about it."""

from __future__ import annotations

import ssl
from datetime import datetime

import aiohttp

from ingest.errors import BadAddress, ForbiddenAddress, Gone, HttpStatus, IngestError, Timeout, Unreachable
from ingest.fetching.freshness import retry_after
from ingest.fetching.urls import site_of

NOT_PUBLIC = "is not a public address"
"""Marks the guard's own refusal among the reasons for a failed connection."""


def broken_connection(shown: str, error: aiohttp.ClientError) -> IngestError:
    """What `error` means for whoever asked for the address `shown`."""
    if NOT_PUBLIC in str(error) or NOT_PUBLIC in str(getattr(error, "os_error", "")):
        return forbidden(shown)
    if isinstance(error, TimeoutError):
        return Timeout(f"fetch: {shown}: the site is too slow; it will be tried again")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return Unreachable(f"fetch: {shown}: the name {site_of(shown)!r} can't be found; check its spelling")
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientSSLError | ssl.SSLError):
        return Unreachable(f"fetch: {shown}: its certificate or TLS is broken; the site's keeper must mend it")
    if isinstance(error, aiohttp.ClientConnectorError):
        reason = error.os_error.strerror or "no connection"
        return Unreachable(f"fetch: {shown}: no connection ({reason}); is the site up?")
    if isinstance(error, aiohttp.InvalidURL):
        return BadAddress(f"address: {shown}: it can't be read; check its spelling")
    return Unreachable(f"fetch: {shown}: the answer broke off ({type(error).__name__})")


def refusal(shown: str, status: int, asked_to_wait: str | None, now: datetime) -> IngestError:
    """What an answer with the HTTP `status` means; `asked_to_wait` is its Retry-After header."""
    if status == 410:
        return Gone(f"fetch: {shown}: the site says it is gone for good (410); remove it")
    advice = {
        401: "it wants a login",
        402: "it wants to be paid",
        403: "the site refuses us",
        404: "nothing is there; check the address",
        429: "the site wants to be asked less often",
        451: "the site refuses for legal reasons",
    }.get(status, "the site has trouble; it will be tried again" if status >= 500 else "an unusual answer")
    return HttpStatus(f"fetch: {shown}: HTTP {status}: {advice}", retry_after=retry_after(asked_to_wait, now))


def forbidden_port(shown: str) -> ForbiddenAddress:
    """The address `shown` names a port where no web site is."""
    return ForbiddenAddress(f"address: {shown}: its port belongs to another kind of service; give a web page's address")


def forbidden(shown: str) -> ForbiddenAddress:
    """The address `shown` leads where strangers' words don't."""
    return ForbiddenAddress(
        f"address: {shown}: it leads into a private or reserved network, which is closed; "
        "for your own feeds set [ingest] allow_private_networks = true"
    )
