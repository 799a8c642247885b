"""A topic is told where it is plain, and left open where it isn't: a wrong heading does more harm than none.

The articles in `topics/` were written for this test, by the hand that wrote the lists of words: real ones are harder.
Every second one was never looked at while the lists and limits were tuned.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.digest.topic_words import WORDS
from summarizer.digest.topics import TOPICS, section, topic


def labelled(language: str, *, held_back: bool) -> list[tuple[str | None, str, str]]:
    lines = Path(__file__).with_name("topics").joinpath(f"{language}.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split(" | ", 2) for line in lines[held_back::2]]
    return [(None if key == "none" else key, title, text) for key, title, text in rows]


@pytest.mark.parametrize(
    ("language", "held_back", "precision", "recall"),
    [("en", False, 0.98, 0.86), ("en", True, 0.98, 0.83), ("ru", False, 0.98, 0.8), ("ru", True, 0.98, 0.8)],
)
def test_articles_written_for_it_are_told_apart(
    language: str, held_back: bool, precision: float, recall: float
) -> None:
    """Measured: precision 1.0 in all; recall 0.88 and 0.85 in English, 0.82 and 0.82 in Russian (second: held back)."""
    articles = labelled(language, held_back=held_back)
    assert {key for key, _, _ in articles} == {*TOPICS, None}
    found = [(key, topic(title, text, language=language)) for key, title, text in articles]
    told = [(key, said) for key, said in found if said is not None]
    right = sum(key == said for key, said in told)
    assert right / len(told) >= precision
    assert right / sum(key is not None for key, _ in found) >= recall


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Sport", "sport"),
        ("POLITICS", "politics"),
        ("UK politics", "politics"),
        ("World Cup", "sport"),
        ("Science & Environment", "science"),
        ("В мире", "world"),
        ("Происшествия", "incidents"),
        ("proisshestviya", "incidents"),
        ("Общество", "society"),
        ("Wirtschaft", "economy"),
        ("Kultur", "culture"),
        ("Fußball", "sport"),
        ("Économie", "economy"),
        ("economie", "economy"),
        ("Medio ambiente", "environment"),
        ("Ciencia", "science"),
        ("Cronaca nera", "incidents"),
        ("Spettacoli", "culture"),
        ("Tecnologia", "technology"),
        ("Saúde", "health"),
        ("Здоров'я", "health"),
        ("Культура", "culture"),
        ("Świat", "world"),
        ("Nauka", "science"),
        ("Gospodarka", "economy"),
        ("Ekonomi", "economy"),
        ("Sağlık", "health"),
        ("Spor", "sport"),
        ("News", None),
        ("Investigation", None),
        ("Anna Petrova", None),
        ("What the minister said about sport and why it matters", None),
        ("", None),
        ("🦊", None),
    ],
)
def test_sections_are_known_by_their_names_in_ten_languages(name: str, key: str | None) -> None:
    assert section(name) == key


def test_what_the_source_says_goes_before_what_the_words_seem_to_say() -> None:
    title, text = "Striker scores twice in cup final", "The football team won the match."
    assert topic(title, text, language="en") == "sport"
    assert topic(title, text, language="en", hints=["Economy"]) == "economy"
    assert topic(title, text, language="en", hints=["Striker", "News", ""]) == "sport"


def test_most_hints_decide_and_where_they_disagree_the_words_do() -> None:
    title, text = "Striker scores twice in cup final", "The football team won the match."
    assert topic(title, text, language="en", hints=["World", "Economy", "Business"]) == "economy"
    assert topic(title, text, language="en", hints=["Economy", "Football"]) == "sport"
    assert topic("Notes", "", language="en", hints=["Health", "Science"]) == "health"


def test_languages_without_a_list_have_only_what_their_sources_say() -> None:
    assert topic("Fußball: Torwart hält Elfmeter", "Das Spiel endete 2:1.", language="de") is None
    assert topic("Torwart hält Elfmeter", "Das Spiel endete 2:1.", language="de", hints=["Fußball"]) == "sport"


def test_no_function_word_counts_for_a_topic() -> None:
    assert topic("И на по из", "И по данным, и во всех, и без них.", language="ru") is None


def test_the_lists_of_all_languages_cover_all_topics() -> None:
    assert all(tuple(lists) == TOPICS for lists in WORDS.values())


@given(st.text(max_size=300), st.text(max_size=3000), st.lists(st.text(max_size=80), max_size=30))
def test_whatever_is_written_gives_a_topic_or_none(title: str, text: str, hints: list[str]) -> None:
    said = topic(title, text, language="ru", hints=hints)
    assert said is None or said in TOPICS
    assert said == topic(title, text, language="ru", hints=list(hints))
