"""Names and terms of Chinese, Japanese and Thai texts, which put no spaces between words: what is quoted, and what
comes back."""

from __future__ import annotations

import math
import re
from collections import Counter

_QUOTED = re.compile(r"[「『《〈“]([^「」『』《》〈〉“”\n。！？，、,.]{2,16})[」』》〉”]")
_KATAKANA = re.compile(r"[\u30a0-\u30ff]{3,20}")
_LATIN = re.compile(r"[A-Z][A-Za-z0-9]{1,20}")
_HAN = re.compile(r"[\u3400-\u9fff]{2,}")
_THAI = re.compile(r"[\u0e00-\u0e7f]{2,}")
_FUNCTION = frozenset("的了是在和与為为有這这那他她它也都就不而及或被把對对從从將将於于個个們们以之其中上下等说說表示")
_LONGEST = 4
_THAI_LONGEST = 10
_FADES = 600.0  # characters


def unspaced_terms(text: str, title: str, count: int) -> tuple[str, ...]:
    """At most `count` strings to search for: what stands in quotation marks, runs of katakana and of Latin letters, and
    strings of characters met at least twice; the most telling first."""
    worth: dict[str, float] = {}
    for pattern, weight in ((_QUOTED, 1.2), (_KATAKANA, 1.1), (_LATIN, 1.1)):
        places = Counter(match[match.lastindex or 0].strip() for match in pattern.finditer(text))
        for found, times in places.items():
            if len(found) > 1:
                worth[found] = max(worth.get(found, 0.0), weight * (1 + math.log(times)))
    for found, times in _repeated(text).items():
        worth[found] = max(worth.get(found, 0.0), (0.7 + 0.1 * min(len(found), 4)) * (1 + math.log(times)))
    scored = {
        found: value * (0.5 + 0.5 * math.exp(-text.find(found) / _FADES)) + 0.6 * (found in title)
        for found, value in worth.items()
    }
    kept: list[str] = []
    for found in sorted(scored, key=lambda f: (-round(scored[f], 9), f)):
        if not any(found in other or other in found for other in kept):
            kept.append(found)
        if len(kept) == count:
            break
    return tuple(kept)


def _repeated(text: str) -> Counter[str]:
    """Strings of 2 to 4 characters (Thai: 4 to 10) met twice or more; one that is nearly always part of a longer one
    gives way to it."""
    met: Counter[str] = Counter()
    for pattern, shortest, longest in ((_HAN, 2, _LONGEST), (_THAI, 4, _THAI_LONGEST)):
        for match in pattern.finditer(text):
            run = match.group()
            for size in range(shortest, longest + 1):
                for start in range(len(run) - size + 1):
                    piece = run[start : start + size]
                    if pattern is _THAI or (piece[0] not in _FUNCTION and piece[-1] not in _FUNCTION):
                        met[piece] += 1
    repeated = {piece: times for piece, times in met.items() if times > 1}
    swallowed: set[str] = set()
    for piece, times in repeated.items():
        for shorter in (piece[1:], piece[:-1]):
            if 4 * times >= 3 * repeated.get(shorter, 0):
                swallowed.add(shorter)
    return Counter({piece: times for piece, times in repeated.items() if piece not in swallowed})
