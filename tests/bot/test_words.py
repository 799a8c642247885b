from __future__ import annotations

import re
import string
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import bot
from bot.commands import COMMANDS
from bot.html import Html, plain
from bot.words import LANGUAGES, choose_language, words_in
from ingest import errors as ingest_errors
from summarizer.digest.rubrics import FOREIGN, OTHER
from summarizer.digest.topics import TOPICS

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def catalogue(language: str) -> dict[str, list[str]]:
    with files("bot").joinpath("locales", f"{language}.po").open("rb") as file:
        messages = [message for message in read_po(file, locale=language) if message.id]
    return {
        message.id if isinstance(message.id, str) else message.id[0]: (
            [message.string] if isinstance(message.string, str) else list(message.string)
        )
        for message in messages
    }


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def keys_in_code() -> set[str]:
    source = "\n".join(path.read_text() for path in Path(bot.__file__).parent.rglob("*.py"))
    keys = set(re.findall(r"(?:words(?:\.count)?|self)\(\s*\"([a-z_.]+)\"", source))
    keys |= set(re.findall(r"\"((?:search|subscribe|unsubscribe|button)\.[a-z_]+)\"", source))
    return keys | {f"command.{name}" for name in COMMANDS if name != "start"}


def test_both_catalogues_hold_the_same_keys_with_the_same_places() -> None:
    english, russian = catalogue("en"), catalogue("ru")
    assert english.keys() == russian.keys()
    for key, texts in english.items():
        wanted = set().union(*(places(text) for text in texts))
        for text in russian[key]:
            assert places(text) == wanted, key


def test_no_text_is_missing_or_empty() -> None:
    for language in LANGUAGES:
        known = catalogue(language)
        assert all(text for texts in known.values() for text in texts)
        assert keys_in_code() <= known.keys()


def test_no_text_is_kept_that_nothing_says() -> None:
    built = (
        "help.",
        "link.",
        "button.",
        "subscribe.",
        "command.",
        "topic.",
        "differ.",
        "manner.",
    )  # keys put together in the code
    idle = {key for key in catalogue("en") if not key.startswith(built)} - keys_in_code()
    assert idle == set()


def test_every_heading_of_a_digest_has_words() -> None:
    named = {key.removeprefix("topic.") for key in catalogue("en") if key.startswith("topic.")}
    assert named == {*TOPICS, OTHER, FOREIGN}


def test_every_failure_of_a_link_has_words() -> None:
    codes = {
        one.code
        for one in vars(ingest_errors).values()
        if isinstance(one, type) and issubclass(one, ingest_errors.IngestError) and getattr(one, "code", "")
    }
    assert len(codes) > 5
    assert {f"link.{code}" for code in codes} <= catalogue("en").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_telegram_takes_every_text(language: str, parsed_by_telegram) -> None:
    for texts in catalogue(language).values():
        for text in texts:
            html = Html(text).format(**dict.fromkeys(places(text), "<&> \"x\" 'y'"))
            shown, _ = parsed_by_telegram(str(html))
            assert shown == plain(html).strip()


@pytest.mark.parametrize(
    ("number", "russian", "english"),
    [
        (1, "1 новость", "1 story"),
        (3, "3 новости", "3 stories"),
        (5, "5 новостей", "5 stories"),
        (21, "21 новость", "21 stories"),
    ],
)
def test_plurals_are_right(number: int, russian: str, english: str) -> None:
    assert words_in("ru").count("subscribe.stories", number) == russian
    assert words_in("en").count("subscribe.stories", number) == english


def test_values_are_escaped() -> None:
    assert "&lt;b&gt;" in words_in("en")("subscribe.wrong_zone", text="<b>")


@pytest.mark.parametrize(
    ("passed", "english", "russian"),
    [
        (timedelta(seconds=10), "just now", "только что"),
        (timedelta(minutes=5), "5 minutes ago", "5 минут назад"),
        (timedelta(hours=2), "2 hours ago", "2 часа назад"),
        (timedelta(days=3), "3 days ago", "3 дня назад"),
        (timedelta(days=30), "October 23, 2026", "23 октября 2026\u202fг."),
        (timedelta(minutes=-5), "just now", "только что"),
    ],
)
def test_how_long_ago_is_said_in_both_languages(passed: timedelta, english: str, russian: str) -> None:
    assert words_in("en").ago(NOW - passed, NOW) == english
    assert words_in("ru").ago(NOW - passed, NOW) == russian


def test_the_day_is_the_readers() -> None:
    late = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    assert words_in("en").day(late, "Europe/Moscow") == "Monday, 23 November"
    assert words_in("ru").day(late, "UTC") == "Воскресенье, 22 ноября"


@pytest.mark.parametrize(
    ("wishes", "chosen"),
    [
        ((None, "ru"), "ru"),
        (("ru", "en"), "ru"),
        (("pt-BR",), "en"),
        (("en-GB",), "en"),
        (("be",), "ru"),
        ((None, ""), "en"),
    ],
)
def test_the_chats_choice_comes_before_the_readers(wishes: tuple[str | None, ...], chosen: str) -> None:
    assert choose_language(*wishes) == chosen
