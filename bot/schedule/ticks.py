"""The clockwork: a handful of ticks that ask storage what is due. No job belongs to a reader, so none is lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.answers import Reply, payload
from bot.broadcasts import EVERY as BROADCASTS_EVERY
from bot.broadcasts import broadcasts
from bot.digests import Composed, compose_for, followed_at, newest_alert
from bot.messages.digest import digest_message
from bot.requests import Desk
from bot.schedule.due import next_due, slot
from bot.sources import Turn, reason, turn
from bot.words import choose_language, words_in
from ingest import FeedOutcome
from ingest.errors import IngestError
from storage.errors import StorageError
from storage.records import Address, Kind, Subscription

_log = logging.getLogger(__name__)

_DIGESTS_EVERY = timedelta(seconds=10)
_FEEDS_EVERY = timedelta(seconds=30)
_HUBS_EVERY = timedelta(minutes=1)
_TIDY_EVERY = timedelta(hours=1)
_SENT_KEPT = timedelta(days=7)
_BATCH = 200
_GRACE = 2.0  # seconds for what is under way when asked to stop

Sharing = dict[tuple[int, frozenset[int], int, str, frozenset[str]], Composed]


@asynccontextmanager
async def ticking(desk: Desk) -> AsyncIterator[None]:
    """Lets the ticks tick within the block. One under way at its end is waited for, though not for long."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    running: set[asyncio.Task[None]] = set()
    ticks = (
        (digests, _DIGESTS_EVERY),
        (feeds, _FEEDS_EVERY),
        (hubs, _HUBS_EVERY),
        (tidy, _TIDY_EVERY),
        (broadcasts, BROADCASTS_EVERY),
    )
    for tick, every in ticks:
        scheduler.add_job(
            _kept_going(tick, running),
            "interval",
            args=(desk,),
            name=tick.__name__,
            seconds=every.total_seconds(),
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.remove_all_jobs()
        if running:
            await asyncio.wait(running, timeout=_GRACE)
        scheduler.shutdown(wait=False)


async def digests(desk: Desk) -> int:
    """Composes every digest that is due and puts it into the outbox; how many. After downtime, one each."""
    done = failed = 0
    shared: Sharing = {}
    while due := await desk.storage.subscriptions.due(desk.clock(), limit=_BATCH):
        for subscription in due:
            try:
                done += await _digest(desk, subscription, shared)
            except StorageError:
                raise
            except Exception:  # its mistake must not cost the others their digest
                _log.exception("a digest was not composed")
                failed += 1
        desk.wake()
        if failed or len(due) < _BATCH:
            break
    return done


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


async def tidy(desk: Desk) -> None:
    """Lets go of what need not be kept: old articles, what was sent long ago, chats that set nothing."""
    now = desk.clock()
    articles = await desk.storage.articles.purge(now - timedelta(days=desk.settings.retention.articles_days))
    messages = await desk.storage.outbox.purge(now - _SENT_KEPT)
    chats = await desk.storage.chats.purge_idle()
    if articles or messages or chats:
        _log.info("tidied", extra={"articles": articles, "messages": messages, "chats": chats})


async def _digest(desk: Desk, subscription: Subscription, shared: Sharing) -> bool:
    now = desk.clock()
    words = words_in(choose_language(subscription.language))
    followed = await followed_at(desk.storage, subscription.address)
    wishes = frozenset(alert.query for alert in followed)
    key = (subscription.after_id, subscription.muted, subscription.items, words.language, wishes)
    if key not in shared:
        sentences = desk.settings.summarizer.sentences
        shared[key] = await compose_for(desk.storage, subscription, followed, words.language, now, sentences=sentences)
    made = replace(shared[key], alert_id=newest_alert(followed))
    said: list[Reply] = []
    if made.stories or subscription.say_when_empty:
        said = [digest_message(made, words, now=now, timezone=subscription.timezone)]
    return await desk.storage.subscriptions.deliver(
        subscription,
        slot=slot(subscription.next_due_at),
        payloads=[payload(reply) for reply in said],
        after_id=made.newest_id,
        next_due_at=next_due(now, at=subscription.time, timezone=subscription.timezone, weekdays=subscription.weekdays),
    )


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


def _kept_going(
    tick: Callable[[Desk], Awaitable[object]], running: set[asyncio.Task[None]]
) -> Callable[[Desk], Awaitable[None]]:
    """The tick, whose failures are told and then forgotten: the next one tries again. `running` holds it meanwhile."""

    async def run(desk: Desk) -> None:
        task = asyncio.current_task()
        assert task is not None
        running.add(task)
        try:
            await tick(desk)
        except (StorageError, IngestError) as error:
            _log.error("%s: %s", tick.__name__, error)
        except Exception:
            _log.exception("%s failed", tick.__name__)
        finally:
            running.discard(task)

    return run
