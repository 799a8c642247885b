"""Transactions: whoever is cancelled, at whatever moment, leaves a connection that can be used again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import Database

STEPS = 40
"""Of the event loop: more than a transaction takes."""


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'telegist.db'}")
    database.prepare()
    async with database.write() as connection:
        await connection.execute(text("CREATE TABLE things (number INTEGER)"))
    yield database
    await database.close()


async def count(database: Database) -> int:
    async with database.read() as connection:
        return (await connection.execute(text("SELECT count(*) FROM things"))).scalar_one()


async def add(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(text("INSERT INTO things VALUES (1)"))
        await connection.execute(text("INSERT INTO things VALUES (2)"))


@pytest.mark.parametrize("work", [count, add])
async def test_who_is_cancelled_leaves_the_connection_as_it_was(
    database: Database, work: Callable[[Database], Awaitable[object]]
) -> None:
    await asyncio.gather(*(count(database) for _ in range(3)))  # every connection there may be
    for steps in range(STEPS):
        task = asyncio.ensure_future(work(database))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        for _ in range(3):
            await count(database)
        before = await count(database)
        await add(database)
        assert await count(database) == before + 2
        assert before % 2 == 0  # all or nothing


async def test_a_reader_sees_one_state_throughout(database: Database) -> None:
    await add(database)
    async with database.read() as connection:
        first = (await connection.execute(text("SELECT count(*) FROM things"))).scalar_one()
        await add(database)
        second = (await connection.execute(text("SELECT count(*) FROM things"))).scalar_one()
    assert (first, second, await count(database)) == (2, 2, 4)


async def test_a_transaction_with_nothing_in_it_does_no_harm(database: Database) -> None:
    for _ in range(2):
        async with database.read():
            pass
        with pytest.raises(ZeroDivisionError):
            async with database.read():
                raise ZeroDivisionError
    assert await count(database) == 0
