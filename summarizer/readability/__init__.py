"""What makes a sentence fit to stand in a summary, whatever it says."""

from summarizer.readability.appeals import story_length
from summarizer.readability.furniture import opening_length
from summarizer.readability.openers import must_not_open, needs_antecedent, opener_words, points_back
from summarizer.readability.rules import leans_on_previous, quotes_paired, reads_well

__all__ = [
    "leans_on_previous",
    "must_not_open",
    "needs_antecedent",
    "opener_words",
    "opening_length",
    "points_back",
    "quotes_paired",
    "reads_well",
    "story_length",
]
