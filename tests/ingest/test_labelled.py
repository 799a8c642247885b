"""Appeals and furniture against news that looks like them; `labelled/` holds the cases, one a line.

The rules were tuned on lines of odd number only; both halves are tested here, apart. `benchmarks/extraction.py` prints
the figures.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest import clean_text

FOLDER = Path(__file__).parent / "labelled"
PLACES = {"head": 0, "between": 2, "tail": 3}
BODIES = (
    ("The harbour of Lindholm was closed on Monday after a freighter lost forty containers in a storm, the guard said.",
     "Divers searched the bay until dusk and found twelve of them near the old pier, where fishermen had seen them.",
     "The port is expected to open again by the end of the week, once the channel has been swept with sonar twice."),
    ("Порт Линдхольма закрыли в понедельник: грузовое судно потеряло в шторм сорок контейнеров, сообщила охрана.",
     "Водолазы искали до темноты и нашли двенадцать из них у старого причала, где их видели рыбаки.",
     "Порт обещают открыть к концу недели, когда фарватер дважды проверят гидролокатором."),
)  # fmt: skip
_CYRILLIC = re.compile("[а-я]")


def blocks(name: str, half: str) -> list[str]:
    lines = [line for line in (FOLDER / name).read_text("utf-8").split("\n") if line and not line.startswith("#")]
    return lines[{"tuned on": 0, "held back": 1}[half] :: 2]


def is_lost(block: str, place: str) -> bool:
    """Whether `block` is taken out of an article in which it stands alone at this place; all else must stay."""
    body = BODIES[bool(_CYRILLIC.search(block))]
    where = PLACES[place]
    cleaned = clean_text("\n\n".join([*body[:where], block, *body[where:]])).split("\n\n")
    assert [paragraph for paragraph in cleaned if paragraph != block] == list(body)
    return block not in cleaned


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("half", ["tuned on", "held back"])
@pytest.mark.parametrize("name", ["news_en.txt", "news_ru.txt"])
def test_no_news_is_lost_however_it_sounds(name: str, half: str, place: str) -> None:
    assert [block for block in blocks(name, half) if is_lost(block, place)] == []


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("half", "least"), [("tuned on", 0.96), ("held back", 0.85)])
def test_appeals_and_furniture_go_in_ten_languages(half: str, least: float, place: str) -> None:
    known = blocks("appeals.txt", half)
    assert sum(is_lost(block, place) for block in known) >= least * len(known)
