"""Which sentences make the summary: the best set as a whole, of those that read well together and fit their room."""

from __future__ import annotations

import numpy as np

from summarizer.document import Document
from summarizer.news.judgement import Judgement
from summarizer.news.sets import Candidates, single_worth
from summarizer.news.shortlist import Rules, Shortlist

_CANDIDATES = 10  # sentences whose sets are all weighed: 120 sets of three; with more, nothing is gained
_WEIGHED = 3  # sentences in such a set; a longer summary grows from the best of them


def choose(document: Document, judgement: Judgement, *, count: int, max_chars: int | None) -> tuple[int, ...]:
    """Places of at most `count` sentences, in text order, that fit `max_chars` UTF-16 units when joined by spaces.

    A sentence that leans on the one before it is only chosen together with that one, and none that makes a poor
    opening comes first. Where a text leaves no choice (a list, a table, a poem) these rules give way, then those of
    whole sentences. The same document always gives the same set.
    """
    for rules in sorted(Rules, reverse=True):
        found = shortlist(document, judgement, rules, longest=max(_CANDIDATES, 2 * count), max_chars=max_chars)
        if len(found.places) and (chosen := _best(found, Candidates(document, judgement, found.places), count)):
            return tuple(sorted(found.places[chosen].tolist()))
    return ()


def shortlist(
    document: Document,
    judgement: Judgement,
    rules: Rules = Rules.READS_ALONE,
    *,
    longest: int = _CANDIDATES,
    max_chars: int | None = None,
) -> Shortlist:
    """The sentences worth most by themselves."""
    order = np.argsort(-single_worth(document, judgement), kind="stable").tolist()
    return Shortlist(document, order, rules, longest=longest, max_chars=max_chars)


def _best(found: Shortlist, candidates: Candidates, count: int) -> list[int]:
    """The best set, as numbers of candidates; where there is no room for so many, the best of any size."""
    best: list[int] = []
    most = -np.inf
    for size in range(min(count, _WEIGHED, len(found.places)), 0, -1):
        sets = candidates.once(found.sets(size))
        worths = candidates.worth(sets)
        while len(sets) and worths.max() > most:
            first = sets[worths.argmax()]
            if found.opens_well(int(first[0])):
                best, most = first.tolist(), worths.max()
            else:
                worths[sets[:, 0] == first[0]] = -np.inf
        if best and not found.limited:
            break
    while best and len(best) < count:
        joins = found.may_join(best) & ~candidates.repeat(best)
        if not joins.any():
            break
        best.append(int(np.where(joins, candidates.worth_with(best), -np.inf).argmax()))
    return best
