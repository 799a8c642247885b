from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ingest.polling.habits import without_habits
from ingest.prepare import Draft, read_feed, read_page
from storage import Storage

ODD = "Lantern and herring, from the quay to your kitchen table since the great frost."
BACKGROUND = "The bridge was closed in March after an engineer had found cracks in two of its piers."


def feed(*numbers: int, shared: tuple[int, ...] = ()) -> bytes:
    """Articles of different words, each of which ends with the odd line; those in `shared` tell the same background."""
    items = []
    for number in numbers:
        telling = " ".join(
            f"Witness {number}{letter} saw the lamp go out at {letter} past nine." for letter in "abcdefghij"
        )
        more = f"<p>{BACKGROUND}</p>" if number in shared else ""
        text = f"<p>Report {_name(number)} from the harbour office came in late.</p><p>{telling}</p>{more}<p>{ODD}</p>"
        items.append(
            f"<item><title>{_name(number)}</title><link>https://a.example/{number}</link><guid>{number}</guid>"
            f"<description><![CDATA[{text}]]></description></item>"
        )
    return f"<rss version='2.0'><channel><title>A</title>{''.join(items)}</channel></rss>".encode()


def _name(number: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in str(number)).title()


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with await Storage.open(f"sqlite+aiosqlite:///{tmp_path / 'a.db'}") as opened:
        yield opened


async def drafts_of(storage: Storage, feed_id: int, body: bytes) -> list[Draft]:
    return await without_habits(storage, feed_id, read_feed(body, "https://a.example/feed", "text/xml").drafts)


async def test_a_line_that_no_rule_knows_goes_from_the_fourth_article_on(storage: Storage) -> None:
    source, _ = await storage.feeds.add("https://a.example/feed")
    assert all(ODD in draft.text for draft in await drafts_of(storage, source.id, feed(1, 2, 3)))
    (fourth,) = await drafts_of(storage, source.id, feed(4))
    assert ODD not in fourth.text
    assert fourth.text.startswith(f"Report {_name(4)}")
    assert "Witness 4j" in fourth.text


async def test_a_feed_read_for_the_first_time_loses_the_line_at_once(storage: Storage) -> None:
    source, _ = await storage.feeds.add("https://a.example/feed")
    drafts = await drafts_of(storage, source.id, feed(*range(1, 11)))
    assert len(drafts) == 10
    assert not any(ODD in draft.text for draft in drafts)


async def test_what_two_or_three_articles_share_stays(storage: Storage) -> None:
    source, _ = await storage.feeds.add("https://a.example/feed")
    drafts = await drafts_of(storage, source.id, feed(*range(1, 11), shared=(1, 5, 9)))
    assert sum(BACKGROUND in draft.text for draft in drafts) == 3


async def test_rounds_without_news_change_nothing(storage: Storage) -> None:
    source, _ = await storage.feeds.add("https://a.example/feed")
    first = await drafts_of(storage, source.id, feed(*range(1, 51)))
    for _ in range(3):
        before = await storage.lines.memory(source.id)
        assert await drafts_of(storage, source.id, feed(*range(1, 51))) == first
        assert await storage.lines.memory(source.id) == before


async def test_a_page_is_cleaned_of_the_lines_of_its_feed(storage: Storage) -> None:
    source, _ = await storage.feeds.add("https://a.example/feed")
    telling = "The harbour office said that the lamp had been out for an hour before anybody noticed it. " * 3
    for number in range(1, 6):
        page = (
            f"<html><body><article><h1>{_name(number)}</h1><p>{_name(number)}, Monday. {telling}</p><p>Boats from "
            f"{_name(number)} stayed in port, its mayor told us.</p><p>{ODD}</p></article></body></html>"
        )
        draft = read_page(page.encode(), f"https://a.example/{number}", "text/html")
        (draft,) = await without_habits(storage, source.id, [draft])
        assert (ODD in draft.text) == (number < 4)
        assert "its mayor told us" in draft.text
