"""Text in, summary out: every engine behind one call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import language as lang
from summarizer.summary import Summary
from summarizer.tellable import tellable

if TYPE_CHECKING:
    from summarizer.document import Document

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
    whole = tellable(text, title=title, language=code)
    if len(whole) <= sentences and _fits(whole, max_chars):
        chosen = whole
    elif engine == "lead":
        chosen = _first(whole, sentences, max_chars)
    else:
        places = _places(whole, title, code, engine, sentences, max_chars)
        chosen = tuple(whole[place] for place in places) or _first(whole, sentences, max_chars)
    return Summary(tuple(s.text for s in chosen), code, engine, tuple((s.start, s.end) for s in chosen))


def _fits(sentences: Sequence[lang.Sentence], max_chars: int | None) -> bool:
    """Whether the sentences joined by spaces stay within `max_chars` UTF-16 units."""
    if max_chars is None:
        return True
    return sum(lang.utf16_length(s.text) for s in sentences) + max(0, len(sentences) - 1) <= max_chars


def _first(sentences: tuple[lang.Sentence, ...], count: int, max_chars: int | None) -> tuple[lang.Sentence, ...]:
    """The first sentences, as many as fit; where the very first is too long, the first one that does."""
    for taken in range(min(count, len(sentences)), 0, -1):
        if _fits(sentences[:taken], max_chars):
            return sentences[:taken]
    return next(((sentence,) for sentence in sentences if _fits([sentence], max_chars)), ())


def _places(
    whole: tuple[lang.Sentence, ...],
    title: str | None,
    language: str,
    engine: str,
    count: int,
    max_chars: int | None,
) -> Sequence[int]:
    # Imported only here: numpy takes a tenth of a second and some megabytes, which the bot's own process, where no
    # summary is made, needn't spend; sumy takes more.
    from summarizer.document import prepare
    from summarizer.news import best_sentences

    document = prepare(whole, title=title, language=language)
    if engine == "news":
        return best_sentences(document, count=count, max_chars=max_chars)
    return _by_sumy(document, engine, count, max_chars)


def _by_sumy(document: Document, engine: str, count: int, max_chars: int | None) -> Sequence[int]:
    """What the engine chooses; where that doesn't fit, what it chooses when asked for half as many sentences."""
    from summarizer.sumy_engines import rate

    while count:
        places = rate(document, engine, count)
        if _fits([document.sentences[place] for place in places], max_chars):
            return places
        count //= 2
    return ()
