"""The gallery shows what the program does today."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

GALLERY = Path(__file__).parents[2] / "docs" / "gallery"


@pytest.fixture(scope="module")
def make() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(GALLERY)
        yield import_module("make")


@pytest.fixture(scope="module")
def shown(make: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """Each day with its digest."""

    async def all_of_them() -> list[Any]:
        return [pair async for pair in make.digests(tmp_path_factory.mktemp("gallery"))]

    return asyncio.run(all_of_them())


def test_the_gallery_is_what_its_command_makes(make: ModuleType, shown: list[Any]) -> None:
    assert make.rendered(shown) == make.PAGE.read_text(encoding="utf-8"), "python docs/gallery/make.py makes it anew"


def test_telegram_takes_every_digest_of_the_gallery(shown: list[Any], parsed_by_telegram) -> None:
    assert len(shown) >= 20
    for _, reply in shown:
        text, entities = parsed_by_telegram(str(reply.text))
        assert len(text.encode("utf-16-le")) // 2 <= 4096
        assert len(entities) <= 100


def test_a_default_digest_of_a_big_day_has_room_for_every_story_and_its_summary(shown: list[Any]) -> None:
    big = {day.name: str(reply.text) for day, reply in shown}
    assert big["A big day"].count("<blockquote") == 7
    assert big["A big day, at length"].count("<blockquote") == 20
