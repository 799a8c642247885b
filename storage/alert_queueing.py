"""Word of new articles, for the chats that follow what they tell of: queued at once, or gathered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import outbox_rows, query_filing
from storage.columns import microseconds
from storage.query_filing import Arrived
from storage.records import Kind

NEWS = timedelta(days=2)
"""An article published longer ago is no news, as what a new feed brings along when it is added."""

# The chats that follow one of the queries met, and didn't mute the article or hear of its story before. Whoever sets
# nothing about alerts has no manner.
_HEARING = """
    FROM saved_queries
    JOIN alerts ON alerts.query = saved_queries.query
    JOIN chats ON chats.id = alerts.chat_pk
    LEFT JOIN alert_manners AS manner ON manner.chat_pk = chats.id
    WHERE saved_queries.id IN (SELECT value FROM json_each(:met)) AND NOT chats.blocked
        AND NOT EXISTS (SELECT 1 FROM mutes WHERE mutes.chat_pk = chats.id AND mutes.feed_id = :feed)
        AND NOT EXISTS (
            SELECT 1 FROM word_mutes JOIN saved_queries AS muted ON muted.query = word_mutes.query
            WHERE word_mutes.chat_pk = chats.id AND muted.id IN (SELECT value FROM json_each(:met))
        )
"""
_QUEUE = sql(
    f"""
    INSERT INTO outbox (kind, priority, chat_pk, slot, part, state, attempts, doubts, created_at, payload)
    SELECT DISTINCT 'alert', :priority, chats.id, :slot, 1, 'queued', 0, 0, :now, :payload
    {_HEARING} AND manner.chat_pk IS NULL
        AND NOT EXISTS (SELECT 1 FROM gathered WHERE gathered.chat_pk = chats.id AND gathered.story_id = :story)
    ON CONFLICT DO NOTHING
    """  # noqa: S608 - a constant
)
_GATHER = sql(
    f"""
    INSERT INTO gathered (chat_pk, story_id, article_id, created_at, due_at)
    SELECT DISTINCT chats.id, :story, :article, :now, CASE manner.pace WHEN 'hourly' THEN :hour ELSE :now END
    {_HEARING} AND manner.pace <> 'digest'
        AND NOT EXISTS (
            SELECT 1 FROM outbox
            WHERE outbox.kind = 'alert' AND outbox.chat_pk = chats.id AND outbox.slot = :slot AND outbox.part = 1
        )
    ON CONFLICT DO NOTHING
    """  # noqa: S608 - a constant
)


async def tell(connection: AsyncConnection, arrived: Sequence[Arrived], now: datetime) -> None:
    """Queues word of new articles for every chat that follows what one of them tells of.

    A chat hears of a story once; one that is blocked, or muted the article's feed or what it says, hears nothing. Who
    hears is worked out in the database: however many follow the same, no list of them is made here.
    """
    fresh = [one for one in arrived if one[0].published_at >= now - NEWS]
    met = await query_filing.met(connection, fresh)
    next_hour = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    rows = [
        {
            "met": json.dumps(sorted(queries)),
            "feed": article.feed_id,
            "story": article.story_id,
            "article": article.id,
            "slot": f"story:{article.story_id}",
            "priority": outbox_rows.PRIORITY[Kind.ALERT],
            "payload": json.dumps({"article_ids": [article.id]}),
            "now": microseconds(now),
            "hour": microseconds(next_hour),
        }
        for (article, _), queries in zip(fresh, met, strict=True)
        if queries
    ]
    if rows:
        await connection.execute(_QUEUE, rows)
        await connection.execute(_GATHER, rows)
