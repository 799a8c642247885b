"""Words, stems and stop words: what a reader takes for the same word is the same."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import language


def test_words_are_folded_and_split_at_everything_that_is_no_letter_or_digit() -> None:
    assert language.words("Ёлка, café; STRAẞE_don't 3,5 №7") == ["елка", "cafe", "strasse", "don", "t", "3", "5", "7"]


def test_scripts_without_spaces_are_words_apart_from_what_they_borrow() -> None:
    assert language.words("用iPhone拍的3张照片, コンピューターはcaféで") == [
        "用", "iphone", "拍的", "3", "张照片", "コンピューターは", "cafe", "で",
    ]  # fmt: skip
    assert language.stems("在Tver的elections и выборах", "zh") == ["在", "tver", "的", "elect", "и", "выбор"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ёж", "еж"),
        ("café", "cafe\u0301"),
        ("naïve", "NAIVE"),
        ("İzmir", "izmir"),
        ("Łódź", "lodz"),
        ("co\u00adop", "coop"),
    ],
)
def test_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    assert language.fold(one) == language.fold(other)


def test_letters_of_their_own_are_kept() -> None:
    assert language.fold("Йод і їжак") == "йод і їжак"
    assert language.fold("и\u0306од") == "йод"
    assert language.fold("서울 ガラス で") == "서울 ガラス で"


@given(st.text(st.characters()))
def test_word_spans_are_the_places_of_the_words(text: str) -> None:
    spans = language.word_spans(text)
    assert [language.fold(text[start:end]) for start, end in spans] == language.words(text)


@given(st.text(st.characters()))
def test_utf16_length_is_what_an_encoder_says(text: str) -> None:
    assert language.utf16_length(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_an_emoji_counts_twice() -> None:
    assert language.utf16_length("a😀") == 3


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("en", ("election", "elections", "Elections")),
        ("ru", ("выборы", "выборах", "Выборов")),
        ("ru", ("ёлка", "ёлки", "елкой")),
        ("de", ("Haus", "Hauses")),
        ("es", ("elección", "elecciones")),
    ],
)
def test_forms_of_a_word_share_their_stem(code: str, forms: tuple[str, ...]) -> None:
    assert len({language.stem(form, code) for form in forms}) == 1


def test_the_stemmer_goes_by_the_script_of_the_word() -> None:
    assert language.stems("elections и выборах", "ru") == ["elect", "и", "выбор"]
    assert language.stem("выборах", "en") == "выбор"
    assert language.stem("2024", "ru") == "2024"
    assert language.stem("選挙", "ja") == "選挙"
    assert language.stems("Die Wahlen und выборы", "de") == ["die", "wahl", "und", "выбор"]


def test_a_query_finds_every_stem_its_word_may_be_stored_under() -> None:
    assert language.query_stems("Nations", ["fr", "en"]) == {language.stem("Nations", "fr"), "nation"}
    assert language.query_stems("выборах", ["en"]) == {"выбор"}


@given(st.text(st.characters(), max_size=40), st.sampled_from(["en", "ru", "tr", "zh", "xx", ""]))
def test_no_word_is_too_odd_for_the_stemmers(word: str, code: str) -> None:
    assert isinstance(language.stem(word, code), str)
    assert len(language.stems(word, code)) == len(language.words(word))


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("en", "the"),
        ("ru", "ее"),
        ("de", "fur"),
        ("fr", "etait"),
        ("es", "mas"),
        ("it", "perche"),
        ("pt", "nao"),
        ("uk", "що"),
        ("pl", "byc"),
        ("tr", "cok"),
    ],
)
def test_stop_words_are_folded_as_words_are(code: str, word: str) -> None:
    assert word in language.stop_words(code)


def test_a_language_without_a_list_has_no_stop_words() -> None:
    assert language.stop_words("xx") == frozenset()


def test_importing_language_stays_light() -> None:
    program = "import sys, language; print([m for m in ('numpy', 'py3langid') if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "[]"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("हिन्दी में समाचार पढ़ना", ["हिन्दी", "में", "समाचार", "पढ़ना"]),
        ("বাংলা ভাষা", ["বাংলা", "ভাষা"]),
        ("السَّلامُ عَلَيْكُم", ["السلام", "عليكم"]),
        ("שָׁלוֹם עוֹלָם", ["שלום", "עולם"]),
    ],
)
def test_vowel_signs_end_no_word(text: str, words: list[str]) -> None:
    assert [unicodedata.normalize("NFC", word) for word in words] == language.words(text)
    assert len(language.word_spans(text)) == len(words)


def test_a_heap_of_marks_is_folded_at_once() -> None:
    heap = "a" + "\u0301\u0323" * 100_000 + "b"
    assert language.fold(heap) == "ab"
    assert language.words(heap) == ["ab"]
