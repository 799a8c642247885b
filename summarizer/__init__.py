"""Text in, summary or digest out: pure functions, no I/O."""

from summarizer.digest import compose_digest
from summarizer.disagreements import Disagreement, Side
from summarizer.engines import ENGINES, summarize
from summarizer.keywords import keywords
from summarizer.story_summary import StorySummary, Telling, ToldSentence, summarize_story
from summarizer.summary import Summary

__all__ = [
    "ENGINES",
    "Disagreement",
    "Side",
    "StorySummary",
    "Summary",
    "Telling",
    "ToldSentence",
    "compose_digest",
    "keywords",
    "summarize",
    "summarize_story",
]
