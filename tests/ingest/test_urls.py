# ruff: noqa: E501 - samples are kept whole

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import BadAddress
from ingest.urls import canonical, canonical_or_none, site_of, typed, web_address


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
