"""The clockwork: a handful of ticks that ask storage what is due. No job belongs to a reader, so none is lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.answers import Reply, payload
from bot.broadcasts import EVERY as BROADCASTS_EVERY
from bot.broadcasts import broadcasts
from bot.requests import Desk
from bot.schedule.digest_rounds import EVERY, DigestRounds
from bot.schedule.hearing import quiet_until
from bot.sources import Turn, reason, turn
from bot.words import choose_language, words_in
from ingest import FeedOutcome
from ingest.errors import IngestError
from storage.errors import StorageError
from storage.records import Address, Kind

_log = logging.getLogger(__name__)

_FEEDS_EVERY = timedelta(seconds=30)
_HUBS_EVERY = timedelta(minutes=1)
_GATHERED_EVERY = timedelta(seconds=10)
_GATHERED_AT_ONCE = 500  # chats
_TIDY_EVERY = timedelta(hours=1)
_SENT_KEPT = timedelta(days=7)
_GRACE = 2.0  # seconds for what is under way when asked to stop
_CLOCK_LOOKED_AT_EVERY = 5.0  # seconds
_SET_BACK = timedelta(seconds=2)

Tick = Callable[[], Awaitable[object]]


@asynccontextmanager
async def ticking(desk: Desk) -> AsyncIterator[None]:
    """Lets the ticks tick within the block. One under way at its end is waited for, though not for long."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    running: set[asyncio.Task[None]] = set()
    rounds = DigestRounds(desk)
    ticks: tuple[tuple[str, Tick, timedelta], ...] = (
        ("digests", rounds.run, EVERY),
        ("feeds", partial(feeds, desk), _FEEDS_EVERY),
        ("hubs", partial(hubs, desk), _HUBS_EVERY),
        ("alerts", partial(gathered, desk), _GATHERED_EVERY),
        ("tidy", partial(tidy, desk), _TIDY_EVERY),
        ("broadcasts", partial(broadcasts, desk), BROADCASTS_EVERY),
    )
    for name, tick, every in ticks:
        scheduler.add_job(
            _kept_going(name, tick, running),
            "interval",
            name=name,
            seconds=every.total_seconds(),
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    scheduler.start()
    watching = asyncio.create_task(follow_the_clock(scheduler, lambda: datetime.now(UTC)))
    try:
        yield
    finally:
        watching.cancel()
        scheduler.remove_all_jobs()
        if running:
            await asyncio.wait(running, timeout=_GRACE)
        scheduler.shutdown(wait=False)


async def follow_the_clock(
    scheduler: AsyncIOScheduler, wall: Callable[[], datetime], *, every: float = _CLOCK_LOOKED_AT_EVERY
) -> None:
    """Lets all jobs run at once when the clock on the `wall` was set back: they would wait until it has caught up."""
    time = asyncio.get_running_loop().time
    began = wall() - timedelta(seconds=time())
    while True:
        await asyncio.sleep(every)
        begins = wall() - timedelta(seconds=time())
        if begins < began - _SET_BACK:
            _log.warning("the clock was set back", extra={"seconds": (began - begins).total_seconds()})
            for job in scheduler.get_jobs():
                job.modify(next_run_time=datetime.now(UTC))
        began = begins


async def feeds(desk: Desk) -> int:
    """Polls the feeds that are due; how many articles came in.

    The operator hears of a feed that keeps failing, and once it is well again.
    """
    outcomes = await desk.ingest.poll(on_outcome=lambda outcome: desk.wake() if outcome.new else None)
    for outcome in outcomes:
        if (what := turn(outcome)) is not None:
            await _tell_operators(desk, outcome, what)
    desk.wake()
    return sum(outcome.new for outcome in outcomes)


async def hubs(desk: Desk) -> None:
    """Asks hubs to push what they offer, and again before they would stop."""
    await desk.ingest.pushes.ask()


async def gathered(desk: Desk) -> int:
    """Hands over what was gathered for chats that may hear of it now; how many stories. In quiet hours it waits on."""
    now, told = desk.clock(), 0
    for one in await desk.storage.gatherings.due(now, limit=_GATHERED_AT_ONCE):
        until = quiet_until(now, one.manner, one.timezone or desk.settings.digest.timezone)
        if until is not None:
            await desk.storage.gatherings.put_off(one.chat_pk, until)
        else:
            told += await desk.storage.gatherings.hand_over(one.chat_pk, now)
    if told:
        desk.wake()
    return told


async def tidy(desk: Desk) -> None:
    """Lets go of what need not be kept: old articles, what was sent long ago, chats that set nothing. And brings the
    search index in order."""
    now = desk.clock()
    articles = await desk.storage.articles.purge(now - timedelta(days=desk.settings.retention.articles_days))
    messages = await desk.storage.outbox.purge(now - _SENT_KEPT)
    await desk.storage.gatherings.purge(now - _SENT_KEPT)
    chats = await desk.storage.chats.purge_idle()
    await desk.storage.search.tidy()
    if articles or messages or chats:
        _log.info("tidied", extra={"articles": articles, "messages": messages, "chats": chats})


async def _tell_operators(desk: Desk, outcome: FeedOutcome, what: Turn) -> None:
    feed = outcome.feed
    for chat_id in desk.settings.telegram.admins:
        address = Address(chat_id)
        words = words_in(choose_language((await desk.storage.chats.get(address)).language))
        if what is Turn.FAILS:
            why = reason(outcome.error or "", feed.url)
            text = words("operator.feed_fails", feed=feed.name, url=feed.url, reason=why)
        else:
            text = words("operator.feed_well", feed=feed.name, url=feed.url)
        slot_ = f"feed:{feed.id}:{what}:{desk.clock():%Y-%m-%d}"
        await desk.storage.outbox.enqueue(Kind.ALERT, address, slot_, [payload(Reply(text))])


def _kept_going(name: str, tick: Tick, running: set[asyncio.Task[None]]) -> Callable[[], Awaitable[None]]:
    """The tick, whose failures are told and then forgotten: the next one tries again. `running` holds it meanwhile."""

    async def run() -> None:
        task = asyncio.current_task()
        assert task is not None
        running.add(task)
        try:
            await tick()
        except (StorageError, IngestError) as error:
            _log.error("%s: %s", name, error)
        except Exception:
            _log.exception("%s failed", name)
        finally:
            running.discard(task)

    return run
