from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.feeds.parsing import parse_feed
from ingest.feeds.websub import (
    LEASE,
    Confirmed,
    Denied,
    Pushed,
    genuine,
    pushed,
    renew_at,
    subscription,
    verification,
)

URL = "https://example.org/feed"
HUB = "https://hub.example/"
ATOM_LINKS = '<link rel="hub" href="https://hub.example/"/><link rel="self" href="/feed?own=1"/>'
FEEDS = {
    "atom": f'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{ATOM_LINKS}</feed>',
    "rss": '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>News</title>'
    f"{ATOM_LINKS.replace('<link', '<atom:link')}</channel></rss>",
    "json": '{"version": "https://jsonfeed.org/version/1.1", "title": "News", "feed_url": "/feed?own=1", "items": [],'
    ' "hubs": [{"type": "rssCloud", "url": "https://other.example/"}, {"type": "WebSub", "url": "https://hub.example/"}]}',
}


@pytest.mark.parametrize("kind", FEEDS)
def test_a_feed_names_its_hub_and_itself(kind: str) -> None:
    feed = parse_feed(FEEDS[kind].encode(), url=URL)
    assert pushed(URL, hubs=feed.hubs, self_url=feed.self_url) == Pushed("https://example.org/feed?own=1", (HUB,))


@pytest.mark.parametrize(
    "headers",
    [
        ('<https://hub.example/>; rel="hub", </feed?own=1>; rel="self"',),
        ("<https://hub.example/>; rel=hub", "</feed?own=1>; type=x; rel=SELF"),
        ('<https://hub.example/>;title="a, b" ; rel="preload hub",</feed?own=1>;rel=self',),
    ],
)
def test_the_answers_head_goes_before_the_feeds_own_words(headers: tuple[str, ...]) -> None:
    found = pushed(URL, link_headers=headers, hubs=["https://wrong.example/"], self_url="https://wrong.example/feed")
    assert found == Pushed("https://example.org/feed?own=1", (HUB,))


def test_without_a_usable_hub_there_is_nothing_to_ask() -> None:
    assert pushed(URL) is None
    assert pushed(URL, hubs=["javascript:1", "ftp://hub.example/"], link_headers=["<a>; rel=next"]) is None
    assert pushed(URL, hubs=[HUB]) == Pushed(URL, (HUB,))


def test_a_hub_is_asked_for_a_signed_push() -> None:
    form = subscription(URL, callback="https://bot.example/push/1", secret="s")
    assert form["hub.mode"] == "subscribe"
    assert (form["hub.topic"], form["hub.callback"], form["hub.secret"]) == (URL, "https://bot.example/push/1", "s")
    assert form["hub.lease_seconds"] == str(10 * 24 * 3600)
    assert subscription(URL, callback="c", secret="s", unsubscribe=True)["hub.mode"] == "unsubscribe"


def query(**changes: str) -> dict[str, str]:
    values = {"mode": "subscribe", "topic": URL, "challenge": "c", "lease_seconds": "86400"} | changes
    return {f"hub.{name}": value for name, value in values.items()}


@pytest.mark.parametrize(
    ("asked", "wanted", "meant"),
    [
        (query(), True, Confirmed("c", timedelta(days=1))),
        (query(lease_seconds="5"), True, Confirmed("c", timedelta(hours=1))),
        (query(lease_seconds="999999999999"), True, Confirmed("c", LEASE)),
        (query(lease_seconds="99999999"), True, Confirmed("c", timedelta(days=30))),
        (query(lease_seconds="soon"), True, Confirmed("c", LEASE)),
        (query(mode="unsubscribe"), False, Confirmed("c", timedelta(days=1))),
        (query(mode="denied"), True, Denied()),
        (query(), False, None),
        (query(mode="unsubscribe"), True, None),
        (query(topic="https://example.org/other"), True, None),
        (query(challenge=""), True, None),
        (query(challenge="c" * 5000), True, None),
        ({}, True, None),
    ],
)
def test_a_hubs_question_is_confirmed_only_if_we_asked(
    asked: dict[str, str], wanted: bool, meant: Confirmed | Denied | None
) -> None:
    assert verification(asked, topic=URL, wanted=wanted) == meant


@given(st.binary(max_size=200), st.sampled_from(["sha1", "sha256", "sha384", "sha512", "SHA256"]))
def test_a_push_signed_with_the_secret_is_genuine_and_no_other(body: bytes, method: str) -> None:
    digest = hmac.new(b"secret", body, method.lower()).hexdigest()
    assert genuine(body, f"{method}={digest}", "secret")
    assert genuine(body, f"{method}={digest.upper()}", "secret")
    assert not genuine(body + b"!", f"{method}={digest}", "secret")
    assert not genuine(body, f"{method}={digest}", "other")
    assert not genuine(body, f"{method}={digest[:-1]}", "secret")


@pytest.mark.parametrize("signature", [None, "", "sha256", "sha256=", "md5=0", "=", "sha256=é"])
def test_a_push_without_a_signature_of_the_standard_is_not_genuine(signature: str | None) -> None:
    assert not genuine(b"body", signature, "secret")
    weak = hmac.new(b"secret", b"body", hashlib.md5).hexdigest()
    assert not genuine(b"body", f"md5={weak}", "secret")


@given(st.text(max_size=60))
def test_any_signature_and_any_link_header_is_read_or_left(text: str) -> None:
    assert not genuine(b"body", text, "secret")
    pushed(URL, link_headers=[text, f"<{text}>; rel=hub"])


def test_a_lease_is_renewed_before_it_ends() -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    assert renew_at(now, timedelta(days=9)) == now + timedelta(days=6)
