from __future__ import annotations

from typing import Any

import pytest
from telegram import Update

from bot.requests import Place
from bot.updates import Wish, read
from storage.records import Address

ANNA = {"id": 5, "is_bot": False, "first_name": "Anna", "language_code": "en"}


def wish(text: str, **message: Any) -> Wish:
    told = {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}, "from": ANNA, "text": text} | message
    found = read(Update.de_json({"update_id": 1, "message": told}, None))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "name", "to", "rest"),
    [
        ("/latest", "latest", None, ""),
        ("/Latest  3 ", "latest", None, "3"),
        ("/search@telegist_bot a b", "search", "telegist_bot", "a b"),
        ("/search\na", "search", None, "a"),
        ("/latest!", None, None, "/latest!"),
        ("/", None, None, "/"),
        ("see /latest", None, None, "see /latest"),
        ("/" + "x" * 40, None, None, "/" + "x" * 40),
    ],
)
def test_a_command_is_read_with_or_without_telegrams_mark(
    text: str, name: str | None, to: str | None, rest: str
) -> None:
    marked = wish(text, entities=[{"type": "bot_command", "offset": 0, "length": 7}] if name else [])
    for found in (wish(text), marked):
        assert (found.name, found.to, found.text) == (name, to, rest)


def test_a_link_is_seen_behind_words_without_a_scheme_and_bare() -> None:
    hidden = {"type": "text_link", "offset": 0, "length": 4, "url": "https://example.org/1_(a)"}
    assert wish("read this", entities=[hidden]).link == "https://example.org/1_(a)"
    short = {"type": "url", "offset": 4, "length": 16}
    assert wish("see example.org/news", entities=[short]).link == "example.org/news"
    assert wish("see https://example.org/news now").link == "https://example.org/news"
    assert wish("no link at all").link is None


def test_a_topic_is_part_of_the_address_and_a_reply_thread_is_not() -> None:
    group = {"id": -100, "type": "supergroup", "title": "Forum"}
    assert wish("/latest", chat=group, message_thread_id=7, is_topic_message=True).address == Address(-100, 7)
    assert wish("/latest", chat=group, message_thread_id=7).address == Address(-100)
    assert wish("/latest", chat=group).place is Place.GROUP


def test_what_a_message_replies_to_is_read_too() -> None:
    quoted = {"message_id": 2, "date": 0, "chat": {"id": 5, "type": "private"}, "text": "https://example.org/a"}
    found = wish("/summary", reply_to_message=quoted)
    assert (found.quoted, found.quoted_link) == ("https://example.org/a", "https://example.org/a")
