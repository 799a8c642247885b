# ruff: noqa: E501 - samples are kept whole

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.text.titles import LONGEST, titled, without_title

BODY = (
    "The harbour of Lindholm was closed on Monday after a freighter lost forty containers in a storm. Nobody was hurt."
)


def test_a_headline_above_a_text_is_its_title_and_leaves_it() -> None:
    for separator in ("\n", "\n\n"):
        found = titled(f"Harbour closed after storm{separator}{BODY}")
        assert (found.title, found.text, found.untitled) == ("Harbour closed after storm", BODY, False)


def test_a_text_without_a_headline_is_named_by_its_beginning() -> None:
    found = titled(BODY)
    assert found.title == "The harbour of Lindholm was closed on Monday after a freighter lost forty containers in…"
    assert (found.text, found.untitled) == (BODY, True)


def test_a_long_first_sentence_is_cut_between_clauses() -> None:
    text = "Divers from the coast guard searched the bay until dusk, while the families of the crew waited at the old pier."
    assert titled(text).title == "Divers from the coast guard searched the bay until dusk…"


def test_a_short_first_sentence_is_the_title_without_its_full_stop() -> None:
    assert titled("Dr. Holm of Lindholm has resigned. She gave no reason.").title == "Dr. Holm of Lindholm has resigned"
    assert (
        titled("Мэр г. Линдхольма подал в отставку. Причин он не назвал.").title == "Мэр г. Линдхольма подал в отставку"
    )


def test_a_wrapped_paragraphs_first_line_is_no_headline() -> None:
    text = "The harbour of Lindholm was closed on Monday after\na freighter lost forty containers in a storm.\n\nNobody was hurt at all."
    assert titled(text).untitled
    assert titled(text).text == text


def test_an_empty_text_has_an_empty_title() -> None:
    assert titled("") == titled("  \n ")
    assert titled("").title == ""


def test_a_repeated_headline_leaves_the_text() -> None:
    assert without_title(f"Harbour closed!\n\n{BODY}", "Harbour closed") == BODY
    assert without_title(BODY, "Harbour closed") == BODY
    assert without_title("Harbour closed", "Harbour closed") == "Harbour closed"


@given(st.text(max_size=400))
def test_any_text_gets_a_title_of_one_line_and_bounded_length(text: str) -> None:
    found = titled(text)
    assert "\n" not in found.title
    assert len(found.title) <= (LONGEST if found.untitled else 160)
    assert found.text in text
