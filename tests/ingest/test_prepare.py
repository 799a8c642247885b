"""Drafts finished in the worker: one by one or together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

import language as lang
from ingest.prepare import Draft, all_finished, finished

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEXT = (
    "The harbour of Lindholm was closed on Monday after a freighter lost forty containers in a storm. "
    "Divers searched the bay until dusk and found twelve of them near the old pier. "
    "Nobody was hurt, and that is what counts, the harbour master told reporters. "
    "The port is expected to open again by the end of the week, once the channel has been swept. "
    "Forty-one ships were waiting outside on Tuesday, among them two tankers and a ferry."
)


def draft(title: str = "Harbour closed", text: str = TEXT) -> Draft:
    return Draft("k", None, title, False, text, NOW - timedelta(hours=1), None)


def test_together_they_are_finished_as_one_by_one() -> None:
    drafts = [draft(), draft(text="Порт закрыт до пятницы, сообщили в мэрии города."), draft(text="")]
    each = [finished(one, now=NOW, engine="news", sentences=2, folder="Sport") for one in drafts]
    assert all_finished(drafts, now=NOW, engine="news", sentences=2, folder="Sport") == each
    assert [one.language for one in each] == ["en", "ru", "en"]


def test_one_the_engine_breaks_on_is_kept_with_its_beginning() -> None:
    (done,) = all_finished([draft()], now=NOW, engine="no such engine", sentences=2)
    assert " ".join(done.summary) == TEXT[: TEXT.index(" Nobody")]


@given(
    st.text() | st.text(alphabet="aáÄ\u0308ßёеЕİıйи\u0306Ⅷ1_ \u00ad-'"), st.sampled_from(["en", "ru", "de", "tr", "ja"])
)
def test_the_stems_of_an_article_are_those_a_search_looks_for(text: str, language: str) -> None:
    done = finished(draft(text, f"{TEXT} {text}"), now=NOW, engine="lead", sentences=1, declared_language=language)
    assert done.stems == (
        " ".join(lang.stems(text, done.language)),
        " ".join(lang.stems(done.draft.text, done.language)),
    )
