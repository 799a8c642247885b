"""Two sources are said to disagree only where they count the same thing and can't both be right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.story.figures import contradict, figures
from summarizer.story.numerals import numbers, pieces

PAIRS = json.loads(Path(__file__).with_name("figure_pairs.json").read_text("utf8"))


def verdicts(part: str) -> list[tuple[bool, bool]]:
    """What is labelled and what is found; the rules were made looking at the pairs 'looked_at' only."""
    found = []
    for code, pairs in PAIRS.items():
        for pair in pairs[part]:
            ours, theirs = figures(pair["a"], code), figures(pair["b"], code)
            found.append((pair["differ"], any(contradict(a, b) for a in ours for b in theirs)))
    return found


@pytest.mark.parametrize("part", ["looked_at", "held_back"])
def test_a_disagreement_told_is_one_and_most_are_found(part: str) -> None:
    pairs = verdicts(part)
    assert len(pairs) >= 40
    told = [truth for truth, found in pairs if found]
    assert sum(told) / len(told) >= 0.9
    assert sum(told) / sum(truth for truth, _ in pairs) >= 0.8


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200 tents", 1200), ("1 200 палаток", 1200), ("2.5 million euros", 2.5e6), ("$2.5m", 2.5e6),
        ("3bn dollars", 3e9), ("4,5 миллиона рублей", 4.5e6), ("300 тыс. рублей", 3e5), ("twenty-five boats", 25),
        ("two hundred boats", 200), ("двести сорок три лодки", 243), ("двенадцать лодок", 12),
        ("пятеро рыбаков", 5), ("two dozen boats", 24), ("a dozen boats", 12), ("двух лодок", 2),
    ],
)  # fmt: skip
def test_numbers_are_read_in_digits_and_in_words(text: str, value: float) -> None:
    assert [number.value for number in numbers(pieces(text))] == [value]


@pytest.mark.parametrize(
    "text", ["won 3-1", "at 7:30", "the 12th boat", "flight A320", "№5", "+44", "12/05", "planet 9b", "¹ boat"]
)
def test_scores_times_and_parts_of_names_are_no_numbers(text: str) -> None:
    assert numbers(pieces(text)) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The man, 41, was killed at home.", "en"),
        ("He was held for 14 years.", "en"),
        ("A quake killed 75 people in 1988.", "en"),
        ("Another 30 people were injured.", "en"),
        ("Among them were 4 dead children.", "en"),
        ("The plant makes 60 vans a day.", "en"),
        ("Погибшему был 41 год.", "ru"),
        ("В прошлом году погибли 75 человек.", "ru"),
        ("Ещё 30 человек ранены.", "ru"),
        ("Ставку подняли до 17 процентов.", "ru"),
        ("Es gab 12 Tote.", "de"),
    ],
)
def test_ages_times_parts_and_other_years_are_not_counted(text: str, language: str) -> None:
    assert figures(text, language) == ()


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            ["12", "people", "killed", "погибли", "$", "m", ",", "1 000", "two", "dozen", "тыс.", "двести", "9" * 30]
        )
    ).map(" ".join),
    st.sampled_from(["en", "ru", "de"]),
)
def test_whatever_the_sentence_a_figure_stands_in_it(text: str, language: str) -> None:
    for figure in figures(text, language):
        assert 0 <= figure.clause[0] <= figure.start < figure.end <= figure.clause[1] <= len(text)
        assert any(character.isalnum() for character in text[figure.start : figure.end])
        assert not contradict(figure, figure)
