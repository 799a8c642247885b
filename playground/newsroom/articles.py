"""The sources and their articles, read from the text files beside this module."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

_DAY = re.compile(r"\{(day|день|в день)([+-][0-9])?\}")
_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_RUSSIAN = ("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье")

FOLDER = Path(__file__).parent / "articles"


@dataclass(frozen=True)
class Source:
    """One news site. ``feed`` is the name of its feed below its folder."""

    slug: str
    name: str
    motto: str
    language: str
    feed: str
    menu: tuple[str, ...]
    read_also: str
    footer: str


@dataclass(frozen=True)
class Article:
    """One article. ``age``: how long before the server's start it appeared."""

    source: Source
    slug: str
    title: str
    author: str
    section: str
    age: timedelta
    paragraphs: tuple[str, ...]

    @property
    def teaser(self) -> str:
        """The first sentence, as a feed without full text gives it."""
        first = self.paragraphs[0]
        end = first.find(". ")
        return first if end < 0 else first[: end + 1]


SOURCES = (
    Source(
        slug="harbour-post",
        name="The Harbour Post",
        motto="News from Marrow Bay since 1874",
        language="en",
        feed="feed.xml",
        menu=("Home", "Town", "Harbour", "Culture", "Sport", "Tide tables"),
        read_also="Read also",
        footer="© The Harbour Post, 3 Quay Street, Marrow. Contact · Advertise · Privacy · Cookies",
    ),
    Source(
        slug="inland-courier",
        name="Inland Courier",
        motto="Independent. Every day. For the whole valley.",
        language="en",
        feed="atom.xml",
        menu=("Front page", "Politics", "Economy", "Science", "Weather", "Members"),
        read_also="More on this",
        footer="Inland Courier is published by its readers' cooperative. Imprint · Terms of use · Privacy settings",
    ),
    Source(
        slug="vestnik-zarechya",
        name="Вестник Заречья",
        motto="Городская газета",
        language="ru",
        feed="rss.xml",
        menu=("Главная", "Город", "Политика", "Экономика", "Культура", "Спорт"),
        read_also="Читайте также",
        footer="© «Вестник Заречья». Все права защищены. Реклама · Контакты · Политика конфиденциальности",
    ),
)


def dated(article: Article, at: datetime) -> Article:
    """The article with its weekdays filled in: ``{day-1}`` is the day before it appeared."""

    def weekday(found: re.Match[str]) -> str:
        number = (at + timedelta(days=int(found.group(2) or 0))).weekday()
        if found.group(1) == "day":
            return _ENGLISH[number]
        preposition = ("во " if number == 1 else "в ") if found.group(1) == "в день" else ""
        return preposition + _RUSSIAN[number]

    return replace(article, paragraphs=tuple(_DAY.sub(weekday, part) for part in article.paragraphs))


def load_articles() -> tuple[Article, ...]:
    """Every article, newest first."""
    found = [_read(source, path) for source in SOURCES for path in sorted((FOLDER / source.slug).glob("*.txt"))]
    return tuple(sorted(found, key=lambda article: article.age))


def _read(source: Source, path: Path) -> Article:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    return Article(
        source=source,
        slug=path.stem,
        title=fields["title"],
        author=fields["author"],
        section=fields["section"],
        age=timedelta(minutes=int(fields["minutes"])),
        paragraphs=tuple(part.strip() for part in body.split("\n\n") if part.strip()),
    )
