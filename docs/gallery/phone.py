"""Messages as a telephone shows them, as a page of its own: no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from bot.answers import Reply
from playground.entities import Entity, FormattedText
from playground.html import parse_html

_SHORT = 100  # characters; surely within the three lines that are shown
_TAGS = {"bold": "strong", "italic": "em", "underline": "u", "strikethrough": "s", "code": "code"}

STYLE = """
:root { color-scheme: light; font: 16px/1.36 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
* { box-sizing: border-box; }
body { margin: 0; background: #eef0f2; color: #101418; }
header, h2, .caption { max-width: 390px; margin: 0 auto; padding: 0 14px; }
header { padding-top: 20px; }
h1 { font-size: 24px; margin: 0 0 8px; }
h2 { font-size: 18px; margin-top: 34px; }
.caption { color: #5b6670; font-size: 14px; padding-bottom: 8px; }
header p { color: #3c464e; font-size: 15px; }
.chat { max-width: 390px; margin: 0 auto; padding: 10px 8px 14px; background: #c3d3c0; overflow: hidden; }
.bubble { width: 94%; padding: 7px 11px 8px; border-radius: 16px 16px 16px 5px; background: #fff;
  overflow-wrap: anywhere; }
.text { white-space: pre-wrap; unicode-bidi: plaintext; }
.text a { color: #2b6cb0; text-decoration: none; }
blockquote { display: block; position: relative; margin: 4px 0; padding: 4px 26px 4px 10px; font-size: 15px;
  border-left: 3px solid #3b8fd1; border-radius: 5px 8px 8px 5px; background: #edf5fb; }
blockquote label { display: block; cursor: pointer; }
blockquote input { position: absolute; opacity: 0; }
blockquote .inner { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden;
  unicode-bidi: plaintext; }
blockquote input:checked + .inner { display: block; }
blockquote.short label::after { display: none; }
blockquote label::after { content: "⌄"; position: absolute; right: 8px; bottom: 4px; color: #3b8fd1; }
.keys { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 4px; width: 94%;
  margin-top: 4px; }
.key { padding: 9px 4px; border-radius: 9px; background: #7f9a7c; color: #fff; font-size: 14px; text-align: center; }
"""


def page(title: str, introduction: str, shown: Iterable[tuple[str, str, Reply]]) -> str:
    """A page of messages, each with a name ('7. Seventh day') and a caption. `introduction` is HTML."""
    parts = [
        f"<section id=day-{name.partition('.')[0]}>\n<h2>{escape(name)}</h2>\n<p class=caption>{escape(caption)}</p>\n"
        f"{message(reply)}\n</section>"
        for name, caption, reply in shown
    ]
    head = f"<!doctype html>\n<html lang=en>\n<meta charset=utf-8>\n<title>{escape(title)}</title>\n"
    view = '<meta name=viewport content="width=device-width, initial-scale=1">\n'
    top = f"<header><h1>{escape(title)}</h1>{introduction}</header>\n"
    return f"{head}{view}<style>{STYLE}</style>\n{top}" + "\n".join(parts) + "\n</html>\n"


def message(reply: Reply) -> str:
    """One message with its buttons. Raises what Telegram's parser would say of markup it refuses."""
    keys = "".join(
        f"<div class=keys>{''.join(f'<div class=key>{escape(button.text)}</div>' for button in row)}</div>\n"
        for row in reply.buttons
    )
    text = formatted(parse_html(str(reply.text)))
    return f"<div class=chat>\n<div class=bubble><div class=text dir=auto>{text}</div></div>\n{keys}</div>"


def formatted(said: FormattedText) -> str:
    """A text and its spans as HTML."""
    units = said.text.encode("utf-16-le")
    html, _ = _filled(units, list(said.entities), 0, len(units) // 2)
    return html


def _filled(units: bytes, spans: Sequence[Entity], start: int, end: int) -> tuple[str, list[Entity]]:
    parts, at, rest = [], start, list(spans)
    while rest and rest[0].offset < end:
        span, *rest = rest
        inner, rest = _filled(units, rest, span.offset, span.end)
        parts += [_text(units, at, span.offset), _shown(span, inner)]
        at = span.end
        # A quotation is a block: the line end after it is drawn already.
        at += span.type.endswith("blockquote") and _text(units, at, at + 1) == "\n"
    return "".join([*parts, _text(units, at, end)]), rest


def _text(units: bytes, start: int, end: int) -> str:
    return escape(units[2 * start : 2 * end].decode("utf-16-le"))


def _shown(span: Entity, inner: str) -> str:
    if span.type == "text_link":
        return f'<a href="{escape(span.url)}">{inner}</a>'
    if span.type == "expandable_blockquote":
        kind = " class=short" if span.length < _SHORT else ""
        return f"<blockquote{kind}><label><input type=checkbox><span class=inner>{inner}</span></label></blockquote>"
    tag = _TAGS.get(span.type, "span")
    return f"<{tag}>{inner}</{tag}>"
