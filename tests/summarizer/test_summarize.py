"""Summaries: the text's own sentences, whole, in order, within their limits, by every engine in every language."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import language
from summarizer import ENGINES, Summary, summarize

ARTICLES: dict[str, str] = json.loads(Path(__file__).with_name("articles.json").read_text("utf8"))
SEED = Path(__file__).parents[3] / "shared/data/seed/article.txt"

NEWSROOM = sorted((Path(__file__).parents[2] / "playground/newsroom/articles").glob("*/*.txt"))

ROUGH_TEXT = st.text(alphabet=st.sampled_from(list('aB я. !?"“”«»—…\n3)„。')) | st.characters(), max_size=300)


@pytest.mark.parametrize("code", ARTICLES)
@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_quotes_the_text_in_its_order_in_every_language(engine: str, code: str) -> None:
    text = ARTICLES[code]
    summary = summarize(text, engine=engine)
    assert (summary.language, summary.engine) == (code, engine)
    assert 1 <= len(summary.sentences) <= 3
    own = [sentence.text for sentence in language.sentences(text, code)]
    places = [own.index(sentence) for sentence in summary.sentences]
    assert places == sorted(set(places))


@pytest.mark.parametrize("code", ["en", "ru"])
def test_news_says_what_happened_first(code: str) -> None:
    summary = summarize(ARTICLES[code])
    assert ARTICLES[code].startswith(summary.sentences[0])


@pytest.mark.parametrize("article", NEWSROOM, ids=lambda article: article.stem)
def test_a_news_article_with_a_title_begins_with_its_lead(article: Path) -> None:
    head, _, text = article.read_text("utf8").partition("\n\n")
    title = next(line.removeprefix("title: ") for line in head.split("\n") if line.startswith("title: "))
    assert text.strip().startswith(summarize(text, title=title).sentences[0])


def test_what_a_text_says_twice_is_said_once() -> None:
    said = "The bridge over the Aldis was closed for lorries on Monday."
    text = f"{said} Nobody knows for how long it will stay closed. {said} {said} Drivers have to go by way of Corvale."
    for engine in ENGINES:
        assert summarize(text, language="en", engine=engine).sentences.count(said) == 1
    assert summarize(f"{said} {said}").sentences == (said,)


def test_news_does_not_say_nearly_the_same_again() -> None:
    witnesses = " ".join(f"Witness number {n} told reporters that the bridge had begun to shake." for n in range(1, 9))
    text = f"The bridge over the Aldis was closed after it shook. {witnesses} Engineers will look into it by Friday."
    chosen = summarize(text, title="Bridge closed after it shook", language="en").sentences
    assert len(chosen) == 3
    assert sum(sentence.startswith("Witness") for sentence in chosen) == 1


@pytest.mark.parametrize("code", ["en", "ru"])
@pytest.mark.parametrize("count", range(1, 9))
def test_news_never_opens_on_a_word_that_points_back_to_what_was_left_out(code: str, count: int) -> None:
    own = [sentence.text for sentence in language.sentences(ARTICLES[code], code)]
    chosen = summarize(ARTICLES[code], sentences=count).sentences
    for sentence in chosen:
        if sentence.startswith(("However", "It ", "Однако", "По нему", "Кроме того")):
            assert own[own.index(sentence) - 1] in chosen


@pytest.mark.parametrize("code", ["en", "ru"])
def test_news_passes_over_links_and_lines_that_are_no_sentences(code: str) -> None:
    text = (
        "By Ann Author\n"
        + ARTICLES[code]
        + "\nPhoto: the bridge in its better days.\nTop stories\nPoor Peter: Hamm looks at his empty rooms."
    )
    for count in (3, 6, 9):
        summary = str(summarize(text, language=code, sentences=count))
        for furniture in ("Read more", "Читайте также", "Photo:", "Ann Author", "Top stories", "Poor Peter"):
            assert furniture not in summary


def test_a_quotation_is_never_left_open() -> None:
    text = ARTICLES["en"].replace("\n", ' "And so it goes. ', 1)
    for count in range(1, 7):
        assert str(summarize(text, sentences=count)).count('"') % 2 == 0


@pytest.mark.parametrize("engine", ENGINES)
def test_no_more_sentences_than_asked_for(engine: str) -> None:
    for count in (1, 2, 5):
        assert 1 <= len(summarize(ARTICLES["en"], sentences=count, engine=engine).sentences) <= count


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("code", ["en", "ru", "zh"])
def test_max_chars_is_never_exceeded_and_sentences_stay_whole(engine: str, code: str) -> None:
    own = {sentence.text for sentence in language.sentences(ARTICLES[code], code)}
    for limit in (1, 30, 120, 200, 301, 500):
        summary = summarize(ARTICLES[code], engine=engine, max_chars=limit)
        assert language.utf16_length(str(summary)) <= limit
        assert set(summary.sentences) <= own
    assert summary.sentences


@pytest.mark.parametrize("engine", ENGINES)
def test_a_short_text_is_its_own_summary(engine: str) -> None:
    text = "Rain. The ferry to the islands stays in port until Monday, its owner said. Tickets can be returned."
    assert str(summarize(text, engine=engine)) == text


@pytest.mark.parametrize("text", ["", "  \n\n "])
@pytest.mark.parametrize("engine", ENGINES)
def test_an_empty_text_has_an_empty_summary(engine: str, text: str) -> None:
    summary = summarize(text, engine=engine)
    assert summary == Summary((), "en", engine)
    assert str(summary) == ""


def test_a_first_line_that_is_the_title_is_not_repeated() -> None:
    summary = summarize("Bridge closed\n" + ARTICLES["en"], title="Bridge closed", engine="lead")
    assert summary.sentences == summarize(ARTICLES["en"], engine="lead").sentences


def test_an_unknown_engine_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="lexrank") as refused:
        summarize("Text.", engine="magic")
    assert all(engine in str(refused.value) for engine in ENGINES)


@pytest.mark.parametrize("wrong", [{"sentences": 0}, {"sentences": -1}, {"max_chars": 0}])
def test_limits_below_one_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        summarize("Text.", **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=25, deadline=None)
@given(text=ROUGH_TEXT, title=st.none() | st.text(max_size=20), count=st.integers(1, 4))
def test_no_text_is_too_odd(engine: str, text: str, title: str | None, count: int) -> None:
    summary = summarize(text, title=title, language="en", engine=engine, sentences=count, max_chars=80)
    assert len(summary.sentences) <= count
    assert all(sentence in text for sentence in summary.sentences)
    assert language.utf16_length(str(summary)) <= 80


def test_every_engine_chooses_the_same_in_every_process() -> None:
    program = (
        "import sys, json; from summarizer import ENGINES, summarize;"
        "print(json.dumps([summarize(text, engine=e).sentences for text in json.load(sys.stdin) for e in ENGINES]))"
    )
    texts = json.dumps([ARTICLES["en"], ARTICLES["ru"]])
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=texts,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(printed) == 1


def test_what_an_engine_does_not_need_is_not_imported() -> None:
    program = (
        "import sys, summarizer; heavy = ('numpy', 'sumy', 'py3langid', 'pymorphy3');"
        "print([name for name in heavy if name in sys.modules]);"
        "summarizer.summarize(' '.join(f'Road {n} was closed on Monday for {n * n} lorries.' for n in range(9)));"
        "print([name for name in heavy if name in sys.modules])"
    )
    env = {"PYTHONPATH": ":".join(sys.path)}
    printed = subprocess.check_output([sys.executable, "-c", program], text=True, env=env)
    assert printed.split("\n")[:2] == ["[]", "['numpy']"]


def test_a_text_of_two_thousand_sentences_has_a_summary_like_any_other() -> None:
    text = "\n".join(
        f"Councillor {n} of ward {n % 37} spoke of bridge {n * 7 % 211} and of road {n % 83}." for n in range(2000)
    )
    made = summarize(text, language="en").sentences
    assert len(made) == 3
    assert set(made) <= set(text.split("\n"))


@pytest.mark.skipif(not SEED.exists(), reason="the shared sample article isn't beside the project")
def test_the_sample_article_is_told_in_whole_sentences() -> None:
    text = SEED.read_text("utf8").split("A Message from", 1)[0]
    summary = summarize(text)
    assert 2 <= len(summary.sentences) <= 3
    assert all(word in str(summary) for word in ("Perm", "fled", "Communist Party"))
    assert all(sentence.count('"') % 2 == 0 for sentence in summary.sentences)
