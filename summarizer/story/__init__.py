"""Several articles on one event: whether they tell the same, told as one, and where their numbers differ."""

from summarizer.story.disagreements import Disagreement, Side
from summarizer.story.fingerprints import fingerprint
from summarizer.story.summary import StorySummary, ToldSentence, summarize_story
from summarizer.story.tellings import Telling

__all__ = [
    "Disagreement",
    "Side",
    "StorySummary",
    "Telling",
    "ToldSentence",
    "fingerprint",
    "summarize_story",
]
