"""When a feed is asked next, and which of its articles are news: decisions only."""

from __future__ import annotations

from datetime import datetime, timedelta

from ingest.prepare import Draft
from storage.records import Article

LONGEST = timedelta(hours=24)
_DOUBLINGS = 10
_SOON = timedelta(minutes=1)


def after_success(now: datetime, interval: timedelta, *, chance: float) -> datetime:
    """An interval from `now`, up to a tenth more or less, so that feeds don't come due all together.

    `chance` is uniform in [0, 1).
    """
    return now + interval * (0.9 + 0.2 * chance)


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
