"""Sentences: verbatim, whole, and never across a paragraph's end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import language

CASES = {
    "en": [
        ["Dr. Lowe met Sen. Ann B. Carter at 5 p.m. Monday.", "It cost $3.5 million, i.e. too much."],
        ["The U.S. team won 3.2 to 1.", "It was close."],
        [
            '"I want the roads mended! I want to see the town awake," read the note, which was pinned to a door.',
            "It rained.",
        ],
        ['“May the rain stop soon. The river is high," it went on, adding: "We wait. We hope.”', "Nobody answered."],
        ['"We did what we could," the mayor said.', '"It was late. What else was there?"', "She left."],
        ['"Why now?" Carter asked.', '"Because!" he said.', "They voted."],
        ["The doors were open to me.", "I went in.", '"It was warm there. I stayed," he said.', "Plan B failed."],
        ["The list has two lines.", "1. Bread is dear.", "2. Milk is not."],
        ["“It is over” and “it is not”: both were said.", "Both were true."],
    ],
    "ru": [
        ["«Мы починим мост. Мы успеем», — сказал А. С. Петров.", "Работа стоит 3,5 млн руб. в год."],
        ["«Нет, — ответила она. — Я останусь».", "Поезд ушёл."],
        ["— Куда вы? — спросил он. — Домой?", "Она кивнула."],
        ["В 2020 г. город вырос.", "Жителей стало 12 тыс. человек."],
        ["Он сказал: “Хватит! Довольно”.", "Все замолчали."],
    ],
    "de": [
        ["Am 3. Mai kam Dr. Weber nach Köln.", "„Ich bleibe. Das ist sicher“, sagte er."],
        ["Das kostet z. B. 3,5 Mio. Euro.", "Niemand zahlt es gern."],
    ],
    "fr": [["« Nous restons. Nous avons le temps », a dit M. Blanc.", "Il pleuvait."]],
    "es": [["«Nos quedamos. Hay tiempo», dijo el Sr. Ruiz.", "¿Quién lo sabe?", "¡Nadie!"]],
    "uk": [["«Ми лишимося. Час є», — сказав він.", "Дощ ішов до ранку."]],
    "zh": [["市议会决定关闭旧桥。", "居民们很高兴！", "为什么？"]],
    "ja": [["古い橋は閉鎖された。", "住民は喜んだ。"]],
}


@pytest.mark.parametrize(("code", "expected"), [(code, case) for code, cases in CASES.items() for case in cases])
def test_a_paragraph_falls_into_its_sentences(code: str, expected: list[str]) -> None:
    text = ("" if code in ("zh", "ja") else " ").join(expected)
    assert [sentence.text for sentence in language.sentences(text, code)] == expected


def test_each_line_or_block_is_a_paragraph_of_its_own() -> None:
    text = "A heading without a stop\n\nThe first line ends here. So it goes.\nA second line\n\n\n  A third.  "
    found = language.sentences(text, "en")
    assert [s.text for s in found] == [
        "A heading without a stop",
        "The first line ends here.",
        "So it goes.",
        "A second line",
        "A third.",
    ]
    assert [s.paragraph for s in found] == [0, 1, 1, 2, 3]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2029", "\n \n"])
def test_any_kind_of_line_end_ends_a_paragraph(end: str) -> None:
    found = language.sentences(f"The bridge is closed{end}It will open in spring.", "en")
    assert [s.text for s in found] == ["The bridge is closed", "It will open in spring."]


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    text = (
        "The council of the small town by the river met on Tuesday evening to\n"
        "decide what should become of the bridge, which has stood there since\n"
        "the last century. Nobody spoke for long. The vote was taken before\n"
        "nine and the bridge will close.\n"
        "\n"
        "Engineers had warned of it for years, and the river, high after weeks\n"
        "of rain, did the rest."
    )
    found = language.sentences(text, "en")
    assert [s.paragraph for s in found] == [0, 0, 0, 1]
    assert found[1].text == "Nobody spoke for long."


def test_an_unclosed_quotation_does_not_swallow_the_text() -> None:
    text = '"We go on. The road is long. ' + "Nobody knows the end of it. " * 40
    assert len(language.sentences(text, "en")) > 30


PIECES = [
    "a", "B", "я", "Ж", "字", "の", "5", "12", "XX", " ", "\u00a0", "\n", "\r", "\t", ".", "...", "…", "!",
    "?", "。", "！", ",", ":", '"', "“", "”", "„", "«", "»", "‘", "’", "'", "「", "」", "(", ")", "（",
    "）", "[", "—", "–", "-", "Mr", "U.S", "a.m", "т. е", "г", "St", "No", "z. B", "3.", "said",
    "сказал", "他说", "The", "Он", "\x00", "\ud800", "\udfff", "😀", "\u0301",
]  # fmt: skip


@given(
    st.one_of(st.lists(st.sampled_from(PIECES)).map("".join), st.text(st.characters(exclude_categories=()))),
    st.sampled_from(["en", "ru", "de", "fr", "es", "it", "pt", "uk", "pl", "tr", "zh", "ja", "xx", ""]),
)
def test_sentences_are_verbatim_stripped_in_order_and_lose_no_letter(text: str, code: str) -> None:
    found = language.sentences(text, code)
    place = paragraph = 0
    for sentence in found:
        assert sentence.text == text[sentence.start : sentence.end] == sentence.text.strip() != ""
        assert not text[place : sentence.start].strip()
        assert sentence.paragraph in (paragraph, paragraph + 1)
        place, paragraph = sentence.end, sentence.paragraph
    assert not text[place:].strip()


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_every_word_stands_in_one_sentence(text: str) -> None:
    spans = [(sentence.start, sentence.end) for sentence in language.sentences(text, "en")]
    for start, end in language.word_spans(text):
        assert sum(begin <= start and end <= close for begin, close in spans) == 1


@pytest.mark.parametrize(
    ("code", "piece"),
    [("en", 'It rained. "We wait. We hope," he said. '), ("ru", "Шёл дождь. «Ждём. Надеемся», — сказал он. ")],
)
def test_twenty_thousand_sentences_are_told_apart_as_two_are(code: str, piece: str) -> None:
    assert len(language.sentences(piece, code)) == 2
    assert len(language.sentences(piece * 10_000, code)) == 20_000


HOSTILE = [
    '"', "“", "„", "«a", "»", "「", "（", "(", "( . A", ". ", "!?", "- ", "— ", "A. ", "\n", '" ', "1. ",
    "a" * 50 + "\n", "…”", "'a. \"", "a.A", "a.Aa", "。」", "т. е. ", "U.S. ", "«a» — b. — C. ", "? Aa ",
    "a,” — ", "\x00", "\x00. ", "\ud800. ", "\udfff", "[.", ".\u00a0»",
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("code", ["en", "ru"])
def test_hostile_text_loses_nothing(hostile: str, code: str) -> None:
    text = hostile * (100_000 // len(hostile))  # one that took quadratic time would not come to an end here
    told = "".join(sentence.text for sentence in language.sentences(text, code))
    assert "".join(told.split()) == "".join(text.split())


def test_a_hundred_thousand_opening_marks_hide_no_sentence() -> None:
    found = language.sentences("“" * 100_000 + "We go on. " * 1_000, "en")
    assert len(found) > 900
