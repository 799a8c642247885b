"""Typing quickly: one at a time, the newest next, and nobody else waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from telegram import InlineQuery, Update, User

from bot.inbox import ChatByChat
from bot.newest import NewestOnly
from tests.bot.quick_loop import run_quickly

Notes = list[tuple[float, str]]


def writer(notes: Notes, *, takes: float = 0.0) -> Callable[[str], Coroutine[Any, Any, None]]:
    """Makes work that notes when it was done."""
    begin = asyncio.get_running_loop().time()

    async def work(name: str) -> None:
        await asyncio.sleep(takes)
        notes.append((round(asyncio.get_running_loop().time() - begin, 3), name))

    return work


def test_of_what_waits_only_the_newest_is_done() -> None:
    async def scene() -> Notes:
        notes: Notes = []
        work, typed = writer(notes, takes=0.1), NewestOnly(asyncio.Semaphore(8), rest=0.2)
        async with asyncio.TaskGroup() as group:
            for text in ("v", "vo", "vol", "volcano"):
                group.create_task(typed.do(1, work(text)))
        return notes

    assert run_quickly(scene()) == [(0.1, "v"), (0.4, "volcano")]


def test_who_types_without_end_is_answered_five_times_a_second_at_most() -> None:
    async def scene() -> Notes:
        notes: Notes = []
        work, typed = writer(notes), NewestOnly(asyncio.Semaphore(8), rest=0.2)
        async with asyncio.TaskGroup() as group:
            for number in range(100):
                group.create_task(typed.do(1, work(str(number))))
                await asyncio.sleep(0.01)
        return notes

    notes = run_quickly(scene())
    assert [moment for moment, _ in notes] == [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    assert notes[-1][1] == "99"


def test_nobody_waits_for_somebody_else() -> None:
    async def scene() -> Notes:
        notes: Notes = []
        work, typed = writer(notes, takes=0.1), NewestOnly(asyncio.Semaphore(8), rest=0.2)
        async with asyncio.TaskGroup() as group:
            for person in range(5):
                group.create_task(typed.do(person, work(str(person))))
        return notes

    assert {moment for moment, _ in run_quickly(scene())} == {0.1}


def test_no_more_are_at_work_at_once_than_there_are_hands() -> None:
    async def scene() -> Notes:
        notes: Notes = []
        work, typed = writer(notes, takes=0.1), NewestOnly(asyncio.Semaphore(2), rest=0.2)
        async with asyncio.TaskGroup() as group:
            for person in range(4):
                group.create_task(typed.do(person, work(str(person))))
        return notes

    assert [moment for moment, _ in run_quickly(scene())] == [0.1, 0.1, 0.2, 0.2]


def test_what_fails_or_is_ended_leaves_nobody_held_up() -> None:
    async def scene() -> Notes:
        notes: Notes = []
        work, typed = writer(notes), NewestOnly(asyncio.Semaphore(2), rest=0.2)

        async def fail() -> None:
            raise ValueError

        with pytest.raises(ValueError):
            await typed.do(1, fail())
        ended = asyncio.create_task(typed.do(1, asyncio.sleep(9)))
        await asyncio.sleep(0)
        await typed.do(1, work("never"))  # waits, and goes with the other
        ended.cancel()
        await asyncio.gather(ended, return_exceptions=True)
        await typed.do(1, work("new"))
        return notes

    assert [name for _, name in run_quickly(scene())] == ["new"]


def test_inline_queries_wait_for_those_of_the_same_person_only() -> None:
    def typed(number: int, person: int) -> Update:
        query = InlineQuery(str(number), User(person, "Anna", is_bot=False), "", "")
        return Update(number, inline_query=query)

    async def scene() -> Notes:
        notes: Notes = []
        work, inbox = writer(notes, takes=1.0), ChatByChat()
        async with asyncio.TaskGroup() as group:
            for number in range(50):
                group.create_task(inbox.do_process_update(typed(number, number % 2), work(str(number))))
        return notes

    assert [name for _, name in run_quickly(scene())] == ["0", "1", "48", "49"]
