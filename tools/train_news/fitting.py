"""Learning the numbers of `summarizer.news` from examples, with numpy alone and the same at every run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from summarizer.news import features
from summarizer.news.judgement import Judgement, chance
from summarizer.news.lexicon import Lexicon
from summarizer.news.model import Model
from summarizer.news.network import Network, mean
from summarizer.news.selection import shortlist
from summarizer.news.sets import Candidates
from tools.train_news.examples import Example, Ints, lexicons

Floats = NDArray[np.float64]
Matrix = NDArray[np.float32]
Parameters = dict[str, NDArray[np.float32]]
_DRAWN = 3  # sentences in the sets that are learnt from


@dataclass(frozen=True, slots=True)
class Plan:
    """How to learn. `seeds` networks are averaged; `parts` are held out in turn for the chances that the last network
    learns from, so that it sees such as it will meet."""

    seeds: int = 3
    parts: int = 4
    units: int = 24
    epochs: int = 14
    rate: float = 3e-3
    decay: float = 1e-4
    set_steps: int = 150
    set_rate: float = 0.02
    set_decay: float = 1.0
    least_met: int = 3


def fit(examples: Sequence[Example], plan: Plan, *, progress: Callable[[str], None] = lambda _: None) -> Model:
    """The model that these examples teach."""
    known = lexicons(examples, least=1)
    held_out: dict[int, Judgement] = {}
    for part in range(plan.parts):
        progress(f"chances, part {part + 1} of {plan.parts}")
        inside = [e for number, e in enumerate(examples) if number % plan.parts != part]
        outside = [number for number in range(len(examples)) if number % plan.parts == part]
        words, pairs = _fit_chances(inside, replace(plan, seeds=max(1, plan.seeds // 2)))
        met = {language: kept(lexicon, plan.least_met) for language, lexicon in lexicons(inside, least=1).items()}
        for number in outside:
            document = examples[number].document
            seen = features.Seen(document, met.get(document.language, Lexicon()))
            held_out[number] = _judged(seen, words, pairs)
    progress("chances")
    words, pairs = _fit_chances(examples, plan)
    progress("sets")
    sentences = _fit_sets(examples, _without_themselves(examples, plan), held_out, plan)
    return Model(words, pairs, sentences, {name: kept(lexicon, plan.least_met) for name, lexicon in known.items()})


def kept(lexicon: Lexicon, least: int) -> Lexicon:
    """The lexicon without the terms met in fewer than `least` articles."""
    return replace(lexicon, met={term: counts for term, counts in lexicon.met.items() if counts[0] >= least})


def _without_themselves(examples: Sequence[Example], plan: Plan) -> list[features.Seen]:
    """Each example seen with the lexicon that the others make: what an unread article will be seen with."""
    known = lexicons(examples, least=1)
    made = []
    for example in examples:
        whole = known[example.document.language]
        met: dict[str, tuple[int, int]] = {}
        for term, taken in zip(example.document.terms, example.words, strict=True):
            articles, summaries = whole.met[term]
            if articles - 1 >= plan.least_met:
                met[term] = (articles - 1, summaries - int(taken))
        lexicon = Lexicon(whole.articles - 1, whole.share, met)
        made.append(features.Seen(example.document, lexicon))
    return made


def _fit_chances(examples: Sequence[Example], plan: Plan) -> tuple[Network, Network]:
    """The networks of words and of pairs. Each article is learnt from twice, the second time as one in a language of
    which nothing is known and without its title: such will come too."""
    sights = _without_themselves(examples, plan)
    sights += [features.Seen(replace(seen.document, title=()), Lexicon()) for seen in sights]
    twice = [*examples, *examples]
    rows = [features.of_words(seen) for seen in sights]
    labels = np.concatenate([example.words for example in twice])
    words = mean([fit_network(np.concatenate(rows), labels, plan, seed) for seed in range(plan.seeds)])
    pair_rows = np.concatenate([features.of_pairs(seen, words(row)) for seen, row in zip(sights, rows, strict=True)])
    pair_labels = np.concatenate([example.pairs for example in twice])
    pairs = mean([fit_network(pair_rows, pair_labels, plan, seed) for seed in range(plan.seeds)])
    return words, pairs


def _judged(seen: features.Seen, words: Network, pairs: Network) -> Judgement:
    logits = words(features.of_words(seen))
    return Judgement(
        chance(logits), chance(pairs(features.of_pairs(seen, logits))), np.zeros(len(seen.document.sentences))
    )


def fit_network(rows: Matrix, labels: NDArray[np.float32], plan: Plan, seed: int) -> Network:
    """A network whose logistic fits the labels, 0 or 1: cross-entropy, Adam, a rate that falls as a cosine."""
    chance_of = np.random.default_rng(seed)
    centre, width = rows.mean(axis=0), rows.std(axis=0) + np.float32(1e-6)
    scaled = (rows - centre) / width
    rate = float(labels.mean())
    parameters = _fresh(rows.shape[1], plan.units, chance_of)
    parameters["constant"] = np.array([np.log(rate / (1 - rate))], np.float32)
    batch = 2048
    adam = _Adam(parameters, plan.rate, plan.epochs * -(-len(rows) // batch))
    for _ in range(plan.epochs):
        order = chance_of.permutation(len(rows))
        for start in range(0, len(rows), batch):
            chosen = order[start : start + batch]
            x = scaled[chosen]
            units, logits = _forward(parameters, x)
            slope = ((1 / (1 + np.exp(-logits)) - labels[chosen]) / len(chosen)).astype(np.float32)
            adam.step(_backward(parameters, x, units, slope, plan.decay))
    return _network(parameters, centre, width)


def _fit_sets(
    examples: Sequence[Example], sights: Sequence[features.Seen], judged: dict[int, Judgement], plan: Plan
) -> Floats:
    """The weights of a sentence's features: they raise the ROUGE to be expected when a set of three is drawn with odds
    that grow with its worth. All sets of the candidates are weighed, so the expectation is exact."""
    rows, sets, base, gain = [], [], [], []
    for number, (example, seen) in enumerate(zip(examples, sights, strict=True)):
        judgement = judged[number]
        candidates = shortlist(example.document, judgement)
        if len(candidates.places) < _DRAWN:
            continue
        drawn = candidates.sets(_DRAWN)
        if not len(drawn):
            continue
        rows.append(features.of_sentences(seen, judgement.words, judgement.pairs)[candidates.places])
        sets.append(drawn)
        base.append(Candidates(example.document, judgement, candidates.places).worth(drawn))
        gain.append(100 * example.rouge(candidates.places[drawn]))
    everything = np.concatenate(rows)
    centre, width = everything.mean(axis=0), everything.std(axis=0) + np.float32(1e-6)
    scaled = (everything - centre) / width
    starts = np.cumsum([0, *map(len, rows)])
    parameters: Parameters = {"linear": np.zeros(scaled.shape[1], np.float32)}
    adam = _Adam(parameters, plan.set_rate, plan.set_steps)
    for _ in range(plan.set_steps):
        favour = scaled @ parameters["linear"]
        slope = np.zeros(len(favour), np.float32)
        for start, end, drawn, worths, gains in zip(starts, starts[1:], sets, base, gain, strict=False):
            slope[start:end] = _slope(favour[start:end], drawn, worths, gains) / len(rows)
        adam.step({"linear": scaled.T @ slope + plan.set_decay * parameters["linear"]})
    result: Floats = (parameters["linear"] / width).astype(np.float64)
    return result


def _slope(favour: Floats, sets: Ints, worths: Floats, gains: Floats) -> Floats:
    """How the expected loss of gain grows with the favour of each of an article's sentences."""
    energy = worths + favour[sets].sum(axis=1)
    odds = np.exp(energy - energy.max())
    odds /= odds.sum()
    change = -odds * (gains - odds @ gains)
    slope: Floats = np.bincount(sets.ravel(), np.repeat(change, sets.shape[1]), minlength=len(favour)).astype(float)
    return slope


