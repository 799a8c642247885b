"""How well texts are split into sentences, and how fast, beside sentencex and razdel as they come.

    python benchmarks/splitter.py [--show dev|held] [--data articles.jsonl]

The cases stand in tests/language/splitter: `dev` was looked at while the splitter was mended, `held` was not. A file
holds a language's cases, divided by blank lines, one sentence a line; '~' before a sentence means no space before it.
Precision, recall and F1 are those of the places where one sentence ends and another follows; 'whole' is the share of
cases without a mistake. `--show` prints the cases the splitter gets wrong; `--data` times it on articles as JSONL
({"text": …, "lang": …} a line; best CPU time of three runs).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

import language  # noqa: E402

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "language" / "splitter"
LANGUAGES = ("en", "ru", "de", "fr", "es", "it", "pt", "uk", "pl", "tr", "zh", "ja", "mixed")
_UNSPACED = ("zh", "ja")

Splitter = Callable[[str, str], Iterable[int]]  # a paragraph and its language to the ends of its sentences


@dataclass(frozen=True, slots=True)
class Case:
    """A paragraph and the sentences it holds."""

    language: str
    sentences: tuple[str, ...]
    text: str

    @property
    def ends(self) -> frozenset[int]:
        """Where a sentence ends and another follows."""
        place, found = 0, set()
        for sentence in self.sentences:
            place = self.text.index(sentence, place) + len(sentence)
            found.add(place)
        return frozenset(found - {len(self.text)})


@dataclass(frozen=True, slots=True)
class Score:
    """Of the boundaries of a set of cases: precision, recall, F1; and the share of cases without a mistake."""

    precision: float
    recall: float
    f1: float
    whole: float


def cases(part: str, code: str) -> list[Case]:
    """The cases of a language in `dev` or `held`; a text of mixed languages is said to be English."""
    blocks = (FOLDER / part / f"{code}.txt").read_text(encoding="utf8").strip("\n").split("\n\n")
    return [_case(block.split("\n"), code) for block in blocks]


def _case(lines: Sequence[str], code: str) -> Case:
    text = ""
    for line in lines:
        space = "" if not text or line.startswith("~") or code in _UNSPACED else " "
        text += space + line.removeprefix("~")
    return Case("en" if code == "mixed" else code, tuple(line.removeprefix("~") for line in lines), text)


def score(of: Sequence[Case], splitter: Splitter) -> Score:
    """How a splitter does on these cases."""
    right = found = known = whole = 0
    for case in of:
        ends = frozenset(splitter(case.text, case.language)) - {len(case.text)}
        right += len(ends & case.ends)
        found += len(ends)
        known += len(case.ends)
        whole += ends == case.ends
    precision, recall = right / max(found, 1), right / max(known, 1)
    return Score(precision, recall, 2 * right / max(found + known, 1), whole / len(of))


def ours(text: str, code: str) -> list[int]:
    """The ends `language.sentences` finds."""
    return [sentence.end for sentence in language.sentences(text, code)]


def plain_sentencex(text: str, code: str) -> list[int]:
    """The ends sentencex finds by itself."""
    import sentencex  # tests use the rest of this file without it

    place, ends = 0, []
    for piece in sentencex.segment(code, text):
        ends.append(place + len(piece.rstrip()))
        place += len(piece)
    return ends


def plain_razdel(text: str, code: str) -> list[int]:
    """The ends razdel finds by itself; it knows one language."""
    import razdel

    return [piece.stop for piece in razdel.sentenize(text)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", choices=("dev", "held"), help="the cases of a part that are split wrongly")
    parser.add_argument("--data", type=Path, nargs="*", default=[], help="articles as JSONL to time the splitters on")
    options = parser.parse_args()

    print(f"{'':8}{'':6}{'cases':>6}{'ends':>6}   {'telegist':28}{'sentencex':28}razdel")
    print(f"{'':26}   " + "precis recall    F1 whole   " * 3)
    for part in ("dev", "held"):
        of_all: list[Case] = []
        for code in LANGUAGES:
            of_all += (of := cases(part, code))
            print_row(part, code, of)
        print_row(part, "all", of_all)
    if options.show:
        for code in LANGUAGES:
            for case in cases(options.show, code):
                found = [sentence.text for sentence in language.sentences(case.text, case.language)]
                if found != list(case.sentences):
                    print(f"\n{code} expected  " + " ¦ ".join(case.sentences) + "\n   found     " + " ¦ ".join(found))
    for path in options.data:
        print_times(path)


def print_row(part: str, code: str, of: Sequence[Case]) -> None:
    """One line of the table."""
    shown = ""
    for splitter in (ours, plain_sentencex, *([plain_razdel] if code in ("ru", "uk") else [])):
        got = score(of, splitter)
        shown += f"{got.precision:6.3f} {got.recall:6.3f} {got.f1:5.3f} {got.whole:5.2f}   "
    print(f"{code:8}{part:6}{len(of):6}{sum(len(case.ends) for case in of):6}   {shown}".rstrip())


def print_times(path: Path) -> None:
    """Milliseconds an article, the best of three runs."""
    with path.open(encoding="utf8") as lines:
        articles = [(row["text"], row["lang"]) for row in map(json.loads, lines)]
    words = sum(len(text.split()) for text, _ in articles) / len(articles)
    print(f"\n{path.name}: {len(articles)} articles, {words:.0f} words each on average")
    splitters = {"telegist": ours, "sentencex": plain_sentencex, "razdel": plain_razdel}
    for name, splitter in splitters.items():
        if name != "razdel" or articles[0][1] == "ru":
            print(f"{name:12}{min(seconds(articles, splitter) for _ in range(3)) / len(articles) * 1000:8.3f} ms")


def seconds(articles: Sequence[tuple[str, str]], splitter: Splitter) -> float:
    """CPU time to split them all."""
    began = time.process_time()
    for text, code in articles:
        splitter(text, code)
    return time.process_time() - began


if __name__ == "__main__":
    main()
