"""Which stories a chat's next digest tells."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property

import summarizer.digest as digest
from bot.story_summaries import joint_summaries
from storage import Storage
from storage.query import parse
from storage.records import Address, Alert, Story, Subscription
from summarizer.digest.phrases import Interest
from summarizer.digest.rubrics import Rubric
from summarizer.story import StorySummary

# What a first digest looks back on; and how old the news in any may be, a digest on one weekday included.
FIRST = timedelta(hours=24)
OLDEST = timedelta(days=8)


@dataclass(frozen=True)
class Composed:
    """The stories of a digest under their headings, in the order they are read.

    It looks at the articles after `after_id` up to `newest_id`, where the next one begins, and at the words followed
    up to the alert `alert_id`. `told` stories came before these, `left_out` would come after them. `together` holds, by
    story id, what several articles on one say as one summary.
    """

    rubrics: tuple[Rubric[Story], ...]
    left_out: int
    after_id: int
    newest_id: int
    told: int
    composed_at: datetime
    alert_id: int = 0
    together: Mapping[int, StorySummary] = field(default_factory=dict)

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """All of them, in that order."""
        return tuple(story for rubric in self.rubrics for story in rubric.stories)

    @cached_property
    def story_ids(self) -> frozenset[int]:
        """Theirs."""
        return frozenset(story.id for story in self.stories)


async def compose(
    storage: Storage,
    *,
    after_id: int,
    muted: Set[int],
    muted_words: Set[str],
    followed: Sequence[Alert],
    items: int,
    sentences: int,
    language: str,
    now: datetime,
    upto: int | None = None,
    told: int = 0,
) -> Composed:
    """At most `items` stories that came in after the article `after_id` (0: a first digest, of the last day).

    One that several articles tell gets a summary of at most `sentences` sentences of them all.

    Those in `language` come first: what its readers can't read must not stand between them and their news.

    With the `newest_id` and `composed_at` of an earlier one as `upto` and `now`, and the same words `followed`, the
    same again; the first `told` stories of it are left away. Times count by the minute, so that a button can name one.
    """
    now = now.replace(second=0, microsecond=0)
    newest_id = await storage.articles.newest_id() if upto is None else upto
    not_before = now - (OLDEST if after_id else FIRST)
    stories = await storage.articles.since(
        after_id, upto=newest_id, not_before=not_before, muted=muted, muted_words=muted_words
    )
    chosen = await asyncio.to_thread(
        digest.compose_digest,
        [_candidate(story) for story in stories],
        items=items,
        skip=told,
        language=language,
        followed=[interest for alert in followed if (interest := _interest(alert)).phrases],
        now=now,
    )
    by_id = {story.id: story for story in stories}
    rubrics = tuple(Rubric(one.topic, tuple(by_id[s.story_id] for s in one.stories)) for one in chosen.rubrics)
    made = Composed(rubrics, chosen.left_out, after_id, newest_id, told, now, newest_alert(followed))
    return replace(made, together=await joint_summaries(made.stories, sentences=sentences, language=language))


async def compose_for(
    storage: Storage,
    subscription: Subscription,
    followed: Sequence[Alert],
    language: str,
    now: datetime,
    *,
    sentences: int,
) -> Composed:
    """The digest of that subscription, whose chat has `followed` these words, for who reads `language`."""
    return await compose(
        storage,
        after_id=subscription.after_id,
        muted=subscription.muted,
        muted_words=subscription.muted_words,
        followed=followed,
        items=subscription.items,
        language=language,
        now=now,
        sentences=sentences,
    )


async def followed_at(storage: Storage, address: Address, *, upto: int | None = None) -> tuple[Alert, ...]:
    """What the chat follows; with `upto`, what it did when that was its newest alert."""
    return tuple(alert for alert in await storage.alerts.list(address) if upto is None or alert.id <= upto)


def newest_alert(followed: Sequence[Alert]) -> int:
    """The id of the one followed last; 0 where nothing is."""
    return max((alert.id for alert in followed), default=0)


def _interest(alert: Alert) -> Interest:
    """The words of an alert; those that name only sources say nothing of subjects."""
    query = parse(alert.query)
    return Interest((*query.words, *map(" ".join, query.phrases)), query.without)


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
        topic=story.topic,
    )
