"""The names and terms of an article that a reader would search for."""

from summarizer.key_terms.choosing import keywords, names

__all__ = ["keywords", "names"]
