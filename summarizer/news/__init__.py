"""The `news` engine: which sentences of an article tell what a person's summary of it would tell.

Each word of the article, and each pair of neighbouring ones, has a chance to stand in such a summary, estimated from
how it is used in the text (`features`, `network`) and from what is known of it (`lexicon`). A set of sentences is worth
the overlap to be expected with the summary nobody has written yet, for its length (`sets`), and what else speaks for
its sentences, such as their place. The best set is chosen as a whole, around the rules of readable text (`selection`).
"""

from __future__ import annotations

from summarizer.document import Document
from summarizer.news.judgement import judge
from summarizer.news.model import Model, trained
from summarizer.news.selection import choose

__all__ = ["best_sentences"]


def best_sentences(
    document: Document, *, count: int, max_chars: int | None = None, model: Model | None = None
) -> tuple[int, ...]:
    """Places of at most `count` sentences, in text order, that fit `max_chars` UTF-16 units when joined by spaces."""
    if not len(document.occurrences):
        return ()
    return choose(document, judge(document, model or trained()), count=count, max_chars=max_chars)
