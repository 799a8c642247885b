"""Which saved alerts an article meets, without comparing it with each of them.

An alert is filed under the stems of one of its words, in every language there are articles in; only those that are
filed under a word of the article are asked, by the search index itself: an alert means what a search means.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from language import query_stems
from storage import outbox_rows, search_index
from storage.article_rows import named_like
from storage.columns import JsonText
from storage.database import insert
from storage.query import parse
from storage.records import Article, Kind, Query
from storage.schema import alert_terms, alerts, chats, mutes
from storage.search_index import Words

NEWS = timedelta(days=2)
"""An article published longer ago is no news, as what a new feed brings along when it is added."""

_ANY_ARTICLE = ""
"""What an alert that names only sources is filed under."""

_FILE = insert(alert_terms).on_conflict_do_nothing()
_MUTED = exists().where(mutes.c.chat_pk == alerts.c.chat_pk, mutes.c.feed_id == bindparam("feed_id"))
# One parameter, because an article has hundreds of stems and each parameter costs more than its look-up.
_TERMS = select(func.json_each(bindparam("terms", type_=JsonText)).table_valued("value").c.value)
_FILED = (
    select(alerts.c.chat_pk, alerts.c.query)
    .join(chats)
    .where(
        alerts.c.id.in_(select(alert_terms.c.alert_id).where(alert_terms.c.term.in_(_TERMS))),
        chats.c.blocked.is_(False),
        ~_MUTED,
    )
    .order_by(alerts.c.id)
)


async def file(connection: AsyncConnection, alert_id: int, query: str, languages: Iterable[str]) -> None:
    """Files an alert under its stems in these languages."""
    rows = [{"term": term, "alert_id": alert_id} for term in terms(parse(query), languages)]
    if rows:
        await connection.execute(_FILE, rows)


async def file_all(connection: AsyncConnection, language: str) -> None:
    """Files all alerts under their stems in a language whose first article is coming in."""
    for alert_id, query in (await connection.execute(select(alerts.c.id, alerts.c.query))).all():
        await file(connection, alert_id, query, [language])


def terms(query: Query, languages: Iterable[str]) -> frozenset[str]:
    """The stems of an alert's longest word, for long words are rare; none if the alert finds nothing."""
    words = (*query.words, *(word for phrase in query.phrases for word in phrase))
    if words:
        return query_stems(max(words, key=len), languages)
    return frozenset({_ANY_ARTICLE}) if query else frozenset()


async def alert(connection: AsyncConnection, article: Article, words: Words, source_id: int, now: datetime) -> None:
    """Queues word of a new article for every chat one of whose alerts it meets.

    A chat hears of a story once; one that is blocked or muted the article's feed hears nothing.
    """
    if article.published_at < now - NEWS:
        return
    values = {"terms": sorted({_ANY_ARTICLE, *words.title, *words.text}), "feed_id": article.feed_id}
    filed = (await connection.execute(_FILED, values)).all()
    if not filed:
        return
    _, languages = await search_index.outline(connection)
    wanted: list[tuple[int, str]] = []
    for chat_pk, text in filed:
        query = parse(text)
        source_ids = [source_id] if named_like(article.source, query.sources) else []
        expression = search_index.expression(query, languages, source_ids)
        if expression is not None:
            wanted.append((chat_pk, expression))
    met = await search_index.meeting(connection, article.id, [expression for _, expression in wanted])
    await outbox_rows.put_for_all(
        connection,
        Kind.ALERT,
        sorted({wanted[place][0] for place in met}),
        f"story:{article.story_id}",
        {"article_id": article.id},
        created_at=now,
    )
