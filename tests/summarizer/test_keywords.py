"""Keywords are the names and terms a reader would search for, as an index would list them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import language as lang
from summarizer.key_terms import keywords, russian_forms
from summarizer.key_terms.dictionary_forms import singular

LABELLED = json.loads(Path(__file__).with_name("keywords.json").read_text("utf8"))
HELD_BACK = slice(6, 12)  # the first half was looked at while the rules were made

russian = pytest.mark.skipif(
    not russian_forms.available(), reason="pymorphy3, the Russian dictionary, is not installed"
)


def scores(code: str, part: slice) -> tuple[float, float]:
    """Precision among the keywords given, and recall of those labelled, each as a mean over the articles."""
    precision, recall = [], []
    for article in LABELLED[code][part]:
        found = {lang.fold(word) for word in keywords(article["text"], title=article["title"], language=code)}
        wanted = [{lang.fold(word) for word in entry.split("|")} for entry in article["keywords"]]
        precision.append(sum(any(word in entry for entry in wanted) for word in found) / len(found))
        recall.append(sum(bool(entry & found) for entry in wanted) / len(wanted))
    return sum(precision) / len(precision), sum(recall) / len(recall)


@pytest.mark.parametrize("code", ["en", pytest.param("ru", marks=russian)])
def test_most_keywords_are_what_a_reader_would_search_for(code: str) -> None:
    assert len(LABELLED[code]) == 12
    precision, recall = scores(code, HELD_BACK)
    assert precision >= 0.8
    assert recall >= 0.8


def test_a_person_stands_once_and_in_full() -> None:
    text = "The mayor, Anna Petrova, opened the bridge. Petrova thanked the builders. It was Petrova's idea."
    found = keywords(text, language="en")
    assert "Anna Petrova" in found
    assert not {"Petrova", "Anna"} & set(found)


def test_an_acronym_beside_its_name_is_not_told_twice() -> None:
    text = "The report of the World Health Organization came late. The WHO said that the WHO was short of staff."
    assert keywords(text, language="en")[0] == "World Health Organization"
    assert "WHO" not in keywords(text, language="en")


def test_words_that_only_open_a_sentence_days_and_peoples_are_no_names() -> None:
    text = "Workers left on Monday. Nobody stayed. Russian inspectors came in March, and British ones in May."
    assert keywords(text, language="en") == ()


def test_particles_and_initials_belong_to_the_name() -> None:
    text = "A prize went to Miriam de Groot and to J. R. Hartley, said the Bank of Merland on Friday."
    assert set(keywords(text, language="en")) == {"Miriam de Groot", "J. R. Hartley", "Bank of Merland"}


@russian
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Об этом рассказали власти Пермского края. Жители Пермского края ждут.", "Пермский край"),
        ("Письмо передали Путину. О Путине говорили и вчера.", "Путин"),
        ("В доме нашли письма Анны Петровой. Вещи Петровой увезли.", "Анна Петрова"),
        ("Следствие допросило мэра Вадима Гущина. Защита Гущина молчит.", "Вадим Гущин"),
        ("Решение приняла Эмилия Нестерова. Так решила Нестерова сама.", "Эмилия Нестерова"),
        ("Об этом говорится в докладе Министерства просвещения.", "Министерство просвещения"),
        ("Фильм снимали в «Тихой пристани» и во ВГИКе.", "Тихая пристань"),
        ("Фильм снимали в «Тихой пристани» и во ВГИКе.", "ВГИК"),
    ],
)
def test_russian_names_are_put_into_the_nominative(text: str, name: str) -> None:
    assert name in keywords(text, language="ru")


@russian
def test_neighbouring_russian_names_are_told_apart() -> None:
    text = "Об этом сообщил губернатор Карелии Юрий Савчук. На вопросы Савчук не ответил."
    assert set(keywords(text, language="ru")) == {"Карелия", "Юрий Савчук"}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Die Brücke in Lindby ist gesperrt. Die Brücke soll im Mai öffnen, sagte Greta Lund.", "Greta Lund"),
        ("fr", "Le pont de Lindby est fermé, a dit Greta Lund. Le pont rouvrira en mai.", "Greta Lund"),
        ("es", "El puente de Lindby está cerrado, dijo Greta Lund. El puente abrirá en mayo.", "Greta Lund"),
        ("it", "Il sindaco Marco Bianchi ha chiuso il ponte vecchio. Il ponte vecchio è del 1911.", "ponte vecchio"),
        ("pt", "O prefeito João Pires fechou a ponte antiga. A ponte antiga reabre em maio.", "João Pires"),
        ("uk", "Про це повідомила Олена Гончар. Роботи веде компанія «Північна лінія».", "Північна лінія"),
        (
            "pl",
            "Most zamknięto, powiedział Jan Nowak. Według Nowaka stary most jest zły, a stary most runie.",
            "Jan Nowak",
        ),
        ("tr", "Bugün konuşan Ayşe Yılmaz, eski köprü için para istedi. Bu eski köprü kapalı.", "Ayşe Yılmaz"),
        ("zh", "福岛核电站的处理水将于八月排放。福岛渔民反对排放处理水。《朝日新闻》报道了此事。", "处理水"),
        ("ja", "福島の漁師は処理水に反対している。グリーンピースも処理水を批判した。", "グリーンピース"),
    ],
)
def test_every_language_gives_names_or_terms(language: str, text: str, expected: str) -> None:
    assert expected in keywords(text, language=language)


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("eagles", "eagle"),
        ("cities", "city"),
        ("boxes", "box"),
        ("glasses", "glass"),
        ("news", "news"),
        ("crisis", "crisis"),
    ],
)
def test_plain_english_plurals_become_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


def test_no_more_come_than_asked_for_and_the_best_first() -> None:
    article = LABELLED["en"][2]
    whole = keywords(article["text"], title=article["title"])
    assert keywords(article["text"], title=article["title"], count=3) == whole[:3]
    with pytest.raises(ValueError, match="count"):
        keywords("Text.", count=0)


def test_mentions_by_initials_and_by_parts_count_for_the_longest_name_met_first() -> None:
    text = (
        "The Marrow Harbour Trust has bought the quay. Critics of the Harbour Trust met the head of Marrow Bay Club. "
        "The MHT has no comment, said Ruth Marsh. Later Marsh spoke of the Trust and of the Marrow fair."
    )
    found = keywords(text, language="en")
    assert {"Marrow Harbour Trust", "Marrow Bay Club", "Ruth Marsh"} <= set(found)
    assert not {"MHT", "Harbour Trust", "Trust", "Marsh", "Marrow"} & set(found)


def test_what_is_quoted_is_one_name_and_holds_no_others() -> None:
    found = keywords(
        "Завод «Северная Звезда» встал. Рабочие «Северной Звезды» ждут. В «Северную Звезду» едут.", language="ru"
    )
    assert "Северная Звезда" in found
    assert "Звезда" not in found


def test_an_empty_text_has_none() -> None:
    assert keywords("") == ()


@given(
    st.text(max_size=400)
    | st.lists(st.sampled_from(["Anna", "de", "«Дом", "»", "Путина", "В", ". ", "«", "-", "W.", "福岛", "'s"])).map(
        " ".join
    ),
    st.sampled_from(["en", "ru", "de", "fr", "es", "it", "pt", "uk", "pl", "tr", "zh", "ja", "ko", "th", "xx"]),
)
def test_whatever_the_text_it_never_breaks(text: str, language: str) -> None:
    found = keywords(text, title=text[:40], language=language)
    assert found == keywords(text, title=text[:40], language=language)
    assert len(found) <= 8
    assert all(found)
    assert len({lang.fold(word) for word in found}) == len(found)
