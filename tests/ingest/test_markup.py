from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.markup import paragraphs, title


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("One.<br>Two.<br/><br/>Three.", "One.\nTwo.\n\nThree."),
        ("<p>A <b>bold</b>\n claim</p>", "A bold claim"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("x<script>alert(1)</script><style>p{}</style>y<figure><img><figcaption>Photo</figcaption></figure>", "xy"),
        ("plain &amp; simple &lt;3", "plain & simple <3"),
        ("Line one\nline two\n\nnext", "Line one\nline two\n\nnext"),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
        ("<div><p>broken <i>tags</div>", "broken tags"),
        ("soft\u00adhyphen\u200b<p></p>", "softhyphen"),
        ("", ""),
        ("<p> </p>", ""),
    ],
)
def test_html_becomes_paragraphs(markup: str, text: str) -> None:
    assert paragraphs(markup) == text


def test_deep_nesting_is_no_trouble() -> None:
    assert "deep" in paragraphs("<p>deep</p>" + "<div>" * 50_000)


@given(
    st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(["<p>", "</p>", "<br>", "<!--", "-->", "<script>", "&lt;", "&", "<", ">", "a", "\n", "]]>"])
        ).map("".join),
    )
)
def test_any_markup_becomes_text_without_blank_paragraphs(markup: str) -> None:
    text = paragraphs(markup)
    assert all(part.strip() for part in text.split("\n\n")) or text == ""
    assert "\n" not in title(markup)
