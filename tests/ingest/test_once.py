"""An article comes in once, whatever ways lead to it, and whole as soon as its page can be had: over real sockets."""

# ruff: noqa: E501 - samples are kept whole

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ingest import FeedOutcome, Ingest, IngestSettings
from storage import Storage

if TYPE_CHECKING:
    from tests.ingest.conftest import Clock, Site

BODY = (
    "The harbour of Lindholm was closed on Monday after a freighter lost forty containers in a storm, the coast guard said.",
    "Divers searched the bay until dusk and found twelve of them near the old pier, where fishermen had seen them drift.",
    "The port is expected to open again by the end of the week, once the channel has been swept with sonar twice.",
    "Forty-one ships were waiting outside on Tuesday, among them two tankers and the ferry to the northern islands.",
)
PAGE = (
    "<!doctype html><html lang=en><head><title>Harbour closed</title></head><body><article><h1>Harbour closed</h1>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    + "</article></body></html>"
)


@pytest.fixture
async def ingest(storage: Storage, clock: Clock) -> AsyncIterator[Ingest]:
    async with Ingest(storage, IngestSettings(allow_private_networks=True, timeout=5), clock=clock) as made:
        yield made


def feed(*entries: tuple[str, str], text: str = "The harbour was closed…") -> str:
    items = "".join(
        f"<item><title>{title}</title><link>{link}</link><description>{text}</description></item>"
        for link, title in entries
    )
    return f'<rss version="2.0"><channel><title>Courier</title>{items}</channel></rss>'


async def next_round(ingest: Ingest, clock: Clock) -> FeedOutcome:
    """The outcome of the only feed once it is due."""
    clock.now += timedelta(hours=4)
    (outcome,) = await ingest.poll()
    assert outcome.error is None
    return outcome


@pytest.mark.parametrize("order", [("/short", "/other"), ("/short", "/page"), ("/page", "/short")])
async def test_two_entries_that_lead_to_one_page_are_one_article_and_dont_quarrel(
    site: Site, storage: Storage, ingest: Ingest, clock: Clock, order: tuple[str, str]
) -> None:
    site.serve("/page", PAGE)
    site.redirect("/short", "/page")
    site.redirect("/other", "/page", 301)
    await storage.feeds.add(site.serve("/feed", feed((order[0], "Harbour closed"), (order[1], "PORT SHUT"))))
    outcomes = [await next_round(ingest, clock) for _ in range(4)]
    assert [(outcome.new, outcome.changed) for outcome in outcomes[1:]] == [(0, 0)] * 3
    assert await storage.articles.count() == 1
    for path in (*order, "/page"):
        article = await storage.articles.by_address(site.url + path)
        assert article is not None
        assert article.text.endswith(BODY[-1])


async def test_two_feeds_with_different_ways_to_one_page_bring_it_once(
    site: Site, storage: Storage, ingest: Ingest, clock: Clock
) -> None:
    site.serve("/page", PAGE)
    site.redirect("/short", "/page")
    await storage.feeds.add(site.serve("/a", feed(("/page?utm_source=rss", "Harbour closed"))))
    await next_round(ingest, clock)
    await storage.feeds.add(site.serve("/b", feed(("/short", "PORT SHUT"))))
    for _ in range(2):
        clock.now += timedelta(hours=4)
        assert [(outcome.new, outcome.changed) for outcome in await ingest.poll()] == [(0, 0), (0, 0)]
    assert await storage.articles.count() == 1
    assert site.paths().count("/short") == 1


async def test_a_site_that_changes_over_to_another_scheme_brings_its_articles_no_second_time(
    site: Site, storage: Storage, ingest: Ingest, clock: Clock
) -> None:
    whole = " ".join(BODY) * 2
    plain, secure = site.url + "/1", site.url.replace("http", "https") + "/1"
    await storage.feeds.add(site.serve("/feed", feed((plain, "Harbour closed"), text=whole)))
    assert (await next_round(ingest, clock)).new == 1
    site.serve("/feed", feed((secure, "Harbour closed"), text=whole))
    assert (await next_round(ingest, clock)).new == 0
    site.serve("/feed", feed((secure, "Harbour closed for a week"), text=whole))
    assert (await next_round(ingest, clock)).changed == 1
    article = await storage.articles.by_address(plain)
    assert article is not None
    assert article.title == "Harbour closed for a week"


