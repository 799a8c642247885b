"""The whole way from a site, a file or a pasted text into storage: a real site, a real worker, a real database."""

# ruff: noqa: E501 - samples are kept whole

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from ingest import FeedOutcome, Ingest, IngestSettings
from ingest.errors import BadFile, Busy, ForbiddenAddress, HttpStatus, IngestError, NotAFeed, NotAnArticle, TooLarge
from storage import Outcome, Storage
from storage.query import parse

if TYPE_CHECKING:
    from tests.ingest.conftest import Clock, Site

BODY = (
    "The harbour of Lindholm was closed on Monday after a freighter lost forty containers in a storm, the coast guard said.",
    "Divers searched the bay until dusk and found twelve of them near the old pier, where fishermen had seen them drift.",
    "“Nobody was hurt, and that is what counts,” the harbour master, Greta Holm, told reporters at the lighthouse.",
    "The port is expected to open again by the end of the week, once the channel has been swept with sonar twice.",
    "Forty-one ships were waiting outside on Tuesday, among them two tankers and the ferry to the northern islands.",
)
APPEAL = (
    "Dear readers,",
    "We need your help. Please support our journalism: every contribution helps our newsroom.",
    "Remind me later",
)


def html(*paragraphs: str, title: str = "Harbour closed after storm", head: str = "") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{text}</article></body></html>"


def item(number: int, title: str, content: str, more: str = "") -> str:
    escaped = content.replace("&", "&amp;").replace("<", "&lt;")
    return f"<item><title>{title}</title><link>/{number}</link><description>{escaped}</description>{more}</item>"


def rss(*items: str, title: str = "Lindholm Courier") -> str:
    return f'<rss version="2.0"><channel><title>{title}</title><link>/</link>{"".join(items)}</channel></rss>'


FULL = "".join(f"<p>{paragraph}</p>" for paragraph in (*BODY, *APPEAL))


@pytest.fixture
async def ingest(storage: Storage, clock: Clock) -> AsyncIterator[Ingest]:
    settings = IngestSettings(allow_private_networks=True, timeout=5, max_bytes=500_000)
    async with Ingest(storage, settings, clock=clock) as made:
        yield made


async def poll_one(ingest: Ingest, clock: Clock) -> FeedOutcome:
    """The outcome of the only feed, after the next interval."""
    clock.now += timedelta(days=2)
    (outcome,) = await ingest.poll()
    return outcome


async def test_a_feeds_articles_come_in_cleaned_and_summarised_once(
    site: Site, storage: Storage, ingest: Ingest, clock: Clock
) -> None:
    date = "<pubDate>Mon, 02 Mar 2026 10:00:00 +0300</pubDate>"
    url = site.serve(
        "/feed", rss(item(1, "Harbour closed", FULL, date), item(2, "Harbour opens", FULL)), headers={"ETag": '"1"'}
    )
    await storage.feeds.add(url)
    heard: list[FeedOutcome] = []
    (outcome,) = await ingest.poll(on_outcome=heard.append)
    assert (outcome.new, outcome.changed, outcome.error) == (2, 0, None)
    assert heard == [outcome]
    assert outcome.feed.title == "Lindholm Courier"
    assert (outcome.feed.etag, outcome.feed.failures, outcome.feed.health) == ('"1"', 0, None)
    assert clock.now < outcome.feed.next_fetch_at < clock.now + timedelta(minutes=20)
    article = await storage.articles.by_key(site.url + "/1")
    assert article is not None
    assert article.text == "\n\n".join(BODY)
    assert 1 <= len(article.summary) <= 3
    assert all(sentence in article.text for sentence in article.summary)
    assert (article.title, article.source, article.language, article.untitled) == (
        "Harbour closed",
        "Lindholm Courier",
        "en",
        False,
    )
    assert article.published_at == datetime(2026, 3, 2, 7, tzinfo=UTC)
    assert await ingest.poll() == ()  # not due
    again = await poll_one(ingest, clock)
    assert (again.new, again.changed, again.error) == (0, 0, None)
    assert site.seen[-1].headers["If-None-Match"] == '"1"'


