"""Made-up pages of many layouts around texts of our own, with what is the article in each: to measure extraction with.

The paragraphs are the labelled news (sentences that sound like appeals and furniture); all about them is written here.
"""

# ruff: noqa: E501 - markup is kept one element to a line

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

FOLDER = Path(__file__).parent / "labelled"
_LENGTHS = (3, 9, 14, 6, 22, 5, 11)


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and the true text of the article on it."""

    name: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    language: str
    title: str
    paragraphs: tuple[str, ...]
    others: tuple[str, ...]  # headlines of other articles


Layout = Callable[[Story], tuple[str, Sequence[str]]]


def pages() -> Iterator[Page]:
    """Every layout around several stories in English and Russian."""
    for language in ("en", "ru"):
        lines = (FOLDER / f"news_{language}.txt").read_text("utf-8").split("\n")
        told = [line for line in lines if line and not line.startswith("#")]
        position = 0
        for turn, (name, layout) in enumerate(LAYOUTS.items()):
            for length in (_LENGTHS[turn % 7], _LENGTHS[(turn + 3) % 7]):
                taken = [told[(position + number) % len(told)] for number in range(length + 5)]
                position += length + 5
                title, *others = (" ".join(line.split()[:7]).rstrip(".,;:") for line in taken[:5])
                story = Story(language, title, tuple(taken[5:]), tuple(others))
                html, true = layout(story)
                yield Page(f"{name}/{language}/{length}", html, "\n\n".join(true))


def _p(lines: Sequence[str], kind: str = "") -> str:
    attribute = f' class="{kind}"' if kind else ""
    return "\n".join(f"<p{attribute}>{escape(line)}</p>" for line in lines)


def _links(lines: Sequence[str], item: str = "li") -> str:
    return "".join(f'<{item}><a href="/n/{number}">{escape(line)}</a></{item}>' for number, line in enumerate(lines))


def _word(story: Story, english: str, russian: str) -> str:
    return english if story.language == "en" else russian


def _frame(story: Story, body: str, head: str = "") -> str:
    home, sport = _word(story, "Home", "Главная"), _word(story, "Sport", "Спорт")
    site = _word(story, "Lindholm Courier", "Линдхольмский вестник")
    return f"""<!doctype html><html lang="{story.language}"><head><meta charset="utf-8"><title>{escape(story.title)} | {site}</title>{head}</head><body>
