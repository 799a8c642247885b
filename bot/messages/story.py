"""A story as readers see it: headline, who tells it, how long ago, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.answers import Button, Rows, rows
from bot.html import MESSAGE_LIMIT, Html, bold, escape, italic, join, length, link, quote
from bot.words import Words
from language import utf16_length
from storage.records import Article, Story

# A summary longer than this would push the next headline off a telephone's screen: it folds.
_FOLD_OVER = 240
_TITLE_LIMIT = 200
_NAME_LIMIT = 60


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


def list_stories(
    stories: Sequence[Story], words: Words, now: datetime, *, head: Html | None = None, foot: Html | None = None
) -> Html:
    """The stories one below the other in one message; summaries give way where it would grow too long."""
    bare = [length(_card(story, (), words, now, number)) for number, story in enumerate(stories, 1)]
    frame = sum(length(part) + 2 for part in (head, foot) if part)
    room = (MESSAGE_LIMIT - frame - sum(bare) - 3 * len(stories)) // max(1, len(stories))
    numbers = enumerate(stories, 1) if len(stories) > 1 else [(0, stories[0])] if stories else []
    cards = [_card(story, take_sentences(story.newest.summary, room), words, now, number) for number, story in numbers]
    return join([head or Html(), *cards, foot or Html()], "\n\n")


def full_text_buttons(articles: Sequence[Article], words: Words) -> Rows:
    """A button for each article's full text, numbered as they stand in the list."""
    if len(articles) == 1:
        return ((Button(str(words("button.full")), f"full:{articles[0].id}"),),)
    buttons = [
        Button(str(words("button.full_number", number=number)), f"full:{article.id}")
        for number, article in enumerate(articles, 1)
    ]
    return rows(buttons, width=5 if len(buttons) in {5, 9, 10} else 4)


def headline(article: Article, number: int = 0) -> Html:
    """The article's title, bold and leading to its page."""
    before = f"{number}. " if number else ""
    return escape(before) + bold(link(cut(article.title, _TITLE_LIMIT), article.url))


def byline(article: Article, words: Words, now: datetime) -> Html:
    """Whose article it is, and how long ago it came out."""
    return italic(f"{cut(article.source, _NAME_LIMIT)} · {words.ago(article.published_at, now)}")


def _card(story: Story, sentences: Sequence[str], words: Words, now: datetime, number: int) -> Html:
    article = story.newest
    others = [link(cut(other.source, _NAME_LIMIT), other.url) for other in story.articles[1:4]]
    also = words("story.also", sources=Html(", ").join(others)) if others else Html()
    told = escape(" ".join(sentences))
    opening = article.title.removesuffix("…")
    if article.untitled and sentences and sentences[0].startswith(opening):
        # The title is the summary's own beginning: said once, in bold.
        before = f"{number}. " if number else ""
        told = escape(before) + bold(link(opening, article.url)) + " ".join(sentences)[len(opening) :]
        return join([told, byline(article, words, now), also])
    body = quote(told) if utf16_length(" ".join(sentences)) > _FOLD_OVER else told
    return join([headline(article, number), byline(article, words, now), body if sentences else Html(), also])