async def test_an_unchanged_feed_keeps_its_validators(
    site: Site, storage: Storage, ingest: Ingest, clock: Clock
) -> None:
    url = site.serve("/feed", rss(), headers={"ETag": '"1"'})
    await storage.feeds.add(url)
    await ingest.poll()
    site.serve("/feed", status=304)
    outcome = await poll_one(ingest, clock)
    assert outcome.error is None
    assert outcome.feed.etag == '"1"'


async def test_dates_are_honest(site: Site, storage: Storage, ingest: Ingest, clock: Clock) -> None:
    future = "<pubDate>Mon, 02 Mar 2099 10:00:00 GMT</pubDate>"
    old = "<pubDate>Mon, 02 Mar 2020 10:00:00 GMT</pubDate>"
    await storage.feeds.add(
        site.serve("/feed", rss(item(1, "a", FULL, future), item(2, "b", FULL), item(3, "c", FULL, old)))
    )
    await ingest.poll()
    dates = [(await storage.articles.by_key(f"{site.url}/{n}")).published_at for n in (1, 2, 3)]  # type: ignore[union-attr]
    assert dates == [clock.now, clock.now, datetime(2020, 3, 2, 10, tzinfo=UTC)]


async def test_a_changed_article_is_updated_and_stays_itself(
    site: Site, storage: Storage, ingest: Ingest, clock: Clock
) -> None:
    url = site.serve("/feed", rss(item(1, "Harbour closed", FULL)))
    await storage.feeds.add(url)
    await ingest.poll()
    before = await storage.articles.by_key(site.url + "/1")
    site.serve("/feed", rss(item(1, "Harbour closed for a week", FULL.replace("forty", "fifty"))))
    outcome = await poll_one(ingest, clock)
    after = await storage.articles.by_key(site.url + "/1")
    assert (outcome.new, outcome.changed) == (0, 1)
    assert before is not None
    assert after is not None
    assert (after.id, after.title) == (before.id, "Harbour closed for a week")
    assert "fifty containers" in after.text
    assert (await poll_one(ingest, clock)).changed == 0


async def test_a_teaser_is_replaced_by_its_page(site: Site, storage: Storage, ingest: Ingest, clock: Clock) -> None:
    site.serve("/1", html(*BODY, *APPEAL))
    await storage.feeds.add(
        site.serve("/feed", rss(item(1, "Harbour closed", "<p>The harbour was closed… <a>Read more</a></p>")))
    )
    await ingest.poll()
    article = await storage.articles.by_key(site.url + "/1")
    assert article is not None
    assert article.title == "Harbour closed"
    assert article.text.endswith("\n\n".join(BODY))
    assert "help" not in article.text
    assert (await poll_one(ingest, clock)).changed == 0
    assert site.paths().count("/1") == 1


async def test_a_teaser_whose_page_cant_be_had_is_kept_as_it_is(site: Site, storage: Storage, ingest: Ingest) -> None:
    await storage.feeds.add(
        site.serve(
            "/feed",
            rss(item(1, "Harbour closed", "The harbour was closed on Monday. Read on…"), item(2, "Only a title", "")),
        )
    )
    (outcome,) = await ingest.poll()
    assert (outcome.new, outcome.error) == (2, None)
    article = await storage.articles.by_key(site.url + "/1")
    bare = await storage.articles.by_key(site.url + "/2")
    assert article is not None
    assert bare is not None
    assert article.text == "The harbour was closed on Monday. Read on…"
    assert (bare.title, bare.text) == ("Only a title", "Only a title")