def _fresh(features_count: int, units: int, chance_of: np.random.Generator) -> Parameters:
    hidden = chance_of.standard_normal((features_count, units)) / np.sqrt(features_count)
    return {
        "hidden": hidden.astype(np.float32),
        "bias": np.zeros(units, np.float32),
        "out": np.zeros(units, np.float32),
        "linear": np.zeros(features_count, np.float32),
        "constant": np.zeros(1, np.float32),
    }


def _forward(parameters: Parameters, x: Matrix) -> tuple[Matrix, Matrix]:
    units = np.tanh(x @ parameters["hidden"] + parameters["bias"])
    return units, units @ parameters["out"] + x @ parameters["linear"] + parameters["constant"][0]


def _backward(parameters: Parameters, x: Matrix, units: Matrix, slope: NDArray[np.float32], decay: float) -> Parameters:
    inner = np.outer(slope, parameters["out"]) * (1 - units * units)
    return {
        "hidden": x.T @ inner + decay * parameters["hidden"],
        "bias": inner.sum(axis=0),
        "out": units.T @ slope + decay * parameters["out"],
        "linear": x.T @ slope + decay * parameters["linear"],
        "constant": np.array([slope.sum()], np.float32),
    }


def _network(parameters: Parameters, centre: Matrix, width: Matrix) -> Network:
    """The network for features as they are, where it was fitted for scaled ones."""
    hidden = parameters["hidden"] / width[:, None]
    linear = parameters["linear"] / width
    return Network(
        hidden=hidden,
        bias=parameters["bias"] - centre @ hidden,
        out=parameters["out"],
        linear=linear,
        constant=float(parameters["constant"][0] - centre @ linear),
    )


class _Adam:
    """Kingma and Ba, 'Adam: A Method for Stochastic Optimization', 2015; the rate falls to nothing over `steps`."""

    def __init__(self, parameters: Parameters, rate: float, steps: int) -> None:
        self._parameters = parameters
        self._rate = rate
        self._steps = steps
        self._first = {name: np.zeros_like(values) for name, values in parameters.items()}
        self._second = {name: np.zeros_like(values) for name, values in parameters.items()}
        self._step = 0

    def step(self, slopes: Parameters) -> None:
        self._step += 1
        rate = self._rate * 0.5 * (1 + np.cos(np.pi * self._step / self._steps))
        for name, slope in slopes.items():
            self._first[name] = 0.9 * self._first[name] + 0.1 * slope
            self._second[name] = 0.999 * self._second[name] + 0.001 * slope**2
            first = self._first[name] / (1 - 0.9**self._step)
            second = self._second[name] / (1 - 0.999**self._step)
            change = rate * first / (np.sqrt(second) + 1e-8)
            self._parameters[name] = (self._parameters[name] - change).astype(np.float32)
