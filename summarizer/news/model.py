"""What was learnt from articles whose summaries people wrote: the numbers behind the `news` engine.

`tools/train_news` makes them and writes them beside this module; `docs/summaries.md` tells how.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.news.lexicon import Lexicon
from summarizer.news.network import Network, from_plain, plain

WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Model:
    """Networks for the chances of words and pairs, the weights of a sentence's features, a lexicon by language."""

    words: Network
    pairs: Network
    sentences: NDArray[np.float64]
    lexicons: Mapping[str, Lexicon]

    def lexicon(self, language: str) -> Lexicon:
        """What is known of that language's words; an empty lexicon for a language nothing was learnt from."""
        return self.lexicons.get(language, Lexicon())


@cache
def trained() -> Model:
    """The model that comes with the program, read once."""
    return from_json(WEIGHTS.read_text(encoding="utf8"))


def from_json(text: str) -> Model:
    """The model that `to_json` wrote."""
    read = json.loads(text)
    return Model(
        words=from_plain(read["words"]),
        pairs=from_plain(read["pairs"]),
        sentences=np.array(read["sentences"], float),
        lexicons={language: _lexicon(found) for language, found in read["lexicons"].items()},
    )


def to_json(model: Model) -> str:
    """The model as plain numbers."""
    numbers: dict[str, Any] = {
        "words": plain(model.words),
        "pairs": plain(model.pairs),
        "sentences": [float(f"{weight:.4g}") for weight in model.sentences],
    }
    lexicons = {
        language: {
            "articles": lexicon.articles,
            "share": round(lexicon.share, 4),
            "met": {term: list(counts) for term, counts in sorted(lexicon.met.items())},
        }
        for language, lexicon in sorted(model.lexicons.items())
    }
    return json.dumps(numbers | {"lexicons": lexicons}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _lexicon(found: Mapping[str, Any]) -> Lexicon:
    return Lexicon(
        articles=found["articles"],
        share=found["share"],
        met={term: (articles, summaries) for term, (articles, summaries) in found["met"].items()},
    )
