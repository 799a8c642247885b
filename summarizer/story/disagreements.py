"""Where the sources of one story tell different numbers for the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from summarizer.story.figures import Figure, agree, contradict, is_event
from summarizer.story.tellings import Said, Telling

_MOST = 5  # told of one story
_FIGURES_READ = 24  # of one article


@dataclass(frozen=True, slots=True)
class Side:
    """What one source says: its number as written, in the sentence [start:end] of its article's text."""

    number: str
    source: str
    article: int
    start: int
    end: int
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing told with different numbers, the latest telling first. `thing` is the clause of that one, verbatim."""

    thing: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class _Claim:
    figure: Figure
    said: Said


def disagreements(articles: Sequence[Telling], said: Sequence[Said], fresh: frozenset[int]) -> tuple[Disagreement, ...]:
    """What different sources count differently, in the order it is first told; at least one side stands in an article
    of `fresh`.

    Each source is heard by its latest article that counts the thing, and there by what it says first; an article that
    itself gives the other's number as well disagrees with nobody.
    """
    claims = _latest(articles, _by_article(said))
    found: list[Disagreement] = []
    settled: set[tuple[int, int, int]] = set()
    for position, claim in enumerate(claims):
        if _key(claim) in settled:
            continue
        sides = [claim]
        for other in claims[position + 1 :]:
            if (
                _key(other) not in settled
                and all(articles[side.said.article].source != articles[other.said.article].source for side in sides)
                and contradict(claim.figure, other.figure)
                and not _knows(other.figure, claim, claims)
                and not _knows(claim.figure, other, claims)
            ):
                sides.append(other)
        if len(sides) > 1 and any(side.said.article in fresh for side in sides):
            settled.update(map(_key, sides))
            found.append(_told(articles, sides))
        if len(found) == _MOST:
            break
    return tuple(found)


def _by_article(said: Sequence[Said]) -> dict[int, list[_Claim]]:
    found: dict[int, list[_Claim]] = {}
    for sentence in said:
        kept = found.setdefault(sentence.article, [])
        kept += [_Claim(figure, sentence) for figure in sentence.figures][: _FIGURES_READ - len(kept)]
    return {article: _clear(claims) for article, claims in found.items()}


def _clear(claims: Sequence[_Claim]) -> list[_Claim]:
    """The claims without those that an article makes of several things alike: it can't be told which one is meant."""
    return [
        claim
        for claim in claims
        if is_event(claim.figure)
        or all(o.figure.counted != claim.figure.counted or agree(o.figure, claim.figure) for o in claims)
    ]


def _latest(articles: Sequence[Telling], by_article: dict[int, list[_Claim]]) -> list[_Claim]:
    """Each source's claims, newest article first; what a later article of its own counts anew is left out."""
    order = sorted(by_article, key=lambda article: (-articles[article].published_at.timestamp(), article))
    counted: dict[str, set[tuple[str, str]]] = {}
    kept: list[_Claim] = []
    for article in order:
        known = counted.setdefault(articles[article].source, set())
        kept += [claim for claim in by_article[article] if claim.figure.counted not in known]
        known.update(claim.figure.counted for claim in by_article[article])
    return kept


def _knows(figure: Figure, claim: _Claim, claims: Sequence[_Claim]) -> bool:
    """Whether the article of `claim` gives that figure too."""
    return any(
        other.said.article == claim.said.article
        and other.figure.counted == figure.counted
        and (other.figure.value == figure.value or (other is not claim and agree(other.figure, figure)))
        for other in claims
    )


def _key(claim: _Claim) -> tuple[int, int, int]:
    return claim.said.article, claim.said.start, claim.figure.start


def _told(articles: Sequence[Telling], sides: Sequence[_Claim]) -> Disagreement:
    first = sides[0]
    start, end = first.figure.clause
    return Disagreement(
        first.said.text[start:end],
        tuple(
            Side(
                number=claim.said.text[claim.figure.start : claim.figure.end],
                source=articles[claim.said.article].source,
                article=claim.said.article,
                start=claim.said.start,
                end=claim.said.end,
                published_at=articles[claim.said.article].published_at,
            )
            for claim in sides
        ),
    )
