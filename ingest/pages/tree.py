"""A web page as a tree, tidied before the article in it is looked for.

What is taken out can be seen in the markup alone: boxes that their class names call promotion, and paragraphs and lists
that are nothing but links to other articles. What is mended: an article cut into several boxes of the same kind becomes
one, and embedded posts stay, as the quotations they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any

from ingest.text.markup import one_line

_BOXES = ("div", "section", "aside", "ul", "ol", "p", "span", "header", "footer", "form", "details")
_PROMOTION = re.compile(
    r"newsletter|sign-?up|subscri(?:be|ption)|most-?(?:read|popular|viewed)|(?:^|[\s_-])(?:related|promo|recirc|recommend\w{0,6}|"
    r"trending|outbrain|taboola|teasers|read-?(?:more|also|next)|see-?also|more-?stories|latest-(?:news|box)|rollover|tooltip|"
    r"popover|hover-?card|print-(?:header|footer|only)|donat(?:e|ion)s?|paywall-prompt|cookie-?(?:bar|banner|notice|consent)|"
    r"advert\w{0,8}|sponsored|copyright|disclaimer|share-?(?:bar|buttons|links)|tag-?list|tags)(?:$|[\s_-])"
)
_POST = re.compile(r"twitter-tweet|twitter-video|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|fb-post")
_DOCTYPE = re.compile(r"<!doctype[^>]{0,500}>", re.IGNORECASE)
_HEAD = 2000  # characters
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_LARGE = 0.25  # of the page's prose: a box that holds more isn't promotion, whatever it's called
_WRAPPED = 5  # elements that a wrapper of a post may hold
_LEAST_PART = 150  # characters of prose in each part of an article cut into boxes
_LEAST_PROSE = 80  # characters that make a paragraph one of prose
_MENU = 3  # links
_LAYOUT = 3  # paragraphs that no cell of a table of figures holds
_NEAR = 40  # siblings looked at: all would take time quadratic in them
_MOST = 0.9  # of an article's prose, for the boxes that hold it to be its parts
_LINKED = 0.9  # of a block's letters, for it to be only a link
_FEWEST_LINKED_WORDS = 4


def load(text: str) -> Any:
    """The page `text` as an lxml tree without comments; None when there is nothing in it."""
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False
    )
    # Some document types make libxml2 take the whole page for something else: none is needed.
    markup = _DOCTYPE.sub("", text[:_HEAD], count=1) + text[_HEAD:]
    try:
        return html.document_fromstring(markup.encode("utf-8", "replace").translate(None, _CONTROLS), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def tidy(root: Any) -> None:
    """Takes out of the tree `root` what can't belong to its article, and joins an article's parts, in place."""
    prose = sum(_prose(node) for node in root.iter("p"))
    _keep_posts(root)
    _free_of_tables(root)
    _drop_promotion(root, prose)
    _drop_links(root)
    _join_parts(root)


def _prose(node: Any) -> int:
    """The characters of text in `node` outside of links."""
    return len(node.text_content()) - _linked(node)


def _linked(node: Any) -> int:
    return sum(len(link.text_content()) for link in node.iter("a"))


def _drop(node: Any) -> None:
    if node.getparent() is not None:
        node.drop_tree()


def _keep_posts(root: Any) -> None:
    """Frees embedded posts of the wrappers by whose names extractors would throw them away."""
    for post in list(root.iter("blockquote")):
        if not _POST.search(post.get("class") or ""):
            continue
        post.attrib.pop("class")
        size = len(one_line(post.text_content()))
        outer = post
        while (parent := outer.getparent()) is not None and parent.tag in ("div", "figure", "section", "span"):
            if len(parent) > _WRAPPED or len(one_line(parent.text_content())) > size + 20:
                break
            outer = parent
        if outer is not post and outer.getparent() is not None:
            outer.getparent().replace(outer, post)


def _free_of_tables(root: Any) -> None:
    """Tables that lay a page out, known by a cell with a headline or paragraphs, become boxes; menus in tables go."""
    for table in list(root.iter("table")):
        text = table.text_content()
        if len(table.findall(".//a")) >= _MENU and _linked(table) >= _LINKED * len(one_line(text)):
            _drop(table)
    for cell in list(root.iter("td")):
        if cell.find("h1") is None and len(cell.findall("p")) + len(cell.findall("div/p")) < _LAYOUT:
            continue
        for node in (cell, *islice(cell.iterancestors("td", "tr", "tbody", "table"), 4 * _LAYOUT)):
            node.tag = "div"


def _drop_promotion(root: Any, prose: int) -> None:
    for node in list(root.iter(*_BOXES)):
        name = f"{node.get('class') or ''} {node.get('id') or ''}".lower()[:300]
        if _PROMOTION.search(name) and node.find(".//h1") is None and _prose(node) <= _LARGE * prose:
            _drop(node)


def _drop_links(root: Any) -> None:
    for node in list(root.iter("p")):
        linked = _linked(node)
        text = node.text_content() if linked else ""
        if linked < _LINKED * len(one_line(text)) or len(text.split()) < _FEWEST_LINKED_WORDS:
            continue
        # In a list it may be the name of what the list is about, and a way about the page is no way to elsewhere.
        if node.getparent().tag not in ("li", "td", "dd") and _leads_elsewhere(node):
            _drop(node)
    for node in list(root.iter("ul")):
        items = node.findall("li")
        if len(items) >= 2 and _linked(node) >= _LINKED * len(one_line(node.text_content())) and _after_prose(node):
            _drop(node)


def _leads_elsewhere(node: Any) -> bool:
    return any(not (link.get("href") or "#").startswith("#") for link in node.iter("a"))


def _after_prose(node: Any) -> bool:
    """Whether `node` follows paragraphs, and none follow it."""
    return _prose_among(node.itersiblings(preceding=True)) and not _prose_among(node.itersiblings())


def _prose_among(siblings: Iterator[Any]) -> bool:
    return any(sibling.tag == "p" and _prose(sibling) >= _LEAST_PROSE for sibling in islice(siblings, _NEAR))


def _join_parts(root: Any) -> None:
    """One box of the boxes of one name that hold an article's paragraphs between them."""
    for article in root.iter("article"):
        if next(article.iterancestors("article"), None) is not None:
            continue
        parts: dict[tuple[str, str], list[tuple[Any, int]]] = defaultdict(list)
        for node in article.iter("div", "section"):
            size = sum(_prose(paragraph) for paragraph in node.iterchildren("p")) if node.get("class") else 0
            if size >= _LEAST_PART:
                parts[node.tag, node.get("class")].append((node, size))
        whole = sum(_prose(paragraph) for paragraph in article.iter("p"))
        for boxes in parts.values():
            if len(boxes) < 2 or sum(size for _, size in boxes) < _MOST * whole:
                continue
            first = boxes[0][0]
            for node, _ in boxes[1:]:
                first.extend(list(node))
                _drop(node)
