# ruff: noqa: E501 - samples are kept whole

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import BadAddress
from ingest.fetching.urls import as_sent, canonical, canonical_or_none, downgrades, site_of, twin, typed, web_address


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("HTTP://Example.ORG:80/News?utm_source=x&id=7&fbclid=1#top", "http://example.org/News?id=7"),
        ("https://example.org:443", "https://example.org/"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://user:secret@example.org/a", "https://example.org/a"),
        ("https://пример.рф/новость", "https://xn--e1afmkfd.xn--p1ai/новость"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://example。org/", "http://example.org/"),
        ("  https://example.org/a b ", "https://example.org/a%20b"),
        ("https://example.org/%D0%BF%d0%be?q=%D1%8F&r=%2F", "https://example.org/по?q=я&r=%2F"),
        ("https://example.org/%ff%D0", "https://example.org/%FF%D0"),
        ("https://example.org/%C2%A0%20", "https://example.org/%C2%A0%20"),
        ("https://example.org/a/./b/../../c/.", "https://example.org/c/"),
        ("https://example.org/../../c", "https://example.org/c"),
        ("https://example.org/7?ref=rss&UTM_Source=a&CMP=b&at_link_id=5&p=1", "https://example.org/7?p=1"),
        ("https://example.org/?feed=rss&ref=chapter-2", "https://example.org/?feed=rss&ref=chapter-2"),
        ("https://example.org/2026/storm-hits-port/amp/", "https://example.org/2026/storm-hits-port"),
        ("https://example.org/storm-hits-port.amp.html?amp=1", "https://example.org/storm-hits-port.html"),
        ("https://example.org/wiki/amp", "https://example.org/wiki/amp"),
        (
            "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/a-1?amp=1&x=2",
            "https://www.example.org/a-1?x=2",
        ),
        ("https://www-example-org.cdn.ampproject.org/v/www.example.org/a-1", "http://www.example.org/a-1"),
        ("https://www.google.com/amp/s/example.org/storm-1/amp", "https://example.org/storm-1"),
        ("https://www.google.com/amp/s/127.0.0.1/a", "https://127.0.0.1/a"),
    ],
)
def test_one_page_has_one_spelling(written: str, meant: str) -> None:
    assert canonical(written) == meant
    assert canonical(meant) == meant


@pytest.mark.parametrize(
    "text",
    ["", " ", "example", "ftp://example.org/", "javascript:alert(1)", "file:///etc/passwd", "http://", "http:///x", "http://[::1", "http://a b/",
     "http://x:99999/", "http://127%2e0.0.1/", "http://exa\nmple.org:x/", "https://" + "a" * 3000],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(text: str) -> None:
    with pytest.raises(BadAddress, match="address: "):
        web_address(text)
    assert canonical_or_none(text) is None


def test_relative_addresses_are_resolved() -> None:
    assert canonical("../b?utm_medium=x", base="https://example.org/a/c") == "https://example.org/b"
    assert canonical("//cdn.example/x", base="https://example.org/") == "https://cdn.example/x"


def test_credentials_are_kept_for_the_first_request_only() -> None:
    assert web_address("https://u:p@example.org/feed") == "https://u:p@example.org/feed"
    assert canonical("https://u:p@example.org/feed") == "https://example.org/feed"


def test_a_site_goes_by_its_host_in_letters() -> None:
    assert site_of("https://www.example.org/a") == "example.org"
    assert site_of("https://xn--e1afmkfd.xn--p1ai/") == "пример.рф"
    assert site_of("") == ""


def test_a_typed_host_means_https() -> None:
    assert typed(" example.org/news ") == "https://example.org/news"
    for text in ("http://example.org", "javascript:alert(1)", "hello", "a b.c"):
        assert typed(text) == text


@given(
    st.one_of(
        st.text(max_size=80),
        st.text(max_size=60).map("http://".__add__),
        st.text(max_size=60).map("https://ex.org/".__add__),
    )
)
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        found = canonical(text)
    except BadAddress:
        return
    assert found.startswith(("http://", "https://"))
    assert canonical(found) == found


def test_an_address_goes_over_the_wire_in_ascii() -> None:
    assert as_sent("https://example.org/по?q=я&r=%2F") == "https://example.org/%D0%BF%D0%BE?q=%D1%8F&r=%2F"
    assert as_sent("https://example.org/%D0%BF") == "https://example.org/%D0%BF"


def test_an_address_has_a_twin_in_the_other_scheme() -> None:
    assert twin("http://example.org/a") == "https://example.org/a"
    assert twin(twin("http://example.org/a?b=c:d")) == "http://example.org/a?b=c:d"


@given(st.text("/.%ab0-?&=p m", max_size=40))
def test_one_page_has_one_spelling_whatever_its_path(path: str) -> None:
    once = canonical(f"https://example.org/{path}")
    assert canonical(once) == once


def test_only_the_way_from_https_to_http_gives_up_encryption() -> None:
    secure, plain = "https://example.org/", "http://example.org/"
    assert downgrades(secure, plain)
    assert not any((downgrades(plain, secure), downgrades(secure, secure), downgrades(plain, plain)))
