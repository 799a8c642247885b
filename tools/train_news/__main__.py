"""Train the `news` engine, or say how good it is on articles it hasn't learnt from.

    pip install -e '.[train]'
    python -m tools.train_news ARTICLES.jsonl … --folds 5      the table, by cross-validation
    python -m tools.train_news ARTICLES.jsonl … --write        learn from all, write summarizer/news/weights.json

A file holds one article a line: {"lang": …, "title": … or null, "text": …, "summary": …}. The same files give the same
numbers on one machine and numpy; elsewhere they may differ in their last digits.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path

for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")  # sums in one order, and no thread waits for another on small tables

from summarizer.news.model import WEIGHTS, to_json  # noqa: E402  (numpy reads the above when it is imported)
from tools.train_news.crossvalidation import Row, by_engine, equally_long, held_out_summaries, rows  # noqa: E402
from tools.train_news.examples import read  # noqa: E402
from tools.train_news.fitting import Plan, fit  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tools.train_news", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", nargs="+", type=Path, help="JSONL files")
    parser.add_argument("--folds", type=int, default=5, help="parts held out in turn (5)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="folds at a time (one a core)")
    parser.add_argument("--engines", nargs="+", default=["lead", "lexrank", "textrank"], help="to compare with")
    parser.add_argument("--seeds", type=int, default=Plan().seeds, help="networks averaged")
    parser.add_argument("--write", action="store_true", help="learn from all articles and write the weights")
    options = parser.parse_args()

    examples = read(options.articles)
    plan = Plan(seeds=options.seeds)
    print(f"{len(examples)} articles", file=sys.stderr)
    if options.write:
        WEIGHTS.write_text(to_json(fit(examples, plan, progress=_say)), encoding="utf8")
        print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size / 1000:.0f} kB")
        return
    summaries = {engine: by_engine(examples, engine) for engine in options.engines}
    summaries["news"] = held_out_summaries(examples, plan, folds=options.folds, jobs=options.jobs, progress=_say)
    print(f"three sentences; news by {options.folds}-fold cross-validation")
    _print(rows(examples, summaries))
    print("\nall cut to the words of the shortest")
    _print(rows(examples, equally_long(summaries)))


def _print(found: Iterable[Row]) -> None:
    for row in found:
        one, two, longest = row.rouge
        (low, high), (low_2, high_2) = row.against_first
        print(
            f"{row.group:16} n={row.articles:4} {row.engine:10} R1 {one:5.2f} R2 {two:5.2f} RL {longest:5.2f} "
            f"{row.words:5.1f} words  dR1 [{low:+.2f},{high:+.2f}] dR2 [{low_2:+.2f},{high_2:+.2f}]"
        )


def _say(progress: str) -> None:
    print(progress, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
