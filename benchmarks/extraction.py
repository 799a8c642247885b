"""How true the text taken from pages is, and how fast, beside trafilatura; and how well appeals are told from news.

    python benchmarks/extraction.py [--data FOLDER] [--layouts]

Measured on our made-up pages (tests/ingest/page_layouts.py) and on a FOLDER of real ones: index.jsonl ({id, html, text,
url?}) and the pages, gzipped. The metric is that of the article extraction benchmark: 4-word shingles, precision and
recall averaged over the pages, F1 of the two means; given for each half of the pages too. `--layouts` tells the layouts
apart. The times of both are of one process, page by page.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import re
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

import trafilatura  # noqa: E402

from ingest import extract_article  # noqa: E402
from ingest.text.decode import decode  # noqa: E402
from tests.ingest.page_layouts import pages  # noqa: E402
from tests.ingest.test_labelled import PLACES, blocks, is_lost  # noqa: E402

Extractor = Callable[[bytes, str | None], str]


@dataclass(frozen=True, slots=True)
class Sample:
    """A page with its article's true text."""

    name: str
    html: bytes
    text: str
    url: str | None


def ours(html: bytes, url: str | None) -> str:
    article = extract_article(html, url=url)
    return article.text if article else ""


def theirs(html: bytes, url: str | None) -> str:
    found = trafilatura.bare_extraction(decode(html), url=url, include_comments=False)
    return getattr(found, "text", None) or ""


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1))) if words else Counter()


def score(found: str, true: str) -> tuple[float, float]:
    """Precision and recall of one page."""
    got, wanted = shingles(found), shingles(true)
    hit = sum((got & wanted).values())
    return hit / max(1, sum(got.values())), hit / max(1, sum(wanted.values()))


def f1(scores: Sequence[tuple[float, float]]) -> float:
    precision, recall = (statistics.fmean(column) for column in zip(*scores, strict=True))
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def real(folder: Path) -> Iterator[Sample]:
    for line in (folder / "index.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        yield Sample(row["id"], gzip.decompress((folder / row["html"]).read_bytes()), row["text"], row.get("url"))


def made() -> Iterator[Sample]:
    for page in pages():
        yield Sample(page.name, page.html.encode(), page.text, None)


def compare(name: str, samples: Sequence[Sample], *, by_layout: bool) -> None:
    for title, extract in (("ours", ours), ("trafilatura", theirs)):
        extract(samples[0].html, samples[0].url)
        start = time.process_time()
        found = [extract(sample.html, sample.url) for sample in samples]
        seconds = time.process_time() - start
        scores = [score(text, sample.text) for text, sample in zip(found, samples, strict=True)]
        precision, recall = (statistics.fmean(column) for column in zip(*scores, strict=True))
        print(
            f"{name:8} {title:12} n={len(samples)} F1 {f1(scores):.4f} precision {precision:.4f} recall {recall:.4f} "
            f"halves {f1(scores[::2]):.4f} {f1(scores[1::2]):.4f} pages/CPU-s {len(samples) / seconds:.1f}"
        )
        if by_layout:
            groups = defaultdict(list)
            for sample, one in zip(samples, scores, strict=True):
                groups[sample.name.partition("/")[0]].append(one)
            print("    " + "  ".join(f"{layout} {f1(of):.3f}" for layout, of in groups.items()))


def labelled() -> None:
    for half in ("tuned on", "held back"):
        for name in ("appeals.txt", "news_en.txt", "news_ru.txt"):
            known = blocks(name, half)
            gone = ", ".join(f"{place} {sum(is_lost(block, place) for block in known)}" for place in PLACES)
            print(f"{half:9} {name:12} {len(known):4} blocks, removed where they stand at: {gone}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a folder of real pages")
    parser.add_argument("--layouts", action="store_true", help="tell the layouts apart")
    options = parser.parse_args()
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    compare("made up", list(made()), by_layout=options.layouts)
    if options.data:
        compare("real", list(real(options.data)), by_layout=False)
    labelled()


if __name__ == "__main__":
    main()
