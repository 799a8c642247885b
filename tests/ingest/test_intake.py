"""A feed's news into storage: by units, those of several feeds at a time, and what goes wrong with one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import Timeout, Unreadable
from ingest.fetching.fetch import Fetched
from ingest.polling.intake import UNIT, Intake, in_units
from ingest.prepare import Draft, ReadFeed
from ingest.settings import IngestSettings
from storage import Outcome, Storage

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
STORY = (
    "The harbour of Lindholm was closed on Monday after the freighter Aurora lost forty containers in a storm. "
    "Divers from the Northern Guard searched the bay and found twelve of them near the old pier of Westerby. "
    "Greta Holm, the harbour master, told the Courier that the port will open again by the end of the week. "
    "The ferry to Sund and two tankers wait outside, and the fishermen of Lindholm lose a day of their season."
)


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with await Storage.open(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}", clock=lambda: NOW) as opened:
        yield opened


class Choking:
    """A worker that some articles take down: those titled 'bad', unless they get by with their beginning; 'lethal'."""

    def __init__(self) -> None:
        self.jobs: list[tuple[int, str]] = []

    async def run(self, function: Any, drafts: list[Draft], *, engine: str, **more: Any) -> Any:
        titles = {draft.title for draft in drafts}
        self.jobs.append((len(drafts), engine))
        await asyncio.sleep(0)
        if "bad" in titles and engine != "lead":
            raise Timeout("all_finished: it took over 20 s and was stopped")
        if "lethal" in titles:
            raise Unreadable("all_finished: the process reading it died")
        return function(drafts, engine=engine, **more)


async def no_page(url: str) -> Fetched:
    raise AssertionError(url)


def draft(number: int, title: str = "", text: str = STORY) -> Draft:
    url = f"https://news.example/{number}"
    return Draft(url, url, title or f"Plan {number}", False, text.replace("forty", str(number)), NOW, None)


def intake(storage: Storage, worker: Choking, **settings: Any) -> Intake:
    return Intake(storage, worker, IngestSettings(**settings), lambda: NOW)  # type: ignore[arg-type]


def read(*drafts: Draft, title: str = "Courier") -> ReadFeed:
    return ReadFeed(title, None, "en", drafts)


async def test_an_article_that_takes_the_worker_down_costs_the_others_nothing(storage: Storage) -> None:
    feed, _ = await storage.feeds.add("https://news.example/feed")
    drafts = [draft(number, "bad" if number == 5 else "") for number in range(9)]
    worker = Choking()
    taken = await intake(storage, worker).take(feed, read(*drafts), no_page)
    assert taken.outcomes == (Outcome.NEW,) * 9
    assert taken.whole
    assert worker.jobs[0] == (9, "news")
    assert [count for count, engine in worker.jobs if engine == "lead"] == [1]
    for one in drafts:
        article = await storage.articles.by_key(one.key)
        assert article is not None
        assert article.summary


async def test_from_a_certain_time_on_none_is_searched_for(storage: Storage) -> None:
    feed, _ = await storage.feeds.add("https://news.example/feed")
    worker = Choking()
    drafts = [draft(number, "bad") for number in range(9)]
    taken = await intake(storage, worker, pages_timeout=0.0).take(feed, read(*drafts), no_page)
    assert taken.outcomes == (Outcome.NEW,) * 9
    assert worker.jobs == [(9, "news"), (9, "lead")]


async def test_of_a_feed_with_an_article_nothing_survives_all_others_are_kept(storage: Storage) -> None:
    feed, _ = await storage.feeds.add("https://news.example/feed")
    drafts = [draft(number, "lethal" if number == 2 else "") for number in range(5)]
    with pytest.raises(Unreadable, match="died"):
        await intake(storage, Choking()).take(feed, read(*drafts), no_page)
    assert await storage.articles.count() == 4


async def test_two_feeds_that_bring_one_article_at_a_time_dont_quarrel(storage: Storage) -> None:
    feeds = [(await storage.feeds.add(f"https://{name}.example/feed"))[0] for name in "ab"]
    both = intake(storage, Choking())
    takes = [both.take(feed, read(draft(1, f"As {feed.url} has it")), no_page) for feed in feeds]
    outcomes = [taken.outcomes for taken in await asyncio.gather(*takes)]
    assert sorted(outcomes) == [(Outcome.NEW,), (Outcome.SAME,)]
    assert await storage.articles.count() == 1


async def test_two_feeds_that_tell_one_event_at_a_time_share_a_story(storage: Storage) -> None:
    names = ("Courier", "Planet", "Post")
    feeds = [(await storage.feeds.add(f"https://{name}.example/feed"))[0] for name in names]
    both = intake(storage, Choking())
    await asyncio.gather(
        *(
            both.take(feed, read(draft(number, "Lindholm harbour closed"), title=name), no_page)
            for number, (feed, name) in enumerate(zip(feeds, names, strict=True))
        )
    )
    (story,) = (await storage.articles.latest(limit=9)).stories
    assert {article.source for article in story.articles} == set(names)


def test_a_unit_is_as_much_as_a_worker_does_in_a_blink_and_a_teaser_is_alone() -> None:
    long, teaser = "a" * (UNIT // 2 + 1), Draft("t", "https://a.example/t", "T", False, "…", NOW, None, teaser=True)
    drafts = [*(draft(n) for n in range(3)), teaser, teaser, *(draft(n, text=long) for n in range(3, 6)), draft(6)]
    units = in_units(drafts)
    assert [one for unit in units for one in unit] == drafts
    assert [len(unit) for unit in units] == [3, 1, 1, 2, 2]
    assert in_units([]) == []
