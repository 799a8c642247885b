"""Appeals and furniture go, news stays. Every text here was written for these tests."""

# ruff: noqa: E501 - samples are kept whole

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import clean_text
from ingest.cleaning.appeals import opens_appeal
from ingest.cleaning.furniture import furniture

NEWS = (
    "The harbour of Lindholm was closed on Monday after a freighter lost forty containers in a storm.",
    "Divers from the coast guard searched the bay until dusk and found twelve of them near the old pier.",
    "“Nobody was hurt, and that is what counts,” the harbour master, Greta Holm, told reporters.",
    "The port is expected to open again by the end of the week, the ministry of transport said.",
)
НОВОСТИ = (
    "Порт Линдхольма закрыли в понедельник после того, как грузовое судно потеряло в шторм сорок контейнеров.",
    "Водолазы береговой охраны искали их до темноты и нашли двенадцать у старого причала.",
    "«Никто не пострадал, и это главное», — сказала журналистам капитан порта Грета Хольм.",
    "Порт откроют к концу недели, сообщили в министерстве транспорта.",
)

APPEALS = (
    ("A Message from the Lindholm Courier:", "Dear readers,", "We have been called enemies for telling what happens here.",
     "Our printing house was closed in spring, and three of us had to leave the country.",
     "But to go on, we need your help.", "Your support, however small, lets our reporters work. Please give monthly.",
     "Thank you for standing with us.", "Remind me later."),
    ("Before you go…", "If you value our reporting, please consider supporting us. Every contribution helps our newsroom.",
     "Donate now"),
    ("We rely on our readers to fund our journalism. If you can, please support us from just $3 a month.",),
    ("Sign up for our weekly newsletter and get the best stories in your inbox.",),
    ("Subscribe to our Telegram channel", "Follow us on Twitter, Facebook and Instagram."),
    ("The Courier is funded by its readers. Become a member today and help us keep our coverage free for everyone.",
     "Become a member"),
    ("Support independent journalism", "Since you're here, we have a small favour to ask. More people are reading us "
     "than ever, but our newsroom depends on your support. Make a contribution today."),
    ("Dear friends!", "Last year our site was blocked twice, and we moved our team abroad.",
     "If you find our stories useful, chip in: readers' donations are all our newspaper lives on.", "The editors"),
    ("Enjoying this article? Subscribe to our magazine for as little as €2 and support our reporters.", "Not now"),
    ("Our journalism is free for everyone to read, but it is not free to make.", "Join the readers who support us with a monthly gift.",
     "Give today"),
    ("This story was made possible by readers like you. Please consider making a donation.",),
    ("Want more stories like this? Sign up for our daily briefing.",),
    ("Support the Lindholm Post", "Lindholm Post relies on the generosity of its readers. Become a supporter for $5 a month."),
    ("A note to our readers", "Independent media in our country are under attack. We refuse to be silent.",
     "We can only do this with you. Donate any amount you can.", "The Lindholm Courier team"),
    ("Мы есть, пока есть вы. Станьте нашим подписчиком.",),
    ("Обращение к читателям", "Нас заблокировали, но мы продолжаем работать.", "Единственный источник нашего дохода — вы. Помогите "
     "нам рублём.", "Спасибо!", "Ваша редакция"),
    ("Хотите получать главные новости на почту? Подпишитесь на рассылку",),
    ("Have a tip? Write to us at tips@courier.example or on Signal.",),
    ("От редакции", "Дорогие читатели!", "Нас объявили нежелательной организацией, и наши журналисты рискуют свободой.",
     "Но чтобы работать дальше, нам нужна ваша помощь.",
     "Поддержите нас: даже небольшое ежемесячное пожертвование помогает редакции. Спасибо, что вы с нами!",
     "Напомнить позже"),
    ("Подписывайтесь на наш телеграм-канал, чтобы не пропустить главное.",),
    ("Мы работаем благодаря поддержке читателей. Если вы цените нашу работу, оформите ежемесячное пожертвование.",
     "Поддержать редакцию"),
    ("Больше новостей — в нашем телеграм-канале", "Читайте нас в Дзене и ВКонтакте"),
    ("Помогите нам остаться независимыми", "Наше издание существует только благодаря вам. Сделайте пожертвование, чтобы "
     "наши журналисты могли и дальше рассказывать о том, что происходит."),
    ("Нашли опечатку? Выделите её и нажмите Ctrl+Enter",),
    ("Подпишитесь на нашу рассылку: раз в неделю мы присылаем лучшие тексты. Ваш донат помогает их писать.",),
)  # fmt: skip

