"""What an address says of an article's section, and a feed of its categories."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.sections import categories, in_address


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("https://example.org/sport/football/1234-final", ("sport", "football")),
        ("https://sport.example.org/final", ("sport",)),
        ("https://example.org/2026/11/22/world-cup/final.html", ("world cup",)),
        ("https://example.org/%D1%81%D0%BF%D0%BE%D1%80%D1%82/1", ("спорт",)),
        ("https://example.org/final", ()),
        ("https://example.org/", ()),
        ("https://[broken/sport/1", ()),
        (None, ()),
    ],
)
def test_folders_and_the_hosts_first_label_may_name_a_section(url: str | None, parts: tuple[str, ...]) -> None:
    assert in_address(url) == parts


@given(st.text(max_size=300) | st.none())
def test_no_address_makes_it_stumble(url: str | None) -> None:
    assert len(in_address(url)) <= 5


@given(st.recursive(st.none() | st.integers() | st.text(max_size=80), lambda inner: st.lists(inner, max_size=80)))
def test_whatever_a_feed_states_gives_at_most_ten_short_names(stated: object) -> None:
    found = categories(stated)
    assert len(found) <= 10
    assert all(0 < len(name) <= 60 for name in found)
