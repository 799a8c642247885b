"""Texts of every kind a bot meets, and what somebody who reads only the summary has to know afterwards.

The texts in `samples/` are written for this project. Nothing here fixes the sentences: a summary may tell what it must
in any of several ways.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import language
from summarizer import ENGINES, summarize
from summarizer.readability import must_not_open, opening_length, quotes_paired

SAMPLES = Path(__file__).with_name("samples")
NAMES = sorted(path.stem for path in SAMPLES.glob("*.txt"))
TOLD_FIRST = [name for name in NAMES if name.endswith(("_news", "_court", "_market", "_match", "_obituary", "_quotes"))]

# Each entry is told when one of its alternatives is in the summary.
MUST_TELL: dict[str, list[str]] = {
    "en_news": ["fish market", "nine to eight|library"],
    "ru_news": ["рыбный рынок", "девятью голосами|библиотеку"],
    "de_news": ["Fischmarkt", "neun zu acht|Bibliothek"],
    "fr_news": ["marché aux poissons", "neuf voix|bibliothèque"],
    "es_news": ["mercado de pescado", "nueve votos|biblioteca"],
    "it_news": ["mercato del pesce", "nove voti|biblioteca"],
    "pt_news": ["mercado do peixe", "nove votos|biblioteca"],
    "uk_news": ["рибний ринок", "дев'ятьма голосами|бібліотеку"],
    "pl_news": ["targu rybnego", "dziewięć do ośmiu|bibliotekę"],
    "tr_news": ["balık pazarının", "dokuz oyla|kütüphaneye"],
    "zh_news": ["鱼市场", "图书馆"],
    "ja_news": ["魚市場", "図書館"],
    "mixed": ["reopening of its bridge"],
    "en_list": ["kitchen", "seven"],
    "ru_list": ["кухн|Кухн", "семь|Семь"],
    "en_ticker": ["Berta", "trains|12,000|roof|sailors"],
    "ru_ticker": ["Берта", "поездов|двенадцать тысяч|крышу|моряков"],
    "en_interview": ["Iris Polk|Ms Polk", "smoked herring|market closes|shed in Voss|sold two tons"],
    "ru_interview": ["Ирина Полк", "коптит|рынка|сарай|две тонны"],
    "en_interview_plain": ["Jonas Weir", "microphones|glacier"],
    "ru_interview_plain": ["Йонас Вейр", "микрофонов"],
    "en_match": ["Halton beat Risley", "3-1", "Weir"],
    "ru_match": ["обыграл «Рисли»", "3:1", "Вейр"],
    "en_transcript": ["fish market"],
    "en_obituary": ["Agnes Thorsen", "died"],
    "ru_obituary": ["Агнес Торсен", "умерла"],
    "en_court": ["Hollis", "four years", "bribes"],
    "ru_court": ["Холлис", "четырём годам", "взятки"],
    "en_market": ["2.4 per cent", "oil"],
    "ru_market": ["2,4%", "нефти"],
    "en_quotes": ["Voss", "flooded 300 houses"],
    "ru_quotes": ["Восса", "затопила триста домов"],
    "en_headings": ["Aldis", "flows"],
    "ru_headings": ["Алдис", "течёт"],
}

# What stands around these texts and is no part of the story.
FURNITURE = (
    "Photo", "Фото:", "На фото", "Read more", "Читайте", "Lire aussi", "Lea también", "Leggi anche", "Leia também",
    "Czytaj też", "Haberin devamı", "Mehr zum Thema", "Ann Author", "Авторова", "(left)", "Willow and water",
    "A pipe and a smell", "Труба и запах", "Digging up", "Раскопки прошлого", "What the shops", "Что говорят магазины",
    "live coverage", "онлайн-трансляцию", "Write to us", "Пишите нам", "Good evening", "Добрый вечер",
)  # fmt: skip

# Beginnings that ask 'who?' or 'what?' of whoever hasn't read the sentence before.
LEANING = (
    "It will cost", "She was applauded", "Not everyone", "Some of them", "Er soll", "Dafür bekam", "Einige von ihnen",
    "Ils doivent", "Elle a été", "Plusieurs d'entre", "Sus palabras", "Además, varios", "Le sue parole", "Alcuni di",
    "As suas palavras", "Além disso", "Їй аплодували", "Крім того", "Jej słowa", "Ponadto", "Onun sözleri", "Ayrıca",
    "此外", "她的话", "その言葉", "しかし", "また、", "Он обошёлся", "It was eaten", "They cool the air",
    "Они охлаждают",
    "They are cold", "Они замёрзли", "We will not be able", "Mostly like", "Чаще всего", "And now you", "Their captain",
    "Then Weir", "He struck", "It was his", "His Risley", "They travel", "Их капитан", "Затем Вейр",
    "Он забил", "Его коллега", "She was born", "She kept", "That changed", "Она родилась", "Она вела", "Ей было",
    "In return, his", "It listed", "She also", "В ней каждая", "В ответ его", "Кроме того", "It had stood", "Она ждёт",
    "\"It was the worst", "«Это была худшая", "\"Who is going", "«Кто за всё", "\"Then the water", "\"We understand",
    "Она начнётся", "Ей аплодировали", "При этом",
)  # fmt: skip


@cache
def sample(name: str) -> tuple[str, str]:
    head, _, text = SAMPLES.joinpath(f"{name}.txt").read_text("utf8").partition("\n\n")
    return head.removeprefix("title: "), text.strip()


@cache
def told(name: str, count: int = 3) -> tuple[str, ...]:
    title, text = sample(name)
    return summarize(text, title=title, sentences=count).sentences


def test_there_is_a_text_of_every_kind() -> None:
    kinds = {name.partition("_")[2] for name in NAMES if name.startswith("en_")}
    assert kinds == {name.partition("_")[2] for name in NAMES if name.startswith("ru_")}
    assert len(kinds) == 13
    assert sum(name.endswith("_news") for name in NAMES) == 12


@pytest.mark.parametrize("count", [1, 3, 5])
@pytest.mark.parametrize("name", NAMES)
def test_a_summary_is_verbatim_in_order_and_of_whole_sentences(name: str, count: int) -> None:
    _, text = sample(name)
    place = 0
    for sentence in told(name, count):
        place = text.index(sentence, place) + len(sentence)
        assert quotes_paired(sentence)
        assert len(language.words(sentence)) >= 5 or (name in ("zh_news", "ja_news") and len(sentence) >= 12)
        assert not sentence.rstrip('"”“»')[-1].isalnum()
    assert 1 <= len(told(name, count)) <= count


@pytest.mark.parametrize("count", [1, 3, 5])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_told_that_only_stands_around_the_text(name: str, count: int) -> None:
    for sentence in told(name, count):
        assert not [line for line in FURNITURE if line in sentence]
        assert not sentence.endswith("?")


@pytest.mark.parametrize("count", [1, 2, 3, 5])
@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_is_told_without_the_one_it_leans_on(name: str, count: int) -> None:
    _, text = sample(name)
    bare = [s.text for s in language.sentences(text, language.detect(text))]
    chosen = told(name, count)
    for sentence in chosen:
        if sentence[opening_length(sentence) :].startswith(LEANING):
            before = next(number for number, own in enumerate(bare) if sentence in own) - 1
            assert any(said in bare[before] for said in chosen)


@pytest.mark.parametrize("name", [name for name in NAMES if "short" not in name])
def test_a_summary_opens_on_what_needs_nothing_before_it(name: str) -> None:
    title, text = sample(name)
    summary = summarize(text, title=title)
    first = summary.sentences[0]
    assert not must_not_open(first[opening_length(first) :], summary.language)


@pytest.mark.parametrize("name", MUST_TELL)
def test_who_reads_only_the_summary_knows_the_story(name: str) -> None:
    summary = " ".join(told(name))
    for alternatives in MUST_TELL[name]:
        assert any(alternative in summary for alternative in alternatives.split("|")), summary


@pytest.mark.parametrize("name", TOLD_FIRST)
def test_a_news_story_is_told_from_its_first_sentence(name: str) -> None:
    _, text = sample(name)
    assert text.startswith(told(name)[0])


@pytest.mark.parametrize("name", ["en_short", "ru_short"])
@pytest.mark.parametrize("engine", ENGINES)
def test_an_article_of_forty_words_is_its_own_summary(name: str, engine: str) -> None:
    title, text = sample(name)
    assert " ".join(summarize(text, title=title, engine=engine).sentences) == text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("engine", [engine for engine in ENGINES if engine != "news"])
def test_every_engine_reads_every_text(engine: str, name: str) -> None:
    title, text = sample(name)
    summary = summarize(text, title=title, engine=engine)
    place = 0
    for sentence in summary.sentences:
        place = text.index(sentence, place) + len(sentence)
    assert 1 <= len(summary.sentences) <= 3
    expected = "en" if name == "mixed" else name.partition("_")[0]
    assert summary.language == expected
