"""/trends: what the week's news is about, and how often words were in it, as a picture with the same in words."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date

from bot.answers import Answer, Button, Edit, Picture, Reply, Rows, rows
from bot.commands import search
from bot.commands.sources import sources_button
from bot.html import Html
from bot.messages.shortening import cut
from bot.messages.story import full_text_buttons, list_stories
from bot.messages.trends import MARK, week_caption, week_chart, words_caption, words_chart
from bot.pictures.charts import Chart, Shade
from bot.pictures.room import NoPicture
from bot.requests import Request
from bot.schedule.days import today
from bot.trends import MOST_COMPARED, WordsTrend, compared
from storage.query import parse
from storage.records import Story

_LIMIT = 200
# What a subject's button begins with: what it opens is drawn on the same ground.
_DATA = {Shade.LIGHT: "trend:", Shade.DARK: "night:"}
_LONGEST = 64 - max(map(len, _DATA.values()))  # bytes
_NO_NOTE = Html()

_log = logging.getLogger(__name__)


async def command(request: Request) -> Answer:
    """`/trends`, `/trends words`, `/trends words, other words`."""
    text = cut(request.text, _LIMIT)
    return await (_words(request, text) if text else _week(request))


async def tapped(request: Request) -> Answer:
    """The button's data: trend:words, night:words. A new picture: there may be more to tap under the old one."""
    begun, _, text = request.text.partition(":")
    shade = next(shade for shade, data in _DATA.items() if data == f"{begun}:")
    return await _words(request, text, shade=shade)


async def shaded(request: Request) -> Answer:
    """The button's data: shade:shade:day. The same picture on the other ground; its first line holds its words."""
    _, shade, day = request.text.split(":")
    first = request.shown.partition("\n")[0]
    last = min(date.fromordinal(int(day)), today(request.now, request.timezone))
    if first.startswith(MARK):
        return Edit(await _words(request, first.removeprefix(MARK), last=last, shade=Shade(shade)))
    return Edit(await _week(request, last=last, shade=Shade(shade)))


async def _words(
    request: Request, text: str, *, last: date | None = None, shade: Shade = Shade.LIGHT
) -> Reply | Picture:
    if parse(text).saved:
        return Reply(request.words("saved.only_search"))
    texts = compared(text)
    if not texts:
        return await search.find(request, text)
    trend = await _counted(request, texts[:MOST_COMPARED], last)
    if trend.found:
        note = request.words("trends.three") if len(texts) > MOST_COMPARED else _NO_NOTE
        return await _words_picture(request, trend, shade, note)
    meant = await request.storage.search.meant(text, muted=request.chat.muted) if len(texts) == 1 else ()
    if meant:
        likeliest, *others = meant
        trend = await _counted(request, [likeliest], last)
        if trend.found:
            note = request.words("search.meant", typed=text, meant=likeliest)
            return await _words_picture(request, trend, shade, note, _taps(others, shade))
    return await search.find(request, text, note=request.words("trends.nothing"))


async def _counted(request: Request, texts: Sequence[str], last: date | None) -> WordsTrend:
    return await request.desk.trends.words(
        texts,
        last=last or today(request.now, request.timezone),
        timezone=request.timezone,
        language=request.words.language,
        muted=request.chat.muted,
    )


async def _words_picture(
    request: Request, trend: WordsTrend, shade: Shade, note: Html = _NO_NOTE, more: Rows = ()
) -> Reply | Picture:
    words = request.words
    caption, shown = words_caption(trend, words, request.now, note)
    chart = words_chart(trend, words, today=today(request.now, request.timezone))
    buttons = _texts(request, trend.stories[:shown]) + more
    return await _picture(request, chart, shade, caption, buttons, trend.days[-1])


async def _week(request: Request, *, last: date | None = None, shade: Shade = Shade.LIGHT) -> Reply | Picture:
    words, chat = request.words, request.chat
    trend = await request.desk.trends.week(
        last=last or today(request.now, request.timezone),
        timezone=request.timezone,
        language=words.language,
        muted=chat.muted,
        muted_words=chat.muted_words,
        longest=_LONGEST,
    )
    if not trend.stories:
        if chat.mutes:
            return Reply(words("latest.muted"), sources_button(words))
        return Reply(words("trends.none"))
    if not trend.subjects:
        listed = list_stories(trend.stories, words, request.now, head=words("trends.no_subject"))
        return Reply(listed, _texts(request, trend.stories))
    caption, shown = week_caption(trend, words, request.now)
    buttons = _texts(request, trend.stories[:shown]) + _taps([one.subject.form for one in trend.subjects], shade)
    return await _picture(request, week_chart(trend, words), shade, caption, buttons, trend.days[-1])


async def _picture(
    request: Request, chart: Chart, shade: Shade, caption: Html, buttons: Rows, last: date
) -> Reply | Picture:
    """The chart over its words; the words alone where it can't be drawn."""
    try:
        content = await request.desk.pictures.draw(chart, shade)
    except NoPicture as error:
        _log.error("%s", error)
        return Reply(caption, buttons)
    other = Button(str(request.words(f"button.{shade.other}")), f"shade:{shade.other}:{last.toordinal()}")
    return Picture(content, caption, buttons, ((other,),))


def _texts(request: Request, stories: Sequence[Story]) -> Rows:
    return full_text_buttons([story.newest for story in stories], request.words) if stories else ()


def _taps(texts: Sequence[str], shade: Shade) -> Rows:
    """A button for each subject that its data can hold."""
    return rows([Button(text, _DATA[shade] + text) for text in texts if len(text.encode()) <= _LONGEST], width=3)
