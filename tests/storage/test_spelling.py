"""What may have been meant by a search that finds nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import NewArticle, Storage
from storage.spelling import one_letter_off, retyped
from tests.storage.conftest import own_story


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ghbdtn", "привет"), ("Ghbdtn vbh", "Привет мир"), ("руддщ", "hello"), ("vjcn -gfhjv", "мост -паром"),
        ('"yjdsq vjcn"', '"новый мост"'), ("ghbdtn source:Post since:7d", "привет source:Post since:7d"),
        ("'njn", "этот"), (",fpf", "база"), ("123", None), ("", None), ("since:7d", None), ("🦆", None),
    ],
)  # fmt: skip
def test_words_typed_on_the_other_keyboard_are_read_back(typed: str, meant: str | None) -> None:
    assert retyped(typed) == meant


@given(st.text(max_size=60))
def test_any_text_can_be_retyped(text: str) -> None:
    assert retyped(text) != text


@pytest.mark.parametrize("slip", ["birdge", "bride", "bridgge", "bxidge", "dridge"])
def test_one_slip_is_one_letter_off(slip: str) -> None:
    assert "bridge" in set(one_letter_off(slip))
    assert slip not in set(one_letter_off(slip))


async def test_the_more_frequent_word_was_meant_sooner(storage: Storage, article: Callable[..., NewArticle]) -> None:
    for number in range(1, 140):
        await storage.articles.add(article(number, text="A boat came." if number > 1 else "A goat came."), own_story)
    assert await storage.search.meant("woat came") == ("boat came", "goat came")
    assert await storage.search.meant("woat cane") == ("boat came",)
    assert await storage.search.meant("goat boat") == ()
    assert await storage.search.meant("woat source:nobody") == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("brid", ("brid*",)), ("council brid", ("council brid*",)), ("привет", ()), ("zzz", ()), ("wallet", ()),
        ("vjcn", ("мост",)), ("brigde", ("bridge",)), ("ик", ()),
    ],
)  # fmt: skip
async def test_only_words_that_articles_have_are_offered_or_the_beginning_of_one(
    storage: Storage, article: Callable[..., NewArticle], typed: str, meant: tuple[str, ...]
) -> None:
    await storage.articles.add(article(1, title="Bridge", text="The council thinks of bridges."), own_story)
    text = "Я был при мосте."
    await storage.articles.add(article(2, title="Мост", text=text, language="ru"), own_story)
    assert await storage.search.meant(typed) == meant
