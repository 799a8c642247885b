"""What a search puts first, by the judged queries (judged.tsv)."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

from benchmarks.relevance import judged, ndcg, sample, scores, telegist


async def test_the_right_articles_come_first(tmp_path: Path) -> None:
    storage, find = await telegist(sample(), tmp_path)
    async with storage:
        reached = await scores(find)
    for own in (True, False):
        of_one_language = [value for query, value in reached.items() if query.isascii() is own]
        assert len(of_one_language) >= 30
        assert statistics.mean(of_one_language) >= 0.95


def test_each_judged_article_is_there() -> None:
    slugs = {article.key for article in sample()}
    assert len(judged()) >= 60
    assert {slug for one in judged() for slug in one.grades} <= slugs


@pytest.mark.parametrize(
    ("found", "value"), [(["a", "b"], 1.0), (["b", "a"], 0.71), (["x", "a", "b"], 0.64), ([], 0.0), (["a"], 0.92)]
)
def test_the_measure_punishes_what_stands_below_something_less_right(found: list[str], value: float) -> None:
    assert ndcg(found, {"a": 3, "b": 1}) == pytest.approx(value, abs=0.01)
