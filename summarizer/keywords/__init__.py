"""The names and terms of an article that a reader would search for."""

from summarizer.keywords.choosing import keywords, names

__all__ = ["keywords", "names"]