@pytest.mark.parametrize(("limit", "rounds"), [({"pages": 2}, [3, 2, 1]), ({"pages_timeout": 0.0}, [2, 1, 1, 1, 1])])
async def test_a_site_with_many_teasers_gives_the_others_their_turn_and_loses_nothing(
    site: Site, storage: Storage, clock: Clock, limit: dict[str, float], rounds: list[int]
) -> None:
    for number in range(5):
        site.serve(f"/{number}", html(*(f"{paragraph[:-1]}, town {number} says." for paragraph in BODY)))
    teasers = [item(number, f"News {number}", f"The harbour was closed {number}…") for number in range(5)]
    await storage.feeds.add(site.serve("/feed", rss(*teasers, item(9, "Whole", FULL)), headers={"ETag": '"1"'}))
    brought = []
    settings = replace(IngestSettings(allow_private_networks=True), **limit)  # type: ignore[arg-type]
    async with Ingest(storage, settings, clock=clock) as ingest:
        for _ in rounds:
            (outcome,) = await ingest.poll()
            brought.append(outcome.new)
            last = len(brought) == len(rounds)
            assert outcome.error is None
            assert outcome.feed.etag == ('"1"' if last else None)
            assert (outcome.feed.next_fetch_at <= clock.now + timedelta(minutes=1)) is not last
            clock.now = outcome.feed.next_fetch_at
    assert brought == rounds
    assert not any("If-None-Match" in request.headers for request in site.seen)
    for number in range(5):
        article = await storage.articles.by_key(f"{site.url}/{number}")
        assert article is not None
        assert article.text.endswith(f"{BODY[-1][:-1]}, town {number} says.")


async def test_a_feeds_link_into_a_private_network_is_not_followed(
    site: Site, storage: Storage, ingest: Ingest
) -> None:
    elsewhere = site.url.replace("127.0.0.1", "localhost") + "/secret"
    await storage.feeds.add(
        site.serve("/feed", rss("<item><title>Harbour</title><link>" + elsewhere + "</link></item>"))
    )
    (outcome,) = await ingest.poll()
    assert (outcome.new, outcome.error) == (1, None)
    assert site.paths() == ["/feed"]


async def test_entries_that_share_a_link_or_have_none_are_told_apart(
    site: Site, storage: Storage, ingest: Ingest, clock: Clock
) -> None:
    shared = [
        item(9, f"Part {n}", FULL.replace("forty", str(n)), f"<guid isPermaLink='false'>{n}</guid>") for n in range(2)
    ]
    bare = [f"<item><title>Note {n}</title><description>{n} {BODY[0]}</description></item>" for n in range(2)]
    await storage.feeds.add(site.serve("/feed", rss(*shared, *bare)))
    (outcome,) = await ingest.poll()
    assert outcome.new == await storage.articles.count() == 4
    again = await poll_one(ingest, clock)
    assert (again.new, again.changed) == (0, 0)


async def test_of_a_long_feed_the_newest_fifty_come_in(site: Site, storage: Storage, ingest: Ingest) -> None:
    items = [
        item(
            n,
            f"News {n}",
            "",
            f"<pubDate>{datetime(2026, 1, 1 + n % 28, n // 28, tzinfo=UTC):%a, %d %b %Y %H:%M:%S +0000}</pubDate>",
        )
        for n in range(60)
    ]
    await storage.feeds.add(
        site.serve(
            "/feed",
            rss(
                *(text.replace("<link>", "<guid isPermaLink='false'>x").replace("</link>", "</guid>") for text in items)
            ),
        )
    )
    (outcome,) = await ingest.poll()
    assert outcome.new == 50


async def test_two_feeds_with_one_article_store_it_once_and_dont_quarrel(
    site: Site, storage: Storage, ingest: Ingest, clock: Clock
) -> None:
    await storage.feeds.add(site.serve("/a", rss(item(1, "Harbour closed", FULL))))
    await ingest.poll()
    await storage.feeds.add(site.serve("/b", rss(item(1, "PORT SHUT", FULL.replace("forty", "fifty")), title="Planet")))
    clock.now += timedelta(days=1)
    outcomes = await ingest.poll()
    assert [(o.new, o.changed) for o in outcomes] == [(0, 0), (0, 0)]
    assert await storage.articles.count() == 1


