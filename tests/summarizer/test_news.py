"""The `news` engine's parts: what it sees of a text, how it weighs sets of sentences, and which sets it may choose."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.document import Document, prepare
from summarizer.news import best_sentences, features
from summarizer.news.judgement import Judgement, judge
from summarizer.news.lexicon import Lexicon
from summarizer.news.model import from_json, to_json, trained
from summarizer.news.network import Network, mean, product
from summarizer.news.selection import choose
from summarizer.news.sets import Candidates, sets_of
from summarizer.news.shortlist import Rules, Shortlist
from summarizer.tellable import tellable

TEXT = (
    "The council of Marrow Bay voted on Tuesday to close the fish market on the quay. The market has stood there for "
    '140 years and employs thirty people. "We will go to court," said Iris Polk, who smokes herring there. However, '
    "the mayor expects no trouble with the thirty people of the market. The hall will become a library with a reading "
    "room. He told the council so on the quay. The library will cost four million pounds, and the council will pay "
    "half of it. A vote in the council is planned for March. Fishermen from Lister will sell their catch in Corvale."
)
WORDS = st.sampled_from(
    ["council", "market", "library", "quay", "Polk", "the", "of", "and", "said", "140", "voted", "closed"]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=9).map(lambda words: " ".join(words).capitalize() + ".")


def document(text: str, *, title: str | None = None, language: str = "en") -> Document:
    return prepare(tellable(text, title=title, language=language), title=title, language=language)


def some_judgement(of: Document, seed: int = 1) -> Judgement:
    chance = np.random.default_rng(seed)
    return Judgement(
        chance.random(len(of.terms)), chance.random(len(of.pairs[0])), chance.normal(size=len(of.sentences))
    )


@given(st.lists(SENTENCES, min_size=3, max_size=6, unique=True))
def test_the_worth_of_a_set_counts_each_word_and_pair_it_has_once(texts: list[str]) -> None:
    made = document(" ".join(texts))
    judgement = some_judgement(made)
    size = len(made.sentences)
    candidates = Candidates(made, judgement, np.arange(size))
    favour = judgement.favour - judgement.favour.mean()
    terms, first, second = made.terms, *made.pairs[:2]
    for count in (1, 2, 3):
        sets = sets_of(count, size)
        for numbers, worth in zip(sets, candidates.worth(sets), strict=True):
            held = set(zip(*(column.tolist() for column in made.incidence[:2]), strict=True))
            words = {term for sentence, term in held if sentence in numbers}
            pairs = {pair for sentence, pair in zip(*made.pairs[2:], strict=True) if sentence in numbers}
            shared = sum(judgement.words[word] for word in words) + 3 * sum(judgement.pairs[pair] for pair in pairs)
            expected = 100 * shared / (made.lengths[numbers].sum() + 60) + favour[numbers].sum()
            assert worth == pytest.approx(expected, rel=1e-4, abs=1e-3)
    assert len(terms) == len(set(terms))
    assert len(set(zip(first.tolist(), second.tolist(), strict=True))) == len(first)


def test_adding_a_sentence_is_weighed_as_the_larger_set_is() -> None:
    made = document(TEXT)
    candidates = Candidates(made, some_judgement(made), np.arange(len(made.sentences)))
    grown = candidates.worth_with([0, 2])
    for number in (1, 4, 6):
        assert grown[number] == pytest.approx(candidates.worth(np.array([sorted([0, 2, number])]))[0], rel=1e-5)


def test_of_two_sentences_that_say_the_same_only_one_is_chosen() -> None:
    text = (
        "The bridge over the Aldis was closed on Monday. Witness number 1 saw the bridge shake in the wind. Witness "
        "number 2 saw the bridge shake in the wind. Engineers will look at all of its cables by Friday evening."
    )
    made = document(text)
    judgement = Judgement(np.ones(len(made.terms)), np.ones(len(made.pairs[0])), np.array([0.0, 9.0, 9.0, 0.0]))
    assert choose(made, judgement, count=3, max_chars=None) in {(0, 1, 3), (0, 2, 3)}


def test_centralities_are_the_sums_of_cosines_with_what_comes_before_and_after() -> None:
    made = document(TEXT)
    seen = features.Seen(made, Lexicon())
    table = np.zeros((len(made.sentences), len(made.terms)))
    sentences, terms, _ = made.incidence
    table[sentences, terms] = seen.weights
    cosines = table @ table.T
    assert np.allclose(seen.taken_up, np.triu(cosines, 1).sum(axis=1))
    assert np.allclose(seen.repeating, np.tril(cosines, -1).sum(axis=1))


@pytest.mark.parametrize("title", [None, "Marrow Bay closes its fish market"])
@pytest.mark.parametrize("language", ["en", "ru", "xx"])
def test_every_feature_is_a_number_whatever_is_known_of_the_language(title: str | None, language: str) -> None:
    made = document(TEXT + " !!! ... Ja. 7.", title=title, language=language)
    seen = features.Seen(made, trained().lexicon(language))
    words = features.of_words(seen)
    pairs = features.of_pairs(seen, np.zeros(len(made.terms)))
    sentences = features.of_sentences(seen, np.full(len(made.terms), 0.5), np.full(len(pairs), 0.5))
    for table, rows in ((words, made.terms), (pairs, made.pairs[0]), (sentences, made.sentences)):
        assert len(table) == len(rows)
        assert np.isfinite(table).all()


def test_chances_are_chances_and_a_word_of_the_title_has_a_better_one() -> None:
    with_title, without = document(TEXT, title="A library for Marrow Bay"), document(TEXT)
    better, plain = judge(with_title, trained()), judge(without, trained())
    assert ((better.words > 0) & (better.words < 1) & (plain.words > 0)).all()
    library = without.terms.index("librari")
    assert better.words[library] > plain.words[library]


def test_what_leans_on_a_sentence_stands_right_after_it_or_not_at_all() -> None:
    made = document(TEXT)
    found = Shortlist(made, range(len(made.sentences)), Rules.READS_ALONE, longest=99, max_chars=None)
    leaning = {place for place, s in enumerate(made.sentences) if s.text.startswith(("However", "He "))}
    assert leaning & set(found.places.tolist())
    for count in (1, 2, 3):
        sets = [tuple(found.places[row].tolist()) for row in found.sets(count)]
        allowed = [
            chosen
            for chosen in combinations(found.places.tolist(), count)
            if all(place - 1 in chosen for place in chosen if place in leaning)
        ]
        assert sets == allowed


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8])
@pytest.mark.parametrize("room", [None, 30, 90, 160, 400])
def test_a_summary_keeps_to_its_number_and_its_room(count: int, room: int | None) -> None:
    made = document(TEXT)
    chosen = best_sentences(made, count=count, max_chars=room)
    assert list(chosen) == sorted(set(chosen))
    assert len(chosen) <= count
    if room is None:
        assert len(chosen) == min(count, len(chosen)) >= min(count, 5)
    else:
        assert len(" ".join(made.sentences[place].text for place in chosen)) <= room


def test_what_fits_is_chosen_for_its_worth_and_not_for_its_place() -> None:
    made = document(TEXT)
    judgement = some_judgement(made)
    judgement.favour[:] = 0
    judgement.favour[6] = 40
    assert 6 in choose(made, judgement, count=3, max_chars=160)


def test_a_model_is_the_same_after_it_was_written_down() -> None:
    model = trained()
    again = from_json(to_json(model))
    assert to_json(again) == to_json(model)
    made = document(TEXT)
    assert np.array_equal(judge(made, model).words, judge(made, again).words)
    assert {"en", "ru"} <= model.lexicons.keys()


def test_a_word_of_which_more_summaries_tell_is_more_usual_and_an_unmet_one_is_as_usual_as_any() -> None:
    lexicon = Lexicon(articles=40, share=0.1, met={"often": (20, 15), "never": (20, 0)})
    looked = lexicon.look_up(["often", "unmet", "never"])
    assert looked.usual[0] > looked.usual[1] > looked.usual[2]
    assert looked.usual[1] == pytest.approx(0)
    assert looked.rarity[1] > looked.rarity[0]
    assert looked.met[0] == pytest.approx(math.log(21))
    assert not Lexicon().look_up(["often"]).rarity.any()


def test_the_mean_of_networks_gives_the_mean_of_what_they_give() -> None:
    chance = np.random.default_rng(3)

    def network() -> Network:
        shapes = ((4, 6), (6,), (6,), (4,))
        return Network(*(chance.normal(size=shape).astype(np.float32) for shape in shapes), constant=0.5)

    networks, rows = [network() for _ in range(3)], chance.normal(size=(50_000, 4)).astype(np.float32)
    separate = np.mean([one(rows) for one in networks], axis=0)
    assert np.allclose(mean(networks)(rows), separate, atol=1e-4)


def test_a_product_in_blocks_is_the_product() -> None:
    chance = np.random.default_rng(4)
    left, right = chance.normal(size=(997, 300)).astype(np.float32), chance.normal(size=(300, 12)).astype(np.float32)
    assert np.allclose(product(left, right), left @ right, atol=1e-3)
    assert product(left[:0], right).shape == (0, 12)
