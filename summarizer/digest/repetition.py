"""What a summary says that its headline has not said already."""

from __future__ import annotations

from collections.abc import Sequence

import language as lang

_NEW = 0.15  # of a sentence's words: with fewer new ones than that it only repeats


def beyond_headline(title: str, sentences: Sequence[str], language: str) -> tuple[str, ...]:
    """The sentences that say more than the title; none where all the text there is is its own headline.

    One that adds a word or two is kept while no other is left. A number the title lacks is always news.
    """
    stop_words = lang.stop_words(language)
    known = set(lang.stems(title, language))
    kept, thin = [], []
    for sentence in sentences:
        said = {stem for word, stem in zip(lang.words(sentence), lang.stems(sentence, language), strict=True)
                if word not in stop_words}  # fmt: skip
        new = said - known
        if not new:
            continue
        if len(new) > _NEW * len(said) or any(stem.isdigit() for stem in new):
            kept.append(sentence)
        else:
            thin.append(sentence)
    return tuple(kept or thin[:1])
