"""What a search found: each article with the passage that matches, the words in bold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.html import Html, bold, escape, join
from bot.messages.story import byline, headline
from bot.words import Words
from storage.records import Article, Query
from storage.snippets import snippet

_SNIPPET = 200  # characters


def list_found(hits: Sequence[Article], query: Query, words: Words, now: datetime) -> Html:
    """The articles one below the other."""
    numbers = range(1, len(hits) + 1) if len(hits) > 1 else [0]
    return join((_card(hit, query, words, now, number) for hit, number in zip(hits, numbers, strict=True)), "\n\n")


def _card(article: Article, query: Query, words: Words, now: datetime, number: int) -> Html:
    pieces = snippet(article.text, query, language=article.language, width=_SNIPPET)
    told = Html().join(bold(piece) if matched else escape(piece) for piece, matched in pieces)
    return join([headline(article, number), byline(article, words, now), told])
