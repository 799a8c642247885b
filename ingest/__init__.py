"""Feeds, pages and files in, clean articles out; the only code that talks to news sites."""

from ingest.clean import clean_text
from ingest.errors import IngestError
from ingest.ingestion import Ingest
from ingest.pages import ExtractedArticle, extract_article
from ingest.settings import FeedOutcome, FoundFeed, IngestSettings

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
