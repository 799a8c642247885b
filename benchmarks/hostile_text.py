"""Does hostile text make ingest slow? Each function that reads strangers' text, on what makes bad patterns backtrack.

    python -m benchmarks.hostile_text

For each function: the sample that takes it longest, the seconds for 50,000 and for 200,000 characters of it, and how
many times as long four times the text takes: 4 where time grows with the text, 16 where it grows with its square. Ends
with exit code 1 if anything grows by more than 8 times to more than a second.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter

from ingest.cleaning.clean import clean_text
from ingest.errors import IngestError
from ingest.feeds import jsonfeed, opml
from ingest.feeds.discovery import feed_links
from ingest.feeds.parsing import parse_feed
from ingest.feeds.websub import pushed
from ingest.fetching.freshness import fresh_for
from ingest.fetching.urls import canonical_or_none, typed
from ingest.prepare import read_page, read_text
from ingest.text.decode import decode
from ingest.text.defuse import Hostile, defused
from ingest.text.markup import paragraphs, title
from ingest.text.titles import titled

URL = "https://example.org/"
NOW = datetime(2026, 3, 2, tzinfo=UTC)
SIZES = (50_000, 200_000)

_UNITS = (
    "a|A|я|Я. |1.|1,| |\n|\t|\r\n|a |a\n|. |…|...|[|[...]|(|<|</|<a|<a |<a>|</a>|<a b='c' |<a b=\"|<p>|<p>a|<div>|"
    "<!--|<!---->|<![CDATA[|<![CDATA[x]]>|<?|<!DOCTYPE x>|<!DOCTYPE [|<!ATTLIST a b CDATA 'c'>|&|&#|&#x1|&amp;|&a|"
    "\"|'|«|“|- |— |*|#a |@a |a@a |a.|http://a |http://a.b/c |read more |subscribe |(photo|photo: |подписывайтесь |"
    "%|%d0|/|/..|?|&a=b|=|{|}|<item>|<item/>|<item><title>|<title>|<link>a</link>|<category>a</category>|"
    "<outline text='a'/>|<base href='a'>|<li>|<td>|<script>|<style>|"
    "<link rel=alternate type='application/rss+xml' href='a'>|max-age=|max-age |, |\xa0|\u200b|<a>; rel=|; rel="
)
UNITS = (*_UNITS.split("|"), "|", " | ")


def _feed(text: str) -> object:
    return parse_feed(f"<rss><channel><item><title>{text}</title></item></channel></rss>".encode(), url=URL)


def _bare_feed(text: str) -> object:
    return parse_feed(f"<rss>{text}".encode(), url=URL)


FUNCTIONS: dict[str, Callable[[str], object]] = {
    "clean_text": clean_text,
    "paragraphs": paragraphs,
    "title": title,
    "titled": titled,
    "decode": lambda text: decode(text.encode("cp1251", "replace")),
    "defused": defused,
    "parse_feed, in a title": _feed,
    "parse_feed, at its root": _bare_feed,
    "jsonfeed.parse": lambda text: jsonfeed.parse(json.dumps({"items": [{"title": text}]}), url=URL),
    "opml.read": lambda text: opml.read(f"<opml>{text}".encode()),
    "feed_links": lambda text: feed_links(text.encode(), url=URL),
    "read_text": read_text,
    "read_page": lambda text: read_page(text.encode(), URL, "text/html"),
    "canonical": lambda text: canonical_or_none(URL + text),
    "typed": typed,
    "fresh_for": lambda text: fresh_for({"Cache-Control": text, "Expires": text}, NOW),
    "websub.pushed": lambda text: pushed(URL, link_headers=[text]),
}


def seconds(function: Callable[[str], object], text: str) -> float:
    """How long it takes, refused or not."""
    start = perf_counter()
    with contextlib.suppress(IngestError, Hostile):
        function(text)
    return perf_counter() - start


def main() -> None:
    """Prints a line for each function."""
    bad = False
    print(f"{'function':26}{'worst sample':24}{'50,000':>9}{'200,000':>9}{'times':>7}")
    for name, function in FUNCTIONS.items():
        seconds(function, "a")  # what is loaded at the first use doesn't count
        taken = {}
        for unit in UNITS:
            short, long = (seconds(function, (unit * (size // len(unit) + 1))[:size]) for size in SIZES)
            taken[unit] = (long, short)
            bad = bad or (long > 1 and long > 8 * short)
        worst = max(taken, key=taken.__getitem__)
        long, short = taken[worst]
        print(f"{name:26}{worst[:22]!r:24}{short:9.3f}{long:9.3f}{long / short:7.1f}", flush=True)
    sys.exit(bad)


if __name__ == "__main__":
    main()
