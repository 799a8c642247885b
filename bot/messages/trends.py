"""Trends as pictures, and in words: a caption says what its picture shows, for those who don't see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.html import CAPTION_LIMIT, Html, bold, escape, join, length
from bot.messages.shortening import cut
from bot.messages.story import headline, short_byline
from bot.pictures.charts import DayChart, Row, RowChart, Series
from bot.trends import Counted, WeekTrend, WordsTrend
from bot.words import Words
from storage.records import Story
from summarizer.trends import Measured

MARK = "📈 "
"""What the caption of words' trend begins with; the words follow on the same line."""

_TICKS = (0, 10, 20, 29)
_TITLE_LIMITS = (140, 100, 70, 50)  # UTF-16 units of a headline
_NAME_LIMIT = 60
_FEW = 10  # articles: a share of fewer says nothing
_TIMES = 3  # from here on it is told how many times as many
_NO_NOTE = Html()


def words_chart(trend: WordsTrend, words: Words, *, today: date) -> DayChart:
    """Bars for one, lines for several."""
    first, *others = trend.counted
    note = words.span(trend.days[0], trend.days[-1])
    if not others:
        note = str(words.count("trends.drawn", first.total, amount=words.number(first.total)))
        if first.before is not None:
            note = str(words("trends.drawn_before", total=note, before=words.number(first.before)))
    return DayChart(
        title=", ".join(one.text for one in trend.counted),
        note=note,
        series=tuple(Series(one.text, one.counts) for one in trend.counted),
        ticks=tuple((place, words.short_date(trend.days[place])) for place in _TICKS),
        peak=None if others or not first.total else (first.peak, _over_peak(trend, first, words)),
        open_end=trend.days[-1] >= today,
    )


def words_caption(trend: WordsTrend, words: Words, now: datetime, note: Html = _NO_NOTE) -> tuple[Html, int]:
    """The picture in words and, below, as many of the stories as there is room for; how many those are.

    `note` stands below the first line, which holds the words looked for.
    """
    head = escape(MARK) + bold(", ".join(one.text for one in trend.counted))
    told = [words("trends.days", span=words.span(trend.days[0], trend.days[-1]))]
    if len(trend.counted) == 1:
        told = [Html(" ").join([*told, *_in_all(trend, trend.counted[0], words)])]
    else:
        told += [_compared(trend, one, words) for one in trend.counted]
    if trend.begun is not None:
        told.append(words("trends.begun", day=words.long_date(trend.begun)))
    return _with_stories(join([head, note, join(told)], "\n\n"), trend.stories, words, now)


def week_chart(trend: WeekTrend, words: Words) -> RowChart:
    """A bar for each subject."""
    return RowChart(
        title=str(words("trends.week")),
        note=words.span(trend.days[0], trend.days[-1]),
        rows=tuple(
            Row(one.subject.form, one.now, words.number(one.now), one.before / trend.weeks if trend.weeks else None)
            for one in trend.subjects
        ),
        bar=str(words("trends.bar")),
        mark=str(words("trends.mark")),
    )


def week_caption(trend: WeekTrend, words: Words, now: datetime) -> tuple[Html, int]:
    """As `words_caption`, of the week."""
    span = words.span(trend.days[0], trend.days[-1])
    said = ", ".join(_subject(one, trend.weeks, words) for one in trend.subjects)
    shown = words("trends.risen", span=span, subjects=said)
    if not trend.weeks:
        shown = words("trends.often", span=span, subjects=said)
    return _with_stories(join([bold(str(words("trends.week"))), shown], "\n\n"), trend.stories, words, now)


def _with_stories(above: Html, stories: Sequence[Story], words: Words, now: datetime) -> tuple[Html, int]:
    for count in range(len(stories), 0, -1):
        for limit in _TITLE_LIMITS:
            told = join([above, join([_card(*one, words, now, limit) for one in _numbered(stories[:count])])], "\n\n")
            if length(told) <= CAPTION_LIMIT:
                return told, count
    return above, 0


def _numbered(stories: Sequence[Story]) -> list[tuple[Story, int]]:
    return [(story, number if len(stories) > 1 else 0) for number, story in enumerate(stories, 1)]


def _card(story: Story, number: int, words: Words, now: datetime, limit: int) -> Html:
    return join([headline(story.newest, number, limit=limit), short_byline(story, words, now)])


def _in_all(trend: WordsTrend, one: Counted, words: Words) -> list[Html]:
    said = [words.count("trends.total", one.total, amount=words.number(one.total))]
    if one.before is not None:
        said.append(_beside(one.total, one.before, words))
    if one.total:
        peak = words.number(one.counts[one.peak])
        said.append(words("trends.peak", day=words.long_date(trend.days[one.peak]), amount=peak))
    return said


def _beside(total: int, before: int, words: Words) -> Html:
    written = words.number(before)
    if before < _FEW or not round(100 * abs(total / before - 1)):
        return words("trends.before", before=written)
    if total >= _TIMES * before:
        return words.count("trends.times", round(total / before), before=written)
    percent = words.percent(abs(total / before - 1))
    if total > before:
        return words("trends.more", percent=percent, before=written)
    return words("trends.less", percent=percent, before=written)


def _compared(trend: WordsTrend, one: Counted, words: Words) -> Html:
    text = cut(one.text, _NAME_LIMIT)
    if not one.total:
        return words("trends.one_none", text=text)
    peak = words.number(one.counts[one.peak])
    amount, day = words.number(one.total), words.long_date(trend.days[one.peak])
    return words("trends.one", text=text, amount=amount, day=day, peak=peak)


def _over_peak(trend: WordsTrend, one: Counted, words: Words) -> str:
    return f"{words.number(one.counts[one.peak])} · {words.short_date(trend.days[one.peak])}"


def _subject(one: Measured, weeks: int, words: Words) -> str:
    usual = f" ({words.number(round(one.before / weeks))})" if weeks else ""
    return f"{one.subject.form} {words.number(one.now)}{usual}"
