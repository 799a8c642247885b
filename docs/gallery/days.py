"""The gallery's days: what news there is, and who reads the digest of it. All of it is made up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playground.newsroom.articles import dated, load_articles

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
"""A Monday; eight o'clock in Berlin, ten in Moscow."""

_TOLD_APART = Path(__file__).parents[2] / "tests" / "summarizer" / "topics"
_PAPERS = {
    "en": ("The Harbour Post", "Inland Courier", "Tollen Gazette", "The Gull", "Aldis Valley News", "Corvale Herald",
           "Morning Lantern", "The Northern Line", "Marrow Star", "Radio Bay"),
    "ru": ("Вестник Заречья", "Городские новости", "Утренний листок", "Голос долины", "Северный курьер",
           "Радио «Берег»", "Заречный край", "Вечерний город", "Маяк", "Новый день"),
}  # fmt: skip


@dataclass(frozen=True)
class News:
    """An article as its feed brings it: `hours` old, in the section the source says."""

    source: str
    title: str
    text: str
    hours: float
    section: str = ""


@dataclass(frozen=True)
class Day:
    """A digest to show: `caption` says what of. `last` is how many hours ago the reader had the one before, None for
    who never had one; `told` how many stories of it were told already: its next page is shown."""

    name: str
    caption: str
    language: str
    news: Sequence[News]
    items: int = 7
    last: float | None = 24
    told: int = 0
    followed: tuple[str, ...] = ()
    muted: tuple[str, ...] = ()
    timezone: str = "Europe/Berlin"


def newsroom() -> list[News]:
    """The 34 articles of the playground's three sources."""
    found = [dated(article, NOW - article.age) for article in load_articles()]
    return [
        News(one.source.name, one.title, "\n\n".join(one.paragraphs), one.age.total_seconds() / 3600, one.section)
        for one in found
    ]


def many(
    language: str, count: int, *, start: int = 0, papers: int = 10, topics: Iterable[str] = (), hours: float = 22
) -> list[News]:
    """`count` articles of as many `papers`, spread over the last `hours`; of these topics only, if any are named.

    With another `start`, others.
    """
    lines = (_TOLD_APART / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split(" | ", 2) for line in lines]
    wanted = [row for row in rows if not topics or row[0] in topics]
    # A stride that shares no divisor with their number: neighbours in the file are of one topic.
    order = [wanted[(start + place) * 29 % len(wanted)] for place in range(count)]
    names = _PAPERS[language][:papers]
    return [
        News(names[(start + place) * 7 % papers], title, text, 0.4 + place * hours / count)
        for place, (_, title, text) in enumerate(order)
    ]


def told_by_all(language: str, tellings: Sequence[tuple[str, str]], facts: Sequence[str]) -> list[News]:
    """One event: each paper with a headline of its own, and the facts in an order of its own."""
    return [
        News(paper, title, " ".join([*facts[place % len(facts) :], *facts[: place % len(facts)]]), 1 + place * 0.7)
        for place, (paper, title) in enumerate(tellings)
    ]


