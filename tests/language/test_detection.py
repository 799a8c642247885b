"""Language detection: kindred languages apart, and never an exception."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import language

SAMPLES = [
    ("en", "The council voted on Tuesday to close the old bridge, which engineers say is no longer safe."),
    ("ru", "Городской совет решил закрыть старый мост: инженеры считают, что ездить по нему опасно."),
    ("uk", "Міська рада вирішила закрити старий міст, бо інженери вважають його небезпечним для людей."),
    ("de", "Der Stadtrat hat am Dienstag beschlossen, die alte Brücke zu sperren, weil sie nicht mehr sicher ist."),
    ("fr", "Le conseil municipal a décidé mardi de fermer le vieux pont, qui n'est plus sûr selon les ingénieurs."),
    ("es", "El ayuntamiento decidió el martes cerrar el viejo puente, que según los ingenieros ya no es seguro."),
    ("it", "Il consiglio comunale ha deciso martedì di chiudere il vecchio ponte, che non è più sicuro."),
    ("pt", "A câmara municipal decidiu na terça-feira fechar a velha ponte, que já não é segura para os carros."),
    ("pl", "Rada miasta zdecydowała we wtorek o zamknięciu starego mostu, który nie jest już bezpieczny."),
    ("tr", "Belediye meclisi salı günü eski köprünün kapatılmasına karar verdi, çünkü artık güvenli değil."),
    ("be", "Гарадскі савет вырашыў закрыць стары мост, бо інжынеры кажуць, што ён небяспечны для ўсіх."),
    ("bg", "Общинският съвет реши да затвори стария мост, защото инженерите казват, че вече не е безопасен за хората."),
    ("sv", "Kommunfullmäktige beslutade i tisdags att stänga den gamla bron, eftersom den inte längre är säker."),
    ("zh", "市议会周二决定关闭这座旧桥。"),
    ("ja", "市議会は火曜日、古い橋を閉鎖することを決めた。"),
    ("el", "Το δημοτικό συμβούλιο αποφάσισε να κλείσει τη γέφυρα."),
]


@pytest.mark.parametrize(("code", "text"), SAMPLES)
def test_running_text_is_told_by_its_language(code: str, text: str) -> None:
    assert language.detect(text) == code


def test_a_russian_text_with_a_ukrainian_name_stays_russian() -> None:
    assert language.detect("Газета «Рідний край» написала, что это были выборы, которых ждали годами.") == "ru"


@pytest.mark.parametrize("text", ["", " \n", "12:30", "!!!", "😀"])
def test_a_text_without_letters_is_in_the_default_language(text: str) -> None:
    assert language.detect(text, default="ru") == "ru"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "President Recep Erdoğan said on Monday that the talks would go on and that the ministers would meet."),
        ("en", "President Erdoğan meets the king"),
        ("de", "Der türkische Präsident Erdoğan hat am Montag mit der Kanzlerin und dem König gesprochen."),
        ("tr", "Cumhurbaşkanı yarın Ankara'da konuşacak"),
        ("tr", "Sığınak açıldı"),
        ("zh", "昨天，新开的「花の店」在广场举行了发布会，公司宣布将在全国开设一百家新店。"),
        ("ja", "新橋の開通式、明日開催"),
    ],
)
def test_a_name_from_abroad_changes_no_text_s_language(code: str, text: str) -> None:
    assert language.detect(text) == code


def test_a_word_or_two_are_enough_for_a_guess() -> None:
    assert language.detect("Привет") == "ru"
    assert language.detect("Привіт") == "uk"
    assert language.detect("Hello") == "en"


@settings(deadline=None)  # the first text that needs the model loads it
@given(st.text(st.characters(), max_size=200))
def test_nothing_raises(text: str) -> None:
    assert language.detect(text)
