"""Several articles on one event told as one summary: each thing once, each sentence with its source."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import language as lang
from summarizer.story.disagreements import Disagreement, disagreements
from summarizer.story.figures import Figure, agree, is_event
from summarizer.story.tellings import Likeness, Reader, Said, Telling

ARTICLES_READ = 12  # the newest
_TOLD_READ = 60  # sentences
_PLACE = 1.0
_PLACE_FADES = 5.0  # sentences, until the beginning's advantage is down to 1/e
_AGREED = 0.5  # for each other source, times the likeness
_FRESH = 0.5
_FRESH_FADES = 6.0  # hours before the newest article, until that is down to 1/e
_TITLE = 0.3
_NEW_NUMBER = 0.3  # with `since`: what has changed is mostly a number or a name
_REPETITION = 0.9
_OUTDATED = 0.6  # off for a number told differently since
_FOLLOWS_ON = 0.1
_SAME_SOURCE = 0.1  # off for each sentence chosen already from that source
_SAME = 0.5  # likeness of two sentences that say the same
_SAME_STEMS = 0.6  # of a sentence's stems in one sentence chosen
_SAME_IN_ALL = 0.62  # of a sentence's stems in all sentences chosen
_KNOWN_STEMS = 0.7  # of a sentence's stems in one the reader knows: who else says it is nothing new
_NEW_STEMS = 0.4  # of a sentence's stems not in anything the reader knows
_NEW_BESIDE_NAMES = 0.25  # where a name among them is new


@dataclass(frozen=True, slots=True)
class ToldSentence:
    """A sentence of a summary, verbatim: [start:end] of the text of `article`, its place among those given."""

    text: str
    source: str
    article: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StorySummary:
    """Sentences in the order they read; where sources count differently; `language` is the sentences', ISO 639-1."""

    sentences: tuple[ToldSentence, ...]
    disagreements: tuple[Disagreement, ...]
    language: str


def summarize_story(
    articles: Sequence[Telling],
    *,
    sentences: int = 4,
    language: str | None = None,
    since: datetime | None = None,
    told: Sequence[str] = (),
) -> StorySummary:
    """At most `sentences` sentences of several articles on one event, none saying again what another says.

    Sentences come from articles in `language`; where there are none, or none is asked for, in the language most of
    them are in. A sentence counts for its place in its article, for other sources that say the like, and for its
    article's freshness. The first is the one worth most; the rest go by article, the newest first, and in the
    article's own order, so that what is so now stands before what was, and nothing is torn from what it refers to. A
    sentence that leans on the one before it comes only right after that one.

    With `since`, articles published then or before are known to the reader, with `told` those sentences are: only
    sentences with a new name, number or enough new words come, and only disagreements with a new article in them.
    Nothing new gives an empty summary.

    Reads the newest ARTICLES_READ articles and the first sentences of each (tellings.SENTENCES_READ).
    Raises ValueError for `sentences` below 1.
    """
    if sentences < 1:
        raise ValueError(f"sentences must be at least 1, not {sentences}")
    newest = sorted(range(len(articles)), key=lambda a: (-articles[a].published_at.timestamp(), a))[:ARTICLES_READ]
    code = _language([articles[a] for a in newest if since is None or articles[a].published_at > since], language)
    ours = [a for a in newest if articles[a].language == code]
    reader = Reader(code)
    said = [sentence for article in ours for sentence in reader.article(article, articles[article])]
    new = frozenset(a for a in ours if since is None or articles[a].published_at > since)
    known = [sentence for sentence in said if sentence.article not in new]
    known += [reader.sentence(sentence) for sentence in told[-_TOLD_READ:]]
    choice = _Choice(articles, said, known, new, ours)
    chosen = choice.best(sentences)
    told_sentences = [_told(articles, said[row]) for row in _in_order(said, chosen, choice.worth, ours)]
    return StorySummary(_begun_at_the_beginning(told_sentences), disagreements(articles, said, new), code)


