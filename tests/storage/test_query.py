"""What somebody typed, taken apart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.query import MAX_TERMS, parse
from storage.records import Query

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Query()),
        ("  \t\n", Query()),
        ("Flood Perm", Query(words=("flood", "perm"))),
        ("Ёлка ELECTIONS élan", Query(words=("елка", "elections", "elan"))),
        ("flood flood", Query(words=("flood",))),
        ('"new bridge" toll', Query(words=("toll",), phrases=(("new", "bridge"),))),
        ("“new bridge” «мост открыт» „alte Brücke“", Query(
            phrases=(("new", "bridge"), ("мост", "открыт"), ("alte", "brucke")))),
        ('"never closed', Query(phrases=(("never", "closed"),))),
        ('"one"', Query(words=("one",))),
        ('bridge"toll road"', Query(words=("bridge",), phrases=(("toll", "road"),))),
        ("covid-19", Query(phrases=(("covid", "19"),))),
        ("elect* выб*", Query(prefixes=("elect", "выб"))),
        ("ab* Élec*", Query(words=("ab",), prefixes=("elec",))),
        ('"elect*" covid-19* *bridge', Query(words=("elect", "bridge"), phrases=(("covid", "19"),))),
        ("bridge -toll −road —ferry", Query(words=("bridge",), without=("toll", "road", "ferry"))),
        ('bridge -"toll road"', Query(words=("bridge",), without=("toll road",))),
        ("bridge - toll", Query(words=("bridge", "toll"))),
        ("source:bbc", Query(sources=("bbc",))),
        ('Source:"Harbour  Post" bridge', Query(words=("bridge",), sources=("Harbour Post",))),
        ("source:«Новая газета»", Query(sources=("Новая газета",))),
        ("source: bridge", Query(words=("bridge",))),
        ("bridge since:7d", Query(words=("bridge",), since=timedelta(days=7))),
        ("bridge SINCE:12H", Query(words=("bridge",), since=timedelta(hours=12))),
        ("bridge since:2w", Query(words=("bridge",), since=timedelta(weeks=2))),
        ("bridge since:2026-03-08", Query(words=("bridge",), since=timedelta(days=2, hours=12))),
        ("bridge since:2030-01-01", Query(words=("bridge",), since=timedelta(0))),
        ("bridge since:999999w", Query(words=("bridge",), since=timedelta(days=36_500))),
        ("saved:", Query(saved=True)),
        ("Saved: bridge", Query(words=("bridge",), saved=True)),
        ("bridge saved:toll saved:", Query(words=("bridge", "toll"), saved=True)),
        ('saved:"new bridge" -toll', Query(phrases=(("new", "bridge"),), without=("toll",), saved=True)),
        ("saved:source:bbc", Query(sources=("bbc",), saved=True)),
        ('saved "saved:" -saved:', Query(words=("saved",), without=("saved",))),
        ("since:yesterday", Query(phrases=(("since", "yesterday"),))),
        ("since:2026-13-45", Query(phrases=(("since", "2026", "13", "45"),))),
        ('"source:bbc"', Query(phrases=(("source", "bbc"),))),
        ("a AND (b* OR NEAR(c)) ^d {title}:e", Query(
            words=("a", "and", "b", "or", "d"), phrases=(("near", "c"), ("title", "e")))),
        ("🦆 \0 ''' ;-- %", Query()),
        ("\u202eשלום\u202c", Query(words=("שלום",))),
    ],
)  # fmt: skip
def test_a_search_is_read_as_it_was_meant(text: str, query: Query) -> None:
    assert parse(text, now=NOW) == query


def test_a_query_that_looks_for_nothing_is_false() -> None:
    assert not parse("")
    assert not parse("-toll since:7d")
    assert parse("source:bbc")
    assert not parse("saved:")
    assert parse("saved: -toll")
    assert parse("saved: since:7d")


def test_a_very_long_query_is_cut_short() -> None:
    query = parse("word" * 1000 + " " + " ".join(f"w{n}" for n in range(4000)))
    assert len(query.words) == MAX_TERMS


@given(st.text(max_size=200) | st.text(alphabet='ab -−"“»:source7dw\0*()^{}\ud800🦆', max_size=60))
def test_whatever_is_typed_is_read_without_an_error(text: str) -> None:
    query = parse(text, now=NOW)
    assert all(word and word == word.strip() for word in (*query.words, *query.without, *query.sources))
    assert all(len(phrase) > 1 for phrase in query.phrases)
