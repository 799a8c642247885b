"""How a story looks as something to share: the row in the list, and the message it becomes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import InlineResults
from bot.html import MESSAGE_LIMIT, plain
from bot.messages.inline import inline_result
from bot.messages.story import list_stories
from bot.words import words_in
from language import utf16_length
from storage.records import Article, Story
from summarizer.story import Telling, summarize_story

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ENGLISH, RUSSIAN = words_in("en"), words_in("ru")

hostile = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("<>&\"'\n😀א"), max_size=6000)


def article(number: int = 1, **changes: Any) -> Article:
    values: dict[str, Any] = {
        "id": number,
        "story_id": 1,
        "feed_id": None,
        "key": f"https://example.org/{number}",
        "url": f"https://example.org/{number}",
        "source": "The Harbour",
        "title": "Ferry runs again",
        "untitled": False,
        "text": "Islanders cheered on the quay.\n\nIt had been away for a week.",
        "summary": ("Islanders cheered on the quay.", "It had been away for a week."),
        "language": "en",
        "author": None,
        "published_at": NOW - timedelta(hours=2),
        "stored_at": NOW,
    }
    return Article(**(values | changes))


def test_a_row_tells_who_when_and_what_first_and_becomes_what_latest_shows() -> None:
    story = Story(1, (article(),))
    shown = inline_result(story, ENGLISH, NOW)
    assert (shown.id, shown.title, shown.url) == ("1", "Ferry runs again", "https://example.org/1")
    assert shown.description == "The Harbour · 2 hours ago · Islanders cheered on the quay."
    assert shown.text == list_stories([story], ENGLISH, NOW)
    assert inline_result(story, RUSSIAN, NOW).description.startswith("The Harbour · 2 часа назад · ")


def test_a_story_of_several_sources_is_one_row_with_what_they_say_together() -> None:
    other = article(2, source="The Gull", title="The ferry is back", text="The ferry is back after 8 days in dock.")
    story = Story(1, (article(), other), told=2)
    tellings = [Telling(one.source, one.title, one.text, one.published_at, one.language) for one in story.articles]
    together = summarize_story(tellings, sentences=2, language="en")
    shown = inline_result(story, ENGLISH, NOW, together=together)
    assert "The Gull" in plain(shown.text)
    assert shown.description.endswith(" ".join(together.sentences[0].text.split()))


def test_an_article_without_a_title_does_not_say_its_beginning_twice() -> None:
    begun = article(title="Islanders cheered on…", untitled=True)
    assert inline_result(Story(1, (begun,)), ENGLISH, NOW).description == "The Harbour · 2 hours ago · the quay."


def test_without_a_summary_the_row_ends_with_the_time() -> None:
    shown = inline_result(Story(1, (article(summary=()),)), ENGLISH, NOW)
    assert shown.description == "The Harbour · 2 hours ago"


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "file:///etc/passwd", "ftp://example.org/"])
def test_only_a_web_address_is_given_along(url: str | None) -> None:
    assert inline_result(Story(1, (article(url=url),)), ENGLISH, NOW).url is None


@given(title=hostile, source=hostile, sentence=hostile)
def test_whatever_an_article_holds_fits_and_telegram_reads_it(
    parsed_by_telegram: Any, title: str, source: str, sentence: str
) -> None:
    story = Story(1, (article(title=f"x{title}", source=f"y{source}", summary=(sentence, sentence)),))
    shown = inline_result(story, ENGLISH, NOW)
    text, _ = parsed_by_telegram(str(shown.text))
    assert 0 < utf16_length(text) <= MESSAGE_LIMIT
    assert 0 < utf16_length(shown.title) <= 160
    assert utf16_length(shown.description) <= 200
    assert len(shown.id.encode()) <= 64


def test_an_offset_longer_than_telegram_takes_is_never_made() -> None:
    with pytest.raises(ValueError, match="next offset"):
        InlineResults(next_offset="9" * 65)
