"""A made-up web of feeds for the benchmarks: whole articles in English and Russian, on a server of its own.

Their sentences are the playground's, with most of the longer words swapped for made-up ones, so that articles share as
much with each other as real ones on different events do. Each host is an address of its own in 127.0.0.0/8 (Linux lets
all of them be reached), because a poll keeps to one connection per host.
"""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from multiprocessing.connection import Connection

from aiohttp import web

import language as lang
from benchmarks.made_up import vocabulary
from playground.newsroom.articles import load_articles

LANGUAGES = ("en", "ru")
PER_FEED = 20
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_LETTERS = str.maketrans("bdfgklmnprstvzaeiou", "бдфгклмнпрствзаеиоу")
_PARAGRAPHS, _SENTENCES = 9, 3


@dataclass(frozen=True)
class Entry:
    """An article as its feed has it. `paragraphs` are plain text."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    published_at: datetime


class Author:
    """Writes articles, the same ones at every run."""

    def __init__(self, seed: int = 7) -> None:
        self._chance = random.Random(seed)
        made_up = vocabulary(20_000, self._chance)
        self._words = {"en": made_up, "ru": [word.translate(_LETTERS) for word in made_up]}
        self._weights = list(itertools.accumulate(1 / (rank + 60) for rank in range(len(made_up))))
        self._sentences: dict[str, list[str]] = {language: [] for language in LANGUAGES}
        for article in load_articles():
            for paragraph in article.paragraphs:
                plain = re.sub(r"\{[^}]*\}", "2026", paragraph)
                found = lang.sentences(plain, article.source.language)
                self._sentences[article.source.language] += [sentence.text for sentence in found]

    def entry(self, number: int, language: str) -> Entry:
        """Some 400 words."""
        paragraphs = tuple(
            " ".join(map(self._reworded, self._drawn(language, _SENTENCES), itertools.repeat(language)))
            for _ in range(_PARAGRAPHS)
        )
        title = " ".join(self._reworded(self._drawn(language, 1)[0], language).split()[:8]).rstrip(".,:;")
        published_at = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=number % 3600)
        return Entry(number, title, paragraphs, published_at)

    def _drawn(self, language: str, count: int) -> list[str]:
        return self._chance.sample(self._sentences[language], count)

    def _reworded(self, sentence: str, language: str) -> str:
        def other(found: re.Match[str]) -> str:
            if self._chance.random() < 0.25:
                return found[0]
            (word,) = self._chance.choices(self._words[language], cum_weights=self._weights)
            return word.capitalize() if found[0][0].isupper() else word

        return _LONG_WORD.sub(other, sentence)


def written(count: int, *, per_feed: int = PER_FEED, again: str = "") -> Mapping[str, bytes]:
    """So many feeds by their paths, every fourth in Russian."""
    author = Author()
    made: dict[str, bytes] = {}
    for feed in range(count):
        language = LANGUAGES[feed % 4 == 3]
        entries = [author.entry(feed * per_feed + number, language) for number in range(per_feed)]
        made[f"/feed{feed}"] = rss(f"Feed {feed}", language, entries, again=again)
    return made


def rss(title: str, language: str, entries: list[Entry], *, again: str = "") -> bytes:
    """A feed with its articles whole, as a blog or newsroom writes them. `again` goes into each address."""
    items = "".join(
        f"<item><title>{entry.title}</title><link>/{entry.number}{again}</link>"
        f"<pubDate>{format_datetime(entry.published_at)}</pubDate><dc:creator>Staff</dc:creator>"
        f"<description>{entry.paragraphs[0]}</description><content:encoded><![CDATA[{_html(entry)}]]></content:encoded>"
        "</item>"
        for entry in entries
    )
    return (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "
        "xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
        f"<title>{title}</title><link>/</link><language>{language}</language>{items}</channel></rss>"
    ).encode()


def _html(entry: Entry) -> str:
    picture = "<figure><img src='/picture.jpg' alt=''><figcaption>The quay</figcaption></figure>"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in entry.paragraphs)
    return f"{picture}{text}<p><a href='/share'>Share this article</a></p>"


@contextmanager
def serving(answers: Mapping[str, bytes | None]) -> Iterator[int]:
    """The port at which a process of its own answers, on every address of this machine: `answers` by path, the ETag
    '"1"' with each; None for 'not modified'. '{round}' in one is how often it was asked for."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=_serve, args=(dict(answers), theirs), daemon=True)
    server.start()
    try:
        yield ours.recv()
    finally:
        server.terminate()
        server.join()


def address(host: int, port: int, path: str) -> str:
    """The address of `path` at the host with this number, from 0."""
    return f"http://127.{1 + host // 62500}.{host // 250 % 250}.{1 + host % 250}:{port}{path}"


def _serve(answers: dict[str, bytes | None], connection: Connection) -> None:
    asked: Counter[str] = Counter()

    async def answer(request: web.BaseRequest) -> web.Response:
        body = answers.get(request.path, b"")
        if body is None:
            return web.Response(status=304, headers={"ETag": '"1"'})
        asked[request.path] += 1
        body = body.replace(b"{round}", b"-%d" % asked[request.path])
        return web.Response(body=body, headers={"ETag": '"1"', "Content-Type": "application/rss+xml"})

    async def run() -> None:
        runner = web.ServerRunner(web.Server(answer))
        await runner.setup()
        site = web.TCPSite(runner, "0.0.0.0", 0, backlog=1024)
        await site.start()
        connection.send(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(run())
