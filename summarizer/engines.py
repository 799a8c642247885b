"""Text in, summary out: every engine behind one call."""

from __future__ import annotations

from collections.abc import Sequence

import language as lang
from summarizer import news
from summarizer.document import Document, once, prepare, without_heading
from summarizer.selection import choose, fits
from summarizer.summary import Summary

SUMY_ENGINES = ("lexrank", "lsa", "textrank", "luhn", "kl", "sumbasic", "edmundson", "reduction")
ENGINES: tuple[str, ...] = ("news", "lead", *SUMY_ENGINES)


def summarize(
    text: str,
    *,
    title: str | None = None,
    language: str | None = None,
    sentences: int = 3,
    engine: str = "news",
    max_chars: int | None = None,
) -> Summary:
    """Condense a text to at most `sentences` of its own sentences, verbatim and in their order.

    `language` is ISO 639-1 and detected when not given; `max_chars` bounds the summary's length in UTF-16 units, as
    Telegram counts, and then whole sentences give way. A text of no more sentences than asked for is its own summary.
    What a text says twice is said once. An empty text gives an empty summary. sumy's slower engines read only a long
    text's beginning (`sumy_engines.READ_AT_MOST`).

    Raises ValueError for an engine not in ENGINES, and for `sentences` or `max_chars` below 1.
    """
    if engine not in ENGINES:
        raise ValueError(f"unknown engine {engine!r}: choose one of {', '.join(ENGINES)}")
    if sentences < 1:
        raise ValueError(f"sentences must be at least 1, not {sentences}")
    if max_chars is not None and max_chars < 1:
        raise ValueError(f"max_chars must be at least 1, not {max_chars}")
    code = language or lang.detect(text)
    found = lang.sentences(text, code)
    whole = once(without_heading(found, title))
    if len(whole) <= sentences and fits([s.text for s in whole], max_chars):
        return Summary(tuple(s.text for s in whole), code, engine)
    document = prepare(whole, title=title, language=code) if engine != "lead" else None
    if document is None:
        places: Sequence[int] = _first(whole, sentences, max_chars)
    elif engine == "news":
        places = choose(document, news.rank(document), count=sentences, max_chars=max_chars)
    else:
        places = _by_sumy(document, engine, sentences, max_chars)
    return Summary(tuple(whole[place].text for place in places), code, engine)


def _first(sentences: Sequence[lang.Sentence], count: int, max_chars: int | None) -> Sequence[int]:
    """The first sentences, as many as fit; where the very first is too long, the first one that does."""
    for taken in range(min(count, len(sentences)), 0, -1):
        if fits([sentence.text for sentence in sentences[:taken]], max_chars):
            return range(taken)
    return next(((place,) for place, s in enumerate(sentences) if fits([s.text], max_chars)), ())


def _by_sumy(document: Document, engine: str, count: int, max_chars: int | None) -> Sequence[int]:
    """What the engine chooses; where that doesn't fit, what it chooses when asked for fewer sentences."""
    from summarizer.sumy_engines import rate

    for taken in range(count, 0, -1):
        places = rate(document, engine, taken)
        if fits([document.sentences[place].text for place in places], max_chars):
            return places or _first(document.sentences, count, max_chars)
    return _first(document.sentences, 1, max_chars)