async def test_a_page_that_couldnt_be_had_once_comes_later(
    site: Site, storage: Storage, ingest: Ingest, clock: Clock
) -> None:
    site.serve("/1", status=503)
    await storage.feeds.add(site.serve("/feed", feed(("/1", "Harbour closed")), headers={"ETag": '"1"'}))
    assert (await next_round(ingest, clock)).feed.etag is None  # or the site would say that nothing is new
    site.serve("/1", PAGE)
    outcome = await next_round(ingest, clock)
    assert (outcome.new, outcome.changed, outcome.feed.etag) == (0, 1, '"1"')
    article = await storage.articles.by_key(site.url + "/1")
    assert article is not None
    assert article.text.endswith(BODY[-1])
    assert (await next_round(ingest, clock)).changed == 0


async def test_a_new_title_costs_no_text_where_the_page_is_gone(
    site: Site, storage: Storage, ingest: Ingest, clock: Clock
) -> None:
    site.serve("/1", PAGE)
    await storage.feeds.add(site.serve("/feed", feed(("/1", "Harbour closed"))))
    await next_round(ingest, clock)
    site.serve("/1", status=503)
    site.serve("/feed", feed(("/1", "Harbour closed for a week")))
    assert (await next_round(ingest, clock)).changed == 1
    article = await storage.articles.by_key(site.url + "/1")
    assert article is not None
    assert (article.title, article.text.endswith(BODY[-1])) == ("Harbour closed for a week", True)


async def test_a_sites_own_word_on_how_long_its_answer_is_good_is_heeded(
    site: Site, storage: Storage, ingest: Ingest, clock: Clock
) -> None:
    for age, longest in (("3600", 3600), ("99999999", 3 * 3600)):
        site.serve(f"/{age}", feed(), headers={"Cache-Control": f"public, max-age={age}"})
        await storage.feeds.add(f"{site.url}/{age}")
        (outcome,) = [one for one in await ingest.poll() if one.feed.url.endswith(age)]
        assert outcome.feed.next_fetch_at == clock.now + timedelta(seconds=longest)


async def test_a_feed_that_seldom_publishes_is_asked_seldom(
    site: Site, storage: Storage, ingest: Ingest, clock: Clock
) -> None:
    dated = "".join(
        f"<item><title>{day}</title><link>/{day}</link><description>{' '.join(BODY) * 2}</description>"
        f"<pubDate>{day:02} Feb 2026 12:00:00 GMT</pubDate></item>"
        for day in range(1, 9)
    )
    body = f'<rss version="2.0"><channel><title>Courier</title>{dated}</channel></rss>'
    await storage.feeds.add(site.serve("/feed", body, headers={"ETag": '"1"'}))
    (outcome,) = await ingest.poll()
    assert outcome.feed.next_fetch_at - clock.now > timedelta(hours=2)
    site.serve("/feed", status=304)
    outcome = await next_round(ingest, clock)
    assert outcome.feed.next_fetch_at - clock.now > timedelta(hours=2)


async def test_a_link_is_known_whichever_scheme_it_is_sent_with(site: Site, storage: Storage, ingest: Ingest) -> None:
    stored = await ingest.add_url(site.serve("/1", PAGE), trusted=True)
    again = await ingest.add_url(site.url.replace("http:", "https:") + "/1?fbclid=x")
    assert again.article == stored.article
    assert site.paths() == ["/1"]


async def test_what_a_source_says_under_every_article_is_no_news(
    site: Site, storage: Storage, ingest: Ingest, clock: Clock
) -> None:
    odd = "Lantern and herring, from the quay to your kitchen table since the great frost."

    def telling(number: int) -> str:
        name = ["Corvale", "Lister", "Marrow", "Tarn", "Voss", "Brenn"][number]
        said = " ".join(
            f"Witness {number}{letter} saw the lamp of {name} go out at {letter} past nine." for letter in "abcdef"
        )
        return f"<item><title>Lamp of {name}</title><link>/{number}</link><description><![CDATA[<p>{said * 2}</p><p>{odd}</p>]]></description></item>"

    def source(*numbers: int) -> str:
        return f'<rss version="2.0"><channel><title>Courier</title>{"".join(map(telling, numbers))}</channel></rss>'

    await storage.feeds.add(site.serve("/feed", source(0, 1, 2, 3)))
    assert (await next_round(ingest, clock)).new == 4
    for number in range(4):
        article = await storage.articles.by_address(f"{site.url}/{number}")
        assert article is not None
        assert "Witness" in article.text
        assert odd not in article.text
    site.serve("/feed", source(0, 1, 2, 3, 4))
    after = await next_round(ingest, clock)
    assert (after.new, after.changed) == (1, 0)
