"""The training program learns what there is to learn, the same at every run."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest

from summarizer.news import best_sentences
from summarizer.news.model import to_json
from tools.train_news.examples import Example, read
from tools.train_news.fitting import Plan, fit, kept, lexicons

_QUICK = Plan(seeds=1, parts=2, units=4, epochs=4, set_steps=40)
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprst" for vowel in "aeiou"]


def _articles(count: int) -> list[dict[str, str | None]]:
    """Articles of made-up words; what a summary takes from them are the sentences of a name that returns."""
    chance = random.Random(5)
    made = []
    for number in range(count):
        words = ["".join(chance.choices(_SYLLABLES, k=3)) for _ in range(300)]
        name = "".join(chance.choices(_SYLLABLES, k=4)).capitalize()
        sentences = [" ".join(chance.choices(words, k=12)) for _ in range(15)]
        told = chance.sample(range(15), 4)
        for place in told:
            sentences[place] = f"{' '.join(chance.choices(words[:40], k=6))} {name} {' '.join(words[:5])}"
        text = " ".join(f"{sentence.capitalize()}." for sentence in sentences)
        summary = "\n".join(f"{sentences[place].capitalize()}." for place in told[:3])
        language = "en" if number % 3 else "ru"
        made.append({"lang": language, "title": None, "text": text, "summary": summary})
    return made


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    path = tmp_path_factory.mktemp("articles") / "made_up.jsonl"
    path.write_text("\n".join(map(json.dumps, _articles(60))), encoding="utf8")
    return read([path])


def test_what_it_learns_serves_articles_it_has_not_seen(examples: list[Example]) -> None:
    model = fit(examples[:45], _QUICK)
    ours, leads = [], []
    for example in examples[45:]:
        ours.append(example.rouge(np.array([best_sentences(example.document, count=3, model=model)]))[0])
        leads.append(example.rouge(np.array([[0, 1, 2]]))[0])
    assert np.mean(ours) > np.mean(leads) + 0.3


def test_it_learns_the_same_at_every_run(examples: list[Example]) -> None:
    assert to_json(fit(examples[:12], _QUICK)) == to_json(fit(examples[:12], _QUICK))


def test_the_reward_is_that_of_rouge(examples: list[Example]) -> None:
    scoring = pytest.importorskip("rouge_score.rouge_scorer", reason="needs the extra 'train'")
    scorer = scoring.RougeScorer(["rouge1"], use_stemmer=True)
    for example in examples[1:3]:
        text = " ".join(example.document.sentences[place].text for place in (0, 4, 9))
        one = np.minimum(example.unigrams[[0, 4, 9]].sum(axis=0), example.wanted_unigrams).sum()
        length = example.tokens[[0, 4, 9]].sum() + example.wanted_unigrams.sum()
        assert 2 * one / length == pytest.approx(scorer.score(example.summary, text)["rouge1"].fmeasure)


def test_a_lexicon_counts_articles_and_leaves_out_what_few_have(examples: list[Example], tmp_path: Path) -> None:
    made = lexicons(examples, least=1)
    english = [example for example in examples if example.document.language == "en"]
    assert made["en"].articles == len(english)
    term = english[0].document.terms[0]
    having = [example for example in english if term in example.document.terms]
    assert made["en"].met[term][0] == len(having)
    assert all(articles >= 3 for articles, _ in kept(made["en"], 3).met.values())
    path = tmp_path / "short.jsonl"
    path.write_text(
        json.dumps({"lang": "en", "text": "Too short. To learn from.", "summary": "Short."}), encoding="utf8"
    )
    assert read([path]) == []