async def test_two_sources_telling_one_event_share_a_story(site: Site, storage: Storage, ingest: Ingest) -> None:
    await storage.feeds.add(site.serve("/a", rss(item(1, "Lindholm harbour closed after storm", FULL))))
    reworded = FULL.replace("The harbour of Lindholm was closed on Monday", "Lindholm harbour shut on Monday").replace(
        "until dusk", "all day"
    )
    await storage.feeds.add(
        site.serve("/b", rss(item(2, "Storm closes Lindholm harbour", reworded), title="Northern Post"))
    )
    await ingest.poll()
    (story,) = (await storage.articles.latest(limit=5)).stories
    assert {article.source for article in story.articles} == {"Lindholm Courier", "Northern Post"}


async def test_failing_feeds_are_noted_in_words_and_asked_later_and_later(
    site: Site, storage: Storage, ingest: Ingest, clock: Clock
) -> None:
    wrong = {
        "404": site.url + "/none",
        "500": site.serve("/500", status=500),
        "web page": site.serve("/page", "<html><body>hi</body></html>"),
        "empty": site.serve("/empty"),
        "JSON": site.serve("/json", "{}"),
    }
    for url in wrong.values():
        await storage.feeds.add(url)
    waits = []
    for reason, outcome in zip(wrong, await ingest.poll(), strict=True):
        assert reason in str(outcome.error)
        assert (outcome.feed.failures, outcome.feed.health) == (1, outcome.error)
        waits.append(outcome.feed.next_fetch_at - clock.now)
        assert timedelta(minutes=20) < waits[-1] < timedelta(hours=1)
    clock.now += timedelta(days=2)
    for outcome in await ingest.poll():
        assert outcome.feed.next_fetch_at - clock.now > min(waits)
        assert outcome.feed.failures == 2
    for url in wrong.values():
        site.serve(url.removeprefix(site.url), rss())
    clock.now += timedelta(days=2)
    assert {(outcome.feed.failures, outcome.feed.health) for outcome in await ingest.poll()} == {(0, None)}


async def test_an_articles_topic_is_what_its_source_says_of_it(site: Site, storage: Storage, ingest: Ingest) -> None:
    sport = "<category>Sport</category><category>Football</category>"
    other = FULL.replace("Monday", "Friday")
    await storage.feeds.add(
        site.serve("/feed", rss(item(1, "Harbour closed", FULL, sport), item(2, "Harbour opens", other))),
        topic="Культура",
    )
    site.serve("/politics/3", html(*BODY))
    await ingest.poll()
    await ingest.add_url(site.url + "/politics/3", trusted=True)
    found = [await storage.articles.by_key(f"{site.url}/{page}") for page in ("1", "2", "politics/3")]
    assert [article and article.topic for article in found] == ["sport", "culture", "politics"]


async def test_a_gone_feed_is_stopped_and_a_moved_one_followed(
    site: Site, storage: Storage, ingest: Ingest, clock: Clock
) -> None:
    gone, _ = await storage.feeds.add(site.serve("/gone", status=410))
    moved, _ = await storage.feeds.add(site.redirect("/old", "/new", 301))
    lured, _ = await storage.feeds.add(site.redirect("/lured", "/login", 301))
    site.serve("/new", rss())
    site.serve("/login", html("Please log in"))
    outcomes = {outcome.feed.id: outcome for outcome in await ingest.poll()}
    assert "410" in str(outcomes[gone.id].error)
    assert outcomes[gone.id].feed.stopped
    assert outcomes[gone.id].feed == await storage.feeds.get(gone.id)
    feeds = {feed.id: feed for feed in await storage.feeds.list()}
    assert feeds[gone.id].stopped
    assert feeds[moved.id].url == site.url + "/new"
    assert feeds[lured.id].url == site.url + "/lured"


async def test_a_site_that_asks_for_patience_gets_it(
    site: Site, storage: Storage, ingest: Ingest, clock: Clock
) -> None:
    await storage.feeds.add(site.serve("/feed", status=429, headers={"Retry-After": "86400"}))
    (outcome,) = await ingest.poll()
    assert outcome.feed.next_fetch_at >= clock.now + timedelta(days=1)