FURNITURE = (
    "Advertisement", "ADVERTISEMENT - SCROLL TO CONTINUE", "Read more", "Read more: Storm closes three more ports", "Read more »",
    "Continue reading", "Share this article", "Share on Facebook", "Facebook Twitter WhatsApp Email", "Tweet", "Copy link",
    "Photo: Greta Holm / Reuters", "(Image credit: Lindholm Museum)", "Photo by Anna Berg", "© 2026 Lindholm Courier. All rights reserved.",
    "We use cookies to improve your experience. By using this site you agree.", "Accept all cookies", "Remind me later.",
    "Sign up", "Subscribe now", "Related articles", "You may also like", "Story continues below", "4 min read", "Skip to content",
    "Getty Images", "AP Photo/Anna Berg", "Follow @GretaHolm on Twitter", "Already a subscriber? Log in", "Leave a comment",
    "Реклама", "Читать далее", "Читайте также: Шторм закрыл ещё три порта", "Материалы по теме", "Поделиться",
    "Поделиться в Telegram", "Фото: Грета Хольм / ТАСС", "Напомнить позже", "Подписаться", "Комментарии (12)",
    "Мы используем файлы cookie. Оставаясь на сайте, вы соглашаетесь с этим.", "Все права защищены.", "Мы в Telegram",
    "Следите за нашими новостями в Telegram", "Продолжение после рекламы", "Фото из архива редакции", "Подробнее", "Скопировать ссылку",
)  # fmt: skip

REAL = (
    "Donations to the storm victims reached two million crowns by Friday, the Red Cross said.",
    "Residents can donate blood at the town hall until Sunday.",
    "The streaming service lost 200,000 subscribers in spring and will raise the price of a subscription.",
    "Advertising revenue fell by a tenth, and newspapers are asking readers to subscribe.",
    "The paper asked its readers for donations after the court froze its accounts.",
    "“Please support us, we need your help,” the mayor told the rescuers.",
    "She said that independent journalism needs readers who pay: “Subscribe to our newsletter, and we survive.”",
    "The newsletter, sent to 40,000 people, had warned of the storm a day earlier.",
    "We walked along the pier at dawn, and nobody spoke.",
    "Our reporter spent a week with the divers.",
    "You can follow the salvage from the old lighthouse, which is open to visitors until nine.",
    "Telegram said it would open an office in the city and hire forty people.",
    "The cookies sold by the scouts brought in more than ever.",
    "Share prices of the shipping company fell by a third.",
    "Read more books, the librarians advise: it helps against loneliness.",
    "Photos by satellite show that the oil has reached the northern islands and keeps on spreading towards the coast.",
    "Copyright law is to be changed so that authors get a share.",
    "Support for the governing party fell to 24 percent.",
    "Subscribers to the port's warning service got a message at noon.",
    "By signing up three new players the club hopes to stay in the league.",
    "Follow the rules, the coach told them, and you will win.",
    "Help came too late for the crew of the second ship.",
    "Пожертвования пострадавшим от шторма достигли двух миллионов крон, сообщил Красный Крест.",
    "Число подписчиков сервиса сократилось на 200 тысяч, и подписка подорожает.",
    "Рекламный рынок сократился на десятую часть, подсчитали аналитики.",
    "Реклама алкоголя останется под запретом, решил парламент.",
    "Издание попросило читателей о пожертвованиях после того, как суд заморозил его счета.",
    "«Поддержите нас, нам нужна ваша помощь», — сказал мэр спасателям.",
    "Мы шли по причалу на рассвете, и никто не говорил.",
    "Телеграм-канал губернатора опубликовал фотографии разрушенного моста.",
    "Поделиться опытом с коллегами приехали врачи из двенадцати городов.",
    "Подробности переговоров стороны не раскрывают.",
    "Фото — его главное увлечение с детства.",
    "Все больше компаний размещают объявления в Telegram.",
    "Официальный аккаунт министерства сообщил о задержках поездов.",
    "Нашли ошибку в расчётах инженеров эксперты из соседней области.",
    "— Хорошо.",
    "Войти в историю удалось лишь одному из них.",
)  # fmt: skip

