"""A story as readers see it: headline, who tells it, how long ago, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.answers import Button, Rows, rows
from bot.html import MESSAGE_LIMIT, Html, bold, escape, italic, join, length, link, quote
from bot.words import Words
from language import utf16_length
from storage.records import Article, Story

# A summary longer than this would push the next headline off a telephone's screen: it folds.
_FOLD_OVER = 240


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
    if not taken and sentences and room > 40:
        return (cut(sentences[0], room),)
    return tuple(taken)


def list_stories(stories: Sequence[Story], words: Words, now: datetime, *, head: Html | None = None) -> Html:
    """The stories one below the other in one message. Where it would grow too long, what else tells a story gives way
    first, then long titles, then the ends of summaries; 20 stories always fit."""
    numbered = list(enumerate(stories, 1)) if len(stories) > 1 else [(0, story) for story in stories]
    head = head or Html()
    for look in (_ROOMY, _TIGHT):
        bare = join([head, *(_card(story, (), words, now, number, look) for number, story in numbered)], "\n\n")
        if length(bare) <= MESSAGE_LIMIT and bare.count("</") <= _ENTITY_LIMIT:
            break
    room = (MESSAGE_LIMIT - length(bare)) // max(1, len(stories)) - 1
    cards = [
        _card(story, take_sentences(story.newest.summary, room), words, now, number, look) for number, story in numbered
    ]
    return join([head, *cards], "\n\n")


def full_text_buttons(articles: Sequence[Article], words: Words) -> Rows:
    """A button for each article's full text, numbered as they stand in the list."""
    if len(articles) == 1:
        return ((Button(str(words("button.full")), f"full:{articles[0].id}"),),)
    buttons = [
        Button(str(words("button.full_number", number=number)), f"full:{article.id}")
        for number, article in enumerate(articles, 1)
    ]
    return rows(buttons, width=5 if len(buttons) in {5, 9, 10} else 4)


def headline(article: Article, number: int = 0, *, limit: int = 200) -> Html:
    """The article's title, bold and leading to its page."""
    return numbering(number) + bold(link(cut(article.title, limit), article.url))


def byline(article: Article, words: Words, now: datetime) -> Html:
    """Whose article it is, and how long ago it came out."""
    return italic(f"{cut(article.source, 40)} · {words.ago(article.published_at, now)}")


def numbering(number: int) -> Html:
    """What stands before a headline in a list; nothing before the only one, which has 0."""
    return escape(f"{number}. " if number else "")


@dataclass(frozen=True, slots=True)
class _Look:
    title: int  # the longest, in UTF-16 units
    others: int  # how many more sources are named


_ROOMY, _TIGHT = _Look(title=200, others=3), _Look(title=90, others=0)
_ENTITY_LIMIT = 100


def _card(story: Story, sentences: Sequence[str], words: Words, now: datetime, number: int, look: _Look) -> Html:
    article = story.newest
    others = [link(cut(other.source, 40), other.url) for other in story.articles[1 : look.others + 1]]
    also = words("story.also", sources=Html(", ").join(others)) if others else Html()
    text = " ".join(" ".join(sentences).split())
    opening = article.title.removesuffix("…")
    if article.untitled and text.startswith(opening):
        # The title is the summary's own beginning: said once, in bold.
        title, told = Html(), bold(link(opening, article.url)) + text[len(opening) :]
    else:
        title, told = headline(article, limit=look.title), escape(text)
    told = quote(told) if utf16_length(text) > _FOLD_OVER else told
    if not title:
        return join([numbering(number) + told, byline(article, words, now), also])
    return join([numbering(number) + title, byline(article, words, now), told, also])
