"""A reader's query in the search index's own language, as it stands: nothing is guessed, all of it has to be met."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, column, literal_column, table
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import search_index
from storage.article_rows import sources_like
from storage.records import Query
from storage.wanted import Wanted, ready

INDEX = table("article_words", column("rowid"))


def says(expression: str) -> ColumnElement[bool]:
    """The condition that an article, by its row in INDEX, is found by an expression."""
    return literal_column(INDEX.name).op("MATCH")(expression)


async def expression_of(connection: AsyncConnection, query: Query, languages: Sequence[str]) -> str | None:
    """What finds the articles that have all that is asked for; None if nothing can. `languages` are the articles'."""
    await ready()
    wanted = Wanted.of(query, languages) if query else None
    if wanted is None:
        return None
    source_ids = await sources_like(connection, query.sources) if query.sources else None
    return search_index.expression(wanted, await search_index.beginnings(connection, wanted), source_ids)
