"""Which stories a chat's next digest tells."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta

import summarizer.digest as digest
from storage import Storage
from storage.records import Story, Subscription

# What a first digest looks back on; and how old the news in any may be, a digest on one weekday included.
FIRST = timedelta(hours=24)
OLDEST = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Composed:
    """The stories of a digest, in their order.

    It looks at the articles after `after_id` up to `newest_id`, where the next one begins. `told` stories came before
    these, `left_out` would come after them.
    """

    stories: tuple[Story, ...]
    left_out: int
    after_id: int
    newest_id: int
    told: int
    composed_at: datetime


async def compose(
    storage: Storage,
    *,
    after_id: int,
    muted: Set[int],
    items: int,
    language: str,
    now: datetime,
    upto: int | None = None,
    told: int = 0,
) -> Composed:
    """At most `items` stories that came in after the article `after_id` (0: a first digest, of the last day).

    Those in `language` come first: what its readers can't read must not stand between them and their news.

    With the `newest_id` and `composed_at` of an earlier one as `upto` and `now`, the same again; the first `told`
    stories of it are left away. Times count by the minute, so that a button can name one.
    """
    now = now.replace(second=0, microsecond=0)
    newest_id = await storage.articles.newest_id() if upto is None else upto
    not_before = now - (OLDEST if after_id else FIRST)
    stories = await storage.articles.since(after_id, upto=newest_id, not_before=not_before, muted=frozenset(muted))
    chosen = digest.compose(
        [_candidate(story) for story in stories], items=items, skip=told, language=language, now=now
    )
    by_id = {story.id: story for story in stories}
    shown = tuple(by_id[one.story_id] for one in chosen.stories)
    return Composed(shown, chosen.left_out, after_id, newest_id, told, now)


async def compose_for(storage: Storage, subscription: Subscription, language: str, now: datetime) -> Composed:
    """The digest of that subscription, for who reads `language`."""
    return await compose(
        storage,
        after_id=subscription.after_id,
        muted=subscription.muted,
        items=subscription.items,
        language=language,
        now=now,
    )


def _candidate(story: Story) -> digest.Candidate:
    article = story.newest
    return digest.Candidate(
        story_id=story.id,
        sources=tuple(one.source for one in story.articles),
        title=article.title,
        summary=article.summary,
        published_at=article.published_at,
        language=article.language,
        article_id=article.id,
        size=len(article.text),
    )
