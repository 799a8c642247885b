"""HTML from feeds and titles to plain text."""

from __future__ import annotations

import html
import re

_SILENT_NAMES = (
    "script style noscript template iframe object embed svg math canvas audio video form button select "
    "textarea input figcaption head title nav "
)
_SILENT = frozenset(_SILENT_NAMES.split())
_BLOCK_NAMES = (
    "address article aside blockquote body caption dd div dl dt details fieldset figure footer h1 h2 h3 h4 h5 "
    "h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul center "
)
_BLOCK = frozenset(_BLOCK_NAMES.split())
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]+")
_TAG = re.compile(r"<[/!]?[a-zA-Z][^<>]{0,2000}>")
_PAGE_START = re.compile(r"\s{0,999}<(?:!doctype html|article|main|body|head|title|meta|div|h1|p)[\s>]", re.IGNORECASE)
_PAGE_PART = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
# In a title '<Post>' or '<3' are words; only HTML's own tags, in small or capital letters throughout, are markup.
_TITLE_TAGS = (
    "a abbr b bdi bdo big blockquote br center cite code dd del dfn div dl dt em figure font h1 h2 h3 h4 h5 h6 hr i "
    "img ins kbd li mark nobr ol p pre q rp rt ruby s samp script small span strike strong style sub sup svg table "
    "tbody td th time tr tt u ul var wbr"
)
_TITLE_TAG = re.compile(
    "</?(?:"
    + "|".join(f"{name}|{name.upper()}" for name in _TITLE_TAGS.split())
    + r")(?:[\s/][^<>]{0,2000})?>|<!--[^<>]{0,2000}-->"
)


def has_markup(text: str) -> bool:
    """Whether `text` holds HTML tags or entities rather than being plain."""
    return bool(_TAG.search(text) or re.search(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});", text))


def is_page(text: str) -> bool:
    """Whether `text` is an HTML page, whatever its sender calls it."""
    return _PAGE_START.match(text) is not None or _PAGE_PART.search(text[:2048]) is not None


def paragraphs(markup: str) -> str:
    """The readable text of an HTML fragment: paragraphs split by a blank line, `<br>` as a line break.

    Scripts, forms, captions and menus are left out. Never raises.
    """
    if not has_markup(markup):
        return _joined([block.split("\n") for block in re.split(r"\n[ \t\r]*\n", markup)])
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(f"<div>{markup}</div>".encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        return _joined([[html.unescape(_TAG.sub(" ", markup))]])
    blocks: list[list[str]] = [[""]]
    silent = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        starts = event == "start"
        if tag in _SILENT:
            silent += 1 if starts else -1
        elif tag == "br" and starts:
            blocks[-1].append("")
        elif tag in _BLOCK:
            blocks.append([""])
        text = node.text if starts else node.tail
        if text and not silent:
            # Line ends mean nothing in HTML: only elements make lines.
            blocks[-1][-1] += text
    return _joined(blocks)


def _joined(blocks: list[list[str]]) -> str:
    """Blocks of lines as text; two line breaks running make a paragraph, as their author meant."""
    out: list[str] = []
    for block in blocks:
        lines: list[str] = []
        for line in (one_line(line) for line in block):
            if line:
                lines.append(line)
            elif lines:
                out.append("\n".join(lines))
                lines = []
        if lines:
            out.append("\n".join(lines))
    return "\n\n".join(out)


def one_line(text: str) -> str:
    """`text` with runs of white space as one space and invisible characters gone."""
    return " ".join(_INVISIBLE.sub("", text).split())


def title(markup: str | None) -> str:
    """A feed's title or author, which may be plain, HTML, or HTML escaped twice, as one plain line."""
    text = markup or ""
    for _ in range(2):
        plain = html.unescape(_TITLE_TAG.sub("", text)) if has_markup(text) else text
        if plain == text:
            break
        text = plain
    return one_line(text)[:500]
