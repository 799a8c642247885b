"""A story as readers see it: headline, who tells it, how long ago, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from unicodedata import bidirectional

from bot.answers import Button, Rows, rows
from bot.html import MESSAGE_LIMIT, Html, bold, escape, italic, join, length, link, quote
from bot.words import Words
from language import utf16_length
from storage.records import Article, Story
from summarizer.digest.repetition import beyond_headline

# A single story's summary folds if it is longer.
_FOLD_OVER = 240
_SHORTEST = 40  # units; what is cut shorter says nothing
_UNSPACED = ("。", "！", "？", "」", "』")  # Chinese and Japanese put no space between sentences
_ENTITY_LIMIT = 100  # Telegram forgets the formatting of what comes after


@dataclass(frozen=True, slots=True)
class Block:
    """Stories under a heading, which may be empty."""

    heading: Html
    stories: Sequence[Story]


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` UTF-16 units, ended at a word with '…' where it was longer."""
    text = " ".join(text.split())
    if utf16_length(text) <= limit:
        return text
    kept = text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    return (kept.rpartition(" ")[0] or kept).rstrip(" ,;:—–-") + "…"


def take_sentences(sentences: Sequence[str], room: int) -> tuple[str, ...]:
    """As many whole sentences, from the first, as fit into `room` UTF-16 units; if none does, the first one cut."""
    taken: list[str] = []
    for sentence in sentences:
        if utf16_length(" ".join([*taken, sentence])) > room:
            break
        taken.append(sentence)
    if not taken and sentences and room > _SHORTEST:
        return (cut(sentences[0], room),)
    return tuple(taken)


def share_room(texts: Sequence[Sequence[str]], room: int) -> list[str]:
    """Of each text's sentences, as many as fit together into `room` UTF-16 units, a space or line end before each.

    Each text gets its first sentence before any gets its second, the earlier texts before the later. First sentences
    that don't fit all are cut, the longest ones; no other ever is.
    """
    left = room
    told: list[str] = [""] * len(texts)
    first = sorted((place for place, text in enumerate(texts) if text), key=lambda place: utf16_length(texts[place][0]))
    for rank, place in enumerate(first):
        fair = left // (len(first) - rank) - 1
        told[place] = cut(texts[place][0], fair) if fair > _SHORTEST else ""
        left -= utf16_length(told[place]) + 1
    whole = [bool(text) and told[place] == " ".join(text[0].split()) for place, text in enumerate(texts)]
    for number in range(1, max(map(len, texts), default=0)):
        for place, text in enumerate(texts):
            sentence = " ".join(text[number].split()) if whole[place] and number < len(text) else ""
            whole[place] = whole[place] and bool(sentence) and utf16_length(sentence) < left
            if whole[place]:
                told[place] += sentence if told[place].endswith(_UNSPACED) else f" {sentence}"
                left -= utf16_length(sentence) + 1
    return told


def list_stories(stories: Sequence[Story], words: Words, now: datetime, *, head: Html | None = None) -> Html:
    """The stories one below the other in one message, see `list_blocks`."""
    return list_blocks([Block(Html(), stories)], words, now, head=head)


def list_blocks(
    blocks: Sequence[Block], words: Words, now: datetime, *, head: Html | None = None, first: int = 1
) -> Html:
    """The stories of all blocks in one message, numbered from `first` on.

    Where it would grow too long, other sources give way first, then long titles, then the ends of summaries; 20 stories
    always fit.
    """
    stories = [story for block in blocks for story in block.stories]
    texts = [_sentences(story.newest) for story in stories]
    shown = Html()
    for look in _LOOKS:
        bare = _listed(blocks, [""] * len(stories), words, now, head or Html(), first, look)
        told = share_room(texts, MESSAGE_LIMIT - length(bare))
        shown = _listed(blocks, told, words, now, head or Html(), first, look)
        if all(told[place] for place, text in enumerate(texts) if text) and shown.count("</") <= _ENTITY_LIMIT:
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


def headline(article: Article, number: int = 0, *, limit: int = 200) -> Html:
    """The article's title, bold and leading to its page."""
    return numbering(number) + bold(link(cut(article.title, limit), article.url))


def byline(article: Article, words: Words, now: datetime) -> Html:
    """Whose article it is, and how long ago it came out."""
    return _byline(Story(article.story_id, (article,)), words, now, others=0)


def numbering(number: int) -> Html:
    """What stands before a headline in a list; nothing before the only one, which has 0."""
    return escape(f"{number}. " if number else "")


@dataclass(frozen=True, slots=True)
class _Look:
    title: int  # the longest, in UTF-16 units
    others: int  # how many more sources are named


_LOOKS = (_Look(title=140, others=2), _Look(title=110, others=1), _Look(title=90, others=0))


def _listed(
    blocks: Sequence[Block], told: Sequence[str], words: Words, now: datetime, head: Html, first: int, look: _Look
) -> Html:
    parts, place = [head], 0
    for block in blocks:
        heading = block.heading
        for story in block.stories:
            number = first + place if len(told) > 1 else 0
            parts.append(join([heading, _card(story, told[place], words, now, number, look)]))
            heading, place = Html(), place + 1
    return join(parts, "\n\n")


def _card(story: Story, text: str, words: Words, now: datetime, number: int, look: _Look) -> Html:
    article = story.newest
    by = _byline(story, words, now, others=look.others)
    folds = utf16_length(text) > _FOLD_OVER
    opening = article.title.removesuffix("…")
    if article.untitled and text.startswith(opening):
        # The title is the summary's own beginning: said once, in bold.
        told = numbering(number) + bold(link(opening, article.url)) + text[len(opening) :]
        return join([quote(told) if folds else told, by])
    # In a list all are quoted, so that they look alike and take three lines each.
    told = quote(text) if text and (number or folds) else escape(text)
    return join([headline(article, number, limit=look.title), by, told])


def _sentences(article: Article) -> tuple[str, ...]:
    """What is to be told below the headline."""
    if article.untitled:
        return article.summary
    return beyond_headline(article.title, article.summary, article.language)


def _name(article: Article) -> str:
    """Its source's; one that runs from right to left is kept from turning the line around."""
    name = cut(article.source, 40)
    return f"\u2068{name}\u2069" if any(bidirectional(character) in {"R", "AL"} for character in name) else name


def _byline(story: Story, words: Words, now: datetime, *, others: int) -> Html:
    newest, *rest = story.articles
    named = [escape(_name(newest)), *(link(_name(one), one.url) for one in rest[:others])]
    sources = Html(", ").join(named)
    unnamed = len(rest) - others
    if unnamed > 0:
        sources = words.count("story.more_sources", unnamed, sources=sources)
    return italic(Html("{} · {}").format(sources, words.ago(newest.published_at, now)))
