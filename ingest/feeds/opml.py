"""Lists of feeds in and out: OPML 2.0 (http://opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from ingest.errors import BadAddress, BadFile
from ingest.fetching.urls import web_address
from ingest.text.decode import decode
from ingest.text.defuse import Hostile, defused
from ingest.text.markup import one_line


@dataclass(frozen=True, slots=True)
class OpmlFeed:
    """A feed in a list. `topic` is the innermost folder it lies in; outside of all, its first category or ''."""

    url: str
    title: str = ""
    topic: str = ""


def read(data: bytes) -> tuple[OpmlFeed, ...]:
    """The http and https feeds listed in `data`, each once, in their order. Raises BadFile for what is no OPML."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(defused(decode(data)).encode("utf-8", "replace"), parser)
    except (Hostile, etree.LxmlError, ValueError):
        root = None
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise BadFile("list of feeds: it is no OPML: export it once more as OPML")
    found: dict[str, OpmlFeed] = {}
    topics: list[str] = []
    for event, outline in etree.iterwalk(root, events=("start", "end"), tag="{*}outline"):
        if event == "end":
            topics.pop()
            continue
        said = {name.lower(): value for name, value in outline.attrib.items()}
        name = one_line(said.get("title") or said.get("text") or "")[:200]
        url = _address(said.get("xmlurl"))
        if url and url not in found:
            topic = next((topic for topic in reversed(topics) if topic), _category(said.get("category", "")))
            found[url] = OpmlFeed(url, name, topic)
        topics.append("" if "xmlurl" in said else name)
    return tuple(found.values())


def _category(listed: str) -> str:
    """Of '/world/asia,/sport' the innermost of the first."""
    return one_line(listed.partition(",")[0].strip("/ ").rpartition("/")[2])[:200]


def _address(text: str | None) -> str | None:
    # 'feed://site' and 'feed:https://site' are old ways to say that an address is a feed's.
    address = (text or "").strip().removeprefix("feed:")
    try:
        return web_address(f"http:{address}" if address.startswith("//") else address)
    except BadAddress:
        return None


def write(feeds: Iterable[OpmlFeed]) -> str:
    """`feeds` as an OPML document, grouped by topic."""
    topics: dict[str, list[OpmlFeed]] = {}
    for feed in feeds:
        topics.setdefault(feed.topic, []).append(feed)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += ["  <head>", "    <title>Telegist</title>", "  </head>", "  <body>"]
    for topic, members in topics.items():
        indent = "    "
        if topic:
            lines.append(f"    <outline text={_attribute(topic)}>")
            indent += "  "
        for feed in members:
            name = _attribute(feed.title or feed.url)
            lines.append(f'{indent}<outline type="rss" text={name} title={name} xmlUrl={_attribute(feed.url)}/>')
        if topic:
            lines.append("    </outline>")
    lines += ["  </body>", "</opml>", ""]
    return "\n".join(lines)


def _attribute(text: str) -> str:
    return quoteattr(one_line(text))
