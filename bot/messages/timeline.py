"""A story's timeline: what came in since it was seen, then every telling of it, the newest first."""

from __future__ import annotations

from datetime import datetime

from bot.html import MESSAGE_LIMIT, Html, bold, escape, italic, join, length, link, quote
from bot.messages.shortening import cut, share_room
from bot.messages.source_names import source_name
from bot.words import Words
from storage.records import Article, Timeline
from summarizer.story import StorySummary

_TITLE = 160  # units
_HEADING = 40


def timeline_message(
    told: Timeline, words: Words, now: datetime, *, offset: int, timezone: str, new: StorySummary | None
) -> Html:
    """One page of it, its articles numbered from `offset` on; `new` is what those articles say that came in since."""
    entries = join(
        (_entry(article, number, words, timezone) for number, article in enumerate(told.articles, offset + 1)), "\n\n"
    )
    heading = bold(str(words("story.timeline")))
    if new is None or not new.sentences:
        return join([heading, entries], "\n\n")
    room = MESSAGE_LIMIT - length(entries) - length(heading) - _HEADING
    (said,) = share_room([tuple(sentence.text for sentence in new.sentences)], room)
    return join([join([bold(str(words("story.new"))), quote(said)]), heading, entries], "\n\n")


def _entry(article: Article, number: int, words: Words, timezone: str) -> Html:
    who = Html("{} · {}").format(words.moment(article.published_at, timezone), source_name(article.source))
    return join([italic(who), escape(f"{number}. ") + link(cut(article.title, _TITLE), article.url)])
