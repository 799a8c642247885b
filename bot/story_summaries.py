"""What the articles of a story say together, worked out once and kept a while."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from threading import Lock

from storage.records import Article, Story, Timeline
from summarizer.story import StorySummary, Telling, summarize_story

KEPT = 1024

_kept: OrderedDict[Hashable, StorySummary] = OrderedDict()
_keeping = Lock()


async def joint_summaries(stories: Sequence[Story], *, sentences: int, language: str) -> dict[int, StorySummary]:
    """By story id, what those told by two articles or more say in at most `sentences` sentences, for who reads
    `language`. One that has nothing to say is left out: its newest article's own summary stands for it.

    `ToldSentence.article` and `Side.article` count the story's articles. Worked out beside the event loop.
    """
    told_by_several = [story for story in stories if len(story.articles) > 1]
    if not told_by_several:
        return {}
    return await asyncio.to_thread(_all, told_by_several, sentences, language)


async def news_of(story: Timeline, *, sentences: int, language: str) -> StorySummary | None:
    """What the articles that came in since say that those known before don't, in at most `sentences` sentences; None
    where nothing came in, or nothing was known."""
    if not story.fresh or not story.known:
        return None
    tellings = [_telling(article) for article in (*story.fresh, *story.known)]
    since = max(article.published_at for article in story.known)
    return await asyncio.to_thread(summarize_story, tellings, sentences=sentences, language=language, since=since)


def _all(stories: Sequence[Story], sentences: int, language: str) -> dict[int, StorySummary]:
    made = {story.id: _one(story, sentences, language) for story in stories}
    return {number: summary for number, summary in made.items() if summary.sentences}


def _one(story: Story, sentences: int, language: str) -> StorySummary:
    key = (sentences, language, *map(_mark, story.articles))
    with _keeping:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    tellings = [_telling(article) for article in story.articles]
    summary = summarize_story(tellings, sentences=sentences, language=language)
    with _keeping:
        _kept[key] = summary
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return summary


def _telling(article: Article) -> Telling:
    return Telling(article.source, article.title, article.text, article.published_at, article.language)


def _mark(article: Article) -> Hashable:
    """An article keeps its id when its source rewrites it. (Not the text itself, which would be kept as long.)"""
    return article.id, hash((article.source, article.title, article.text, article.published_at, article.language))
