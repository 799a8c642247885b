"""A story as readers see it: headline, who tells it, how long ago, and what happened."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.answers import Button, Rows, rows
from bot.html import MESSAGE_LIMIT, Html, bold, escape, italic, join, length, link, quote
from bot.messages.disagreement import differing
from bot.messages.shortening import cut, share_room
from bot.messages.source_names import LONGEST, source_name
from bot.words import LANGUAGES, Words
from language import utf16_length
from storage.records import Article, Story
from summarizer.digest.repetition import beyond_headline
from summarizer.story import StorySummary

# A single story's summary folds if it is longer.
_FOLD_OVER = 240
_ENTITY_LIMIT = 100  # Telegram forgets the formatting of what comes after


@dataclass(frozen=True, slots=True)
class Block:
    """Stories under a heading, which may be empty."""

    heading: Html
    stories: Sequence[Story]


@dataclass(frozen=True, slots=True)
class _Told:
    """A story with the sentences to be told below its headline, and what its articles say `together`."""

    story: Story
    together: StorySummary | None
    sentences: tuple[str, ...]


def list_stories(
    stories: Sequence[Story],
    words: Words,
    now: datetime,
    *,
    head: Html | None = None,
    together: Mapping[int, StorySummary] | None = None,
    timezone: str = "UTC",
) -> Html:
    """The stories one below the other in one message, see `list_blocks`."""
    return list_blocks([Block(Html(), stories)], words, now, head=head, together=together, timezone=timezone)


def list_blocks(
    blocks: Sequence[Block],
    words: Words,
    now: datetime,
    *,
    head: Html | None = None,
    first: int = 1,
    together: Mapping[int, StorySummary] | None = None,
    timezone: str = "UTC",
) -> Html:
    """The stories of all blocks in one message, numbered from `first` on.

    `together` holds, by story id, what the articles of a story say together; without it, the newest article's own
    summary is told. Where sources disagree, a line under the story says so, with times on the clock of `timezone`.

    Where it would grow too long, other sources give way first, then long titles, then the ends of summaries, and
    disagreements last; 20 stories always fit.
    """
    stories = [_to_tell(story, (together or {}).get(story.id)) for block in blocks for story in block.stories]
    headings = [block.heading if not place else Html() for block in blocks for place in range(len(block.stories))]
    bare = [""] * len(stories)
    listed = {told.story.id for told in stories}
    shown = Html()
    for look in _LOOKS:
        abroad = [_abroad(told.story, words, listed) if look.others else Html() for told in stories]
        bylines = [
            _byline(told, words, now, others=look.others, abroad=also)
            for told, also in zip(stories, abroad, strict=True)
        ]
        disagreements = _disagreements(stories, look, words, now, timezone)
        page = _Page(stories, headings, bylines, disagreements, head or Html(), first, look)
        texts = share_room([story.sentences for story in stories], MESSAGE_LIMIT - length(page.listed(bare)))
        shown = page.listed(texts)
        if all(text for text, story in zip(texts, stories, strict=True) if story.sentences) and (
            shown.count("</") <= _ENTITY_LIMIT
        ):
            break
    return shown


def full_text_buttons(articles: Sequence[Article], words: Words, *, first: int = 1) -> Rows:
    """A button for each article's full text, numbered as they stand in the list."""
    if len(articles) == 1:
        return ((Button(str(words("button.full")), f"full:{articles[0].id}"),),)
    buttons = [
        Button(str(words("button.full_number", number=number)), f"full:{article.id}")
        for number, article in enumerate(articles, first)
    ]
    return rows(buttons, width=5 if len(buttons) in {5, 9, 10} else 4)


def save_button(article_id: int, words: Words, *, saved: bool) -> Button:
    """Saves the article for the chat; one that is saved, it removes again."""
    key, data = ("button.saved", "unsave") if saved else ("button.save", "save")
    return Button(str(words(key)), f"{data}:{article_id}")


def article_buttons(
    articles: Sequence[Article], words: Words, *, first: int = 1, saved: Collection[int] = frozenset()
) -> Rows:
    """The buttons of the full texts; of an article that stands alone, one to save it too, or no longer if it is among
    `saved`. Those of a list can be saved under their full text."""
    texts = full_text_buttons(articles, words, first=first)
    if len(articles) != 1:
        return texts
    (article,) = articles
    return ((*texts[0], save_button(article.id, words, saved=article.id in saved)),)


def story_buttons(
    stories: Sequence[Story], words: Words, *, upto: int, first: int = 1, saved: Collection[int] = frozenset()
) -> Rows:
    """The buttons of each story's newest article, then those that open the timelines of stories told more than once.

    `upto` is the newest article this list knows: what comes in later is new to whoever opens one.
    """
    texts = article_buttons([story.newest for story in stories], words, first=first, saved=saved)
    told = [(number, story) for number, story in enumerate(stories, first) if story.told > 1]
    alone = len(stories) == 1
    timelines = [
        Button(
            str(words("button.earlier") if alone else words("button.earlier_number", number=number)),
            f"story:{story.id}:{upto}",
        )
        for number, story in told
    ]
    return texts + rows(timelines, width=4)