def _language(articles: Sequence[Telling], wish: str | None) -> str:
    counts = Counter(article.language for article in articles)
    if wish in counts or not counts:
        return wish or "en"
    return max(counts, key=lambda code: counts[code])  # of equals, the newest article's


class _Choice:
    """The sentences of a story with what each is worth, and the choosing among them."""

    def __init__(
        self,
        articles: Sequence[Telling],
        said: Sequence[Said],
        known: Sequence[Said],
        new: frozenset[int],
        order: Sequence[int],
    ) -> None:
        self._said = said
        self._alike = alike = Likeness(said)
        self._sources = sources = [article.source for article in articles]
        freshness = {article: _freshness(articles[article], articles[order[0]]) for article in order}
        titles = {a: frozenset(lang.stems(articles[a].title, articles[a].language)) for a in order}
        outdated = _outdated(articles, said)
        seen = _Seen(known)
        self.worth = [
            _PLACE * math.exp(-sentence.place / _PLACE_FADES)
            + _AGREED * alike.agreement(row, sources)
            + _FRESH * freshness[sentence.article]
            + _TITLE * _share(sentence.stems, titles[sentence.article])
            + _NEW_NUMBER * (bool(known) and seen.has_new_fact(sentence))
            - _OUTDATED * (row in outdated)
            for row, sentence in enumerate(said)
        ]
        self._open = [
            row
            for row, sentence in enumerate(said)
            if sentence.readable
            and sentence.article in new
            and sentence.stems
            and seen.is_new(sentence)
            and not (known and row in outdated)  # new to the reader, but true no more
        ]

    def best(self, count: int) -> list[int]:
        """Rows of at most `count` sentences, chosen one by one for worth and for saying something else."""
        chosen: list[int] = []
        places: set[tuple[int, int]] = set()
        covered: set[str] = set()
        heard: Counter[str] = Counter()
        waiting = self._open
        repeats = dict.fromkeys(waiting, 0.0)
        while waiting and len(chosen) < count:
            best: tuple[float, int] | None = None
            for row in waiting:
                sentence = self._said[row]
                follows = (sentence.article, sentence.place - 1) in places
                if sentence.leaning and not follows:
                    continue
                worth = self.worth[row] - _REPETITION * repeats[row] + _FOLLOWS_ON * follows
                value = round(worth - _SAME_SOURCE * heard[self._sources[sentence.article]], 6), -row
                best = value if best is None or value > best else best
            if best is None:
                break
            row = -best[1]
            chosen.append(row)
            heard[self._sources[self._said[row].article]] += 1
            places.add((self._said[row].article, self._said[row].place))
            covered |= self._said[row].stems
            for other in waiting:
                repeats[other] = max(repeats[other], self._alike.between(other, row))
            waiting = [other for other in waiting if other != row and not self._says_again(other, row, covered)]
        return chosen

    def _says_again(self, row: int, chosen: int, covered: set[str]) -> bool:
        one, other = self._said[row], self._said[chosen]
        if self._alike.between(row, chosen) >= _SAME or _share(one.stems, other.stems) >= _SAME_STEMS:
            return True
        if _share(one.stems, covered) >= _SAME_IN_ALL:
            return True
        same_facts = one.numbers and one.numbers <= other.numbers and len(one.names & other.names) >= 1
        counts_again = any(a.counted == b.counted for a in one.figures for b in other.figures)
        return bool((same_facts and _share(one.stems, other.stems) >= 0.4) or counts_again)


def _freshness(article: Telling, newest: Telling) -> float:
    hours = (newest.published_at - article.published_at).total_seconds() / 3600
    return math.exp(-hours / _FRESH_FADES)


