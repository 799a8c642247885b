"""The passage shown for a hit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.query import parse
from storage.snippets import ELLIPSIS, snippet

TEXT = (
    "The council met on Monday. It spoke of roads and of schools, and of little else.\n\n"
    "The bridge was named as well. Later the two bridges over the river were to be tolled, said the mayor. "
    "Nobody asked why that should be so, and the meeting was over before the evening came to the town."
)


def shown(text: str, query: str, *, language: str = "en", width: int = 240) -> str:
    """The passage, with what was looked for in brackets."""
    pieces = snippet(text, parse(query), language=language, width=width)
    return "".join(f"[{piece}]" if matched else piece for piece, matched in pieces)


@pytest.mark.parametrize(
    ("text", "query", "language", "expected"),
    [
        ("An election is near.", "elections", "en", "An [election] is near."),
        ("Люди пришли на выборах голосовать.", "выборы", "ru", "Люди пришли на [выборах] голосовать."),
        ("Люди пришли на выборах голосовать.", "выборы", "en", "Люди пришли на [выборах] голосовать."),
        ("A new bridge, a bridge new.", '"new bridge"', "en", "A [new] [bridge], a bridge new."),
        ("A <b>bridge</b> & more", "bridge", "en", "A <b>[bridge]</b> & more"),
        ("Die Brücke steht.", "brucke", "de", "Die [Brücke] steht."),
        ("Nothing here.", "bridge", "en", "Nothing here."),
        ("", "bridge", "en", ""),
        (" \n \n", "bridge", "en", ""),
    ],
)
def test_the_words_looked_for_are_marked(text: str, query: str, language: str, expected: str) -> None:
    assert shown(text, query, language=language) == expected


def test_the_passage_with_most_of_the_words_is_taken() -> None:
    assert "two [bridges] over the [river] were to be [tolled], " in shown(TEXT, "schools bridge river toll", width=110)


def test_a_passage_begins_where_its_sentence_does_if_that_is_near() -> None:
    passage = shown(TEXT, "river toll", width=70)
    assert passage == "…Later the two bridges over the [river] were to be [tolled], said the…"
    assert shown(TEXT, "evening", width=30) == "…the [evening] came to the town."


def test_without_a_match_the_beginning_is_shown_up_to_a_whole_word() -> None:
    assert shown(TEXT, "zebra", width=50) == "The council met on Monday. It spoke of roads and…"


def test_a_passage_keeps_to_one_paragraph() -> None:
    assert "\n" not in shown(TEXT, "schools bridge")


def test_a_text_of_a_hundred_thousand_words_is_no_trouble() -> None:
    text = "hay " * 15_000 + "needle " + "hay " * 100_000
    assert "[needle]" in shown(text, "needle")
    assert "[hay]" in shown(text, "hay")


def test_of_a_book_the_beginning_is_shown_where_the_word_stands_far_behind() -> None:
    text = "The council met. " + "hay " * 100_000 + "needle"
    assert shown(text, "needle", width=16) == "The council met.…"


def test_a_word_on_the_edge_of_what_is_looked_through_is_shown_whole_or_not_at_all() -> None:
    for before in range(79_990, 80_001):
        passage = shown("-" * before + " bridgehead " + "hay " * 10, "bridge", width=40)
        assert "[bridge]" not in passage


@pytest.mark.parametrize("letters", ["abcdefghij", "абвгдежзик"])
def test_of_a_book_only_the_beginning_is_looked_through(letters: str) -> None:
    text = " ".join("".join(letters[int(digit)] for digit in str(number * 7919)) for number in range(100_000))
    assert len(text) > 600_000
    assert shown(text, "nowhere").startswith(text[:40])
    assert "[" not in shown(text, text.split()[-1])


texts = st.text(max_size=300) | st.text(alphabet="ab .\n\t…é\u0301🦆", max_size=300)


@given(texts, st.text(alphabet='ab "-', max_size=12), st.integers(min_value=1, max_value=120))
def test_the_pieces_join_to_a_verbatim_passage(text: str, query: str, width: int) -> None:
    pieces = snippet(text, parse(query), language="en", width=width)
    if pieces and pieces[0] == (ELLIPSIS, False):
        pieces = pieces[1:]
    if pieces and pieces[-1] == (ELLIPSIS, False) and not text.endswith("".join(p for p, _ in pieces)):
        pieces = pieces[:-1]
    passage = "".join(piece for piece, _ in pieces)
    assert passage in text
    assert all(piece for piece, _ in pieces)
    longest_word = max(map(len, text.split()), default=0)
    assert len(passage) <= max(width, longest_word) + longest_word
