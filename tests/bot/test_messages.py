from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers import Button, Reply, from_payload, payload, rows
from bot.digests import Composed
from bot.html import MESSAGE_LIMIT, Html, bold, join, length, link, plain, quote
from bot.messages.digest import digest_message
from bot.messages.fulltext import full_text, split
from bot.messages.story import cut, list_stories, take_sentences
from bot.words import words_in
from language import utf16_length
from storage.records import Article, Story

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ENGLISH = words_in("en")

hostile = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("<>&\"'\n😀א"), max_size=300)


def article(number: int = 1, **changes: object) -> Article:
    values: dict[str, object] = {
        "id": number,
        "story_id": number,
        "feed_id": None,
        "key": f"https://example.org/{number}",
        "url": f"https://example.org/{number}",
        "source": "The Harbour",
        "title": f"Ferry {number} runs again",
        "untitled": False,
        "text": "The ferry runs again.\n\nIt had been away for a week.",
        "summary": ("The ferry runs again.", "It had been away for a week."),
        "language": "en",
        "author": None,
        "published_at": NOW - timedelta(hours=2),
        "stored_at": NOW,
    }
    return Article(**(values | changes))  # type: ignore[arg-type]


def story(*articles: Article) -> Story:
    return Story(articles[0].story_id, articles)


def test_text_is_escaped_wherever_it_becomes_markup() -> None:
    assert bold("a < b & c") == "<b>a &lt; b &amp; c</b>"
    assert link("<x>", 'https://e.org/?a=1&b="') == '<a href="https://e.org/?a=1&amp;b=&#34;">&lt;x&gt;</a>'
    assert join(["<", bold(">")]) == "&lt;\n<b>&gt;</b>"


def test_only_web_addresses_become_links() -> None:
    assert link("x", "javascript:alert(1)") == link("x", None) == "x"


@given(hostile, hostile)
def test_telegram_reads_back_what_was_put_in(parsed_by_telegram, first: str, second: str) -> None:
    html = join([bold("x" + first), quote("y" + second), link("z", "https://example.org/" + first)])
    shown, _ = parsed_by_telegram(str(html))
    wanted = plain(html)
    assert wanted == f"x{first}\ny{second}\nz"
    assert shown.split() == wanted.split()


def test_length_counts_what_telegram_counts() -> None:
    assert length(bold("😀 <&>")) == 6


@given(hostile, st.integers(1, 80))
def test_a_cut_text_fits(text: str, limit: int) -> None:
    assert utf16_length(cut(text, limit)) <= limit


def test_a_cut_ends_at_a_word() -> None:
    assert cut("The council has voted, after all, for it", 24) == "The council has voted…"


def test_only_whole_sentences_are_taken_while_one_fits() -> None:
    assert take_sentences(["One two.", "Three four.", "Five."], 20) == ("One two.", "Three four.")
    assert take_sentences(["word " * 100], 60)[0].endswith("word…")


def test_a_story_shows_headline_source_age_and_summary() -> None:
    shown = plain(list_stories([story(article())], ENGLISH, NOW))
    assert shown.splitlines() == [
        "Ferry 1 runs again",
        "The Harbour · 2 hours ago",
        "The ferry runs again. It had been away for a week.",
    ]


def test_two_sources_of_one_story_are_one_entry() -> None:
    shown = list_stories([story(article(1), article(2, source="The Gull"))], ENGLISH, NOW)
    assert plain(shown).count("runs again") == 2  # the headline and the summary, once each
    assert 'Also: <a href="https://example.org/2">The Gull</a>' in shown


def test_a_long_summary_folds() -> None:
    long = article(summary=("A sentence of some length that tells a lot of what there is to tell.",) * 5)
    assert "<blockquote expandable>" in list_stories([story(long)], ENGLISH, NOW)


