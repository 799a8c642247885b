"""WebSub (https://www.w3.org/TR/websub/): who pushes a feed's news, how to ask for that, and whether a push is genuine.

Decisions only; the requests to hubs go through the fetcher, as every address on a stranger's word does.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ingest.errors import BadAddress
from ingest.fetching.urls import web_address

LEASE = timedelta(days=10)
"""What is asked for; the hub decides."""

_SHORTEST, _LONGEST = timedelta(hours=1), timedelta(days=30)
_MOST_HUBS = 3
_LINK = re.compile(r"<([^<>]{1,2048})>([^<]{0,1000})")
_REL = re.compile(r"""(?:^|[;\s])rel\s{0,9}=\s{0,9}(?:"([^"]{0,200})"|([^\s";,]{1,200}))""", re.IGNORECASE)
_ALGORITHMS = frozenset({"sha1", "sha256", "sha384", "sha512"})
"""Those of the standard. SHA-1, which old hubs sign with, is broken for documents but not as a keyed signature."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """A feed that hubs push: `topic` is its own name for itself, which they know it by; `hubs` in its order."""

    topic: str
    hubs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The hub asks whether we meant it. We answer with `challenge`, and the news comes for as long as `lease`."""

    challenge: str
    lease: timedelta


@dataclass(frozen=True, slots=True)
class Denied:
    """The hub won't push this feed, or no longer."""


def pushed(
    url: str, *, link_headers: Iterable[str] = (), hubs: Iterable[str] = (), self_url: str | None = None
) -> Pushed | None:
    """The hubs of the feed fetched from `url`; None if it has none.

    Its Link headers go before what the feed itself says (`hubs`, `self_url`), as the standard wants it.
    """
    said = {"hub": list[str](), "self": list[str]()}
    for header in link_headers:
        for found in _LINK.finditer(header[:10_000]):
            rel = _REL.search(found.group(2))
            for word in (rel.group(1) or rel.group(2) or "").lower().split() if rel else ():
                if word in said:
                    said[word].append(found.group(1))
    addresses = _addresses(said["hub"] or hubs, url)
    topics = _addresses(said["self"] or ([self_url] if self_url else []), url)
    return Pushed(topics[0] if topics else url, addresses[:_MOST_HUBS]) if addresses else None


def _addresses(links: Iterable[str], base: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for link in links:
        try:
            found.setdefault(web_address(link, base=base))
        except BadAddress:
            continue
    return tuple(found)


def subscription(topic: str, *, callback: str, secret: str, unsubscribe: bool = False) -> dict[str, str]:
    """The form to post to a hub, so that it pushes `topic` to `callback`, or no longer."""
    return {
        "hub.mode": "unsubscribe" if unsubscribe else "subscribe",
        "hub.topic": topic,
        "hub.callback": callback,
        "hub.lease_seconds": str(int(LEASE.total_seconds())),
        "hub.secret": secret,
    }


def verification(query: Mapping[str, str], *, topic: str, wanted: bool) -> Confirmed | Denied | None:
    """What a hub's GET to the callback of `topic` means. None is to be answered with 404: we didn't ask for that.

    `wanted`: we want this feed pushed, as against: no longer.
    """
    if query.get("hub.topic") != topic:
        return None
    mode = query.get("hub.mode")
    if mode == "denied":
        return Denied()
    challenge = query.get("hub.challenge", "")
    if mode != ("subscribe" if wanted else "unsubscribe") or not challenge or len(challenge) > 4096:
        return None
    seconds = query.get("hub.lease_seconds", "")
    lease = timedelta(seconds=int(seconds)) if seconds.isdecimal() and len(seconds) < 10 else LEASE
    return Confirmed(challenge, max(_SHORTEST, min(lease, _LONGEST)))


def genuine(body: bytes, signature: str | None, key: str) -> bool:
    """Whether a push with this X-Hub-Signature header comes from who knows the secret `key`.

    One that doesn't is to be answered like one that does, and left unread.
    """
    method, _, digest = (signature or "").strip().partition("=")
    if method.lower() not in _ALGORITHMS or not digest.isascii():
        return False
    return hmac.compare_digest(hmac.new(key.encode(), body, method.lower()).hexdigest(), digest.lower())


def renew_at(now: datetime, lease: timedelta) -> datetime:
    """When to ask again: while a third of the lease is left, so that a hub that is down for a day costs nothing."""
    return now + lease * 2 / 3