_BRIDGE = told_by_all(
    "en",
    [
        ("The Harbour Post", "Swing bridge in Marrow stuck open, ferries turned back"),
        ("Inland Courier", "Marrow cut in two as bridge refuses to close"),
        ("The Gull", "Bridge stuck: how to get across today"),
        ("Corvale Herald", "Engineers work through the night on Marrow's stuck bridge"),
        ("Morning Lantern", "Stuck bridge keeps 4,000 from work"),
        ("Radio Bay", "Marrow bridge: what we know"),
        ("Marrow Star", "“It just stopped”: the man who opens the bridge"),
    ],
    [
        "The swing bridge over the Lim in Marrow has been stuck open since Sunday evening, and 4,000 commuters cannot "
        "reach the northern bank.",
        "A bearing from 1931 broke when the bridge opened for the freighter Alma, the harbour office said.",
        "Engineers from Corvale hope to turn the bridge by hand before Tuesday's tide.",
        "Rowing clubs carry passengers across the Lim for nothing, children first.",
    ],
)
_FIRE = [
    News("Городские новости", "На складе у порта начался пожар",
         "Пожар начался на складе у порта ночью. На место выехали сорок пожарных.", 9),
    News("Голос долины", "Пожар на складе у порта: эвакуированы двести человек",
         "Пожар на складе у порта охватил тысячу квадратных метров. Из соседних домов вывели двести человек, сорок "
         "пожарных тушат огонь с воды.", 6),
    News("Городские новости", "Пожар на складе у порта потушен, двое пострадали",
         "Пожарные потушили склад у порта к шести утра. Двое грузчиков в больнице, их жизни ничто не угрожает. Жители "
         "соседних домов вернулись, а следователи выясняют, почему не сработала сигнализация.", 1),
    News("Маяк", "Склад у порта сгорел дотла",
         "Склад у порта сгорел дотла, двое грузчиков пострадали. Пожарные потушили огонь к шести утра, следователи "
         "выясняют, почему не сработала сигнализация.", 0.6),
]  # fmt: skip
_LAUNDRY = [
    News("The Harbour Post", "Gas explosion at Brackwater laundry kills 12",
         "A gas explosion tore through a laundry in Brackwater on Sunday morning, and 12 people were killed, the fire "
         "service said. The blast broke windows in four streets around the market. Neighbours had smelled gas since "
         "Friday and called the works of Mira Sands twice. The laundry had been open since 1974.", 15),
    News("Inland Courier", "Gas explosion in Brackwater: twelve killed in laundry",
         "Twelve people were killed on Sunday morning when gas exploded in a laundry in Brackwater. The blast broke "
         "windows in four streets, and the market hall has been turned into a shelter for the families around it. "
         "Neighbours had smelled gas since Friday and called the works twice.", 11.5),
    News("Aldis Valley News", "Death toll of Brackwater laundry explosion rises",
         "The gas explosion at a laundry in Brackwater on Sunday has killed at least 15 people, the hospital said. "
         "Mira Sands, who heads the gas works, was suspended: neighbours had smelled gas since Friday and called her "
         "works twice. The blast broke windows in four streets around the market.", 8.2),
]  # fmt: skip
_FLOOD = [
    News("The Gull", "Orm floods: 25 houses gone, river still rising",
         "The Orm flood destroyed 25 houses in Lower Tollen by Sunday noon, the parish council said. The river is "
         "still rising, and the road to Corvale is under water. Volunteers carried the library's books up into the "
         "church.", 16.4),
    News("Morning Lantern", "Orm floods: forty houses destroyed as the river peaks",
         "The Orm flood has destroyed 40 houses in Lower Tollen, the parish council said on Sunday evening. The river "
         "peaked at nine and has begun to fall, but the road to Corvale stays under water. Volunteers carried the "
         "library's books up into the church, and the school's rabbits with them.", 9.3),
]  # fmt: skip
_FERRY = [
    News("Городские новости", "В Заречье перевернулся паром: погибли 11 человек",
         "Паром перевернулся на реке Тихой у Заречья в воскресенье утром, погибли 11 человек, сообщили спасатели. На "
         "борту было шестьдесят пассажиров, большинство ехало на ярмарку. Паром построили в 1968 году, капитану Егору "
         "Лапину семьдесят лет. Причалы закрыты до вторника.", 14.3),
    News("Голос долины", "Паром перевернулся у Заречья: число погибших растёт",
         "При крушении парома на реке Тихой у Заречья погибли 14 человек, заявил губернатор в воскресенье днём. На "
         "борту было шестьдесят пассажиров, большинство ехало на ярмарку. Первыми на помощь пришли рыбаки, которые "
         "чинили сети у причалов.", 11.2),
    News("Северный курьер", "Паром перевернулся у Заречья: погиб 21 человек, капитан задержан",
         "На реке Тихой у Заречья, где в воскресенье перевернулся паром, погиб 21 человек, сообщили в больнице. "
         "Капитан Егор Лапин задержан: накануне инспекция запретила ему выходить в рейс. На борту было шестьдесят "
         "пассажиров, большинство ехало на ярмарку.", 7.4),
]  # fmt: skip
_LONG = "after eleven hours of debate in which nobody left the chamber except the two members who had been told to"
_LONG_TITLES = [
    News(one.source, f"{one.title} {_LONG}, and what it means for everybody who lives between the river and the old "
         "market, explained in seven steps with a map", one.text, one.hours)
    for one in many("en", 9, start=33)
]  # fmt: skip
_TITLES_ONLY = [News(one.source, one.title, "", one.hours) for one in many("ru", 8, start=40)]
_HOSTILE = [
    News("The <Gull>", "5 < 6 && 7 > 3: teachers <b>strike</b> over a sum",
         "Teachers & pupils walked out over the sum “5 < 6 && 7 > 3” on Monday. The ministry's answer, "
         "</blockquote><b>all of it bold</b>, did not help.", 2, "Education"),
    News("Tom & Jerry's Paper", "<script>alert('good morning')</script> found in the minister's speech",
         "The words <script>alert('good morning')</script> stood in the minister's speech for an hour. Nobody had "
         "noticed, &amp; nobody was hurt.", 3),
    News("*Star*", "_Underscores_, *stars* and [brackets](https://example.org) win the typography prize",
         "A sign that says “_No_ *entry* [except](here)” has won the prize for the year's worst sign.", 4, "Culture"),
    News("t.me/example", "@everyone: /start is not a command, says #court",
         "The court held that “/start” is what one says at races. The @-sign, it added, is a snail.", 5),
]  # fmt: skip
_SCRIPTS = [
    News("صحيفة المرفأ", "إغلاق الميناء بسبب العاصفة لليوم الثاني (12 سفينة تنتظر)",
         "أغلقت السلطات الميناء لليوم الثاني بسبب العاصفة. وتنتظر اثنتا عشرة سفينة خارج الميناء.", 1),
    News("עיתון הנמל", "הגשר החדש נפתח לתנועה ביום שני", "הגשר החדש נפתח לתנועה. אלפי תושבים חצו אותו ברגל.", 2),
    News("港湾新聞", "嵐のため港は二日目も閉鎖、船十二隻が沖で待機", "港は二日目も閉鎖された。船十二隻が沖にいる。", 3),
    News("海港日报", "风暴过后渡轮恢复通航", "风暴过后，渡轮恢复通航。第一班船在早上六点出发。", 4),
    News("The Gull", "Ferries sail again after the storm",
         "The first ferry left at six with four passengers and a goat. The captain had waited for two days.", 5,
         "Transport"),
]  # fmt: skip