def headline(article: Article, number: int = 0, *, limit: int = 200) -> Html:
    """The article's title, bold and leading to its page."""
    return numbering(number) + bold(link(cut(article.title, limit), article.url))


def byline(article: Article, words: Words, now: datetime) -> Html:
    """Whose article it is, and how long ago it came out."""
    return short_byline(Story.of(article), words, now)


def short_byline(story: Story, words: Words, now: datetime) -> Html:
    """Whose the newest article is, how many more sources tell the story, and how long ago it came out."""
    return _byline(_Told(story, None, ()), words, now, others=0)


def first_sentence(story: Story, together: StorySummary | None) -> str:
    """What is told first below the story's headline, as in a list; empty where nothing is."""
    opening = _opening(story.newest)
    beyond = (text.removeprefix(opening).strip() for text in _to_tell(story, together).sentences)
    return next((text for text in beyond if text), "")


def numbering(number: int) -> Html:
    """What stands before a headline in a list; nothing before the only one, which has 0."""
    return escape(f"{number}. " if number else "")


@dataclass(frozen=True, slots=True)
class _Look:
    title: int  # the longest, in UTF-16 units
    others: int  # how many more sources are named; without any, other languages aren't either
    disagreements: int  # how many are told, those of the first stories
    numbers: int = 2  # how many different ones are told of one
    name: int = 20  # the longest of a source there, in UTF-16 units


_LOOKS = (
    _Look(title=140, others=2, disagreements=20, numbers=3, name=LONGEST),
    _Look(title=110, others=1, disagreements=20, name=LONGEST),
    _Look(title=90, others=0, disagreements=20),
    _Look(title=70, others=0, disagreements=3),
    _Look(title=90, others=0, disagreements=0),
)


@dataclass(frozen=True, slots=True)
class _Page:
    """A list of stories in a certain look."""

    stories: Sequence[_Told]
    headings: Sequence[Html]
    bylines: Sequence[Html]
    disagreements: Sequence[Html]
    head: Html
    first: int
    look: _Look

    def listed(self, texts: Sequence[str]) -> Html:
        """The list with these texts under its headlines."""
        cards = (
            join([self.headings[place], self._card(place, text, self.first + place if len(texts) > 1 else 0)])
            for place, text in enumerate(texts)
        )
        return join([self.head, *cards], "\n\n")

    def _card(self, place: int, text: str, number: int) -> Html:
        article = self.stories[place].story.newest
        by, differ = self.bylines[place], self.disagreements[place]
        folds = utf16_length(text) > _FOLD_OVER
        opening = _opening(article)
        if opening and text.startswith(opening):
            # The title is the summary's own beginning: said once, in bold.
            said = numbering(number) + bold(link(opening, article.url)) + text[len(opening) :]
            return join([quote(said) if folds else said, by, differ])
        # In a list all are quoted, so that they look alike and take three lines each.
        said = quote(text) if text and (number or folds) else escape(text)
        return join([headline(article, number, limit=self.look.title), by, said, differ])


def _opening(article: Article) -> str:
    """What an article without a title of its own begins with; empty where it has one."""
    return article.title.removesuffix("…") if article.untitled else ""


def _to_tell(story: Story, together: StorySummary | None) -> _Told:
    newest = story.newest
    if together is None:
        said, language = newest.summary, newest.language
    else:
        said, language = tuple(" ".join(one.text.split()) for one in together.sentences), together.language
    if not newest.untitled:
        return _Told(story, together, beyond_headline(newest.title, said, language))
    # Its beginning is its headline, so what begins like that comes first, with what follows on it.
    at = next((place for place, sentence in enumerate(said) if sentence.startswith(_opening(newest))), 0)
    return _Told(story, together, (*said[at:], *said[:at]))


def _byline(told: _Told, words: Words, now: datetime, *, others: int, abroad: Html | None = None) -> Html:
    """The newest article's source first, then those whose sentences are told, then the rest."""
    newest, *rest = told.story.articles
    speaking = {one.source for one in told.together.sentences} if told.together else set()
    rest.sort(key=lambda article: article.source not in speaking)
    named = [escape(source_name(newest.source)), *(link(source_name(one.source), one.url) for one in rest[:others])]
    sources = Html(", ").join(named)
    unnamed = len(rest) - others
    if unnamed > 0:
        sources = words.count("story.more_sources", unnamed, sources=sources)
    return italic(join([sources, words.ago(newest.published_at, now), abroad or Html()], " · "))


def _abroad(story: Story, words: Words, listed: Collection[int]) -> Html:
    """'Also in Russian', leading to a story that tells it in another language and isn't `listed` itself."""
    article = next((one for one in story.abroad if one.url and one.story_id not in listed), None)
    if article is None:
        return Html()
    key = f"abroad.{article.language}" if article.language in LANGUAGES else "abroad.other"
    return link(str(words(key)), article.url)


def _disagreements(stories: Sequence[_Told], look: _Look, words: Words, now: datetime, timezone: str) -> list[Html]:
    """Of each story the line that says where its sources differ, empty for most."""
    lines, left = [], look.disagreements
    for told in stories:
        line = Html()
        if told.together is not None and left:
            line = differing(
                told.together, told.story, words, now, timezone=timezone, numbers=look.numbers, name=look.name
            )
        lines.append(line)
        left -= bool(line)
    return lines
