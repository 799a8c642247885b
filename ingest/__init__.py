"""Feeds, pages and files in, clean articles out; the only code that talks to news sites."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.cleaning.clean import clean_text
    from ingest.errors import IngestError
    from ingest.ingestion import Ingest
    from ingest.pages.extraction import ExtractedArticle, extract_article
    from ingest.settings import FeedOutcome, FoundFeed, IngestSettings

_HOMES = {
    "ExtractedArticle": "pages.extraction",
    "FeedOutcome": "settings",
    "FoundFeed": "settings",
    "Ingest": "ingestion",
    "IngestError": "errors",
    "IngestSettings": "settings",
    "clean_text": "cleaning.clean",
    "extract_article": "pages.extraction",
}

__all__ = [
    "ExtractedArticle",
    "FeedOutcome",
    "FoundFeed",
    "Ingest",
    "IngestError",
    "IngestSettings",
    "clean_text",
    "extract_article",
]


def __getattr__(name: str) -> object:
    # On demand, so that the worker process, which starts with this package, is up before the heavy parts are asked for.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"ingest.{_HOMES[name]}"), name)
