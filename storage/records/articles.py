"""Articles and where they come from: feeds, stories, pages of lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Feed:
    """A source that is polled. `health` is a sentence for the operator, None while all is well."""

    id: int
    url: str
    title: str
    site_url: str | None
    topic: str
    etag: str | None
    last_modified: str | None
    next_fetch_at: datetime
    fetched_at: datetime | None
    failures: int
    health: str | None
    stopped: bool

    @property
    def name(self) -> str:
        """What readers see: the feed's title, or its address while it has none."""
        return self.title or self.url


@dataclass(frozen=True, slots=True)
class Visit:
    """A fetch of a feed that went well. `etag` and `last_modified` are kept as given; a title only where there is none
    yet, `site_url` unless it is None."""

    feed_id: int
    next_fetch_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    title: str | None = None
    site_url: str | None = None


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article as ingest hands it over: cleaned, summarised, ready to keep.

    `key` is its identity: the canonical address, or a hash of the text where there is none.
    `untitled` says that `title` was taken from the text's beginning.
    `fingerprint` is the summarizer's, opaque here but for one thing: articles that tell one story share two of its odd
    numbers or more, its clues. `choose_story` is shown the articles that do.
    A `published_at` still to come is stored as the moment of storing.
    `by_reader`: a reader's link brought it. It can be found, and is told to nobody who didn't ask for it.
    `topic` is the summarizer's key, opaque here; None where it couldn't tell.
    `stems` are those of title and text (`language.stems`), blanks between; worked out on storing where not given.
    """

    key: str
    url: str | None
    source: str
    title: str
    text: str
    summary: tuple[str, ...]
    language: str
    published_at: datetime
    feed_id: int | None = None
    author: str | None = None
    untitled: bool = False
    fingerprint: tuple[int, ...] = ()
    by_reader: bool = False
    topic: str | None = None
    stems: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article. `id` grows with arrival and is never used again. `by_reader`: only readers brought it."""

    id: int
    story_id: int
    feed_id: int | None
    key: str
    url: str | None
    source: str
    title: str
    untitled: bool
    text: str
    summary: tuple[str, ...]
    language: str
    author: str | None
    published_at: datetime
    stored_at: datetime
    by_reader: bool = False
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class StoryCandidate:
    """A recent article, as much of it as it takes to see whether a new one tells the same story.

    One that comes in with the new one has no `article_id` yet (0), and its story may go by a number of its own.
    `core` holds the fingerprints of its story's first articles, `rarity` of each clue of the new article minus the
    logarithm of the share of recent articles that have it.
    """

    article_id: int
    story_id: int
    source: str
    language: str
    published_at: datetime
    fingerprint: tuple[int, ...]
    core: tuple[tuple[int, ...], ...] = ()
    rarity: Mapping[int, float] = field(default_factory=dict)

    def beside(self, *, core: tuple[tuple[int, ...], ...], rarity: Mapping[int, float]) -> StoryCandidate:
        """The same, compared with a certain new article."""
        # `replace` takes four times as long, and each new article is held against some twelve.
        return StoryCandidate(
            self.article_id,
            self.story_id,
            self.source,
            self.language,
            self.published_at,
            self.fingerprint,
            core,
            rarity,
        )


class Outcome(StrEnum):
    """What came of handing an article over."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Stored:
    """The article as it stands in storage now, and whether that was news."""

    article: Article
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Story:
    """One event: its articles, newest first, at most one for each source's latest telling.

    `told` counts all of them, earlier tellings of a source included; `abroad` holds the newest article of each story
    that tells the same in another language.
    """

    id: int
    articles: tuple[Article, ...]
    told: int = 1
    abroad: tuple[Article, ...] = ()

    @classmethod
    def of(cls, article: Article) -> Story:
        """The story as this article alone tells it."""
        return cls(article.story_id, (article,))

    @property
    def newest(self) -> Article:
        """The article published last."""
        return self.articles[0]

    @property
    def topic(self) -> str | None:
        """What most of its articles say their topic is, of equals the newest; None where none says."""
        said = Counter(article.topic for article in self.articles if article.topic)
        return max(said, key=said.__getitem__, default=None)


@dataclass(frozen=True, slots=True)
class Headline:
    """A story by its newest article's title and summary; `sources` counts those that tell it."""

    story_id: int
    title: str
    summary: tuple[str, ...]
    language: str
    sources: int


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A page of stories; `upto` is the newest article id the listing looks at, to be passed on for further pages."""

    stories: tuple[Story, ...]
    upto: int
    more: bool


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page of what a chat saved, the last saved first; `total` counts all of it.

    It begins at `place`; `newer` and `older` are where the pages beside it begin, None where there is none.
    """

    articles: tuple[Article, ...]
    total: int
    place: int
    newer: int | None
    older: int | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page of a story's articles, newest first; `known` of all of them, the newest first, came in by the moment asked
    for, `fresh` after it. `upto` is the newest article id looked at, to be passed on for further pages."""

    articles: tuple[Article, ...]
    known: tuple[Article, ...]
    fresh: tuple[Article, ...]
    upto: int
    more: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of what a search found; `total` counts what was looked at: of saved articles all that match, of others
    never more than `Search.WINDOW`.

    Of those, the first `whole` have all that was looked for; the others have some of the words.
    """

    hits: tuple[Article, ...]
    total: int
    upto: int
    more: bool
    whole: int

    @property
    def some(self) -> bool:
        """Nothing has all the words, these have some."""
        return self.total > 0 and not self.whole


@dataclass(frozen=True, slots=True)
class Query:
    """A search, taken apart. An empty one (`bool(query)` is False) has nothing to look for.

    Words come folded; of `prefixes`, each is the beginning of a word. `saved`: only what the chat saved is meant.
    """

    words: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: timedelta | None = None
    saved: bool = False

    def __bool__(self) -> bool:
        """Exclusions and a span alone say what not to show, and nothing to look for, unless among what is saved."""
        narrows = bool(self.without) or self.since is not None
        return self.wordy or bool(self.sources) or (self.saved and narrows)

    @property
    def wordy(self) -> bool:
        """There are words an article must have."""
        return bool(self.words or self.prefixes or self.phrases)
