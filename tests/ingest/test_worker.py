"""The child process: real ones, started and killed."""

from __future__ import annotations

import asyncio
import contextlib
import math
import os
import re
import time
from collections.abc import AsyncIterator

import pytest

from ingest.errors import NotAFeed, Timeout, Unreadable
from ingest.prepare import read_feed
from ingest.workers.worker import Worker, most_processes


@pytest.fixture
async def worker() -> AsyncIterator[Worker]:
    async with Worker(seconds=10, processes=1) as made:
        yield made


def alive(pid: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


def pid_in_a_while() -> int:
    time.sleep(0.2)
    return os.getpid()


async def test_a_job_runs_elsewhere_and_its_result_comes_back(worker: Worker) -> None:
    assert worker.pids == frozenset()
    pid = await worker.run(os.getpid)
    assert worker.pids == {pid}
    assert await worker.run(math.gcd, 12, 18) == 6
    assert os.getpid() != pid


async def test_errors_of_ours_come_back_as_they_are(worker: Worker) -> None:
    with pytest.raises(NotAFeed, match=r"feed: https://example\.org/: the answer is empty"):
        await worker.run(read_feed, b"", "https://example.org/", None)


async def test_other_errors_come_back_without_what_they_quote(worker: Worker) -> None:
    with pytest.raises(Unreadable, match="ValueError") as caught:
        await worker.run(int, "a secret page")
    assert "secret" not in str(caught.value)
    assert await worker.run(math.gcd, 4, 6) == 2


async def test_a_hung_job_is_killed_and_the_next_one_gets_a_new_process() -> None:
    async with Worker(seconds=0.3, processes=1) as worker:
        first = await worker.run(os.getpid)
        with pytest.raises(Timeout, match=r"over 0\.3 s"):
            await worker.run(re.match, r"(a+)+$", "a" * 64 + "b")
        assert not alive(first)
        assert await worker.run(os.getpid) != first


async def test_a_job_that_takes_the_process_down_fails_alone(worker: Worker) -> None:
    with pytest.raises(Unreadable, match="died"):
        await worker.run(os._exit, 3)
    assert await worker.run(math.gcd, 4, 6) == 2


async def test_a_job_that_wants_all_memory_fails_alone(worker: Worker) -> None:
    with pytest.raises(Unreadable):
        await worker.run(bytes, 64 * 1024**3)
    assert await worker.run(math.gcd, 4, 6) == 2


async def test_what_a_job_prints_does_no_harm(worker: Worker) -> None:
    await worker.run(print, "noise " * 10_000)
    assert await worker.run(math.gcd, 4, 6) == 2


async def test_large_jobs_and_answers_pass(worker: Worker) -> None:
    assert await worker.run(bytes.upper, b"a" * 5_000_000) == b"A" * 5_000_000


async def test_the_event_loop_goes_on_while_a_job_runs(worker: Worker) -> None:
    await worker.run(os.getpid)
    job = asyncio.create_task(worker.run(time.sleep, 0.1))
    turns = 0
    while not job.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 10


async def test_jobs_wait_for_their_turn(worker: Worker) -> None:
    assert await asyncio.gather(*(worker.run(math.gcd, 12, n) for n in range(20))) == [
        math.gcd(12, n) for n in range(20)
    ]


async def test_a_job_somebody_waits_for_goes_before_those_of_a_round(worker: Worker) -> None:
    done: list[int] = []

    async def job(number: int) -> None:
        run = worker.run_first if number >= 10 else worker.run
        done.append(await run(abs, number))

    await asyncio.gather(*map(job, (1, 2, 3, 10, 4, 11)))
    assert done == [1, 10, 11, 2, 3, 4]


async def test_the_process_is_told_no_secret_of_ours(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGIST_TELEGRAM__TOKEN", "110201543:AAH")
    monkeypatch.setenv("OTHER", "told")
    assert await worker.run(os.getenv, "TELEGIST_TELEGRAM__TOKEN") is None
    assert await worker.run(os.getenv, "OTHER") == "told"


async def test_a_cancelled_jobs_answer_goes_to_nobody_else(worker: Worker) -> None:
    await worker.run(os.getpid)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(0.05):
            await worker.run(time.sleep, 30)
    assert await worker.run(math.gcd, 4, 6) == 2


async def test_the_process_ends_when_idle_and_comes_back_with_the_next_job() -> None:
    async with Worker(idle_seconds=0.01) as worker:
        first = await worker.run(os.getpid)
        async with asyncio.timeout(5):
            while worker.pids or alive(first):
                await asyncio.sleep(0)
        assert await worker.run(os.getpid) != first


async def test_closing_ends_the_process(worker: Worker) -> None:
    pid = await worker.run(os.getpid)
    await worker.close()
    assert not alive(pid)


async def test_as_many_processes_work_at_a_time_as_may_and_no_more() -> None:
    async with Worker(processes=2) as worker:
        pids = await asyncio.gather(*(worker.run(pid_in_a_while) for _ in range(6)))
        assert worker.pids == set(pids)
        assert len(worker.pids) == 2


async def test_one_process_is_enough_for_one_job_after_the_other() -> None:
    async with Worker(processes=2) as worker:
        assert len({await worker.run(os.getpid) for _ in range(3)}) == 1


async def test_a_hung_job_holds_up_and_takes_down_no_other_process() -> None:
    async with Worker(seconds=1, processes=2) as worker:
        hung = asyncio.create_task(worker.run(re.match, r"(a+)+$", "a" * 64 + "b"))
        others = [await worker.run(os.getpid) for _ in range(20)]
        assert len(set(others)) == 1
        with pytest.raises(Timeout):
            await hung
        assert worker.pids == {others[0]} == {await worker.run(os.getpid)}


def test_there_are_no_more_processes_than_processors() -> None:
    assert 1 <= most_processes() <= (os.cpu_count() or 1)
