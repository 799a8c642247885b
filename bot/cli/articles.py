"""`telegist add`, `latest`, `search`, `summarize`: articles from the command line."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track
from rich.text import Text

from bot.cli.options import ConfigOption, JsonOption, opened, settings_from
from bot.config import Settings
from ingest import Ingest
from ingest.errors import IngestError
from storage.query import parse
from storage.records import Article, Stored
from summarizer import ENGINES

_LimitOption = Annotated[int, typer.Option("--limit", "-n", min=1, max=200, help="How many at most.")]


_ENGINES = f"Which summarizer: {', '.join(ENGINES)}."


def _known_engine(name: str | None) -> str | None:
    if name is not None and name not in ENGINES:
        raise typer.BadParameter(f"{name!r} is none of {', '.join(ENGINES)}")
    return name


def add(
    what: Annotated[list[str], typer.Argument(help="Addresses of articles; .txt or .html files.", metavar="URL|FILE…")],
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring articles in: from the web, from an .html file, from a .txt file.

    Example: `telegist add https://example.org/news/1 article.txt`
    """
    if asyncio.run(_add(settings_from(config), what, as_json)):
        raise typer.Exit(1)


def latest(config: ConfigOption = None, limit: _LimitOption = 10, as_json: JsonOption = False) -> None:
    """The newest stories.

    Example: `telegist latest --limit 5`
    """
    asyncio.run(_latest(settings_from(config), limit, as_json))


def search(
    words: Annotated[list[str], typer.Argument(help="What to look for.", metavar="WORDS…")],
    config: ConfigOption = None,
    limit: _LimitOption = 10,
    as_json: JsonOption = False,
) -> None:
    """Articles that match, newest and best first.

    Words, "quoted phrases", source:name, since:7d; after a --, also -without.

    Example: `telegist search elections "city council" since:7d -- -poll`
    """
    text = " ".join(f'"{word}"' if " " in word else word for word in words)  # the shell took the quotation marks
    asyncio.run(_search(settings_from(config), text, limit, as_json))


def summarize(
    what: Annotated[str, typer.Argument(help="An address, a file, or - for standard input.", metavar="FILE|URL|-")],
    config: ConfigOption = None,
    sentences: Annotated[int | None, typer.Option("--sentences", "-s", min=1, max=50, help="How many.")] = None,
    engine: Annotated[str | None, typer.Option("--engine", "-e", help=_ENGINES, callback=_known_engine)] = None,
    as_json: JsonOption = False,
) -> None:
    """The summary of a text, and nothing stored.

    Example: `telegist summarize article.txt --sentences 2`
    """
    settings = settings_from(config)
    wish = {"sentences": sentences or settings.summarizer.sentences, "engine": engine or settings.summarizer.engine}
    chosen = settings.summarizer.model_copy(update=wish)
    asyncio.run(_summarize(settings.model_copy(update={"summarizer": chosen}), what, as_json))


async def _add(settings: Settings, what: list[str], as_json: bool) -> int:
    """Adds them all; how many failed."""
    failed = 0
    out, err = Console(highlight=False), Console(stderr=True, highlight=False)
    async with opened(settings) as (_, ingest):
        for one in track(what, "Adding", console=err, transient=True, disable=not err.is_terminal or as_json):
            try:
                stored = await _bring(ingest, one)
            except IngestError as error:
                failed += 1
                err.print(f"telegist: {error}", markup=False, soft_wrap=True)
                continue
            if as_json:
                typer.echo(json.dumps({"outcome": stored.outcome.value, **_plain(stored.article)}, ensure_ascii=False))
            else:
                out.print(Text.assemble((f"{stored.outcome.value:8}", "green"), stored.article.title))
    return failed


async def _bring(ingest: Ingest, one: str) -> Stored:
    if _is_url(one):
        return await ingest.add_url(one, trusted=True)
    return await ingest.add_file(Path(one))


def _is_url(text: str) -> bool:
    return text.startswith(("http://", "https://"))


async def _latest(settings: Settings, limit: int, as_json: bool) -> None:
    async with opened(settings) as (storage, _):
        page = await storage.articles.latest(limit=limit)
    articles = [story.newest for story in page.stories]
    _show(articles, as_json, "Nothing yet: `telegist feeds add` a source, then `telegist fetch`.")


async def _search(settings: Settings, text: str, limit: int, as_json: bool) -> None:
    query = parse(text)
    if query.saved:
        raise typer.BadParameter("saved: looks through what one chat saved: send the search there")
    if not query:
        raise typer.BadParameter('there is no word to look for: name one, a "phrase", a beginning* or a source:name')
    async with opened(settings) as (storage, _):
        page = await storage.search.find(query, limit=limit)
    _show(page.hits, as_json, "Nothing found: try fewer or other words.")


async def _summarize(settings: Settings, what: str, as_json: bool) -> None:
    async with opened(settings) as (_, ingest):
        if what == "-":
            made = await ingest.summarize(sys.stdin.read())
        elif _is_url(what):
            made = await ingest.summarize_url(what, trusted=True)
        else:
            made = await ingest.summarize_file(Path(what))
    if as_json:
        kept = {"sentences": list(made.sentences), "language": made.language, "engine": made.engine}
        typer.echo(json.dumps(kept, ensure_ascii=False))
    else:
        typer.echo(str(made))


def _show(articles: list[Article] | tuple[Article, ...], as_json: bool, nothing: str) -> None:
    if as_json:
        typer.echo(json.dumps([_plain(article) for article in articles], ensure_ascii=False))
        return
    out = Console(highlight=False)
    for article in articles:
        if not article.untitled:  # else the summary begins with it
            out.print(Text(article.title, "bold"))
        out.print(Text(f"{article.source} · {article.published_at:%Y-%m-%d %H:%M} UTC · {article.url or '–'}", "dim"))
        out.print(Text(" ".join(article.summary)), "")
    if not articles:
        Console(stderr=True).print(nothing, markup=False)


def _plain(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "language": article.language,
        "published_at": article.published_at.isoformat(),
        "summary": list(article.summary),
    }
