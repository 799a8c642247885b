"""Which story a new article tells, of those storage shows; and the labelled stories, all the way through storage."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from ingest.polling.grouping import choose_story, link_stories
from storage import Storage, stories
from storage.database import Database
from storage.records import NewArticle, StoryCandidate
from summarizer.story.fingerprints import fingerprint
from tools.train_stories.labels import Labelled, read

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
FERRY = (
    "Ferry Alma runs aground off Tinn with 212 on board",
    "The ferry Alma ran aground off Tinn on Monday with 212 passengers on board. Captain Lena Brodersen said that fog "
    "had hidden the lighthouse of Skerry. Nobody was hurt.",
)
PAROM = (
    "Паром «Альма» с 212 пассажирами сел на мель у Тинна",
    "Паром «Альма» в понедельник сел на мель у Тинна, на борту были 212 пассажиров. Туман скрыл маяк Скерри, сказала "
    "капитан Лена Бродерсен. Никто не пострадал.",
)
BAKERS = (
    "Choir of bakers from Corvale wins prize of the valley",
    "A choir of nineteen bakers from Corvale has won the singing prize of the valley. Its conductor, Otto Fenn, said "
    "that it rehearses at four in the morning.",
)

PEOPLE = "Alvar Borg Corsen Dahlin Egede Foss Grieg Holm Ibsen Juhl Krag Lunde Moe Nygard Ovesen Prytz"
THINGS = (
    "ferry lighthouse captain fog harbour tug bridge orchard bakery choir museum painting auction vineyard tram tunnel"
)


def new(told: tuple[str, str] = FERRY, language: str = "en", **changes: object) -> NewArticle:
    fields: dict[str, object] = {
        "key": "k", "url": None, "source": "Courier", "title": told[0], "text": told[1], "summary": (),
        "language": language, "published_at": NOW, "fingerprint": fingerprint(*told, language),
    }  # fmt: skip
    return NewArticle(**{**fields, **changes})  # type: ignore[arg-type]


def candidate(story_id: int, told: tuple[str, str] = FERRY, language: str = "en", **changes: object) -> StoryCandidate:
    fields: dict[str, object] = {
        "article_id": story_id, "source": "Planet", "language": language, "published_at": NOW,
        "fingerprint": fingerprint(*told, language),
    }  # fmt: skip
    return StoryCandidate(story_id=story_id, **{**fields, **changes})  # type: ignore[arg-type]


def test_the_story_of_the_article_most_like_it_is_its_own() -> None:
    retold = (FERRY[0], FERRY[1].replace("Nobody was hurt.", "A tug from Corvale is on its way."))
    assert choose_story(new(), [candidate(1, retold), candidate(2), candidate(3)]) == 2
    assert choose_story(new(), [candidate(1, retold), candidate(4, BAKERS)]) == 1
    assert choose_story(new(), [candidate(4, BAKERS)]) is None
    assert choose_story(new(), []) is None


def test_another_language_another_week_and_the_same_source_tell_another_story() -> None:
    told_anew = (
        "Passengers brought ashore from the ferry Alma",
        "All 212 passengers of the ferry Alma, which ran aground off Tinn on Monday, were brought ashore by fishermen. "
        "Captain Lena Brodersen thanked them; the lighthouse of Skerry could not be seen.",
    )
    assert choose_story(new(), [candidate(1, language="ru")]) is None
    assert choose_story(new(), [candidate(1, published_at=NOW - timedelta(days=4))]) is None
    assert choose_story(new(), [candidate(1, told_anew, source="Courier")]) is None
    assert choose_story(new(), [candidate(1, told_anew)]) == 1
    assert choose_story(new(), [candidate(1, source="Courier")]) == 1


def test_an_article_like_the_last_of_a_story_and_unlike_its_first_ones_begins_another() -> None:
    first = fingerprint(*BAKERS, "en")
    assert choose_story(new(), [candidate(1, core=(first, first, candidate(1).fingerprint))]) is None
    assert choose_story(new(), [candidate(1, core=(candidate(1).fingerprint,))]) == 1


async def test_a_chain_of_loosely_like_articles_does_not_grow_together(tmp_path: Path) -> None:
    people, things = PEOPLE.split(), THINGS.split()

    def link_of_chain(at: int) -> NewArticle:
        """Three of the four people and things it tells of stand in the one before, and in the one after."""
        told = " ".join(
            f"{name} of Tinn showed the old {thing} to a visitor."
            for name, thing in zip(people[at : at + 4], things[at : at + 4], strict=True)
        )
        title = f"{people[at + 1]} and {people[at + 2]} at the {things[at + 1]}"
        return new((title, told), key=f"k{at}", source=f"source {at}", published_at=NOW)

    async with await Storage.open(f"sqlite+aiosqlite:///{tmp_path}/chain.db", clock=lambda: NOW) as storage:
        stored = [await storage.articles.add(link_of_chain(at), choose_story) for at in range(13)]
    ids = [one.article.story_id for one in stored]
    assert any(one == after for one, after in pairwise(ids))  # each is like the next
    assert all(one != later for one, later in zip(ids, ids[4:], strict=False))  # and has nothing in common with this


def test_a_name_that_everybody_has_tells_less() -> None:
    told = ("Ferry Alma aground off Tinn", "The ferry Alma lies aground off Tinn, said its captain, Lena Brodersen.")
    everywhere = dict.fromkeys(new().fingerprint, 0.1)
    assert choose_story(new(), [candidate(1, told)]) == 1
    assert choose_story(new(), [candidate(1, told, rarity=everywhere)]) is None


def test_stories_in_two_languages_are_linked_when_names_and_numbers_agree() -> None:
    others = [candidate(1, PAROM, "ru"), candidate(2), candidate(3, PAROM, "ru", published_at=NOW - timedelta(days=5))]
    assert link_stories(new(), others) == {1}
    assert link_stories(new(BAKERS), others) == set()


@pytest.fixture(scope="module", params=["tuned", "held"])
def half(request: pytest.FixtureRequest) -> list[Labelled]:
    return sorted(read(request.param), key=lambda telling: telling.hours)


async def test_labelled_stories_become_stories_as_they_arrive(half: list[Labelled], tmp_path: Path) -> None:
    now = NOW
    ids: list[int] = []
    url = f"sqlite+aiosqlite:///{tmp_path}/stories.db"
    async with await Storage.open(url, clock=lambda: now) as storage:
        for number, one in enumerate(half):
            now = NOW + timedelta(hours=one.hours)
            article = new(
                (one.title, one.text), one.language, key=f"k{number}", source=f"source {number}", published_at=now
            )
            ids.append((await storage.articles.add(article, choose_story, link_stories)).article.story_id)
    database = Database(url)
    async with database.read() as connection:
        links = await stories.links(connection, ids)
    await database.close()
    alike = [(truth, a == b) for truth, one_language, a, b in labelled(half, ids) if one_language]
    across = [(truth, b in links[a]) for truth, one_language, a, b in labelled(half, ids) if not one_language]
    for pairs, precise, least in ((alike, 0.95, 0.6), (across, 0.9, 0.7)):
        right = sum(truth and found for truth, found in pairs)
        assert sum(truth for truth, _ in pairs) >= 60
        assert right / sum(found for _, found in pairs) >= precise
        assert right / sum(truth for truth, _ in pairs) >= least


def labelled(half: list[Labelled], ids: list[int]) -> Iterator[tuple[bool, bool, int, int]]:
    """For each pair: whether it is of one event and of one language, and the stories the two came to be of."""
    for (one, a), (other, b) in combinations(zip(half, ids, strict=True), 2):
        truth = (one.subject, one.event) == (other.subject, other.event)
        yield truth, one.language == other.language, a, b
