"""Learn which articles tell one event, or say how well that is told.

    python -m tools.train_stories ARTICLES.jsonl …             precision and recall, by cross-validation and on the
                                                               half of the labelled stories nothing was learnt from
    python -m tools.train_stories ARTICLES.jsonl … --write     learn, write summarizer/story/likeness.json

The labelled stories are in tests/summarizer/stories. ARTICLES are others, nobody labelled: one a line, {"lang": …,
"title": … or null, "text": …}; any two of them count as of different events, unless they look very much alike.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from summarizer.story.fingerprints import fingerprint
from summarizer.story.likeness import WEIGHTS, Weights
from tools.train_stories.fitting import Prints, learn, surroundings
from tools.train_stories.labels import Labelled, Pair, pairs, read

_THRESHOLDS = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5)
Scored = list[tuple[float, Pair]]


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tools.train_stories", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", nargs="+", type=Path, help="JSONL files")
    parser.add_argument("--write", action="store_true", help="write the weights")
    options = parser.parse_args()
    tuned, held, unlabelled = read("tuned"), read("held"), _articles(options.articles)
    weights = learn(pairs(tuned), unlabelled, surroundings(tuned, unlabelled))
    if options.write:
        text = json.dumps(asdict(weights), separators=(", ", ": ")).replace("], ", "],\n")
        WEIGHTS.write_text(text + "\n", encoding="utf8")
        print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size} bytes")
        return
    print("tuned, each subject by what was learnt from the others")
    _tell(_cross_validated(tuned, unlabelled))
    print("held")
    _tell(_scored(pairs(held), weights, held, unlabelled))


def _articles(paths: Iterable[Path]) -> Prints:
    rows = [json.loads(line) for path in paths for line in path.read_text("utf8").splitlines()]
    return [(row["lang"], fingerprint(row["title"] or "", row["text"], row["lang"])) for row in rows]


def _cross_validated(tellings: Sequence[Labelled], unlabelled: Prints) -> Scored:
    scored: Scored = []
    around = surroundings(tellings, unlabelled)
    every = pairs(tellings)
    for subject in dict.fromkeys(telling.subject for telling in tellings):
        mine = [pair for pair in every if pair.one.subject == pair.other.subject == subject]
        others = [pair for pair in every if subject not in (pair.one.subject, pair.other.subject)]
        scored += _scored(mine, learn(others, unlabelled, around), tellings, unlabelled)
    return scored


def _scored(some: Sequence[Pair], weights: Weights, tellings: Sequence[Labelled], unlabelled: Prints) -> Scored:
    around = surroundings(tellings, unlabelled)
    found: Scored = []
    for pair in some:
        row = weights.alike if pair.one_language else weights.across
        seen = around.seen(pair.one.fingerprint, pair.other.fingerprint, pair.apart)
        found.append((sum(w * s for w, s in zip(row, seen, strict=True)), pair))
    return found


def _tell(scored: Scored) -> None:
    for one_language in (True, False):
        ours = [(score, pair.same) for score, pair in scored if pair.one_language is one_language]
        same = sum(truth for _, truth in ours)
        print(f"  {'one language' if one_language else 'two languages'}: {len(ours)} pairs, {same} of one event")
        for least in _THRESHOLDS:
            found = [truth for score, truth in ours if score >= least]
            print(
                f"    from {least:4}: precision {sum(found) / max(1, len(found)):.3f}, recall {sum(found) / same:.3f}, "
                f"{len(found) - sum(found)} wrong"
            )


if __name__ == "__main__":
    main()