def test_an_untitled_article_says_its_beginning_once() -> None:
    untitled = article(
        title="A lawmaker has fled the country…",
        untitled=True,
        summary=("A lawmaker has fled the country after a post.",),
    )
    shown = list_stories([story(untitled)], ENGLISH, NOW)
    assert plain(shown).count("A lawmaker") == 1
    assert "after a post." in plain(shown)


@settings(max_examples=50)
@given(st.lists(st.tuples(hostile, st.lists(hostile, max_size=3)), min_size=1, max_size=10))
def test_any_page_fits_one_message_that_telegram_takes(parsed_by_telegram, pages) -> None:
    stories = [
        story(
            article(number, title="t" + title * 3, summary=tuple(text * 9 for text in texts), source=title * 2 or "s")
        )
        for number, (title, texts) in enumerate(pages, 1)
    ]
    html = list_stories(stories, ENGLISH, NOW)
    assert length(html) <= MESSAGE_LIMIT
    parsed_by_telegram(str(html))


def composed(stories: list[Story], left_out: int) -> Composed:
    return Composed(tuple(stories), left_out, after_id=0, newest_id=9, told=0, composed_at=NOW)


def test_twenty_stories_with_endless_titles_and_many_sources_fit_one_message(parsed_by_telegram) -> None:
    stories = [
        story(*(article(10 * n + m, title="<Long> & longer " * 40, source=f"Paper {m} " * 9) for m in range(5)))
        for n in range(20)
    ]
    html = list_stories(stories, ENGLISH, NOW, head=bold("Sunday"))
    assert length(html) <= MESSAGE_LIMIT
    _, entities = parsed_by_telegram(str(html))
    assert len(entities) <= 100
    assert plain(html).count("The ferry runs again.") or plain(html).count("Long") >= 20


def test_a_digest_is_dated_and_offers_the_rest() -> None:
    reply = digest_message(composed([story(article(1)), story(article(2))], 4), ENGLISH, now=NOW, timezone="UTC")
    assert plain(reply.text).startswith("Sunday, 22 November\n\n1. Ferry 1 runs again")
    assert [button.text for row in reply.buttons for button in row] == ["Text 1", "Text 2", "and 4 more"]


def test_a_digest_without_news_is_one_line() -> None:
    reply = digest_message(composed([], 0), words_in("ru"), now=NOW, timezone="UTC")
    assert plain(reply.text).splitlines()[1:] == ["С прошлого дайджеста ничего нового."]
    assert not reply.buttons


def test_a_full_text_is_whole_and_ends_its_parts_at_paragraphs() -> None:
    paragraphs = [f"Paragraph {number}. " + "It goes on for a while. " * 20 for number in range(40)]
    parts = full_text(article(text="\n\n".join(part.strip() for part in paragraphs)), ENGLISH, NOW)
    assert len(parts) > 3
    assert all(length(part.text) <= MESSAGE_LIMIT for part in parts)
    told = "\n\n".join(plain(part.text) for part in parts)
    assert all(part.strip() in told for part in paragraphs)
    assert plain(parts[0].text).startswith("Ferry 1 runs again\nThe Harbour · 2 hours ago\n")
    assert f"In {len(parts)} messages" in parts[0].text
    assert all(plain(part.text).startswith("Paragraph") for part in parts[1:])


@settings(max_examples=60)
@given(st.lists(hostile, max_size=8), st.integers(2, 90))
def test_split_loses_nothing_and_fits(paragraphs: list[str], limit: int) -> None:
    text = "\n\n".join(paragraphs)
    parts = list(split(text, "en", limit))
    assert all(0 < utf16_length(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_reply_survives_the_outbox() -> None:
    reply = Reply(bold("<x>"), rows([Button("a", "b"), Button("c", "d"), Button("e", "f")], width=2))
    assert from_payload(payload(reply)) == reply
    assert isinstance(from_payload(payload(reply)).text, Html)


@pytest.mark.parametrize("data", ["", "x" * 65, "я" * 33])
def test_a_button_that_telegram_would_refuse_is_not_made(data: str) -> None:
    with pytest.raises(ValueError, match="64"):
        Button("x", data)
