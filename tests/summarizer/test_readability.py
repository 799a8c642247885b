"""Which sentences lean on the one before them, and which are no sentences of the story at all."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import language
from summarizer.readability import (
    leans_on_previous,
    must_not_open,
    needs_antecedent,
    opening_length,
    quotes_paired,
    reads_well,
    story_length,
)

# Stories sentence by sentence: '+' before one that can't be read without the sentence before it, '=' before one that
# can. The rules were fitted on real articles and on each language's odd stories; its even ones were kept aside.
STORIES = {
    path.stem: [
        [(line[2:], line[0] == "+") for line in story.split("\n")]
        for story in path.read_text("utf8").strip().split("\n\n")
    ]
    for path in sorted(Path(__file__).with_name("samples").joinpath("leaning").glob("*.txt"))
}
LANGUAGES = ("en", "ru", "de", "fr", "es", "it", "pt", "uk", "pl", "tr")


def test_the_stories_speak_each_language() -> None:
    assert sorted(STORIES) == sorted(LANGUAGES)
    assert all(len(stories) >= 2 for stories in STORIES.values())


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(("kept_aside", "floor"), [(False, 0.95), (True, 0.8)])
def test_what_leans_on_the_sentence_before_is_told_from_what_stands_alone(
    code: str, kept_aside: bool, floor: float
) -> None:
    sentences = list(chain.from_iterable(STORIES[code][int(kept_aside) :: 2]))
    found = [(needs_antecedent(sentence, code), leans) for sentence, leans in sentences]
    right = sum(said and leans for said, leans in found)
    assert right / sum(said for said, _ in found) >= floor
    assert right / sum(leans for _, leans in found) >= floor


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_needs_the_sentence_before_it_never_opens_a_summary(code: str) -> None:
    for sentence, _ in chain.from_iterable(STORIES[code]):
        if needs_antecedent(sentence, code):
            assert must_not_open(sentence, code)
            assert leans_on_previous(sentence, code)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("en", "This week the bridge was closed for the third time."),
        ("en", "It is not clear who left the gate open."),
        ("en", "The company said that nobody had been hurt."),
        ("en", "The only problem was that the gate had no lock."),
        ("en", "The 54-year-old was arrested at the border."),
        ("en", "The other climbers walked home along the rails."),
        ("en", "Some of the passengers walked home along the rails."),
        ("ru", "Политик добавил, что мост закроют на год."),
        ("ru", "Отмечается, что никто не пострадал."),
        ("ru", "По словам эксперта, рынок уже не вырастет."),
        ("ru", "В ведомстве уточнили, что мост закроют на год."),
        ("de", "Der Mann wurde an der Grenze festgenommen."),
        ("fr", "La victime a été transportée à l'hôpital de Lister."),
    ],
)
def test_what_stands_alone_may_still_make_a_poor_beginning(code: str, sentence: str) -> None:
    assert must_not_open(sentence, code)
    assert not needs_antecedent(sentence, code)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("en", "Nordal Shipping will cut 400 jobs at its yards in Lister and Voss."),
        ("en", "In his last speech to the council, Mr Grann asked for patience."),
        ("en", "A. Smith and H. Jones won the race."),
        ("en", "The first ship of the season reached Lister on Monday."),
        ("en", "There was talk of a bridge in Lister for years."),
        ("ru", "Первый раз за десять лет рынок закрылся в плюсе."),
        ("en", "When it comes to herring, nobody knows more than Iris Polk."),
        ("en", "Not yet 30 and in his prime, on Monday, Mr Weir gave up climbing."),
        ("ru", "А. Смирнов и О. Лис выиграли гонку."),
        ("ru", "Глава компании «Нордал» Лейф Гранн отказался отвечать."),
        ("pl", "A. Kowalski wygrał wyścig w niedzielę."),
        ("it", "E. Rossi ha vinto la gara di domenica."),
        ("tr", "O. Yılmaz pazar günkü yarışı kazandı."),
        ("zh", "马罗市议会周二决定关闭老鱼市场。"),
        ("ja", "マロウ市議会は火曜日、古い魚市場の閉鎖を決めた。"),
    ],
)
def test_what_names_whom_it_speaks_of_may_open_a_summary(code: str, sentence: str) -> None:
    assert not must_not_open(sentence, code)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [("zh", "他说，市场将改建成图书馆。"), ("ja", "しかし、市場は図書館になる。"), ("xx", "“Vem nu.”")],
)
def test_other_languages_lean_too(code: str, sentence: str) -> None:
    assert needs_antecedent(sentence, code)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("en", "The bridge can't be saved, he said on Monday."),
        ("en", "Police said he was hiding in a boat."),
        ("en", "If convicted, she could go to prison for ten years."),
        ("en", "Asked whether the bridge was safe, he shrugged."),
        ("en", "14:31 — It has torn the roof off the school."),
        ("en", "Okoro converted it in the 41st minute."),
        ("en", "The sixth was a herd of chamois on the ice."),
        ("en", "There was much speculation over that, but nobody was charged."),
        ("ru", "Шестой раз это было стадо серн."),
        ("ru", "Второй был построен через год после наводнения."),
        ("ru", "На 41-й минуте его реализовал Окоро."),
        ("ru", "Вечером её задержали на границе."),
        ("ru", "Мост уже не спасти, пояснил он."),
        ("ru", "По данным следствия, он скрывался на лодке."),
        ("ru", "Позже он признал вину."),
        ("ru", "Последние, как сказано в законе, платить не должны."),
        ("uk", "Міст уже не врятувати, пояснив він."),
        ("de", "Nach Angaben der Polizei soll er sich versteckt haben."),
        ("fr", "Interrogé par la police, il a refusé de répondre."),
    ],
)
def test_he_and_she_need_somebody_to_be(code: str, sentence: str) -> None:
    assert needs_antecedent(sentence, code)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("en", "Mr Weir had no choice, he said on Monday."),
        ("en", "A man of 40 said he had seen the boat sink."),
        ("en", "When the river rises, it is time to leave."),
        ("en", "Nordal announced it would close the yard in Voss."),
        ("en", "Weir made it clear that the yard will close."),
        ("ru", "Вейр и его жена открыли пекарню."),
        ("ru", "Вейр признал, что он скрывался на лодке."),
        ("ru", "Когда ему было сорок, Вейр купил лодку."),
        ("de", "Der Trainer erklärte, er werde im Sommer gehen."),
        ("fr", "En 2010, Jonas Weir a quitté la ville où il est né."),
    ],
)
def test_he_and_she_may_be_somebody_named_before_them(code: str, sentence: str) -> None:
    assert not needs_antecedent(sentence, code)


@pytest.mark.parametrize(
    "sentence",
    [
        "Thrilled: Mr Weir told his neighbours the good news today.",
        "Jonas Weir (left) and Dag Ferrin shake hands after the match.",
        "A file photo of the bridge in its better days.",
        "Dag Ferrin, second left, and Ann Lisle, second right, paid for the bridge.",
        "Mr Weir was told to build all of the bridges himself, pictured here in 1972.",
        "VIDEO Lister sailors flop in the north  (1/4 finals) Hope: Dag Ferrin sailed on.",
        "You are welcome to email us at the address in the footer.",
        "The harbour at dusk, seen from the old mole (Photo: Ann Author).",
        "By Ann Author for the Marrow Bay Gazette, staff writer.",
        "Words by Ann Author and pictures by somebody else today.",
        "Scroll down for video of the whole rescue.",
        "A complete list of the closed bridges is below.",
        "Read more about the bridge and its long history here.",
        "Watch how officials explain the closing of the bridge.",
        "This story has been updated with the mayor's reply.",
        "The Gazette's Ann Author contributed to this report.",
        "Last updated at 3:31 PM on the 19th of July.",
        "04:54 EST, 28 September 2011.",
        "14:05 — Read more about the storm on our page.",
        "3. Have you ever wondered where herring comes from?",
        "Hello and welcome to our live coverage of the storm.",
        "MAYOR HOLLIS: Good evening to everybody who came through the rain.",
        "Willow and water: the new bank on a morning in May.",
        "(At least not that anybody here would know of.)",
        "Have you ever wondered where herring comes from?",
        "Q: What was the hardest part of the climb?",
        "New bridge to open in the spring of next year",
        "Harbour master wins a prize for his roses .",
        "Editor's note: Ann Author is a professor of law at Corvale.",
        "During October and November of the same year,.",
        "He wrote that the bridge was old and the.",
        "Фото: мост в его лучшие дни, десять лет назад.",
        "Читайте также о том, как строили старый мост.",
        "Последнее обновление: двенадцатое мая, десять часов утра.",
        "Новость дополняется, следите за нашими обновлениями на сайте.",
        "Вы когда-нибудь задумывались, откуда берётся селёдка?",
        "Mehr dazu lesen Sie morgen in unserer Zeitung.",
        "Lire aussi : comment le vieux pont a été construit.",
        "Lea también cómo se construyó el puente viejo.",
        "Leggi anche come è stato costruito il vecchio ponte.",
        "Leia também como foi construída a ponte velha.",
        "Читайте також про те, як будували старий міст.",
        "Czytaj też o tym, jak budowano stary most.",
        "Fotoğraf: köprünün on yıl önceki en güzel günleri.",
    ],
)
def test_what_stands_around_a_text_is_no_sentence_of_it(sentence: str) -> None:
    assert not reads_well(sentence, len(language.words(sentence)))


@pytest.mark.parametrize(
    "sentence",
    [
        "Photographs of the bridge were sold at the fair.",
        "VIDEO GAMES sold better this winter than they ever did before.",
        "The second left turn after the bridge, he said, leads to the harbour.",
        "WATCH makers in Lister have asked for shorter days in winter.",
        "By Monday evening the water had reached the second floor.",
        "By Friday Ann Author had read all of the letters.",
        "A photo of the bridge was torn up by the crowd.",
        "The vote was close: nine for, eight against, two missing.",
        "MAYOR HOLLIS: We shall close the bridge on Monday morning.",
        "Dr. Lind: The patients are doing better than we hoped.",
        "Grann asked the workers: “Who of you has ever been paid late?”",
        "At 14:05 the minister arrived at the old harbour.",
        "14:05 — The minister has arrived at the harbour.",
        "Thanks to the rain, nobody came to the square.",
        "The town has one question left to answer: who will pay for the bridge?",
        "One thing is certain: the bridge will stay closed.",
        "Some 12.30 million people live along the river Aldis.",
        "The camera on the left bank recorded the whole race.",
        "See ice has not been this thin since 1970, they say.",
        "Автор картины умер в нищете, сообщили в галерее.",
        "Фотографии моста продавали на ярмарке за три рубля.",
        "Комментариев от компании получить в понедельник не удалось.",
    ],
)
def test_a_sentence_is_no_furniture_for_looking_a_little_like_it(sentence: str) -> None:
    assert reads_well(sentence, len(language.words(sentence)))


@pytest.mark.parametrize(
    ("sentence", "opening"),
    [
        ("(CNN)Two climbers were rescued.", "(CNN)"),
        ("(Lister Gazette)Two climbers were rescued.", "(Lister Gazette)"),
        ("(CNN) -- Two climbers were rescued.", "(CNN) -- "),
        ("CORVALE, Marrow (AP) — Two climbers were rescued.", "CORVALE, Marrow (AP) — "),
        ("Washington (Reuters) - Two climbers were rescued.", "Washington (Reuters) - "),
        ("LONDON — Two climbers were rescued.", "LONDON — "),
        ("Port Lister, NY – Two climbers were rescued.", "Port Lister, NY – "),
        ("Ann Lisle, MP – a climber herself – was rescued.", ""),
        ("МОСКВА, 5 мая — ТАСС. Двух альпинистов спасли.", "МОСКВА, 5 мая — ТАСС. "),
        ("14:05 — The minister has arrived.", "14:05 — "),
        ("[14:05] The minister has arrived.", "[14:05] "),
        ("2:30 p.m. The minister has arrived.", "2:30 p.m. "),
        ("14.05 Uhr: Der Minister ist da.", "14.05 Uhr: "),
        ("• The minister has arrived.", "• "),
        ("3. Never cook herring in a hurry.", "3. "),
        ("NATO said it would send ships.", ""),
        ("3.5 million people live here.", ""),
        ("12.30 million people live here.", ""),
        ("Two climbers (both Swiss) were rescued.", ""),
        ("14:05", ""),
    ],
)
def test_what_stands_before_a_sentence_can_be_left_out(sentence: str, opening: str) -> None:
    assert sentence[: opening_length(sentence)] == opening


@pytest.mark.parametrize("text", ['"a" “b” «c»', "„d“", "„d”", '“e"', "「火」", "it's 5 o'clock"])
def test_paired_quotation_marks(text: str) -> None:
    assert quotes_paired(text)


@pytest.mark.parametrize("text", ['"a', "b”", "«c", "„d", "「火", "«a „b»"])
def test_unpaired_quotation_marks(text: str) -> None:
    assert not quotes_paired(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "We, the journalists of the Marrow Bay Gazette, will go on printing.",
        "Our reporters have been called liars by the harbour office.",
        "The harbour office calls it slander, but we stand by our reporting.",
        "If you can, please support us monthly from three crowns.",
        "Your support, however small, keeps the presses going.",
        "It is quickly done, and every contribution counts for much.",
        "But to go on printing, we need your help this winter.",
        "Thank you for standing with the Gazette in bad weather.",
        "By supporting the Gazette, you keep the harbour honest.",
        "Мы, журналисты «Вестника», не замолчим и будем писать дальше.",
        "Нашу редакцию снова назвали врагом причала и моста.",
        "Чтобы мы могли работать, поддержите нас любым переводом.",
        "Каждый взнос помогает нам печатать газету и зимой.",
        "Дорогие читатели, без вас этой газеты не было бы.",
        "Ваша поддержка нужна газете сейчас больше, чем летом.",
    ],
)
def test_what_a_publication_asks_of_its_readers_is_no_sentence_of_the_story(sentence: str) -> None:
    assert not reads_well(sentence, len(language.words(sentence)))


@pytest.mark.parametrize(
    "sentence",
    [
        "We shall rebuild the bridge before the winter, whatever it costs.",
        "“We need your help,” the mayor told the fishermen on Monday.",
        "Our readers will be told, the editor said, when the presses stop.",
        "The strike is a danger to US journalists and US bombers alike.",
        "The journalist left the town before our bridge was built.",
        "Circles help us draw better houses than squares ever did.",
        "Police arrested four journalists outside of the town hall.",
        "По словам редактора, наше издание закроют к весне.",
        "Журналисты покинули город, когда его начало затапливать.",
        "«Поддержите нас», — попросил мэр рыбаков в понедельник.",
        "Мы построим мост до зимы, сколько бы он ни стоил.",
    ],
)
def test_whoever_says_we_makes_no_appeal_by_that_alone(sentence: str) -> None:
    assert reads_well(sentence, len(language.words(sentence)))


STORY = ["The old bridge was closed on Monday.", "We crossed it every day, said Ann Lisle.", "It will be pulled down."]
APPEAL = [
    "A word from the Gazette:",
    "Dear readers,",
    "We are in rough water.",
    "The harbour office has taken our newsroom to court.",
    "This is the third time.",
    "But to go on printing, we need your help.",
    "It takes a minute.",
]


def test_an_appeal_that_closes_a_text_is_no_part_of_its_story() -> None:
    assert story_length([*STORY, *APPEAL]) == len(STORY)
    assert story_length(STORY) == len(STORY)
    assert story_length([*STORY, *APPEAL, *STORY]) == 2 * len(STORY) + len(APPEAL)
    assert story_length([*STORY, "Our readers have written to us about it."]) == len(STORY) + 1
    assert story_length(APPEAL[1:]) == len(APPEAL) - 1
    assert story_length([]) == 0


@pytest.mark.parametrize("word", ["A" * 50_000, "A-" * 25_000, "Aa " * 15_000, "We our " * 7_000, "“we " * 9_000])
def test_a_byline_that_never_ends_is_judged_at_once(word: str) -> None:
    assert isinstance(reads_well(f"By {word} for you to read it!", 9), bool)


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet=st.sampled_from(list("\"'«»“„—-:,.?!() A9aHеОн他")) | st.characters(), max_size=120),
    st.sampled_from([*LANGUAGES, "zh", "ja", "xx"]),
)
def test_no_text_is_too_odd_to_be_judged(text: str, code: str) -> None:
    assert needs_antecedent(text, code) <= must_not_open(text, code)
    assert isinstance(reads_well(text, 9), bool)
    assert 0 <= opening_length(text) <= len(text)
