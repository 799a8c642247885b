"""How good the engine is on articles it has not learnt from, beside other engines on the same ones."""

from __future__ import annotations

import random
import re
import statistics
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from rouge_score import rouge_scorer, tokenizers

from summarizer import summarize
from summarizer.news import best_sentences
from tools.train_news.examples import Example
from tools.train_news.fitting import Plan, fit

Scores = tuple[float, float, float]
_SENTENCES = 3
_ROUNDS = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """An engine on a group of articles: mean ROUGE-1, 2 and L F1 in per cent, words a summary, and the 95 % interval of
    the ROUGE-1 and ROUGE-2 difference to the first engine, by bootstrap over articles."""

    group: str
    articles: int
    engine: str
    rouge: Scores
    words: float
    against_first: tuple[tuple[float, float], tuple[float, float]]


def held_out_summaries(
    examples: Sequence[Example], plan: Plan, *, folds: int, jobs: int, progress: Callable[[str], None]
) -> list[str]:
    """Each article's summary, a sentence a line, by a model that learnt from the other folds only."""
    order = list(range(len(examples)))
    random.Random(1).shuffle(order)
    parts = [sorted(order[fold::folds]) for fold in range(folds)]
    made = [""] * len(examples)
    with ProcessPoolExecutor(jobs) as pool:
        tasks = [pool.submit(_of_fold, [*examples], part, plan) for part in parts]
        for number, (task, part) in enumerate(zip(tasks, parts, strict=True), 1):
            for place, summary in zip(part, task.result(), strict=True):
                made[place] = summary
            progress(f"fold {number} of {folds}")
    return made


def _of_fold(examples: Sequence[Example], part: Sequence[int], plan: Plan) -> list[str]:
    held_out = frozenset(part)
    model = fit([e for number, e in enumerate(examples) if number not in held_out], plan)
    made = []
    for number in part:
        document = examples[number].document
        places = best_sentences(document, count=_SENTENCES, model=model)
        made.append("\n".join(document.sentences[place].text for place in places))
    return made


def by_engine(examples: Sequence[Example], engine: str) -> list[str]:
    """Each article's summary by an engine that needs no learning, a sentence a line."""
    return [
        "\n".join(
            summarize(
                e.text, title=e.title, language=e.document.language, sentences=_SENTENCES, engine=engine
            ).sentences
        )
        for e in examples
    ]


def rows(examples: Sequence[Example], summaries: dict[str, list[str]]) -> Iterator[Row]:
    """One row for each group and engine; the first engine is what the others are compared with."""
    for group in dict.fromkeys(example.group for example in examples):
        here = [number for number, example in enumerate(examples) if example.group == group]
        first: list[Scores] | None = None
        for engine, made in summaries.items():
            scores = [_rouge(examples[number], made[number]) for number in here]
            first = first or scores
            yield Row(
                group,
                len(here),
                engine,
                _means(scores),
                statistics.fmean(len(made[number].split()) for number in here),
                (_interval(scores, first, 0), _interval(scores, first, 1)),
            )


def equally_long(summaries: dict[str, list[str]]) -> dict[str, list[str]]:
    """The summaries, those of one article cut to as many words as the shortest of them has."""
    least = [min(len(text.split()) for text in texts) for texts in zip(*summaries.values(), strict=True)]
    return {
        engine: [_cut(text, words) for text, words in zip(made, least, strict=True)]
        for engine, made in summaries.items()
    }


def _cut(text: str, words: int) -> str:
    kept = [match.end() for match in re.finditer(r"\S+", text)][:words]
    return text[: kept[-1]] if kept else ""


class _Words(tokenizers.Tokenizer):  # type: ignore[misc]
    def tokenize(self, text: str) -> list[str]:
        return re.findall(r"\w+", text.lower().replace("ё", "е"))


_KINDS = ["rouge1", "rouge2", "rougeLsum"]
_ENGLISH = rouge_scorer.RougeScorer(_KINDS, use_stemmer=True)
_OTHER = rouge_scorer.RougeScorer(_KINDS, tokenizer=_Words())


def _rouge(example: Example, summary: str) -> Scores:
    scorer = _ENGLISH if example.document.language == "en" else _OTHER
    found = scorer.score(example.summary, summary)
    one, two, longest = (100 * found[kind].fmeasure for kind in _KINDS)
    return one, two, longest


def _means(scores: Sequence[Scores]) -> Scores:
    one, two, longest = (statistics.fmean(column) for column in zip(*scores, strict=True))
    return one, two, longest


def _interval(scores: Sequence[Scores], first: Sequence[Scores], kind: int) -> tuple[float, float]:
    differences = [ours[kind] - theirs[kind] for ours, theirs in zip(scores, first, strict=True)]
    chance = random.Random(7)
    means = sorted(statistics.fmean(chance.choices(differences, k=len(differences))) for _ in range(_ROUNDS))
    return means[int(_ROUNDS * 0.025)], means[int(_ROUNDS * 0.975)]
