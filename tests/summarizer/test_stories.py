"""What articles have in common: names however spelt, numbers, kinds of happening; how likely they tell one event."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.story.fingerprints import NAME, fingerprint, parts
from summarizer.story.happenings import happening
from summarizer.story.likeness import SAME, likeness, overlap
from summarizer.story.spelling import spelling_key
from tools.train_stories.labels import pairs, read

NEWSROOM = Path(__file__).parents[2] / "playground/newsroom/articles"
Print = tuple[int, ...]
QUAKE = next(telling for telling in read("tuned") if telling.subject == "turania")
FIRE = next(telling for telling in read("tuned") if telling.subject == "market")


@pytest.mark.parametrize("half", ["tuned", "held"])
def test_what_is_taken_for_one_event_is_one_and_most_are_found(half: str) -> None:
    labelled = [pair for pair in pairs(read(half)) if pair.one_language]
    same = sum(pair.same for pair in labelled)
    assert same >= 60
    assert sum(pair.hard and not pair.same for pair in labelled) >= 140
    found = [
        pair.same
        for pair in labelled
        if likeness(pair.one.fingerprint, pair.other.fingerprint, apart=pair.apart) >= SAME
    ]
    assert sum(found) / len(found) >= 0.95
    assert sum(found) / same >= 0.5


def test_a_free_retelling_at_length_is_found_and_nothing_else_in_the_newsroom() -> None:
    prints: dict[str, Print] = {}
    for article in sorted(NEWSROOM.glob("*/*.txt")):
        head, _, text = article.read_text("utf8").partition("\n\n")
        title = next(line.removeprefix("title: ") for line in head.split("\n") if line.startswith("title: "))
        for placeholder, weekday in (("{day}", "Monday"), ("{day+1}", "Tuesday"), ("{day+2}", "Wednesday")):
            text = text.replace(placeholder, weekday)
        prints[article.stem] = fingerprint(title, text, "ru" if article.parent.name.startswith("vestnik") else "en")
    assert len(prints) > 30
    found = {(a, b) for a, b in itertools.combinations(prints, 2) if likeness(prints[a], prints[b]) >= SAME}
    assert found == {
        ("storm-closes-marrow-harbour", "ferries-cancelled-gale"),
        ("night-train-returns", "sleeper-service-approved"),
    }


def test_an_article_tells_its_own_story_and_likeness_is_mutual() -> None:
    mine, theirs = QUAKE.fingerprint, FIRE.fingerprint
    assert likeness(mine, mine) >= SAME
    assert overlap(mine, mine) == 1
    assert likeness(mine, theirs) == likeness(theirs, mine)
    assert overlap(mine, theirs) == overlap(theirs, mine) < 0.2


def test_days_between_two_articles_speak_against_one_event() -> None:
    near, far = (likeness(QUAKE.fingerprint, QUAKE.fingerprint, apart=timedelta(days=days)) for days in (1, 2))
    assert far < near


def test_too_little_text_is_never_the_same_story() -> None:
    assert fingerprint("", "", "en") == ()
    assert likeness((), ()) < SAME
    breaking = fingerprint("Breaking news", "", "en")
    assert likeness(breaking, breaking) < SAME


@pytest.mark.parametrize(
    "spellings",
    [
        ("medvedev", "медведев", "медведева", "медведевым", "медведевой"), ("johnson", "джонсон", "джонсоном"),
        ("zhukov", "жуков", "жукову"), ("jensen", "йенсен"), ("hamburg", "гамбург", "гамбурга", "гамбургский"),
        ("stockholm", "стокгольм", "стокгольме"), ("washington", "вашингтон", "вашингтоне"),
        ("kirsch", "кирш"), ("norway",), ("vestria", "vestrian", "вестрия", "вестрии"), ("alexandra", "александра"),
    ],
)  # fmt: skip
def test_a_name_has_one_key_in_both_alphabets_and_all_cases(spellings: tuple[str, ...]) -> None:
    assert len({spelling_key(name) for name in spellings}) == 1
    assert all(len(spelling_key(name)) >= 3 for name in spellings)


def test_names_that_sound_different_have_different_keys() -> None:
    names = ["merkel", "macron", "sunak", "biden", "trump", "erdogan", "tokayev", "aliyev", "sandu", "brandt"]
    assert len({spelling_key(name) for name in names}) == len(names)
    assert spelling_key("io") == spelling_key("ия") == ""


def test_different_words_for_one_kind_of_happening_are_one_in_both_languages() -> None:
    for kin in (("earthquake", "tremor", "землетрясения"), ("jailed", "приговорили"), ("blaze", "пожаром")):
        assert len({happening(word) for word in kin}) == 1
        assert happening(kin[0])
    assert happening("harbinger") == happening("") == 0


def test_names_are_told_from_words_with_a_capital_of_their_place() -> None:
    def names(title: str, text: str) -> int:
        return sum(sort == NAME for sort, _ in parts(fingerprint(title, text, "en")))

    assert names("", "Yesterday it rained. People said the Government of Tarvan was to blame, the government.") == 1
    assert names("Every Word Of This Title Has One", "") == 0


def test_a_fingerprint_is_the_same_in_every_process() -> None:
    program = f"from summarizer.story import fingerprint; print(list(fingerprint({FIRE.title!r}, {FIRE.text!r}, 'ru')))"
    printed = {
        subprocess.check_output(
            [sys.executable, "-c", program], text=True, env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}
        )
        for seed in ("1", "2")
    }
    assert printed == {f"{list(FIRE.fingerprint)}\n"}


@given(st.text(max_size=200), st.text(max_size=400), st.sampled_from(["en", "ru", "zh", "xx"]))
def test_any_text_has_a_fingerprint_that_is_compact_and_json(title: str, text: str, code: str) -> None:
    found = fingerprint(title, text, code)
    assert len(found) <= 200
    assert tuple(json.loads(json.dumps(found))) == found
    assert all(0 <= term < 2**32 for term in found)
    assert likeness(found, found) == pytest.approx(likeness(found, tuple(reversed(found))))
