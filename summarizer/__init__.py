"""Text in, summary or digest out: pure functions, no I/O."""

from summarizer.engines import ENGINES, summarize
from summarizer.summary import Summary

__all__ = ["ENGINES", "Summary", "summarize"]
