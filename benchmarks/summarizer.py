"""How fast summaries are made: documents a second by engine, long texts, and what the import costs.

    python benchmarks/summarizer.py
    python benchmarks/summarizer.py --data articles.jsonl --engines news lexrank

A JSONL file holds one article a line: {"text": …, "title": …, "lang": …}, the last two optional. Without one, articles
of about CNN's length (some 700 words) are made up, the same at every run. Times are CPU time of one core, sentence
splitting included; the first call of each engine, which loads what it needs, is counted apart as 'cold'.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import time
import tracemalloc
from dataclasses import dataclass
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]  # before its own folder: it would import itself

from summarizer import ENGINES, summarize  # noqa: E402

_READ_AT_MOST = "reads no more than the sentences in summarizer.sumy_engines.READ_AT_MOST"


@dataclass(frozen=True, slots=True)
class Sample:
    """An article to be summarised."""

    text: str
    title: str | None
    language: str | None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES), metavar="ENGINE")
    parser.add_argument("--data", type=Path, help="articles as JSONL, instead of made-up ones")
    parser.add_argument("--limit", type=int, default=200, help="articles measured (200)")
    parser.add_argument("--long", nargs="*", type=int, default=[2000, 20000], help="sentences of the long texts")
    options = parser.parse_args()

    samples = read(options.data, options.limit) if options.data else [made_up(n) for n in range(options.limit)]
    words = statistics.fmean(len(sample.text.split()) for sample in samples)
    print(f"import summarizer: {import_seconds() * 1000:.0f} ms\n")
    print(f"{len(samples)} articles, {words:.0f} words each on average")
    print(f"{'engine':12}{'cold ms':>9}{'median ms':>11}{'articles/s':>12}")
    for engine in options.engines:
        cold, *warm = [seconds(sample, engine) for sample in [samples[0], *samples]]
        print(f"{engine:12}{cold * 1000:9.1f}{statistics.median(warm) * 1000:11.2f}{len(warm) / sum(warm):12.0f}")
    for count in options.long:
        print(f"\none text of {count} sentences")
        text = Sample(made_up(1, sentences=count).text, None, "en")
        for engine in options.engines:
            took = seconds(text, engine)
            note = "" if engine in ("news", "lead", "edmundson") else f"   ({_READ_AT_MOST})"
            print(f"{engine:12}{took * 1000:9.0f} ms{note}")
        if "news" in options.engines:
            print(f"news holds at most {peak_megabytes(text):.1f} MB while at it")


def read(path: Path, limit: int) -> list[Sample]:
    """The first articles of a JSONL file."""
    with path.open(encoding="utf8") as lines:
        rows = [json.loads(line) for line, _ in zip(lines, range(limit), strict=False)]
    return [Sample(row["text"], row.get("title"), row.get("lang")) for row in rows]


def made_up(seed: int, *, sentences: int = 32) -> Sample:
    """An article of made-up words whose frequencies fall as those of a language do (Zipf's law)."""
    chance = random.Random(seed)
    syllables = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(4000)]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    lines = []
    for _ in range(sentences):
        line = chance.choices(words, weights, k=chance.randint(8, 36))
        line.insert(len(line) // 2, chance.choice(["the", "of the", "and", "was", "said to be"]))
        lines.append(" ".join(line).capitalize() + ".")
    return Sample(" ".join(lines), " ".join(chance.choices(words[50:], k=8)), "en")


def seconds(sample: Sample, engine: str) -> float:
    """CPU time of one summary."""
    began = time.process_time()
    summarize(sample.text, title=sample.title, language=sample.language, engine=engine)
    return time.process_time() - began


def import_seconds() -> float:
    """What `import summarizer` adds to a fresh interpreter's start, the best of five."""
    program = "import time; began = time.perf_counter(); import summarizer; print(time.perf_counter() - began)"
    environment = {"PYTHONPATH": os.pathsep.join(sys.path)}
    return min(float(subprocess.check_output([sys.executable, "-c", program], env=environment)) for _ in range(5))


def peak_megabytes(sample: Sample) -> float:
    """The most memory Python holds during one summary by `news`."""
    tracemalloc.start()
    summarize(sample.text, language=sample.language)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


if __name__ == "__main__":
    main()
