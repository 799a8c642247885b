"""Which saved alerts an article meets, without comparing it with each of them.

An alert is filed under the stems of one of its words, in every language there are articles in; only those that are
filed under a word of the article are held against it, as `Wanted` has it: an alert means what a search means.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import outbox_rows, search_index
from storage.article_rows import named_like
from storage.database import insert
from storage.identity import listed
from storage.query import MIN_PREFIX, parse
from storage.records import Article, Kind, Query
from storage.schema import alert_terms, alerts, chats, mutes
from storage.search_index import Words
from storage.wanted import Wanted, forms

NEWS = timedelta(days=2)
"""An article published longer ago is no news, as what a new feed brings along when it is added."""

_ANY_ARTICLE = ""
"""What an alert that names only sources is filed under."""

_BEGINNING = "*"
"""What marks the beginning of a word among the stems alerts are filed under."""

_FILE = insert(alert_terms).on_conflict_do_nothing()
_FILED = (
    select(alert_terms.c.term, alerts.c.query, alerts.c.chat_pk)
    .join_from(alert_terms, alerts)
    .join(chats)
    .where(alert_terms.c.term.in_(listed("terms")), chats.c.blocked.is_(False))
)
_MUTED = select(mutes.c.chat_pk, mutes.c.feed_id).where(mutes.c.feed_id.in_(listed("feeds")))


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
    """The stems of an alert's longest word, for long words are rare; none if the alert finds nothing.

    One that has beginnings of words only is filed under the first letters of the longest, and the stems it may be.
    """
    words = (*query.words, *(word for phrase in query.phrases for word in phrase))
    if words:
        return forms(max(words, key=len), languages)
    if query.prefixes:
        longest = max(query.prefixes, key=len)
        wanted = Wanted.of(Query(prefixes=(longest,)), languages)
        shorter = wanted.beginnings[0].shorter if wanted else frozenset[str]()
        return shorter | {longest[:MIN_PREFIX] + _BEGINNING}
    return frozenset({_ANY_ARTICLE}) if query else frozenset()


async def alert(connection: AsyncConnection, arrived: Sequence[tuple[Article, Words, int]], now: datetime) -> None:
    """Queues word of new articles, each with its words and its source's id, for every chat whose alerts they meet.

    A chat hears of a story once; one that is blocked or muted the article's feed hears nothing.
    """
    fresh = [one for one in arrived if one[0].published_at >= now - NEWS]
    likely = await _likely(connection, [words for _, words, _ in fresh])
    if not any(likely):
        return
    _, languages = await search_index.outline(connection)
    read = cache(parse)

    @cache
    def wanted(text: str) -> Wanted | None:
        return Wanted.of(read(text), languages)

    hearing: defaultdict[int, set[int]] = defaultdict(set)
    for place, (article, words, _) in enumerate(fresh):
        await asyncio.sleep(0)  # an article may meet thousands, and the event loop has others to serve
        for text, chat_pks in sorted(likely[place].items()):
            sources = read(text).sources
            meant = wanted(text)
            if meant and (not sources or named_like(article.source, sources)) and meant.met_by(words.title, words.text):
                hearing[place] |= chat_pks
    feeds = {"feeds": [article.feed_id for article, _, _ in fresh]}
    muted = {(chat_pk, feed_id) for chat_pk, feed_id in await connection.execute(_MUTED, feeds)}
    for place, chat_pks in sorted(hearing.items()):
        article = fresh[place][0]
        told = [chat_pk for chat_pk in sorted(chat_pks) if (chat_pk, article.feed_id) not in muted]
        slot, payload = f"story:{article.story_id}", {"article_id": article.id}
        await outbox_rows.put_for_all(connection, Kind.ALERT, told, slot, payload, created_at=now)


async def _likely(connection: AsyncConnection, spoken: Sequence[Words]) -> list[dict[str, set[int]]]:
    """For the words of each article the alerts that are filed under one of them, and the chats that have each."""
    said = [frozenset({*words.title.split(), *words.text.split()}) for words in spoken]
    terms = [stems | {_ANY_ARTICLE, *(stem[:MIN_PREFIX] + _BEGINNING for stem in stems)} for stems in said]
    filed: defaultdict[str, set[str]] = defaultdict(set)
    followers: defaultdict[str, set[int]] = defaultdict(set)
    for term, text, chat_pk in await connection.execute(_FILED, {"terms": sorted(frozenset().union(*terms))}):
        filed[term].add(text)
        followers[text].add(chat_pk)
    texts = [set[str]().union(*(filed[term] for term in words & filed.keys())) for words in terms]
    return [{text: followers[text] for text in found} for found in texts]