SEPARATORS = ("\n", "\n\n")
SEED = Path(__file__).parents[3] / "shared" / "data" / "seed" / "article.txt"


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("lines", APPEALS, ids=lambda lines: lines[0][:30])
def test_an_appeal_after_the_article_goes_whole_and_alone(lines: tuple[str, ...], separator: str) -> None:
    for news in (NEWS, НОВОСТИ):
        assert clean_text(separator.join((*news, *lines))) == separator.join(news)


@pytest.mark.parametrize("lines", APPEALS, ids=lambda lines: lines[0][:30])
def test_an_appeal_between_paragraphs_goes_and_the_article_goes_on(lines: tuple[str, ...]) -> None:
    cleaned = clean_text("\n".join((*NEWS, *lines, *НОВОСТИ))).split("\n")
    assert [line for line in cleaned if line in NEWS + НОВОСТИ] == [*NEWS, *НОВОСТИ]
    assert len(cleaned) <= len(NEWS + НОВОСТИ) + 1


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_goes_wherever_it_stands(line: str) -> None:
    for position in range(len(NEWS) + 1):
        lines = [*NEWS]
        lines.insert(position, line)
        assert clean_text("\n".join(lines)) == "\n".join(NEWS)


@pytest.mark.parametrize("line", REAL)
def test_news_about_donations_subscriptions_and_advertising_stays(line: str) -> None:
    for position in range(len(NEWS) + 1):
        lines = [*NEWS]
        lines.insert(position, line)
        assert clean_text("\n".join(lines)) == "\n".join(lines)
    assert clean_text(line) == line


def test_news_beside_an_appeal_stays() -> None:
    for line in REAL:
        for lines in APPEALS:
            if not opens_appeal(lines[0]):
                assert clean_text("\n".join((*NEWS, line, *lines))) == "\n".join((*NEWS, line))


def test_a_letter_to_the_readers_that_asks_for_nothing_stays() -> None:
    text = "\n".join(("Dear readers,", *NEWS))
    assert clean_text(text) == text


def test_blank_lines_stay_where_they_parted_paragraphs() -> None:
    text = f"{NEWS[0]}\n{NEWS[1]}\n\nAdvertisement\n\n\n{NEWS[2]}\n"
    assert clean_text(text) == f"{NEWS[0]}\n{NEWS[1]}\n\n{NEWS[2]}"


def test_an_empty_text_stays_empty() -> None:
    assert clean_text("") == clean_text(" \n\n ") == ""


@pytest.mark.skipif(not SEED.exists(), reason="the shared seed article is not here")
def test_the_seed_article_loses_its_appeal_and_nothing_else() -> None:
    text = SEED.read_text(encoding="utf-8")
    article = text[: text.index("\nA Message from")]
    assert clean_text(text) == article
    assert clean_text(text.replace("\n", "\n\n")) == article.replace("\n", "\n\n")


_line = st.one_of(
    st.sampled_from(
        [*NEWS, *НОВОСТИ, *FURNITURE, *REAL, *(line for lines in APPEALS for line in lines), "", "***", "…"]
    ),
    st.text(max_size=60),
)


@given(st.lists(_line, max_size=25), st.sampled_from(SEPARATORS))
def test_cleaning_only_removes_lines_and_twice_removes_no_more(lines: list[str], separator: str) -> None:
    text = separator.join(lines)
    cleaned = clean_text(text)
    remaining = iter(line.strip() for line in text.split("\n"))
    assert all(line in remaining for line in cleaned.split("\n") if line)  # in their order
    assert clean_text(cleaned) == cleaned


def test_hostile_lines_cost_little() -> None:
    pieces = (
        "a ",
        "share ",
        "our ",
        "читайте ",
        "a a, ",
        "“",
        "support the ",
        "© ",
        ": ",
        "/ap",
        "we use ",
        "in your ",
    )
    for piece in pieces:
        for length in (255, 2000, 200_000):
            text = (piece * length)[:length]  # one that backtracks would not come to an end at the longest
            furniture(text)
            assert clean_text(text) in {"", text.strip()}


@pytest.mark.parametrize("row", ["| Image | Name | Source |", "x              x              x"])
def test_rows_of_tables_stay(row: str) -> None:
    text = f"The ferry was an hour late.\n\n{row}\n\nNobody on the pier knew why."
    assert clean_text(text) == text
