"""Names as they sound: one key for Medvedev and Медведев, whatever the case or the adjective made of them.

Only consonants are kept, and those that transliteration mixes up (g, h and х; s, z, ц and ш) are one. A key may stand
for several names: it is a clue, not a proof.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SHORTEST = 3
_CASES = re.compile(
    r"(?<=...)(?:ск(?:ий|ая|ое|ие|ого|ому|им|ом|их|ой|ую|ими)|ами|ями|ого|его|ому|ему|ом|ем|ой|ей|ым|им|ах|ях|ую|юю|"
    r"ая|яя|ые|ие|ый|ий|ию|ии|ия|[аяуюыиеоьй])\Z"
)
_OF_A_COUNTRY = re.compile(r"(?<=....)ians?\Z")
_TOGETHER = {
    "sch": "s", "tch": "g", "sh": "s", "ch": "g", "kh": "g", "zh": "s", "ts": "s", "tz": "s", "ph": "f", "th": "t",
    "ck": "k",
}  # fmt: skip
_SILENT = r"h(?![aeiouyj])"
_SOFT = r"c(?=[eiy])"
_LATIN = re.compile("|".join([*_TOGETHER, _SILENT, _SOFT]))
_CONSONANTS = str.maketrans(
    "bcdfghklmnpqrstvwxz" + "бвгджзклмнпрстфхцчшщґ",
    "bkdfggklmnpkrstvvks" + "bvgdssklmnprstfgsgssg",
)
_MUTE = str.maketrans("", "", "ьъ'’")
_OTHER = re.compile(r"[^b-df-hk-np-tvx-z]+")
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=60_000)
def spelling_key(name: str) -> str:
    """The key of a folded name in Latin or Cyrillic letters; empty where too little is left of it."""
    if "\u0400" <= name[:1] <= "\u052f":
        sounds = _CASES.sub("", name).translate(_MUTE).replace("дж", "е")
    else:
        sounds = _LATIN.sub(_one_sound, _OF_A_COUNTRY.sub("", name)).replace("x", "ks")
    vowels_apart = _OTHER.sub("a", sounds.translate(_CONSONANTS))
    key = _DOUBLE.sub(r"\1", vowels_apart[:1] + vowels_apart[1:].replace("a", ""))
    return key if len(key) >= _SHORTEST else ""


def _one_sound(match: re.Match[str]) -> str:
    found = match.group()
    return "s" if found == "c" else _TOGETHER.get(found, "")
