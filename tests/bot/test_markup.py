"""An operator's own text becomes a message, or is refused in words, and Telegram takes whatever isn't."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.html import length, plain
from bot.markup import Run, WrongMarkup, read_html, read_plain, runs

WHOLE = """<b>The bot moves</b> to <a href="https://t.me/other_bot?start=a&amp;b=c">its new home</a> &amp; more.
<blockquote expandable>Why? <i>The <u>old</u> one</i> goes.</blockquote>
<tg-spoiler>soon</tg-spoiler> <span class="tg-spoiler">very</span>
<pre><code class="language-python">1 &lt; 2</code></pre> <s>no</s> AT&T &#8364;"""


def test_a_plain_text_stays_what_it_is(parsed_by_telegram) -> None:
    said = "1 < 2 & <b>not bold</b> — «да» 😀"
    message = read_plain(f"\n{said}\n")
    assert plain(message) == said
    assert parsed_by_telegram(str(message)) == (said, [])


def test_telegram_reads_markup_as_it_was_meant(parsed_by_telegram) -> None:
    text, entities = parsed_by_telegram(str(read_html(WHOLE)))
    assert text == plain(read_html(WHOLE))
    assert text.startswith("The bot moves to its new home & more.\nWhy? The old one goes.")
    assert text.endswith("AT&T €")
    assert [one["type"]["@type"].removeprefix("textEntityType") for one in entities] == [
        "Bold",
        "TextUrl",
        "ExpandableBlockQuote",
        "Italic",
        "Underline",
        "Spoiler",
        "Spoiler",
        "PreCode",
        "Strikethrough",
    ]


def test_what_is_seen_is_told_piece_by_piece() -> None:
    message = read_html('Now <b>big <i>and</i></b> <a href="https://a.example/?x=1&amp;y=2">there</a>')
    assert list(runs(message)) == [
        Run("Now "),
        Run("big ", ("b",)),
        Run("and", ("b", "i")),
        Run(" "),
        Run("there", ("a",), "https://a.example/?x=1&y=2"),
    ]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("one\ntwo <p>three</p>", "line 2: <p>: Telegram doesn't know this tag"),
        ("<b>bold", "<b> is never closed"),
        ("<b><i>x</b></i>", "line 1: </b> where </i> was expected"),
        ("x</b>", "line 1: </b> where no closing tag was expected"),
        ("1 < 2", "line 1: a '<' that begins no tag"),
        ('<a href="javascript:alert(1)">x</a>', 'write it as <a href="https://…">'),
        ("<a>x</a>", 'write it as <a href="https://…">'),
        ('<b class="x">x</b>', "write it as <b>"),
        ("a\nb&nbsp;c", "line 2: &nbsp;: Telegram would show it"),
        ("<code><b>x</b></code>", "it can't stand inside <code>"),
        ("<pre><i>x</i></pre>", "it can't stand inside <pre>"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "it can't stand inside <blockquote>"),
        ("<b> </b>", "nothing in it to read"),
        ("", "nothing in it to read"),
        ("<b>x</b>" * 101, "101 tags"),
        ("<b>" + "😀" * 2049 + "</b>", "4,098 UTF-16 units long"),
    ],
)
def test_what_telegram_would_refuse_or_garble_is_refused_in_words(source: str, said: str) -> None:
    with pytest.raises(WrongMarkup, match=re.escape(said)):
        read_html(source)


def test_a_text_of_just_the_allowed_length_is_taken() -> None:
    assert length(read_plain("<" * 4096)) == 4096
    with pytest.raises(WrongMarkup, match="4,097 UTF-16 units long"):
        read_plain("<" * 4097)


_TAGS = [
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<blockquote expandable>",
    "</blockquote>",
]
_LINK = ['<a href="https://a.example/x?y=&quot;">', "</a>"]
_CRUMBS = st.sampled_from([*_TAGS, *_LINK, "&lt;", "&amp;", "&#60;", "&", "&x", ";", " ", "\n", "word"])


@given(st.lists(_CRUMBS, max_size=14).map("".join))
def test_telegram_takes_what_is_taken_here_and_shows_the_same(parsed_by_telegram, source: str) -> None:
    try:
        message = read_html(source)
    except WrongMarkup:
        return
    assert "".join(run.text for run in runs(message)) == plain(message)
    assert parsed_by_telegram(str(message))[0].split() == plain(message).split()
