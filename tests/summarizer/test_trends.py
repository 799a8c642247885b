"""What a week is about: subjects that rose, each once, in the reader's language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.trends import Measured, Subject, Told, Volume, rise, rising, subjects

EVEN = Volume(now=100, before=300)


def measured(form: str, now: int, before: int, *stories: int, language: str = "en") -> Measured:
    return Measured(Subject(form, language, frozenset(stories)), now, before)


def chosen(*given_: Measured, volume: Volume = EVEN, language: str = "en", count: int = 6) -> list[str]:
    return [one.subject.form for one in rising(given_, volume, language=language, count=count)]


def told(number: int, title: str, text: str, *, language: str = "en", sources: int = 1) -> Told:
    return Told(number, title, (text,), language, sources)


def test_what_stays_as_it_was_is_no_subject_of_the_week() -> None:
    assert chosen(measured("football", 30, 90, 1), measured("volcano", 12, 3, 2)) == ["volcano"]


def test_a_busier_week_does_not_make_everything_rise() -> None:
    busy = Volume(now=300, before=300)
    assert chosen(measured("football", 90, 90, 1), volume=busy) == []
    assert chosen(measured("football", 90, 90, 1)) == ["football"]


def test_a_database_without_earlier_weeks_tells_what_is_told_most() -> None:
    fresh = Volume(now=20, before=0)
    assert chosen(measured("ferry", 2, 0, 1), measured("storm", 5, 0, 2), volume=fresh) == ["storm", "ferry"]


def test_what_is_told_of_once_is_no_subject() -> None:
    assert chosen(measured("ferry", 1, 0, 1)) == []


def test_what_is_met_in_the_same_stories_stands_once() -> None:
    assert chosen(measured("Brackwater", 20, 0, 1, 2, 3), measured("gas blast", 15, 0, 1, 2)) == ["Brackwater"]
    assert chosen(measured("Iran", 20, 0, 1, 2, 3, 4), measured("oil", 15, 0, 4, 5, 6)) == ["Iran", "oil"]


def test_a_name_and_its_part_stand_once() -> None:
    assert chosen(measured("Mira Sands", 9, 0, 1), measured("Sands", 8, 0, 2)) == ["Mira Sands"]


def test_other_languages_only_make_up_for_too_few() -> None:
    own = [measured(f"subject{n}x", 9, 0, n) for n in range(4)]
    abroad = [measured(f"предмет{n}ы", 90, 0, 10 + n, language="ru") for n in range(4)]
    assert all(form.startswith("subject") for form in chosen(*own, *abroad))
    assert len(chosen(own[0], *abroad)) == 3


def test_names_and_terms_of_many_stories_and_sources_come_first() -> None:
    stories = [
        told(1, "Mira Sands resigns", "Mira Sands resigned. The mayor thanked Mira Sands.", sources=4),
        told(2, "Talks with Mira Sands", "The council met Mira Sands again.", sources=2),
        told(3, "Rain in Aldis", "Rain fell in Aldis all day."),
    ]
    first, *others = subjects(stories)
    assert (first.form, first.stories) == ("Mira Sands", {1, 2})
    assert "Aldis" in {one.form for one in others}


def test_a_source_is_no_subject_of_its_own_news() -> None:
    story = told(1, "The Harbour Post asks", "The Harbour Post asked Mira Sands. Mira Sands told The Harbour Post.")
    assert "Harbour" not in " ".join(one.form for one in subjects([story], names_of_sources=["The Harbour Post"]))


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**7), st.integers(0, 10**7))
def test_the_rise_grows_with_this_week_and_falls_with_the_weeks_before(
    now: int, before: int, all_now: int, all_before: int
) -> None:
    volume = Volume(all_now, all_before)
    assert rise(measured("x", now + 1, before), volume) > rise(measured("x", now, before), volume)
    assert rise(measured("x", now, before + 1), volume) <= rise(measured("x", now, before), volume) + 1e-6


@pytest.mark.parametrize("stories", [[], [told(1, "", "")], [told(1, "🎉 _ $x^2$", "…", language="xx")]])
def test_stories_without_words_have_no_subjects(stories: list[Told]) -> None:
    assert all(one.form for one in subjects(stories))
