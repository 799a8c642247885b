"""Our reading of Telegram's HTML is TDLib's reading."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.entities import Entity, FormattedText
from playground.html import MarkupError, parse_html
from playground.messages import as_html
from playground.text import settled

tdjson = pytest.importorskip("tdjson", reason="tdjson, TDLib's own parser, is not installed")

KINDS = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "TextUrl": "text_link",
    "MentionName": "text_mention",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "CustomEmoji": "custom_emoji",
    "DateTime": "date_time",
}


def execute(request):
    return json.loads(tdjson.td_execute(json.dumps(request).encode()))


execute({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})


def theirs(text):
    mode = {"@type": "textParseModeHTML"}
    answer = execute({"@type": "parseTextEntities", "text": text, "parse_mode": mode})
    if answer["@type"] == "error":
        return answer["message"].removeprefix("Can't parse entities: ")
    return answer["text"], sorted(
        (
            span["offset"],
            span["length"],
            KINDS[span["type"]["@type"].removeprefix("textEntityType")],
            span["type"].get("url", ""),
            span["type"].get("language", ""),
            span["type"].get("user_id", 0),
            str(span["type"].get("custom_emoji_id", "")),
            span["type"].get("unix_time", 0),
        )
        for span in answer["entities"]
    )


def ours(text):
    try:
        parsed = parse_html(text)
    except MarkupError as error:
        return str(error)
    return parsed.text, sorted(
        (s.offset, s.length, s.type, s.url, s.language, s.user_id, s.custom_emoji_id, s.unix_time)
        for s in parsed.entities
    )


HANDWRITTEN = [
    "",
    "plain",
    "a < b",
    "<p>x</p>",
    "line<br>break",
    "<ul><li>x</li></ul>",
    "&nbsp;&mdash;&lt;&amp;&#65;&#x41;&quot;&amp &copy; &#0; &#xFFFFFFFF; &#;",
    "&#xD83D;",
    "<B>x</B ><I >y</i>",
    "<b>x</>",
    "<b><i>x</b></i>",
    "</b>",
    "<b",
    "<b>",
    "<b>x</b",
    "<>x</>",
    "<b></b>",
    "<b>😀</b>й<i>x</i>",
    "<b>a<b>b</b></b>",
    "<a href='https://example.org/?a=1&amp;b=2'>x</a>",
    '<a href="javascript:alert(1)">x</a>',
    "<a href=https://example.org>x</a>",
    "<a href=example.org>x</a>",
    "<a>example.org</a><a href>b.c</a>",
    '<a href="tg://user?id=42">x</a><a href="tg://user?id=x">y</a><a href="tg:resolve?domain=d">z</a>',
    '<a href="HTTP://User:Pw@EXAMPLE.org:0080/A b#c">x</a>',
    '<a href="http://[::1]:8080/x">x</a><a href="http://[::g]/">y</a>',
    '<a href="https://пример.рф/путь">x</a><a href="http://a%zz.b">y</a>',
    '<a href="ftp://example.org">x</a><a href="localhost">y</a><a href="http://a.b:99999">z</a>',
    "<pre>x</pre><pre><code class='language-py'>y</code></pre><code class='language-c'><pre>z</pre></code>",
    "<code class=language-c>x</code>",
    "<blockquote expandable>x</blockquote><blockquote expandable='no'>y</blockquote><blockquote foo>z</blockquote>",
    "<span class='tg-spoiler'>x</span><tg-spoiler>y</tg-spoiler>",
    "<span>x</span>",
    "<tg-emoji emoji-id='5368324170671202286'>x</tg-emoji>",
    "<tg-emoji emoji-id='007'>x</tg-emoji>",
    "<tg-time unix='1700000000' format='wDT'>x</tg-time><tg-time>y</tg-time>",
    "<tg-time unix='1' format='?'>x</tg-time>",
    '<a href="unclosed>x</a>',
    "<a href = 'a.b' class=c >x</a>",
    "<b =x>y</b>",
    "<b a'b>y</b>",
]


@pytest.mark.parametrize("text", HANDWRITTEN)
def test_handwritten_texts_are_read_alike(text):
    assert ours(text) == theirs(text)


PIECES = st.sampled_from(
    [
        *(
            "<b>",
            "</b>",
            "<i>",
            "</i>",
            "<u>",
            "</u>",
            "<s>",
            "</s>",
            "</>",
            "<",
            ">",
            "/",
            "=",
            "'",
            '"',
            "&",
            " ",
            "\n",
        ),
        *("<code>", "</code>", "<pre>", "</pre>", '<code class="language-py">', "<blockquote>", "</blockquote>"),
        *("<blockquote expandable>", "<tg-spoiler>", "</tg-spoiler>", '<span class="tg-spoiler">', "</span>", "</a>"),
        *('<a href="', "https://", "tg://user?id=7", "a.b", "/?x&amp;y", '">', "<a>", "user@", ":80", "[::1]", "%41"),
        *("&lt;", "&amp", "&#65;", "&#x1F600", "&#xd83d;", "&quot;", "&nbsp;", "😀", "й", "x", "<p>", "\t", "\r"),
    ]
)
MARKUP = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=30)).map(lambda t: t.replace("\0", ""))


@settings(max_examples=400, deadline=None)
@given(MARKUP)
def test_any_text_is_read_alike(text):
    assert ours(text) == theirs(text)


def nested(children):
    tags = st.sampled_from(["b", "i", "u", "s", "tg-spoiler", "code", "pre", "blockquote"])
    return st.tuples(tags, st.lists(children, max_size=3)).map(lambda n: f"<{n[0]}>{''.join(n[1])}</{n[0]}>")


WELL_FORMED = st.recursive(st.sampled_from(["x", "слово ", "😀", "\n", " ", "&lt;"]), nested, max_leaves=12)


@settings(max_examples=200, deadline=None)
@given(WELL_FORMED)
def test_well_formed_text_settles_and_reads_back_the_same(text):
    assert ours(text) == theirs(text)
    body = settled(parse_html(text))
    assert settled(parse_html(as_html(body))) == body
    assert all(0 <= span.offset < span.end for span in body.entities)


def test_spans_are_joined_cut_and_kept_out_of_code():
    spans = (Entity("bold", 0, 4), Entity("bold", 4, 4), Entity("code", 2, 2), Entity("italic", 6, 4))
    body = settled(FormattedText("abcdefghij", spans))
    assert [(span.type, span.offset, span.length) for span in body.entities] == [
        ("bold", 0, 2),
        ("code", 2, 2),
        ("bold", 4, 4),
        ("italic", 6, 2),
        ("italic", 8, 2),
    ]


def test_control_characters_and_outer_space_go():
    body = settled(FormattedText(" \na\x01b\r\u202e😀 ", (Entity("bold", 2, 7),)))
    assert (body.text, [(s.offset, s.length) for s in body.entities]) == ("a b😀", [(0, 5)])
