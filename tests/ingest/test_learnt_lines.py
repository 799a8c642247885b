from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.cleaning.learnt_lines import line_marks, without_learnt

STORY = "The ferry was late on Monday.\n\nNobody on the pier knew why, and the captain did not say."
ODD = "Lindholm Courier, from the harbour since 1881, no. 4711."


def test_a_learnt_line_goes_and_the_story_stays() -> None:
    learnt = set(line_marks(ODD))
    assert without_learnt(f"{STORY}\n\n{ODD}", learnt) == STORY
    assert without_learnt(f"{ODD}\n{STORY}", learnt) == STORY


def test_case_and_signs_make_no_other_line_but_figures_do() -> None:
    assert line_marks(ODD) == line_marks("«LINDHOLM courier» — from the harbour since 1881; no. 4,711!")
    assert line_marks("The index closed at 3,411 points.") != line_marks("The index closed at 3,398 points.")
    assert line_marks(ODD) != line_marks(ODD.replace("harbour", "market"))


def test_a_line_without_letters_has_no_mark() -> None:
    assert line_marks("* * *\n\n2026\n") == ()


def test_a_text_that_is_nothing_but_learnt_lines_stays_whole() -> None:
    assert without_learnt(f"{ODD}\n\n{ODD}", set(line_marks(ODD))) == f"{ODD}\n\n{ODD}"


def test_a_story_told_again_stays_whole() -> None:
    text = "\n\n".join(f"In the {name} chapter nobody said a word." for name in "abcdefghijklmnopq")
    assert without_learnt(f"Once more.\n\n{text}", set(line_marks(text))) == f"Once more.\n\n{text}"


@given(st.text(max_size=300), st.text(max_size=60))
def test_nothing_but_learnt_lines_is_taken(text: str, line: str) -> None:
    learnt = set(line_marks(line))
    left = without_learnt(text, learnt)
    gone = set(text.split("\n")) - set(left.split("\n"))
    assert all(not part.strip() or set(line_marks(part)) <= learnt for part in gone if part.strip() not in left)
    assert without_learnt(text, set()) == text


@given(st.lists(st.text(max_size=30), max_size=90))
def test_an_article_has_a_bounded_number_of_marks(lines: list[str]) -> None:
    marks = line_marks("\n".join(lines))
    assert len(marks) <= 40
    assert all(0 <= mark < 2**40 for mark in marks)
