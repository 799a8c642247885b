"""Which names in today's news a chat may want to follow."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

import language as lang
from bot.answers import Button
from storage.query import parse
from storage.records import Article, Story
from summarizer.key_terms import names

LOOKED_AT = 20  # stories
_RECENT = timedelta(days=1)
_OF_A_STORY = 4  # names
_DATA = "follow:"
_LONGEST = 64 - len(_DATA)  # bytes, as a button's data must hold the name


@dataclass(slots=True)
class _Name:
    form: str
    language: str
    rank: float = 0.0
    stories: set[int] = field(default_factory=set)


async def suggest(
    stories: Sequence[Story], followed: Iterable[str], language: str, now: datetime, *, count: int = 6
) -> tuple[str, ...]:
    """At most `count` names from the last day's stories, those of articles in `language` first, then by how many
    stories they are in. None that is followed already, that is a source's own, or that no button's data can hold.

    Worked out in a thread, from titles and summaries; each article's names are kept for the next time.
    """
    recent = [story.newest for story in stories[:LOOKED_AT] if story.newest.published_at >= now - _RECENT]
    return await asyncio.to_thread(_choose, recent, tuple(followed), language, count)


def suggestion_button(name: str) -> Button:
    """The button that follows a suggested name: its data is follow:name."""
    return Button(f"+ {name}", _DATA + name)


def _choose(articles: Sequence[Article], followed: tuple[str, ...], language: str, count: int) -> tuple[str, ...]:
    known = [frozenset(lang.stems(query, language)) for query in followed]
    sources = [frozenset(lang.words(article.source)) for article in articles]
    met: dict[str, _Name] = {}
    for article in articles:
        for place, form in enumerate(_names_of(article.title, " ".join(article.summary), article.language)):
            if len(form.encode()) > _LONGEST or not parse(form) or any(s.issuperset(lang.words(form)) for s in sources):
                continue
            if any(stems and stems.issubset(lang.stems(form, language)) for stems in known):
                continue
            name = met.setdefault(lang.fold(form), _Name(form, article.language))
            name.stories.add(article.story_id)
            name.rank += 1 / (1 + place)
    order = sorted(met.values(), key=lambda n: (n.language != language, -len(n.stories), -n.rank))
    return tuple(name.form for name in order[:count])


@lru_cache(maxsize=256)
def _names_of(title: str, summary: str, language: str) -> tuple[str, ...]:
    return names(summary, title=title, language=language, count=_OF_A_STORY)
