"""Which stored article a new one is: the one that has its key, or was met under its key or address."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import JsonText, clean
from storage.database import insert
from storage.schema import article_addresses, articles

Names = tuple[str, str | None]
"""An article's key, and its address if it has one."""


def listed(name: str) -> Select[tuple[str]]:
    """The strings of the JSON list bound under `name`: one parameter, because each costs more than its look-up."""
    return select(func.json_each(bindparam(name, type_=JsonText)).table_valued("value").c.value)


_BY_KEY = select(articles.c.key, articles.c.id).where(articles.c.key.in_(listed("names")))
_BY_ADDRESS = (
    select(article_addresses.c.url, article_addresses.c.article_id)
    .where(article_addresses.c.url.in_(listed("names")))
    .order_by(article_addresses.c.article_id.desc())
)
_REMEMBER = insert(article_addresses).on_conflict_do_nothing()


async def find(connection: AsyncConnection, sought: Sequence[Names]) -> list[int | None]:
    """The id of the stored article each of these is, None for one that is new."""
    names = {"names": sorted({clean(name) for both in sought for name in both if name})}
    own = dict((await connection.execute(_BY_KEY, names)).all())
    met = dict((await connection.execute(_BY_ADDRESS, names)).all())  # of several the first article's

    def one(key: str, url: str | None) -> int | None:
        spelt = [clean(name) for name in (key, url) if name]
        by_key = (own[name] for name in spelt if name in own)
        return next(by_key, None) or min((met[name] for name in spelt if name in met), default=None)

    return [one(key, url) for key, url in sought]


async def remember(connection: AsyncConnection, met: Sequence[tuple[int, str, Sequence[str | None]]]) -> None:
    """Has each article (its id and its key, which needn't be kept here too) found under these addresses."""
    rows = [
        {"url": address, "article_id": article_id}
        for article_id, key, addresses in met
        for address in sorted({clean(address) for address in addresses if address} - {key})
    ]
    if rows:
        await connection.execute(_REMEMBER, rows)


def apart(names: Sequence[Names]) -> int:
    """How many of these, from the first on, share no key or address: the next is the same article as one of them."""
    seen: set[str] = set()
    for count, both in enumerate(names):
        spelt = {clean(name) for name in both if name}
        if not seen.isdisjoint(spelt):
            return count
        seen |= spelt
    return len(names)
