"""New articles coming in, several in one transaction: identity, story, index and alerts as if they came one by one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import alert_queueing, article_rows, candidates, identity, query_filing, search_index, stories
from storage.columns import clean
from storage.database import insert
from storage.records import Article, NewArticle, Outcome, Stored
from storage.schema import alerts, articles, saved_queries, sources
from storage.search_index import Words
from storage.stories import ChooseStory, LinkStories

Arrival = tuple[NewArticle, Words]


def storable(new: NewArticle, now: datetime) -> NewArticle:
    """As it will come back; what claims to be of tomorrow is of now, or it would head every list till then."""
    return replace(
        new,
        key=clean(new.key),
        url=new.url and clean(new.url),
        source=clean(new.source),
        title=clean(new.title),
        text=clean(new.text),
        language=clean(new.language),
        author=new.author and clean(new.author),
        published_at=min(new.published_at, now),
    )


async def take_in(
    connection: AsyncConnection,
    news: Sequence[Arrival],
    choose_story: ChooseStory,
    link_stories: LinkStories,
    now: datetime,
) -> list[Stored]:
    """Keeps storable articles, each with its words; what came of each, in order.

    Each sees those before it: the same article a second time is that article, and a story can begin within the batch.
    """
    source_ids = await _sources(connection, {new.source for new, _ in news})
    followed, filed = (await connection.execute(_FOLLOWED)).one()
    if filed:
        await _file_alerts(connection, {new.language for new, _ in news})
    came: list[Stored] = []
    while len(came) < len(news):
        names = [(new.key, new.url) for new, _ in news[len(came) :]]
        count = identity.apart(names)
        known = await identity.find(connection, names[:count])
        for is_new, run in groupby(zip(known, news[len(came) :], strict=False), key=lambda one: one[0] is None):
            if is_new:
                arrived = [arrival for _, arrival in run]
                added = await _insert(connection, arrived, source_ids, choose_story, link_stories, now)
                if followed:
                    await _alert(connection, added, arrived, now)
                came += [Stored(article, Outcome.NEW) for article in added]
            else:
                for article_id, (new, words) in run:
                    came.append(await _renew(connection, article_id or 0, new, words, source_ids))
        met = zip(came[-count:], names, strict=False)
        await identity.remember(connection, [(stored.article.id, stored.article.key, both) for stored, both in met])
    return came


async def _alert(
    connection: AsyncConnection,
    added: Sequence[Article],
    arrived: Sequence[Arrival],
    now: datetime,
) -> None:
    told = [(article, words) for article, (_, words) in zip(added, arrived, strict=True) if not article.by_reader]
    await alert_queueing.tell(connection, told, now)


async def _insert(
    connection: AsyncConnection,
    fresh: Sequence[Arrival],
    source_ids: dict[str, int],
    choose_story: ChooseStory,
    link_stories: LinkStories,
    now: datetime,
) -> list[Article]:
    for new, _ in fresh:
        await _add_source(connection, new.source, source_ids)
    story_ids = await _stories(connection, [new for new, _ in fresh], choose_story, link_stories, now)
    rows = [
        {
            **_wording(new),
            "story_id": story_id,
            "feed_id": new.feed_id,
            "source_id": source_ids[new.source],
            "key": new.key,
            "url": new.url,
            "published_at": new.published_at,
            "stored_at": now,
            "by_reader": new.by_reader,
        }
        for (new, _), story_id in zip(fresh, story_ids, strict=True)
    ]
    await connection.execute(_ADD, rows)
    keys = {"names": [new.key for new, _ in fresh]}
    ids = dict((await connection.execute(_IDS, keys)).all())
    await search_index.put(connection, [(ids[new.key], words, source_ids[new.source]) for new, words in fresh])
    await candidates.put(connection, [(ids[new.key], new.fingerprint) for new, _ in fresh])
    return [_article(new, ids[new.key], story_id, now) for (new, _), story_id in zip(fresh, story_ids, strict=True)]


async def _stories(
    connection: AsyncConnection,
    fresh: Sequence[NewArticle],
    choose_story: ChooseStory,
    link_stories: LinkStories,
    now: datetime,
) -> list[int]:
    """The story of each; a new one goes by a negative number until all that are wanted are begun at once."""
    opened = await candidates.find(connection, fresh, now)
    chosen: list[int] = []
    links: set[tuple[int, int]] = set()
    wanted = 0
    for new in fresh:
        await asyncio.sleep(0)  # half a millisecond's work, and readers wait to be answered
        likely, abroad = opened.among(new)
        story_id = choose_story(new, likely)
        if story_id is None:
            wanted += 1
            story_id = -wanted
        links |= {(story_id, other) for other in link_stories(new, abroad)}
        opened.add(new, story_id)
        chosen.append(story_id)
    begun = await stories.begin(connection, wanted)

    def known(story_id: int) -> int:
        return begun[-story_id - 1] if story_id < 0 else story_id

    await stories.link(connection, {(known(one), known(other)) for one, other in links})
    return [known(story_id) for story_id in chosen]


async def _renew(
    connection: AsyncConnection, known_id: int, new: NewArticle, words: Words, source_ids: dict[str, int]
) -> Stored:
    """Takes over a changed wording; and an article a reader brought first belongs to the feed that brings it later.

    What a feed brought, neither another feed nor a reader's link changes.
    """
    known = await article_rows.one(connection, articles.c.id == known_id)
    assert known is not None
    others = known.feed_id is not None and new.feed_id not in (None, known.feed_id)
    if others or (new.by_reader and not known.by_reader):
        return Stored(known, Outcome.SAME)
    changes: dict[str, Any] = {}
    if known.feed_id is None and new.feed_id is not None:
        changes |= {"feed_id": new.feed_id, "source_id": await _add_source(connection, new.source, source_ids)}
    if known.by_reader and not new.by_reader:
        changes["by_reader"] = False
    reworded = (known.title, known.text) != (new.title, new.text)
    if not changes and not reworded:
        return Stored(known, Outcome.SAME)
    this_one = articles.c.id == known.id
    if reworded:
        fingerprint = (await connection.execute(select(articles.c.fingerprint).where(this_one))).scalar_one()
        await candidates.drop(connection, known.id, fingerprint)
        await candidates.put(connection, [(known.id, new.fingerprint)])
        changes |= _wording(new)
    reindexed = reworded or "source_id" in changes
    if reindexed:
        await search_index.drop(connection, [known.id])
    change = update(articles).where(this_one).values(changes).returning(articles.c.source_id)
    kept_source_id = (await connection.execute(change)).scalar_one()
    renewed = await article_rows.one(connection, this_one)
    assert renewed is not None
    if reindexed:
        own = words if reworded else Words.of(renewed.title, renewed.text, renewed.language)
        await search_index.put(connection, [(known.id, own, kept_source_id)])
    return Stored(renewed, Outcome.CHANGED if reworded else Outcome.SAME)


async def _sources(connection: AsyncConnection, names: set[str]) -> dict[str, int]:
    return dict((await connection.execute(_SOURCES, {"names": sorted(names)})).all())


async def _add_source(connection: AsyncConnection, name: str, source_ids: dict[str, int]) -> int:
    """Its id, under which it stands in `source_ids` from now on."""
    if name not in source_ids:
        source_ids[name] = (await connection.execute(_ADD_SOURCE, {"name": name})).scalar_one()
    return source_ids[name]


async def _file_alerts(connection: AsyncConnection, languages: set[str]) -> None:
    """Under their stems in languages whose first articles are coming in."""
    _, known = await search_index.outline(connection)
    if not languages <= set(known):
        await query_filing.file_all(connection, languages | set(known))


def _wording(new: NewArticle) -> dict[str, Any]:
    return {
        "title": new.title,
        "untitled": new.untitled,
        "text": new.text,
        "summary": list(new.summary),
        "language": new.language,
        "author": new.author,
        "fingerprint": new.fingerprint,
        "topic": new.topic,
    }


def _article(new: NewArticle, article_id: int, story_id: int, now: datetime) -> Article:
    return Article(
        id=article_id,
        story_id=story_id,
        feed_id=new.feed_id,
        key=new.key,
        url=new.url,
        source=new.source,
        title=new.title,
        untitled=new.untitled,
        text=new.text,
        summary=tuple(new.summary),
        language=new.language,
        author=new.author,
        published_at=new.published_at,
        stored_at=now,
        by_reader=new.by_reader,
        topic=new.topic,
    )


# Written once, because SQLAlchemy takes longer to put a statement together than SQLite to run it.
_FOLLOWED = select(exists().select_from(alerts), exists().select_from(saved_queries))
_SOURCES = select(sources.c.name, sources.c.id).where(sources.c.name.in_(identity.listed("names")))
_ADD_SOURCE = insert(sources).returning(sources.c.id)
_ADD = insert(articles)
_IDS = select(articles.c.key, articles.c.id).where(articles.c.key.in_(identity.listed("names")))