DAYS = (
    Day("Nothing", "No news since the last digest: one line.", "en", []),
    Day("One story", "Nothing to number, nothing to group.", "en", many("en", 1, start=25)),
    Day("Две новости", "Two stories, in Russian.", "ru", many("ru", 2, start=31), timezone="Europe/Moscow"),
    Day("Five stories", "As many as are seen at a glance: no headings.", "en", many("en", 5, start=38)),
    Day("Шесть новостей", "From the sixth on there are headings.", "ru", many("ru", 6, start=7),
        timezone="Europe/Moscow"),
    Day("The playground's day", "The first digest of who tries the playground in English.", "en",
        newsroom(), last=None),
    Day("День в песочнице", "The same news for a reader of Russian: it comes first, the rest of it last.", "ru",
        newsroom(), last=None, timezone="Europe/Moscow"),
    Day("A big day", "60 stories of ten sources, the default length.", "en", [*_BRIDGE[:3], *many("en", 60)]),
    Day("A big day, page 2", "What “and … more” brings: numbered on.", "en", [*_BRIDGE[:3], *many("en", 60)], told=7),
    Day("A big day, at length", "The longest digest there is: 20 stories in one message.", "en",
        [*_BRIDGE[:3], *many("en", 60)], items=20),
    Day("Большой день", "60 stories of ten sources, in Russian.", "ru", many("ru", 60, start=50),
        timezone="Europe/Moscow"),
    Day("One loud source", "24 stories of one paper, and one each of three others.", "en",
        [*many("en", 24, start=13, papers=1),
         *(News(paper, one.title, one.text, 9) for paper, one in
           zip(("The Gull", "Radio Bay", "Marrow Star"), many("en", 3, start=60), strict=True))]),
    Day("All sport", "A day of one topic.", "en", many("en", 6, topics=["sport"])),
    Day("Nothing in English", "Everything is in Russian: told all the same, under headings in English.", "en",
        many("ru", 8, start=20)),
    Day("One event, seven sources", "Told once: the newest headline, what they say between them, who they are.", "en",
        [*_BRIDGE, *many("en", 3, start=44)]),
    Day("По горячим следам", "A fire through the night: reports, and what became of it.", "ru",
        [*_FIRE, *many("ru", 12, start=62)], timezone="Europe/Moscow"),
    Day("Sources that disagree", "Told as one story, and whose number is which in a line below.", "en",
        [*_LAUNDRY, *_FLOOD, *many("en", 5, start=52)]),
    Day("Источники расходятся", "The same in Russian, on Moscow's clock.", "ru", [*_FERRY, *many("ru", 4, start=26)],
        timezone="Europe/Moscow"),
    Day("Endless headlines", "Headlines of 250 characters.", "en", _LONG_TITLES),
    Day("Одни заголовки", "A source that gives nothing but headlines.", "ru", _TITLES_ONLY, timezone="Europe/Moscow"),
    Day("Followed words", "The chat follows “storks”, “bakers choir” and “chatbot”: they come before weightier news.",
        "en", many("en", 60, start=20), followed=("storks", "choir bakers", "chatbot")),
    Day("Muted sources", "The playground's day without The Harbour Post.", "en", newsroom(), last=None,
        muted=("The Harbour Post",)),
    Day("После недели молчания", "The first digest after a week: what is still news, dated.", "ru",
        many("ru", 40, start=14, hours=6.5 * 24), last=7 * 24, timezone="Europe/Moscow"),
    Day("Hostile markup", "Whatever a feed holds is text.", "en", _HOSTILE),
    Day("Other scripts", "Right to left, and without spaces.", "en", _SCRIPTS),
)  # fmt: skip


def published(news: News) -> datetime:
    """When the article came out."""
    return NOW - timedelta(hours=news.hours)