async def test_a_host_is_asked_one_thing_at_a_time(site: Site, storage: Storage, ingest: Ingest) -> None:
    busy, most = 0, 0

    async def page(request: web.Request) -> web.Response:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        for _ in range(50):
            await asyncio.sleep(0)
        busy -= 1
        return web.Response(text=rss())

    for number in range(5):
        site.pages[f"/{number}"] = page
        await storage.feeds.add(f"{site.url}/{number}")
    assert len(await ingest.poll(limit=3)) == 3
    assert len(await ingest.poll()) == 2
    assert most == 1


async def test_a_link_is_stored_once_under_both_its_addresses(site: Site, storage: Storage, ingest: Ingest) -> None:
    page = site.serve("/1", html(*BODY, *APPEAL, head='<meta property="og:site_name" content="Courier">'))
    short = site.redirect("/s", "/1?utm_source=x")
    first = await ingest.add_url(short, trusted=True)
    assert first.outcome is Outcome.NEW
    assert (first.article.url, first.article.source, first.article.title) == (
        page,
        "Courier",
        "Harbour closed after storm",
    )
    assert first.article.text.endswith("\n\n".join(BODY))
    for url in (short, page, page + "?utm_medium=y#top"):
        assert await ingest.add_url(url) == type(first)(first.article, Outcome.SAME)
    assert site.paths() == ["/s", "/1"]


async def test_a_link_without_an_article_says_what_it_is(site: Site, ingest: Ingest) -> None:
    for body, content_type, why in (
        (rss(), "text/xml", "feed"),
        ("", "text/html", "no article"),
        ("%PDF-1.7", "application/pdf", "no web page"),
        ("\x89PNG", "image/png", "no web page"),
        ("We use cookies to make this site better. Accept all cookies", "text/plain", "no article"),
    ):
        url = site.serve("/x", body, headers={"Content-Type": content_type})
        with pytest.raises(NotAnArticle, match=why):
            await ingest.add_url(url, trusted=True)


async def test_a_readers_link_never_leads_inside_and_the_operators_may(
    site: Site, storage: Storage, ingest: Ingest
) -> None:
    url = site.serve("/1", html(*BODY))
    with pytest.raises(ForbiddenAddress):
        await ingest.add_url(url)
    assert site.seen == []
    async with Ingest(storage, IngestSettings()) as closed:
        with pytest.raises(ForbiddenAddress):
            await closed.add_url(url, trusted=True)
    with pytest.raises(HttpStatus):
        await ingest.add_url(site.url + "/none", trusted=True)
    with pytest.raises(TooLarge):
        await ingest.add_url(site.serve("/big", bytes(500_001)), trusted=True)


