"""Names in the other script: a reader who types Medvedev means Медведев, too.

Only names: 'most' is no мост, nor is 'more' a море. What Russian's dictionary knows as another word is none, unless
it is long: Навальный is an adjective there, but hardly two unlike words of these
languages meet over seven letters. What the dictionary doesn't know may be a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice, product

from language.russian import may_be_name, nominative

_MOST = 6
"""Spellings of a word, at the most: each costs a look-up."""

_LONG = 7
_LATIN, _CYRILLIC = re.compile(r"[a-z]{4,24}"), re.compile(r"[а-я]{4,24}")

# The usual spelling first, then what else is met in the news.
_TO_LATIN: Mapping[str, Sequence[str]] = {
    "ский": ("sky", "skiy", "skii", "ski"), "ый": ("y", "yi", "yy"), "ий": ("y", "iy", "ii"), "ия": ("ia", "iya"),
    "кс": ("x", "ks"), "а": ("a",), "б": ("b",), "в": ("v",), "г": ("g",), "д": ("d",), "е": ("e",), "ж": ("zh",),
    "з": ("z",), "и": ("i",), "й": ("y", "i"), "к": ("k",), "л": ("l",), "м": ("m",), "н": ("n",), "о": ("o",),
    "п": ("p",), "р": ("r",), "с": ("s",), "т": ("t",), "у": ("u",), "ф": ("f",), "х": ("kh", "h"), "ц": ("ts",),
    "ч": ("ch",), "ш": ("sh",), "щ": ("shch",), "ъ": ("",), "ы": ("y",), "ь": ("",), "э": ("e",), "ю": ("yu", "iu"),
    "я": ("ya", "ia"),
}  # fmt: skip
_TO_CYRILLIC: Mapping[str, Sequence[str]] = {
    "skiy": ("ский",), "skyy": ("ский",), "skii": ("ский",), "sky": ("ский",), "shch": ("щ",), "sch": ("ш", "щ"),
    "zh": ("ж",), "kh": ("х",), "ch": ("ч",), "sh": ("ш",), "ts": ("ц",), "ck": ("к",), "ph": ("ф",), "yu": ("ю",),
    "iu": ("ю",), "iya": ("ия",), "ya": ("я",), "ia": ("ия", "я"), "yo": ("е",), "ye": ("е",), "yy": ("ый",),
    "ny": ("ный", "ний", "ны"),
    "a": ("а",), "b": ("б",), "c": ("к", "ц"), "d": ("д",), "e": ("е",), "f": ("ф",), "g": ("г",), "h": ("х",),
    "i": ("и",), "j": ("дж", "й"), "k": ("к",), "l": ("л", "ль"), "m": ("м",), "n": ("н",), "o": ("о",), "p": ("п",),
    "q": ("к",), "r": ("р",), "s": ("с",), "t": ("т",), "u": ("у",), "v": ("в",), "w": ("в",), "x": ("кс",),
    "y": ("й", "и"), "z": ("з",),
}  # fmt: skip


def _tokens(table: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(table, key=len, reverse=True)))


_LATIN_TOKENS, _CYRILLIC_TOKENS = _tokens(_TO_CYRILLIC), _tokens(_TO_LATIN)


@lru_cache(maxsize=4096)
def transliterations(word: str) -> tuple[str, ...]:
    """How a name, folded, may be spelled in the other script, Latin or Cyrillic; none of a word that is no name."""
    if _LATIN.fullmatch(word):
        return tuple(one for one in _spellings(word, _LATIN_TOKENS, _TO_CYRILLIC) if _may_be_name(one))
    if _CYRILLIC.fullmatch(word) and _may_be_name(word):
        spelled = (
            spelling for one in (nominative(word), word) for spelling in _spellings(one, _CYRILLIC_TOKENS, _TO_LATIN)
        )
        return tuple(islice(dict.fromkeys(spelled), _MOST))
    return ()


def _spellings(word: str, tokens: re.Pattern[str], table: Mapping[str, Sequence[str]]) -> Iterable[str]:
    options = [table[token] for token in tokens.findall(word)]
    return ("".join(chosen) for chosen in islice(product(*options), _MOST))


def _may_be_name(word: str) -> bool:
    return len(word) >= _LONG or may_be_name(word)
