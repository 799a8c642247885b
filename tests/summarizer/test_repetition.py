"""Nobody reads the headline twice."""

from __future__ import annotations

import pytest

from summarizer.digest.repetition import beyond_headline

TITLE = "Council votes for a new bridge over the Lim"


@pytest.mark.parametrize(
    ("sentences", "kept"),
    [
        (("The council voted for a new bridge over the Lim.", "Work begins in May."), ("Work begins in May.",)),
        (("Work begins in May.", "It has voted for the new bridge."), ("Work begins in May.",)),
        (("The council voted 41 to 38 for a new bridge over the Lim.",), None),
        (("The council voted on Monday for a new bridge over the Lim.", "It will be of wood."), None),
        ((TITLE,), ()),
        ((), ()),
    ],
)
def test_a_sentence_that_says_no_more_than_the_headline_is_left_out(
    sentences: tuple[str, ...], kept: tuple[str, ...] | None
) -> None:
    assert beyond_headline(TITLE, sentences, "en") == (sentences if kept is None else kept)


def test_one_that_adds_a_word_is_kept_while_it_is_the_only_one() -> None:
    title = "Regional council of Upper Lim votes for a wooden bridge near Tollen"
    thin = "The regional council of Upper Lim has voted for a wooden bridge near Tollen yesterday."
    assert beyond_headline(title, (thin,), "en") == (thin,)
    assert beyond_headline(title, (thin, "Work begins in May."), "en") == ("Work begins in May.",)


def test_it_knows_russian_forms() -> None:
    title = "Совет одобрил новый мост через Лим"
    assert beyond_headline(title, ("Новый мост через Лим одобрен советом.", "Работы начнутся в мае."), "ru") == (
        "Работы начнутся в мае.",
    )
