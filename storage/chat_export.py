"""Everything kept about a chat, for the reader who asks."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.records import Chat, State
from storage.schema import alert_manners, alerts, articles, feeds, gathered, outbox, saved, sources, subscriptions


async def exported(connection: AsyncConnection, chat: Chat) -> dict[str, Any]:
    """JSON-able; moments as ISO 8601 in UTC."""
    feed_rows = await connection.execute(select(feeds.c.url, feeds.c.title).where(feeds.c.id.in_(chat.muted)))
    query_rows = await connection.execute(select(alerts.c.query).where(alerts.c.chat_pk == chat.id))
    return {
        "chat_id": chat.address.chat_id,
        "thread_id": chat.address.thread_id,
        "language": chat.language,
        "timezone": chat.timezone,
        "blocked": chat.blocked,
        "muted": [{"url": url, "title": title} for url, title in feed_rows],
        "muted_words": sorted(chat.muted_words),
        "subscription": await _subscription(connection, chat.id),
        "alerts": list(query_rows.scalars()),
        "alerts_come": await _manner(connection, chat.id),
        "gathered": await _gathered(connection, chat.id),
        "saved": await _saved(connection, chat.id),
        "outbox": await _outbox(connection, chat.id),
    }


async def _subscription(connection: AsyncConnection, chat_pk: int | None) -> dict[str, Any] | None:
    query = select(subscriptions).where(subscriptions.c.chat_pk == chat_pk)
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        return None
    return {
        "time": row.time,
        "timezone": row.timezone,
        "weekdays": row.weekdays,
        "items": row._mapping["items"],
        "say_when_empty": row.say_when_empty,
        "after_id": row.after_id,
        "next_due_at": row.next_due_at.isoformat(),
    }


async def _manner(connection: AsyncConnection, chat_pk: int | None) -> dict[str, Any] | None:
    row = (await connection.execute(select(alert_manners).where(alert_manners.c.chat_pk == chat_pk))).one_or_none()
    if row is None:
        return None
    return {"pace": row.pace, "quiet_from": row.quiet_from, "quiet_to": row.quiet_to}


async def _gathered(connection: AsyncConnection, chat_pk: int | None) -> list[dict[str, Any]]:
    """What waits; of what was told, the traces that are left."""
    query = select(gathered).where(gathered.c.chat_pk == chat_pk).order_by(gathered.c.id)
    return [
        {
            "story_id": row.story_id,
            "article_id": row.article_id,
            "created_at": row.created_at.isoformat(),
            "due_at": row.due_at and row.due_at.isoformat(),
        }
        for row in await connection.execute(query)
    ]


async def _saved(connection: AsyncConnection, chat_pk: int | None) -> list[dict[str, Any]]:
    """The first saved first."""
    query = (
        select(articles.c.title, articles.c.url, sources.c.name, articles.c.published_at, saved.c.saved_at)
        .join_from(saved, articles)
        .join(sources)
        .where(saved.c.chat_pk == chat_pk)
        .order_by(saved.c.id)
    )
    return [
        {
            "title": row.title,
            "url": row.url,
            "source": row.name,
            "published_at": row.published_at.isoformat(),
            "saved_at": row.saved_at.isoformat(),
        }
        for row in await connection.execute(query)
    ]


async def _outbox(connection: AsyncConnection, chat_pk: int | None) -> list[dict[str, Any]]:
    """What waits with its payload; of what went out, the traces that are left."""
    query = select(outbox).where(outbox.c.chat_pk == chat_pk).order_by(outbox.c.id)
    return [
        {
            "kind": row.kind,
            "slot": row.slot,
            "part": row.part,
            "state": row.state,
            "waiting": row.state in (State.QUEUED, State.SENDING),
            "created_at": row.created_at.isoformat(),
            "telegram_message_id": row.telegram_message_id,
            "payload": row.payload,
        }
        for row in await connection.execute(query)
    ]