class _Seen:
    """What the reader knows."""

    def __init__(self, known: Sequence[Said]) -> None:
        self._known = known
        self._stems = frozenset(stem for sentence in known for stem in sentence.stems)
        self._numbers = frozenset(number for sentence in known for number in sentence.numbers)
        self._figures: dict[tuple[str, str], list[Figure]] = {}
        for sentence in known:
            for figure in sentence.figures:
                self._figures.setdefault(figure.counted, []).append(figure)

    def has_new_fact(self, sentence: Said) -> bool:
        """Whether it holds a number or a name that was not told."""
        return self.has_new_number(sentence) or bool(sentence.names - self._stems)

    def has_new_number(self, sentence: Said) -> bool:
        """Whether it holds a number that was not told, or not of this, rounded or not."""
        if not sentence.figures:
            return bool(sentence.numbers - self._numbers)
        digits = bool(sentence.numbers - self._numbers)
        return any(
            (is_event(figure) or digits) and not any(agree(figure, k) for k in self._figures.get(figure.counted, ()))
            for figure in sentence.figures
        )

    def is_new(self, sentence: Said) -> bool:
        """Whether it tells the reader anything."""
        if not self._known or self.has_new_number(sentence):
            return True
        unknown = 1 - _share(sentence.stems, self._stems)
        nearest = max(_share(sentence.stems, other.stems) for other in self._known)
        if nearest > _KNOWN_STEMS:
            return False
        return unknown >= (_NEW_BESIDE_NAMES if sentence.names - self._stems else _NEW_STEMS)


def _outdated(articles: Sequence[Telling], said: Sequence[Said]) -> frozenset[int]:
    """Rows of sentences that count what a later article counts differently."""
    latest: dict[tuple[str, str], tuple[datetime, set[float]]] = {}
    for sentence in said:
        moment = articles[sentence.article].published_at
        for figure in sentence.figures:
            known, values = latest.get(figure.counted, (moment, set()))
            if moment > known:
                latest[figure.counted] = (moment, {figure.value})
            elif moment == known:
                latest[figure.counted] = (known, values | {figure.value})
    return frozenset(
        row
        for row, sentence in enumerate(said)
        for figure in sentence.figures
        if articles[sentence.article].published_at < latest[figure.counted][0]
        and figure.value not in latest[figure.counted][1]
    )


def _share(stems: frozenset[str], among: frozenset[str] | set[str]) -> float:
    return len(stems & among) / len(stems) if stems else 0.0


def _in_order(said: Sequence[Said], chosen: Sequence[int], worth: Sequence[float], order: Sequence[int]) -> list[int]:
    """What is worth most first, with the rest of its article after it where that reads on; then the other articles,
    the newest first."""
    if not chosen:
        return []
    first = max((row for row in chosen if not said[row].leaning), key=lambda row: (worth[row], -row), default=chosen[0])
    rank = {article: place for place, article in enumerate(order)}

    def key(row: int) -> tuple[bool, int, int]:
        return row != first, rank[said[row].article], said[row].place

    rest = sorted(chosen, key=key)
    # What leans on a sentence stays right behind it, wherever that one went.
    ordered = [row for row in rest if not said[row].leaning]
    for row in rest:
        if said[row].leaning:
            before = (said[row].article, said[row].place - 1)
            at = next(
                (i for i, other in enumerate(ordered) if (said[other].article, said[other].place) == before), None
            )
            ordered.insert(len(ordered) if at is None else at + 1, row)
    return ordered


def _told(articles: Sequence[Telling], sentence: Said) -> ToldSentence:
    return ToldSentence(
        sentence.text, articles[sentence.article].source, sentence.article, sentence.start, sentence.end
    )


def _begun_at_the_beginning(told: Sequence[ToldSentence]) -> tuple[ToldSentence, ...]:
    """What counts most may stand deep in its article: 'On board were sixty passengers' reads well only after the ferry.

    Where it does, and a sentence that leads up to it or the beginning of another article is told too, the articles are
    told one by one, those from their beginning first.
    """
    if not told or not any(_leads_up(one, told[0]) for one in told):
        return tuple(told)
    begins: dict[int, int] = {}
    for one in told:
        begins[one.article] = min(one.start, begins.get(one.article, one.start))
    articles = sorted(begins, key=lambda article: begins[article] > 0)  # stable: otherwise they stay in their order
    return tuple(sorted(told, key=lambda one: (articles.index(one.article), one.start)))


def _leads_up(one: ToldSentence, first: ToldSentence) -> bool:
    return one.start < first.start and (one.article == first.article or one.start == 0)
