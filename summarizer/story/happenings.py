"""What news is about, in kinds that different words tell: a quake is a tremor is a землетрясение. English and Russian.

A kind is no event: there is a fire every day. But where the names agree, it tells the minister's speech from his trial;
and it is the same in both languages.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_KINDS = Path(__file__).with_name("happenings.txt")  # its lines' order numbers the kinds, in the weights too

_WHOLE: dict[str, int] = {}
_BEGINNINGS: dict[str, int] = {}
for _number, _line in enumerate(_KINDS.read_text("utf8").splitlines()):
    for _word in [] if _line.startswith("#") else _line.replace("|", " ").split():
        (_WHOLE if _word.endswith(".") else _BEGINNINGS)[_word.rstrip(".")] = _number
_LENGTHS = sorted({len(beginning) for beginning in _BEGINNINGS}, reverse=True)


@lru_cache(maxsize=60_000)
def happening(word: str) -> int:
    """The number of the kind a folded word tells of, 0 for none; the longest beginning in the list counts."""
    if word in _WHOLE:
        return _WHOLE[word]
    return next((_BEGINNINGS[word[:n]] for n in _LENGTHS if n <= len(word) and word[:n] in _BEGINNINGS), 0)