@pytest.fixture
def loopback_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' site takes the place of a public one, which readers' links may lead to."""
    monkeypatch.setattr("ingest.fetching.fetch.why_closed", lambda address: None)


@pytest.mark.usefixtures("loopback_is_public")
@pytest.mark.parametrize("by", ["operator", "feed"])
async def test_a_readers_link_is_stored_for_searching_until_somebody_else_brings_it(
    site: Site, storage: Storage, ingest: Ingest, by: str
) -> None:
    page = site.serve("/1", html(*BODY))
    brought = (await ingest.add_url(page)).article
    assert brought.by_reader
    assert (await storage.articles.latest(limit=5)).stories == ()
    assert [hit.id for hit in (await storage.search.find(parse("freighter"), limit=5)).hits] == [brought.id]
    if by == "operator":
        assert (await ingest.add_url(page, trusted=True)).article == replace(brought, by_reader=False)
    else:
        await storage.feeds.add(site.serve("/feed", rss(item(1, "Harbour closed", FULL))))
        await ingest.poll()
    (story,) = (await storage.articles.latest(limit=5)).stories
    assert story.newest.id == brought.id
    assert not (await ingest.add_url(page)).article.by_reader


@pytest.mark.usefixtures("loopback_is_public")
async def test_readers_links_beyond_a_few_are_told_to_come_again(site: Site, storage: Storage, clock: Clock) -> None:
    answer_now = asyncio.Event()

    async def slow(request: web.Request) -> web.Response:
        await answer_now.wait()
        return web.Response(text=html(*BODY), content_type="text/html")

    known = site.serve("/known", html(*(paragraph.replace("forty", "fifty") for paragraph in BODY)))
    site.pages |= {"/1": slow, "/2": slow}
    settings = IngestSettings(readers=2, allow_private_networks=True)
    async with Ingest(storage, settings, clock=clock) as ingest:
        await ingest.add_url(known)
        fetching = [asyncio.create_task(ingest.add_url(site.url + path)) for path in ("/1", "/2")]
        while len(site.seen) < 3:
            await asyncio.sleep(0)
        for attempt in (ingest.add_url(site.url + "/3"), ingest.summarize_url(site.url + "/3")):
            with pytest.raises(Busy, match="try again soon"):
                await attempt
        assert (await ingest.add_url(known)).outcome is Outcome.SAME
        with pytest.raises(HttpStatus):
            await ingest.add_url(site.url + "/none", trusted=True)
        answer_now.set()
        assert {stored.outcome for stored in await asyncio.gather(*fetching)} == {Outcome.NEW}
        assert (await ingest.add_url(site.serve("/3", html(*BODY)))).outcome is Outcome.NEW


async def test_files_are_taken_in_cleaned(tmp_path: Path, ingest: Ingest) -> None:
    text = tmp_path / "storm.txt"
    text.write_text("\n".join((*BODY, *APPEAL)), encoding="utf-8")
    stored = await ingest.add_file(text)
    assert stored.outcome is Outcome.NEW
    assert stored.article.text == "\n\n".join(BODY)
    assert stored.article.untitled
    assert stored.article.title.startswith("The harbour of Lindholm")
    assert (await ingest.add_file(text)).outcome is Outcome.SAME
    page = tmp_path / "page.HTML"
    page.write_text(html(*(paragraph.replace("Lindholm", "Sandby") for paragraph in BODY)), encoding="utf-8")
    assert (await ingest.add_file(page)).article.title == "Harbour closed after storm"


async def test_files_that_cant_be_read_are_named(tmp_path: Path, ingest: Ingest) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "long.txt").write_bytes(b"a" * 500_001)
    for name, kind in (("a.pdf", BadFile), ("none.txt", BadFile), ("empty.txt", NotAnArticle), ("long.txt", BadFile)):
        with pytest.raises(kind, match=name):
            await ingest.add_file(tmp_path / name)


async def test_a_pasted_text_is_summarised_without_its_appeal(ingest: Ingest, storage: Storage) -> None:
    summary = await ingest.summarize("\n".join((*BODY, *APPEAL)))
    assert summary.language == "en"
    assert summary.sentences
    assert all(any(sentence in paragraph for paragraph in BODY) for sentence in summary.sentences)
    assert not (await ingest.summarize("")).sentences
    assert await storage.articles.count() == 0


async def test_a_feed_is_found_from_its_sites_address(site: Site, ingest: Ingest) -> None:
    feed = site.serve("/news/rss", rss())
    site.serve(
        "/",
        '<html><head><link rel="alternate" type="application/rss+xml" href="/broken"><link rel="alternate" type="application/rss+xml" href="/news/rss"></head></html>',
    )
    site.serve("/blog", "<html><body>Nothing declared</body></html>")
    site.redirect("/moved", "/news/rss", 301)
    for start in ("/", "/news/rss", "/moved"):
        found = await ingest.find_feed(site.url + start)
        assert (found.url, found.title) == (feed, "Lindholm Courier")
    with pytest.raises(NotAFeed, match="give the address"):
        await ingest.find_feed(site.url + "/blog")
    guessed = site.serve("/feed.xml", rss())
    assert (await ingest.find_feed(site.url + "/blog")).url == guessed


async def test_rubbish_instead_of_an_address_is_refused(ingest: Ingest) -> None:
    for url in ("", "hello", "javascript:alert(1)", "http://[::1", "https://" + "x" * 3000):
        for attempt in (ingest.add_url(url), ingest.find_feed(url)):
            with pytest.raises(IngestError) as caught:
                await attempt
            assert caught.value.code == "bad_address"
