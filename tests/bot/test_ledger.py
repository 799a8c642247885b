"""Marks are written in few transactions, none is lost while the database is in trouble, and none is made up."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.delivery.ledger import Ledger
from storage.errors import StorageError
from storage.marks import Begun, Finished, Mark
from storage.records import State
from tests.bot.quick_loop import run_quickly
from tests.bot.test_verdicts import MESSAGE


class Database:
    """Takes marks, a while each time; `broken` transactions fail first."""

    def __init__(self, broken: int = 0) -> None:
        self.broken = broken
        self.transactions: list[list[Mark]] = []

    async def record(self, marks: Sequence[Mark]) -> frozenset[int]:
        await asyncio.sleep(0.01)
        if self.broken:
            self.broken -= 1
            raise StorageError("The disk is full")
        self.transactions.append(list(marks))
        return frozenset(mark.message.id for mark in marks if isinstance(mark, Begun) and mark.message.id % 2)


def numbered(number: int) -> Begun:
    return Begun(replace(MESSAGE, id=number))


def test_what_comes_during_a_transaction_shares_the_next_one() -> None:
    async def many() -> tuple[list[bool], int]:
        database = Database()
        ledger = Ledger(database.record)
        begun = await asyncio.gather(*(ledger.begin(numbered(number).message) for number in range(100)))
        return begun, len(database.transactions)

    begun, transactions = run_quickly(many())
    assert begun == [bool(number % 2) for number in range(100)]
    assert transactions <= 2


def test_nothing_begins_that_can_not_be_written_down() -> None:
    async def broken() -> None:
        with pytest.raises(StorageError, match="disk is full"):
            await Ledger(Database(broken=1).record).begin(MESSAGE)

    run_quickly(broken())


def test_what_became_of_a_message_is_written_however_long_it_takes() -> None:
    async def long_trouble() -> tuple[list[list[Mark]], float]:
        database = Database(broken=10)
        began = asyncio.get_running_loop().time()
        await Ledger(database.record).write(Finished(MESSAGE, State.SENT))
        return database.transactions, asyncio.get_running_loop().time() - began

    written, seconds = run_quickly(long_trouble())
    assert written == [[Finished(MESSAGE, State.SENT)]]
    assert 100 < seconds < 200


def test_others_are_told_at_once_while_a_result_waits_to_be_written() -> None:
    async def both() -> list[list[Mark]]:
        database = Database(broken=2)
        ledger = Ledger(database.record)
        result = asyncio.create_task(ledger.write(Finished(MESSAGE, State.SENT)))
        with pytest.raises(StorageError):
            await ledger.begin(replace(MESSAGE, id=9))
        await result
        return database.transactions

    assert run_quickly(both()) == [[Finished(MESSAGE, State.SENT)]]


def test_nothing_gathers_during_a_trouble_to_begin_all_at_once_after_it() -> None:
    async def many() -> list[list[Mark]]:
        database = Database(broken=4)
        ledger = Ledger(database.record)
        result = asyncio.create_task(ledger.write(Finished(MESSAGE, State.SENT)))
        for number in range(100):
            await asyncio.sleep(0.005)
            with pytest.raises(StorageError, match="disk is full"):
                await ledger.begin(replace(MESSAGE, id=number))
        await result
        assert await ledger.begin(numbered(101).message)
        return database.transactions

    assert run_quickly(many()) == [[Finished(MESSAGE, State.SENT)], [numbered(101)]]


def test_a_mistake_of_ours_reaches_whoever_waits() -> None:
    async def record(marks: Sequence[Mark]) -> frozenset[int]:
        raise KeyError("oh")

    async def mistaken() -> None:
        with pytest.raises(KeyError):
            await Ledger(record).write(Finished(MESSAGE, State.SENT))

    run_quickly(mistaken())
