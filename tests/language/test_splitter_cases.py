"""Sentences of labelled paragraphs: the floors the splitter reaches, and what it was asked for, one by one."""

from __future__ import annotations

import pytest

import language
from benchmarks.splitter import LANGUAGES, cases, ours, score

ASKED_FOR = {
    "a quotation of several sentences": [
        ("en", ['"I want the war to end! I want to see my son again …," read the post.', "It was shared widely."]),
        ("en", ["“We ran. Nobody looked back,” said Ann Bell.", "The fire went on."]),
        ("de", ["„Wir gehen. Es reicht!“, rief er.", "Keiner folgte."]),
        ("de", ["»Nein. Niemals.«", "Er schwieg.", "‚Gut.‘", "Sie ging."]),
        ("fr", ["«\u00a0On part. C’est fini\u00a0», dit M. Blanc.", "Il pleut."]),
    ],
    "abbreviations": [
        ("en", ["Mr. Day left the U.S. in May, i.e. too late.", "He flew to the U.S.", "He came back."]),
        ("ru", ["Музей им. Ленина, т. е. бывший дворец, в г. Москва.", "Там картины, книги и т. д.", "Он открыт."]),
        ("de", ["Das gilt z. B. für Dr. Weber, d. h. für alle.", "Er schweigt."]),
        ("fr", ["M. Dupont, c.-à-d. le maire, est là.", "Il parle."]),
        ("es", ["El Sr. Paz vive en EE. UU. desde mayo.", "Calla."]),
        ("it", ["Il Dott. Neri arriva.", "Parla poco."]),
        ("pl", ["Prof. Lis mieszka przy ul. Długiej, tj. blisko.", "Milczy."]),
        ("tr", ["Dr. Kaya elma, armut vb. aldı.", "Sustu."]),
    ],
    "initials": [
        ("en", ["J. K. Rowling met W.H. Cole and Eliot C. Ward.", "They spoke."]),
        ("ru", ["А. С. Пушкин и Дж. Смит тут не были.", "А жаль."]),
    ],
    "decimals and dates": [
        ("en", ["It rose 3.5 percent by 12.03.2024.", "Then it fell."]),
        ("de", ["Am 3. Oktober kamen 3.000 Gäste.", "Am 4. Oktober keiner."]),
        ("pl", ["Spotkanie 3. Maja trwało 2.5 godziny.", "Potem padało."]),
        ("tr", ["3. Köprü 2.5 kilometre.", "Kapalı."]),
    ],
    "lists": [("en", ["Two things: 1. Bread is dear.", "2. Milk is not."])],
    "direct speech with dashes": [
        ("ru", ["— Я приехал вчера, — сказал он. — Больше ничего не знаю."]),
        ("ru", ["— Кто там? — спросила она. — Ты?", "Никто не ответил."]),
        ("uk", ["— Я тут, — сказав він. — Більше нікого немає."]),
        ("pl", ["– Nie wiem – powiedziała. – Zobaczymy jutro."]),
        ("es", ["—No lo sé —dijo Ana—. Ya veremos."]),
        ("fr", ["— Je pars, dit Anne. — Moi aussi."]),
    ],
    "domain names and company names": [
        ("ru", ["Об этом пишут Gazeta.Ru и Tut.By сегодня.", "Деталей нет."]),
        ("en", ["Node.js runs the site of Yahoo! Inc. at www.example.org.", "It is fast."]),
    ],
    "ends without a space": [
        ("zh", ["「桥修好了。」他说。", "大家都笑了。"]),
        ("zh", ["“真的吗？”她问。", "没有人回答。"]),
        ("zh", ["她哭了。", "“真的？”", "“真的。”", "他走了。"]),
        ("ja", ["「橋ができた。」と彼は言った。", "皆が笑った。"]),
    ],
}


@pytest.mark.parametrize(
    ("code", "expected"),
    [pytest.param(code, expected, id=f"{what}-{code}") for what, of in ASKED_FOR.items() for code, expected in of],
)
def test_what_the_splitter_was_asked_for(code: str, expected: list[str]) -> None:
    space = "" if code in ("zh", "ja") else " "
    assert [sentence.text for sentence in language.sentences(space.join(expected), code)] == expected


@pytest.mark.parametrize("space", ["", " "])
def test_a_forgotten_space_is_no_reason_to_join(space: str) -> None:
    found = language.sentences(f"The meeting ended.{space}The next one is in Node.js and on Gazeta.Ru.", "en")
    assert [s.text for s in found] == ["The meeting ended.", "The next one is in Node.js and on Gazeta.Ru."]


def test_who_writes_without_capitals_is_read_too() -> None:
    found = language.sentences("we came home at noon. it rained, e.g. on us. nobody saw", "en")
    assert [s.text for s in found] == ["we came home at noon.", "it rained, e.g. on us.", "nobody saw"]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(("part", "floor"), [("dev", 0.92), ("held", 0.95)])
def test_boundaries_of_every_language_reach_the_floor(part: str, code: str, floor: float) -> None:
    assert score(cases(part, code), ours).f1 >= floor


@pytest.mark.parametrize(("part", "floor"), [("dev", 0.99), ("held", 0.98)])
def test_boundaries_of_all_languages_reach_the_floor(part: str, floor: float) -> None:
    assert score([case for code in LANGUAGES for case in cases(part, code)], ours).f1 >= floor


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_cases_enough(code: str) -> None:
    known = sum(len(case.ends) for part in ("dev", "held") for case in cases(part, code))
    assert known >= {"zh": 24, "ja": 24, "mixed": 10}.get(code, 44)


def test_cases_are_held_back_from_the_tuning() -> None:
    for code in LANGUAGES:
        assert not {case.text for case in cases("dev", code)} & {case.text for case in cases("held", code)}
