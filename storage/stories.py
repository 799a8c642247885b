"""Articles grouped by the event they tell of: listings and what is new for a digest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, delete, exists, func, null, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import word_mutes
from storage.article_rows import NEWS, many, newest_id, sources_like, unmuted
from storage.columns import JsonText
from storage.database import insert
from storage.records import Article, NewArticle, Story, StoryCandidate, StoryPage
from storage.schema import articles, stories

ChooseStory = Callable[[NewArticle, Sequence[StoryCandidate]], int | None]
"""Which story a new article tells, given recent ones; None for one of its own. Pure, and called in a transaction."""

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


def goes_on(story_id: ColumnElement[int], after: datetime) -> ColumnElement[bool]:
    """Whether something came in of the story after that moment."""
    return exists().where(articles.c.story_id == story_id, articles.c.stored_at >= after)


async def drop_empty(connection: AsyncConnection) -> None:
    """Removes the stories that no article tells any more."""
    told = exists().where(articles.c.story_id == stories.c.id)
    await connection.execute(delete(stories).where(~told))


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
    conditions = [articles.c.id <= upto, NEWS, *unmuted(muted), *unsaid]
    if source is not None:
        conditions.append(articles.c.source_id.in_(await sources_like(connection, [source])))
    ids = await _newest_stories(connection, conditions, offset + limit + 1)
    found = await _told(connection, ids[offset : offset + limit], conditions)
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
    unsaid = await word_mutes.unsaid(connection, muted_words, articles.c.id)
    conditions = [articles.c.id > after_id, NEWS, ~told_before, *unmuted(muted), *unsaid]
    if upto is not None:
        conditions.append(articles.c.id <= upto)
    if not_before is not None:
        conditions.append(articles.c.published_at >= not_before)
    return await _told(connection, await _newest_stories(connection, conditions, limit), conditions)


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


async def _told(
    connection: AsyncConnection, ids: Sequence[int], conditions: Sequence[ColumnElement[bool]]
) -> tuple[Story, ...]:
    """The stories in the order of `ids`, with the articles that meet the conditions."""
    if not ids:
        return ()
    by_story: dict[int, dict[str, Article]] = {story_id: {} for story_id in ids}
    for article in await many(connection, articles.c.story_id.in_(ids), *conditions):
        by_story[article.story_id].setdefault(article.source, article)
    return tuple(Story(story_id, tuple(told.values())) for story_id, told in by_story.items())
