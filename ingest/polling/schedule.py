"""When a feed is asked next, and which of its articles are news: decisions only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from ingest.prepare import Draft
from storage.records import Article

LONGEST = timedelta(hours=24)
_DOUBLINGS = 10
_SOON = timedelta(minutes=1)
_LOOKED_AT = 10  # entries
_PAGE_TRIED_FOR = timedelta(hours=24)


def rhythm(dates: Iterable[datetime | None], now: datetime, *, shortest: timedelta, longest: timedelta) -> timedelta:
    """How often to ask a feed whose entries have these dates: twice in the time that usually passes between its newest
    ones, less and less often while it is silent, never more often than `shortest` nor less often than `longest`.

    A feed that dates fewer than three entries is asked as often as allowed.
    """
    newest = sorted((date for date in dates if date and date <= now), reverse=True)[:_LOOKED_AT]
    if len(newest) < 3:
        return shortest
    gap = timedelta(seconds=median((later - earlier).total_seconds() for later, earlier in pairwise(newest)))
    return _within(max(gap / 2, (now - newest[0]) / 20), shortest, longest)


def slower(last: timedelta, *, shortest: timedelta, longest: timedelta) -> timedelta:
    """How often to ask a feed that had nothing new, and was asked after `last` this time: a quarter less often."""
    return _within(last * 1.25, shortest, longest)


def _within(interval: timedelta, shortest: timedelta, longest: timedelta) -> timedelta:
    return max(shortest, min(interval, longest))


def after_success(now: datetime, interval: timedelta, *, chance: float, fresh_for: timedelta | None = None) -> datetime:
    """An interval from `now`, up to a tenth more or less, so that feeds don't come due all together.

    `chance` is uniform in [0, 1). Not before what we have is stale, which it is not for `fresh_for` by the site's word.
    """
    return now + max(interval * (0.9 + 0.2 * chance), fresh_for or timedelta(0))


def after_part(now: datetime, interval: timedelta) -> datetime:
    """A minute from `now`: not all that the feed has could be taken in."""
    return now + min(interval, _SOON)


def after_failure(
    now: datetime, interval: timedelta, failures: int, *, chance: float, retry_after: timedelta | None = None
) -> datetime:
    """Twice the interval for the first failure, doubled with each more up to a day (`failures`: those before this one),
    a fifth more or less; never earlier than the site asks with `retry_after`."""
    wait = min(interval * (1 << min(failures + 1, _DOUBLINGS)), max(LONGEST, interval)) * (0.8 + 0.4 * chance)
    return now + max(wait, retry_after or wait)


def news(
    met: Sequence[tuple[Draft, Article | None]],
    *,
    feed_id: int,
    now: datetime,
    last_round: datetime | None,
    interval: timedelta,
) -> list[Draft]:
    """Those of a feed's drafts that tell what is not stored yet; `met`: each with the article stored under its address.

    Two entries that lead to one page are one article, and only one of them speaks for it: the one it is stored under,
    else the first. `last_round` is when the feed was read last, `interval` how often it is.
    """
    speaker: dict[int, str] = {}
    for draft, known in met:
        if known is not None and (known.id not in speaker or draft.key == known.key):
            speaker[known.id] = draft.key
    return [
        draft
        for draft, known in met
        if known is None
        or (
            speaker[known.id] == draft.key
            and (is_news(draft, known, feed_id=feed_id) or _page_due(draft, known, feed_id, now, last_round, interval))
        )
    ]


def is_news(draft: Draft, known: Article | None, *, feed_id: int) -> bool:
    """Whether `draft`, read from the feed `feed_id`, tells what is not stored yet.

    An article belongs to the feed that brought it first: another that carries it in other words doesn't change it. Of a
    teaser only the title says whether the article changed, as its text is the page's.
    """
    if known is None or known.feed_id is None:
        return True
    if known.feed_id != feed_id:
        return False
    retitled = not draft.untitled and draft.title != known.title
    return retitled or (not draft.teaser and draft.text != "" and draft.text != known.text)


def lacks_page(draft: Draft, known: Article | None, now: datetime) -> bool:
    """Whether no more than the teaser is stored, because its page couldn't be had, and that may still change."""
    return (
        known is not None
        and draft.teaser
        and known.text == (draft.text or draft.title)
        and now - known.stored_at < _PAGE_TRIED_FOR
    )


def _page_due(
    draft: Draft, known: Article, feed_id: int, now: datetime, last_round: datetime | None, interval: timedelta
) -> bool:
    """Whether to try a missing page again: once when the article is as old as `interval`, then twice as old, and so on
    for a day. That takes no count of the attempts, only when the last round was."""
    if known.feed_id != feed_id or last_round is None or not lacks_page(draft, known, now):
        return False
    return _doublings(now - known.stored_at, interval) > _doublings(last_round - known.stored_at, interval)


def _doublings(age: timedelta, interval: timedelta) -> int:
    """How many of 1, 2, 4, 8 … intervals have passed."""
    return int(age / interval).bit_length() if age > timedelta(0) else 0
