"""Makes index.html beside this file: digests of made-up days, all the way from feed entries to a telephone's screen.

python docs/gallery/make.py
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from days import DAYS, NOW, Day, News, published
from phone import page

from bot.answers import Reply
from bot.digests import compose, followed_at
from bot.messages.digest import digest_message, rest_message
from bot.words import words_in
from ingest.polling.grouping import choose_story, link_stories, new_article
from ingest.prepare import Draft, finished
from storage import Storage
from storage.records import Address

PAGE = Path(__file__).with_name("index.html")
INTRODUCTION = (
    "<p>What readers get on days of all kinds: made by the program itself from made-up news, taken in, summarised, "
    "stored, chosen, grouped and written as in real life, and read by Telegram's rules. Made by <code>python "
    "docs/gallery/make.py</code>; a test makes it anew and compares.</p>"
)
_READER = Address(1)
_SENTENCES = 3


async def gallery() -> str:
    """The whole page."""
    with tempfile.TemporaryDirectory() as folder:
        return rendered([pair async for pair in digests(Path(folder))])


def rendered(shown: Sequence[tuple[Day, Reply]]) -> str:
    """The page of these digests."""
    numbered = ((f"{number}. {day.name}", day.caption, reply) for number, (day, reply) in enumerate(shown, 1))
    return page("Digests", INTRODUCTION, numbered)


async def digests(folder: Path) -> AsyncIterator[tuple[Day, Reply]]:
    """Each day with its digest, from a database of its own in `folder`."""
    empty = folder / "empty.db"
    await (await Storage.open(_url(empty))).close()
    for number, day in enumerate(DAYS):
        place = shutil.copy(empty, folder / f"{number}.db")
        async with await Storage.open(_url(place), clock=lambda: NOW) as storage:
            yield day, await _digest(storage, day)


async def _digest(storage: Storage, day: Day) -> Reply:
    words = words_in(day.language)
    feeds: dict[str, int] = {}
    for source in dict.fromkeys(one.source for one in day.news):
        feed, _ = await storage.feeds.add(f"https://news.example/{len(feeds)}/feed", title=source)
        feeds[source] = feed.id
    after_id = (
        0 if day.last is None else await _store(storage, News("Yesterday", "Old news", "", day.last), "old", None)
    )
    for number, news in enumerate(sorted(day.news, key=lambda one: -one.hours)):
        await _store(storage, news, str(number), feeds[news.source])
    for query in day.followed:
        await storage.alerts.add(_READER, query)
    for source in day.muted:
        await storage.chats.mute(_READER, feeds[source])
    made = await compose(
        storage,
        after_id=after_id,
        muted=(await storage.chats.get(_READER)).muted,
        muted_words=frozenset(),
        followed=await followed_at(storage, _READER),
        items=day.items,
        sentences=_SENTENCES,
        language=day.language,
        now=NOW,
        told=day.told,
    )
    if day.told:
        return rest_message(made, words, now=NOW, timezone=day.timezone)
    return digest_message(made, words, now=NOW, timezone=day.timezone)


async def _store(storage: Storage, news: News, slug: str, feed_id: int | None) -> int:
    """Takes an article in as ingest does; its id."""
    url = f"https://news.example/{slug}"
    sections = (news.section,) if news.section else ()
    draft = Draft(url, url, news.title, False, news.text, published(news), author=None, sections=sections)
    done = finished(draft, now=NOW, engine="news", sentences=_SENTENCES)
    new = new_article(done, source=news.source, feed_id=feed_id)
    return (await storage.articles.add(new, choose_story, link_stories)).article.id


def _url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


if __name__ == "__main__":
    PAGE.write_text(asyncio.run(gallery()), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
