"""Two outlets on one event match; two events on one subject don't."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.story.fingerprints import fingerprint, same_story, similarity

NEWSROOM = Path(__file__).parents[2] / "playground/newsroom/articles"
STORIES = json.loads(Path(__file__).with_name("stories.json").read_text("utf8"))
Print = tuple[int, ...]


def labelled_pairs() -> Iterator[tuple[bool, Print, Print]]:
    """Tellings of one event, and tellings of different events on the same subject."""
    for code, subjects in STORIES.items():
        for events in subjects.values():
            told = [[fingerprint(title, text, code) for title, text in event] for event in events]
            for event in told:
                yield from ((True, a, b) for a, b in itertools.combinations(event, 2))
            for one, other in itertools.combinations(told, 2):
                yield from ((False, a, b) for a in one for b in other)


def test_what_is_taken_for_one_event_is_one_and_most_are_found() -> None:
    pairs = list(labelled_pairs())
    same = sum(truth for truth, _, _ in pairs)
    assert same >= 30
    assert len(pairs) - same >= 60
    found = [truth for truth, a, b in pairs if same_story(a, b)]
    assert sum(found) / len(found) >= 0.95
    assert sum(found) / same >= 0.7


def test_events_on_different_subjects_are_never_one() -> None:
    subjects = [
        [fingerprint(title, text, code) for event in events for title, text in event]
        for code, by_subject in STORIES.items()
        for events in by_subject.values()
    ]
    for one, other in itertools.combinations(subjects, 2):
        assert not any(same_story(a, b) for a in one for b in other)


def test_a_free_retelling_at_length_is_found_and_nothing_else_in_the_newsroom() -> None:
    prints: dict[str, Print] = {}
    for article in sorted(NEWSROOM.glob("*/*.txt")):
        head, _, text = article.read_text("utf8").partition("\n\n")
        title = next(line.removeprefix("title: ") for line in head.split("\n") if line.startswith("title: "))
        for placeholder, weekday in (("{day}", "Monday"), ("{day+1}", "Tuesday"), ("{day+2}", "Wednesday")):
            text = text.replace(placeholder, weekday)
        prints[article.stem] = fingerprint(title, text, "ru" if article.parent.name.startswith("vestnik") else "en")
    assert len(prints) > 30
    found = {(a, b) for a, b in itertools.combinations(prints, 2) if same_story(prints[a], prints[b])}
    assert found == {
        ("storm-closes-marrow-harbour", "ferries-cancelled-gale"),
        ("night-train-returns", "sleeper-service-approved"),
    }


def test_an_article_tells_its_own_story_and_likeness_is_mutual() -> None:
    (title, text), other = STORIES["en"]["quakes"][0][:2]
    mine, theirs = fingerprint(title, text, "en"), fingerprint(*other, "en")
    assert same_story(mine, mine)
    assert similarity(mine, mine) == pytest.approx(1)
    assert similarity(mine, theirs) == similarity(theirs, mine)


def test_the_same_words_in_another_language_are_another_story() -> None:
    title, text = STORIES["en"]["quakes"][0][0]
    assert similarity(fingerprint(title, text, "en"), fingerprint(title, text, "ru")) == 0


def test_too_little_text_is_never_the_same_story() -> None:
    assert fingerprint("", "", "en") == ()
    assert not same_story((), ())
    assert not same_story(fingerprint("Breaking news", "", "en"), fingerprint("Breaking news", "", "en"))


def test_a_fingerprint_is_the_same_in_every_process() -> None:
    title, text = STORIES["ru"]["fires"][0][0]
    program = f"from summarizer.story import fingerprint; print(list(fingerprint({title!r}, {text!r}, 'ru')))"
    printed = {
        subprocess.check_output(
            [sys.executable, "-c", program], text=True, env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}
        )
        for seed in ("1", "2")
    }
    assert printed == {f"{list(fingerprint(title, text, 'ru'))}\n"}


@given(st.text(max_size=200), st.text(max_size=400), st.sampled_from(["en", "ru", "zh", "xx"]))
def test_any_text_has_a_fingerprint_that_is_compact_and_json(title: str, text: str, code: str) -> None:
    found = fingerprint(title, text, code)
    assert len(found) <= 56
    assert tuple(json.loads(json.dumps(found))) == found
    assert all(0 <= term < 2**32 for term in found)
