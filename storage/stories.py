"""Articles grouped by the event they tell of: listings and what is new for a digest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, delete, exists, func, null, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import word_mutes
from storage.article_rows import NEWS, many, newest_id, sources_like, unmuted
from storage.columns import JsonText
from storage.database import insert
from storage.records import Article, NewArticle, Story, StoryCandidate, StoryPage, Timeline
from storage.schema import articles, stories, story_links

ChooseStory = Callable[[NewArticle, Sequence[StoryCandidate]], int | None]
"""Which story a new article tells, given recent ones; None for one of its own. Pure, and called in a transaction."""

LinkStories = Callable[[NewArticle, Sequence[StoryCandidate]], Collection[int]]
"""Which stories tell its event in other languages, given recent articles in those. As pure."""

# A row for each member of a JSON list; which ids they get is for the database to say.
_BEGIN = (
    insert(stories)
    .from_select(["id"], select(null()).select_from(func.json_each(bindparam("wanted", type_=JsonText)).table_valued()))
    .returning(stories.c.id)
)


async def begin(connection: AsyncConnection, count: int) -> list[int]:
    """The ids of so many new stories, growing."""
    if not count:
        return []
    return sorted((await connection.execute(_BEGIN, {"wanted": [0] * count})).scalars())


async def link(connection: AsyncConnection, pairs: Collection[tuple[int, int]]) -> None:
    """These stories tell one event in different languages."""
    both_ways = [{"story_id": a, "other_id": b} for one, other in pairs for a, b in ((one, other), (other, one))]
    if both_ways:
        await connection.execute(insert(story_links).on_conflict_do_nothing(), both_ways)


async def links(connection: AsyncConnection, story_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """For each of these stories, those that tell its event in other languages."""
    found: dict[int, set[int]] = {story_id: set() for story_id in story_ids}
    rows = select(story_links.c.story_id, story_links.c.other_id).where(story_links.c.story_id.in_(sorted(found)))
    for story_id, other_id in await connection.execute(rows):
        found[story_id].add(other_id)
    return {story_id: frozenset(others) for story_id, others in found.items()}


def goes_on(story_id: ColumnElement[int], after: datetime) -> ColumnElement[bool]:
    """Whether something came in of the story after that moment."""
    return exists().where(articles.c.story_id == story_id, articles.c.stored_at >= after)


async def drop_empty(connection: AsyncConnection) -> None:
    """Removes the stories that no article tells any more."""
    told = exists().where(articles.c.story_id == stories.c.id)
    await connection.execute(delete(stories).where(~told))
    gone = [~exists().where(stories.c.id == column) for column in (story_links.c.story_id, story_links.c.other_id)]
    await connection.execute(delete(story_links).where(or_(*gone)))


async def latest(
    connection: AsyncConnection,
    *,
    limit: int,
    offset: int,
    upto: int | None,
    source: str | None,
    muted: Collection[int],
    muted_words: Collection[str],
) -> StoryPage:
    """A page of stories by their newest article among those with id <= `upto`."""
    upto = await newest_id(connection) if upto is None else upto
    unsaid = await word_mutes.unsaid(connection, muted_words, articles.c.id)
    news = [articles.c.id <= upto, NEWS, *unmuted(muted), *unsaid]
    of_source = [] if source is None else [articles.c.source_id.in_(await sources_like(connection, [source]))]
    ids = await _newest_stories(connection, [*news, *of_source], offset + limit + 1)
    found = await read(connection, ids[offset : offset + limit], news, [*news, *of_source])
    return StoryPage(stories=found, upto=upto, more=len(ids) > offset + limit)


async def since(
    connection: AsyncConnection,
    after_id: int,
    *,
    upto: int | None,
    not_before: datetime | None,
    muted: Collection[int],
    muted_words: Collection[str],
    limit: int,
) -> tuple[Story, ...]:
    """Stories all of whose (unmuted) articles came after `after_id`: those nobody was told of yet.

    Of articles that came after `upto` nothing is known yet.
    """
    earlier = articles.alias()
    told_before = exists().where(
        earlier.c.story_id == articles.c.story_id, earlier.c.id <= after_id, earlier.c.by_reader.is_(False)
    )
    if muted:
        told_before = told_before.where(or_(earlier.c.feed_id.is_(None), earlier.c.feed_id.not_in(sorted(muted))))
    told_before = told_before.where(*await word_mutes.unsaid(connection, muted_words, earlier.c.id))
    news = [NEWS, *unmuted(muted), *await word_mutes.unsaid(connection, muted_words, articles.c.id)]
    if upto is not None:
        news.append(articles.c.id <= upto)
    conditions = [*news, articles.c.id > after_id, ~told_before]
    if not_before is not None:
        conditions.append(articles.c.published_at >= not_before)
    return await read(connection, await _newest_stories(connection, conditions, limit), news, conditions)


async def _newest_stories(
    connection: AsyncConnection, conditions: Sequence[ColumnElement[bool]], wanted: int
) -> list[int]:
    """Walks the listing's index from its newest end, in growing strides, until there are enough stories.

    Grouping in SQL would read every article there is before it could name the first story.
    """
    found: dict[int, None] = {}
    walk = select(articles.c.story_id).where(*conditions).order_by(articles.c.published_at.desc(), articles.c.id.desc())
    position, stride = 0, 2 * wanted
    while len(found) < wanted:
        rows = (await connection.execute(walk.limit(stride).offset(position))).scalars().all()
        found.update(dict.fromkeys(rows))
        if len(rows) < stride:
            break
        position, stride = position + stride, 4 * stride
    return list(found)[:wanted]


async def read(
    connection: AsyncConnection,
    ids: Sequence[int],
    news: Sequence[ColumnElement[bool]],
    conditions: Sequence[ColumnElement[bool]],
) -> tuple[Story, ...]:
    """The stories in the order of `ids`, with the articles that meet the conditions; in other languages any `news`."""
    if not ids:
        return ()
    by_story: dict[int, dict[str, Article]] = {story_id: {} for story_id in ids}
    told: Counter[int] = Counter()
    for article in await many(connection, articles.c.story_id.in_(ids), *conditions):
        by_story[article.story_id].setdefault(article.source, article)
        told[article.story_id] += 1
    abroad = await _abroad(connection, ids, news)
    return tuple(
        Story(story_id, tuple(by_source.values()), told[story_id], abroad[story_id])
        for story_id, by_source in by_story.items()
    )


async def _abroad(
    connection: AsyncConnection, ids: Sequence[int], news: Sequence[ColumnElement[bool]]
) -> dict[int, tuple[Article, ...]]:
    """The newest article of each story linked with one of these, by that one."""
    linked = await links(connection, ids)
    others = set().union(*linked.values())
    newest: dict[int, Article] = {}
    if others:
        last = (
            select(func.max(articles.c.id)).where(articles.c.story_id.in_(others), *news).group_by(articles.c.story_id)
        )
        newest = {article.story_id: article for article in await many(connection, articles.c.id.in_(last))}
    return {story_id: tuple(newest[other] for other in sorted(linked[story_id]) if other in newest) for story_id in ids}


async def timeline(
    connection: AsyncConnection,
    story_id: int,
    *,
    seen_upto: int,
    upto: int | None,
    muted: Collection[int],
    muted_words: Collection[str],
    limit: int,
    offset: int,
) -> Timeline:
    """A page of a story's unmuted articles among those with id <= `upto`."""
    upto = await newest_id(connection) if upto is None else upto
    unsaid = await word_mutes.unsaid(connection, muted_words, articles.c.id)
    of_story = (articles.c.story_id == story_id, articles.c.id <= upto)
    told = await many(connection, *of_story, NEWS, *unmuted(muted), *unsaid)
    return Timeline(
        articles=tuple(told[offset : offset + limit]),
        known=tuple(article for article in told if article.id <= seen_upto),
        fresh=tuple(article for article in told if article.id > seen_upto),
        upto=upto,
        more=len(told) > offset + limit,
    )