<div class="top"><nav><ul>{_links([home, sport, _word(story, "Town", "Город"), _word(story, "Subscribe", "Подписка")])}</ul></nav></div>
{body}
<footer><p>{_word(story, "Imprint and contact. All rights reserved.", "Контакты. Все права защищены.")}</p></footer></body></html>"""


def _plain_news(story: Story) -> tuple[str, Sequence[str]]:
    aside = f"<aside class='sidebar'><h3>{_word(story, 'Most read', 'Самое читаемое')}</h3><ul>{_links(story.others)}</ul></aside>"
    return _frame(
        story, f"<main><article><h1>{escape(story.title)}</h1>{_p(story.paragraphs)}</article>{aside}</main>"
    ), story.paragraphs


def _boxes(story: Story) -> tuple[str, Sequence[str]]:
    """Nothing but divisions, with promotion in the middle."""
    half = len(story.paragraphs) // 2
    letter = _word(
        story, "Get our newsletter every morning. It is free.", "Получайте нашу рассылку каждое утро. Это бесплатно."
    )
    promo = f"<div class='promo-box'><p>{letter}</p><form><input name=e></form></div>"
    body = f"<div class='wrap'><div class='col'><h1>{escape(story.title)}</h1><div class='txt'>{_p(story.paragraphs[:half])}{promo}{_p(story.paragraphs[half:])}</div></div></div>"
    return _frame(story, body), story.paragraphs


def _blog(story: Story) -> tuple[str, Sequence[str]]:
    remarks = "".join(
        f"<li class='comment'><p>{line}</p></li>"
        for line in [
            _word(story, "I was there, and it was nothing like this at all.", "Я там был, и всё было совсем не так."),
            _word(story, "Well told, thank you very much.", "Хорошо рассказано, большое спасибо."),
        ]
    )
    body = f"<div id='content'><div class='post hentry'><h2 class='entry-title'>{escape(story.title)}</h2><div class='entry-content'>{_p(story.paragraphs)}</div></div><div id='comments'><h3>2</h3><ol class='comment-list'>{remarks}</ol></div></div>"
    return _frame(story, body), story.paragraphs


def _cut_in_boxes(story: Story) -> tuple[str, Sequence[str]]:
    """The article in several boxes of one class, advertising between them."""
    step = max(2, len(story.paragraphs) // 3)
    parts = [story.paragraphs[start : start + step] for start in range(0, len(story.paragraphs), step)]
    ad = f"<div class='ad-slot'>{_word(story, 'Advertisement', 'Реклама')}</div>"
    boxes = ad.join(f"<div class='grid'><div class='body article__body'>{_p(part)}</div></div>" for part in parts)
    return _frame(story, f"<article><h1>{escape(story.title)}</h1>{boxes}</article>"), story.paragraphs


def _read_also(story: Story) -> tuple[str, Sequence[str]]:
    """Links to other articles as paragraphs between the paragraphs, and as a list after them."""
    out: list[str] = []
    for number, line in enumerate(story.paragraphs):
        out.append(_p([line]))
        if number % 4 == 2:
            out.append(
                f"<p><a href='/o/{number}'>{escape(story.others[number % 4])}, {_word(story, 'as we reported', 'как мы писали')}</a></p>"
            )
    body = f"<article><h1>{escape(story.title)}</h1><div class='story-body'>{''.join(out)}<ul>{_links(story.others)}</ul></div></article>"
    return _frame(story, body), story.paragraphs


def _interview(story: Story) -> tuple[str, Sequence[str]]:
    asked = [
        line if number % 2 else f"{' '.join(line.split()[:6]).rstrip('.,;:')}?"
        for number, line in enumerate(story.paragraphs)
    ]
    marked = "".join(
        f"<p>{escape(line)}</p>" if number % 2 else f"<p><strong>{escape(line)}</strong></p>"
        for number, line in enumerate(asked)
    )
    return _frame(story, f"<main><h1>{escape(story.title)}</h1><div class='article-text'>{marked}</div></main>"), asked


def _live(story: Story) -> tuple[str, Sequence[str]]:
    entries = "".join(
        f"<section class='entry'><time datetime='2026-03-02T1{number % 10}:00:00Z'>1{number % 10}:00</time><p>{escape(line)}</p></section>"
        for number, line in enumerate(story.paragraphs)
    )
    return _frame(story, f"<article class='live'><h1>{escape(story.title)}</h1>{entries}</article>"), story.paragraphs


def _recipe(story: Story) -> tuple[str, Sequence[str]]:
    goods = (
        ["300 g rye flour", "2 eggs, beaten", "a pinch of salt", "1 litre of milk"]
        if story.language == "en"
        else ["300 г ржаной муки", "2 яйца", "щепотка соли", "литр молока"]
    )
    body = f"<article><h1>{escape(story.title)}</h1>{_p(story.paragraphs[:2])}<ul>{''.join(f'<li>{good}</li>' for good in goods)}</ul>{_p(story.paragraphs[2:])}</article>"
    return _frame(story, body), (*story.paragraphs[:2], *goods, *story.paragraphs[2:])


def _list(story: Story) -> tuple[str, Sequence[str]]:
    true = [
        part
        for number, line in enumerate(story.paragraphs)
        for part in (f"{number + 1}. {story.others[number % 4]} {number}", line)
    ]
    marked = "".join(
        f"<h2>{escape(line)}</h2>" if number % 2 == 0 else f"<p>{escape(line)}</p>" for number, line in enumerate(true)
    )
    return _frame(story, f"<article><h1>{escape(story.title)}</h1>{marked}</article>"), true


def _teaser(story: Story) -> tuple[str, Sequence[str]]:
    wall = _word(story, "To read on, subscribe from one euro a month.", "Чтобы читать дальше, оформите подписку.")
    body = f"<article><h1>{escape(story.title)}</h1><div class='article-body'>{_p(story.paragraphs[:3])}</div><div class='paywall-prompt'><p>{wall}</p></div></article><section class='related'><h3>{_word(story, 'More', 'Ещё')}</h3>{''.join(f'<div><a href=/r><h4>{escape(line)}</h4></a><p>{escape(line)}</p></div>' for line in story.others)}</section>"
    return _frame(story, body), story.paragraphs[:3]


def _table(story: Story) -> tuple[str, Sequence[str]]:
    """As pages were laid out in 2003."""
    menu = "".join(f"<tr><td><a href=/m>{escape(line)}</a></td></tr>" for line in story.others)
    body = f"<table width=900><tr><td width=150><table>{menu}</table></td><td class=single_content><h1>{escape(story.title)}</h1><div class=news_text>{_p(story.paragraphs)}</div></td></tr></table>"
    return _frame(story, body), story.paragraphs


def _breaks(story: Story) -> tuple[str, Sequence[str]]:
    """One box, its paragraphs only lines."""
    lines = "<br><br>".join(map(escape, story.paragraphs))
    return _frame(
        story, f"<div id='main'><h1>{escape(story.title)}</h1><div class='text'>{lines}</div></div>"
    ), story.paragraphs


def _quoted_posts(story: Story) -> tuple[str, Sequence[str]]:
    post = f"{story.others[0]} {story.others[1]}."
    embed = f"<div class='social-media-embed'><blockquote class='twitter-tweet'><p>{escape(post)}</p></blockquote><script src=/w.js></script></div>"
    return _frame(
        story,
        f"<article><h1>{escape(story.title)}</h1><div class='entry-content'>{_p(story.paragraphs[:2])}{embed}{_p(story.paragraphs[2:])}</div></article>",
    ), (*story.paragraphs[:2], post, *story.paragraphs[2:])


def _pictures(story: Story) -> tuple[str, Sequence[str]]:
    credit = _word(story, "Photo: Marta Klein / Northern Press", "Фото: Анна Ветрова / Северное агентство")
    figure = f"<figure><img src=/a.jpg><figcaption>{escape(story.others[0])}. {credit}</figcaption></figure>"
    cookies = f"<div class='cookie-banner'><p>{_word(story, 'We use cookies on our site. By staying you agree to this.', 'Мы используем cookie. Оставаясь на сайте, вы соглашаетесь с этим.')}</p></div>"
    return _frame(
        story,
        f"{cookies}<article><h1>{escape(story.title)}</h1>{figure}{_p(story.paragraphs[:1])}<p>{credit}</p>{_p(story.paragraphs[1:])}</article>",
    ), story.paragraphs


def _appealing(story: Story) -> tuple[str, Sequence[str]]:
    plea = _word(
        story,
        "Our reporters need your help to go on. Please support our journalism with a donation today.",
        "Нашим журналистам нужна ваша помощь. Поддержите нашу редакцию: сделайте пожертвование.",
    )
    button = _word(story, "Remind me later", "Напомнить позже")
    return _frame(
        story, f"<article><h1>{escape(story.title)}</h1>{_p(story.paragraphs)}<p>{plea}</p><p>{button}</p></article>"
    ), story.paragraphs


def _forum(story: Story) -> tuple[str, Sequence[str]]:
    posts = "".join(
        f"<div class='message-body'><div class='bbWrapper'>{escape(line)}</div></div>" for line in story.paragraphs
    )
    return _frame(story, f"<div class='thread'><h1>{escape(story.title)}</h1>{posts}</div>"), story.paragraphs


LAYOUTS: dict[str, Layout] = {
    "plain news": _plain_news, "boxes": _boxes, "blog": _blog, "cut in boxes": _cut_in_boxes, "read also": _read_also,
    "interview": _interview, "live page": _live, "recipe": _recipe, "list": _list, "paywall teaser": _teaser, "table": _table,
    "line breaks": _breaks, "quoted posts": _quoted_posts, "pictures": _pictures, "appealing": _appealing, "forum": _forum,
}  # fmt: skip
