"""What news is about, in kinds that different words tell: a quake is a tremor is a землетрясение. English and Russian.

A kind is no event: there is a fire every day. But where the names agree, it tells the minister's speech from his trial;
and it is the same in both languages.
"""

from __future__ import annotations

from pathlib import Path

_KINDS = Path(__file__).with_name("happenings.txt")  # its lines' order numbers the kinds, in the weights too

_WHOLE: dict[str, int] = {}
_BEGINNINGS: dict[str, dict[str, int]] = {}  # by their first letters
_LETTERS = 3
for _number, _line in enumerate(_KINDS.read_text("utf8").splitlines()):
    for _word in [] if _line.startswith("#") else _line.replace("|", " ").split():
        if _word.endswith("."):
            _WHOLE[_word.removesuffix(".")] = _number
        else:
            _BEGINNINGS.setdefault(_word[:_LETTERS], {})[_word] = _number


def happening(word: str) -> int:
    """The number of the kind a folded word tells of, 0 for none; the longest beginning in the list counts."""
    if word in _WHOLE:
        return _WHOLE[word]
    likely = _BEGINNINGS.get(word[:_LETTERS], {})
    return likely[max(fitting, key=len)] if (fitting := [*filter(word.startswith, likely)]) else 0
