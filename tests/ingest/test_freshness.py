from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict

from ingest.fetching.freshness import LONGEST, fresh_for, retry_after

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Cache-Control": "max-age=600"}, 600),
        ({"cache-control": 'public, Max-Age = "600", must-revalidate'}, 600),
        ({"Cache-Control": "s-maxage=9, max-age=600", "Age": "100"}, 500),
        ({"Cache-Control": "max-age=600", "Age": "900"}, None),
        ({"Cache-Control": "max-age=600", "Age": "-5"}, 600),
        ({"Cache-Control": "max-age=99999999999999999999"}, 7 * 24 * 3600),
        ({"Cache-Control": "max-age=0"}, None),
        ({"Cache-Control": "no-cache, max-age=600"}, None),
        ({"Cache-Control": "max-age=600, no-store"}, None),
        ({"Cache-Control": "x-max-age=600"}, None),
        ({"Cache-Control": "private"}, None),
        ({"Expires": "Mon, 02 Mar 2026 13:00:00 GMT"}, 3600),
        ({"Expires": "Mon, 02 Mar 2026 13:00:00 GMT", "Date": "Mon, 02 Mar 2026 12:30:00 GMT"}, 1800),
        ({"Expires": "Mon, 02 Mar 2026 13:00:00 GMT", "Cache-Control": "max-age=60"}, 60),
        ({"Expires": "Mon, 02 Mar 9026 13:00:00 GMT"}, 7 * 24 * 3600),
        ({"Expires": "0"}, None),
        ({"Expires": "-1"}, None),
        ({}, None),
    ],
)
def test_an_answer_says_how_long_it_is_good(headers: dict[str, str], wait: int | None) -> None:
    assert fresh_for(CIMultiDict(headers), NOW) == (None if wait is None else timedelta(seconds=wait))


@given(
    st.text(max_size=60), st.sampled_from(["{}", "max-age={}", "Mon, 02 Mar {} 12:00:00 GMT", "Mon, {}", "{} +9999"])
)
def test_whatever_a_site_says_is_bounded(text: str, around: str) -> None:
    said = around.format(text)
    for wait in (
        fresh_for({"Cache-Control": said}, NOW),
        fresh_for({"Expires": said, "Date": said}, NOW),
        retry_after(said, NOW),
    ):
        assert wait is None or timedelta(0) < wait <= LONGEST
