from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.polling.schedule import after_failure, after_success, lacks_page, news, rhythm, slower
from ingest.prepare import Draft
from storage.records import Article

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BOUNDS = {"shortest": 15 * MINUTE, "longest": 3 * HOUR}


def every(gap: timedelta, *, since: timedelta = timedelta(0), count: int = 20) -> list[datetime]:
    return [NOW - since - gap * number for number in range(count)]


@pytest.mark.parametrize(
    ("dates", "interval"),
    [
        (every(2 * MINUTE), 15 * MINUTE),
        (every(HOUR), 30 * MINUTE),
        (every(4 * HOUR), 2 * HOUR),
        (every(DAY), 3 * HOUR),
        (every(HOUR, since=DAY), 72 * MINUTE),
        (every(HOUR, since=400 * DAY), 3 * HOUR),
        ([*every(MINUTE, count=4), *every(DAY, since=DAY)], 3 * HOUR),
        ([NOW] * 20, 15 * MINUTE),
        ([NOW + DAY] * 20, 15 * MINUTE),
        ([None, NOW - DAY, NOW - 2 * DAY, None], 15 * MINUTE),
        ([], 15 * MINUTE),
    ],
)
def test_a_feed_is_asked_as_often_as_it_publishes(dates: list[datetime | None], interval: timedelta) -> None:
    assert rhythm(dates, NOW, **BOUNDS) == interval
    assert rhythm(reversed(dates), NOW, **BOUNDS) == interval


@given(st.lists(st.none() | st.datetimes(timezones=st.just(UTC)), max_size=30))
def test_the_operators_bounds_hold_for_any_dates(dates: list[datetime | None]) -> None:
    assert 15 * MINUTE <= rhythm(dates, NOW, **BOUNDS) <= 3 * HOUR


def test_a_feed_without_news_is_asked_ever_less_often() -> None:
    assert slower(HOUR, **BOUNDS) == 75 * MINUTE
    assert slower(MINUTE, **BOUNDS) == 15 * MINUTE
    assert slower(3 * HOUR, **BOUNDS) == 3 * HOUR


@pytest.mark.parametrize("chance", [0.0, 0.5, 0.999])
def test_a_feed_is_not_asked_before_its_answer_is_stale(chance: float) -> None:
    assert 54 * MINUTE <= after_success(NOW, HOUR, chance=chance) - NOW <= 66 * MINUTE
    assert after_success(NOW, HOUR, chance=chance, fresh_for=2 * HOUR) == NOW + 2 * HOUR
    assert after_success(NOW, HOUR, chance=chance, fresh_for=MINUTE) >= NOW + 54 * MINUTE


def test_a_failing_feed_is_left_alone_ever_longer_up_to_a_day_and_not_all_at_the_same_moment() -> None:
    waits = [after_failure(NOW, 15 * MINUTE, failures, chance=0.5) - NOW for failures in range(12)]
    assert waits[:4] == [30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR]
    assert waits[-1] == DAY
    spread = {after_failure(NOW, 15 * MINUTE, 3, chance=chance / 10) for chance in range(10)}
    assert len(spread) == 10
    assert all(3 * HOUR < moment - NOW < 5 * HOUR for moment in spread)
    assert after_failure(NOW, 15 * MINUTE, 0, chance=0.5, retry_after=2 * DAY) == NOW + 2 * DAY


TEASER = Draft(
    key="https://example.org/1",
    url="https://example.org/1",
    title="Harbour closed",
    untitled=False,
    text="The harbour was closed…",
    published_at=None,
    author=None,
    teaser=True,
)
STORED = Article(
    id=1,
    story_id=1,
    feed_id=7,
    key=TEASER.key,
    url=TEASER.url,
    source="Courier",
    title=TEASER.title,
    untitled=False,
    text=TEASER.text,
    summary=(),
    language="en",
    author=None,
    published_at=NOW,
    stored_at=NOW,
)


def fresh(met: list[tuple[Draft, Article | None]], **changes: datetime) -> list[Draft]:
    moments = {"now": NOW, "last_round": NOW} | changes
    return news(met, feed_id=7, interval=15 * MINUTE, **moments)


def test_a_page_that_couldnt_be_had_is_tried_again_ever_more_rarely_for_a_day() -> None:
    rounds = [15 * MINUTE * number for number in range(200)]
    tried = [at for before, at in pairwise(rounds) if fresh([(TEASER, STORED)], now=NOW + at, last_round=NOW + before)]
    assert tried == [15 * MINUTE * number for number in (1, 2, 4, 8, 16, 32, 64)]


def test_a_page_that_was_had_or_belongs_to_another_feed_is_not_tried_again() -> None:
    later = {"now": NOW + HOUR, "last_round": NOW}
    assert fresh([(TEASER, STORED)], **later)
    assert not fresh([(TEASER, replace(STORED, text="The whole story."))], **later)
    assert not fresh([(TEASER, replace(STORED, feed_id=8))], **later)
    assert not fresh([(replace(TEASER, teaser=False), STORED)], **later)
    assert not lacks_page(TEASER, None, NOW)
    bare = replace(TEASER, text="")
    assert fresh([(bare, replace(STORED, text=TEASER.title))], **later)


def test_of_entries_that_lead_to_one_article_only_one_rewords_it() -> None:
    own = replace(TEASER, title="Harbour shut")
    other = replace(TEASER, key="https://example.org/short", url="https://example.org/short", title="PORT SHUT")
    third = replace(other, key="https://example.org/third")
    for met in ([own, other], [other, own], [other, own, third]):
        assert fresh([(draft, STORED) for draft in met]) == [own]
    assert fresh([(other, STORED), (third, STORED)]) == [other]
    assert fresh([(other, None), (third, STORED)]) == [other, third]
