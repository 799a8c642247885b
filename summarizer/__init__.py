"""Text in, summary or digest out: pure functions, no I/O."""

from summarizer.digest import compose_digest
from summarizer.engines import ENGINES, summarize
from summarizer.key_terms import keywords
from summarizer.story import summarize_story
from summarizer.summary import Summary

__all__ = ["ENGINES", "Summary", "compose_digest", "keywords", "summarize", "summarize_story"]
