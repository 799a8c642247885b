"""Words of a text, folded so that spellings a reader takes for the same word are the same string."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

UNSPACED = frozenset({"zh", "ja", "th"})
"""Languages written without spaces between words."""

_MARKS = "\u0300-\u036f\u00ad"  # combining diacritics and the soft hyphen: inside a word, but no letters of it
_PLAIN_WORD = re.compile(r"[^\W_]+")
# Vowel signs of Hebrew, Arabic and India's scripts: Python takes none for a letter, and each would end the word. (Thai
# and its kin, which put no spaces between words either, are parted at theirs.)
_POINTS, _VOWELS = (
    "".join(chr(code) for code in range(first, last) if unicodedata.category(chr(code)) in ("Mn", "Mc"))
    for first, last in ((0x0590, 0x0700), (0x0900, 0x0E00))
)
_SIGNS = _POINTS + _VOWELS
_WORD = re.compile(rf"[^\W_]+(?:[{_MARKS}{_SIGNS}]+[^\W_]+)*[{_SIGNS}]*")
# Chinese and Japanese put no space round what they borrow: 用iPhone拍.
_UNSPACED = "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff"
_UNSPACED_LETTER = re.compile(f"[{_UNSPACED}]")
_WORD_AMONG_UNSPACED = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+(?:[{_MARKS}]+[^\W_{_UNSPACED}]+)*")

_DROPPED = re.compile(f"[{_MARKS}{_POINTS}\ud800-\udfff]")
# Letters that Unicode doesn't decompose, though readers type the plain one when they search.
_PLAIN = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ё": "е"}
# Letters that do decompose but are letters of their own: й is not и, ї is not і.
_WHOLE = frozenset("йїўѓќ")


# Putting marks into their order takes time that grows with the square of how many stand in a row: nobody's words have
# more than a few (Unicode's stream-safe text allows 30).
_PIECE = re.compile(r"[^\W_]*[\W_]{0,32}")
_SHORT = 64


class _Folding(dict[int, str]):
    """A translation table that works out each character once, when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if _DROPPED.match(character):
        return ""
    folded = character.casefold()
    if folded in _WHOLE:
        return folded
    letters = (c for c in unicodedata.normalize("NFD", folded) if not "\u0300" <= c <= "\u036f")
    # Composed again: Korean syllables and Japanese voicing marks decompose too, but are no diacritics.
    return unicodedata.normalize("NFC", "".join(_PLAIN.get(c, c) for c in letters))


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Casefold; drop diacritics, vowel points, soft hyphens, broken characters; write ё as е; й and ї stay as they are.

    Takes time linear in the text.
    """
    if text.isascii():
        return text.lower()
    if len(text) <= _SHORT:
        return unicodedata.normalize("NFC", text).translate(_FOLDING)
    return "".join(unicodedata.normalize("NFC", piece) for piece in _PIECE.findall(text)).translate(_FOLDING)


def words(text: str) -> list[str]:
    """The folded words of a text: runs of letters and digits, in order.

    Chinese or Japanese characters are a run of their own, apart from letters and digits of other scripts.
    """
    if text.isascii():
        return _PLAIN_WORD.findall(text.lower())
    return [word.lower() if word.isascii() else fold(word) for word in written_words(text)]


def written_words(text: str) -> list[str]:
    """Each word of `words(text)` as it is written."""
    return _pattern(text).findall(text)


def word_spans(text: str, *, most: int | None = None) -> list[tuple[int, int]]:
    """(start, end) of each word of `words(text)`, or of the first `most`, in the text as it stands."""
    return [match.span() for match in islice(_pattern(text).finditer(text), most)]


def _pattern(text: str) -> re.Pattern[str]:
    if text.isascii():
        return _PLAIN_WORD
    return _WORD_AMONG_UNSPACED if _UNSPACED_LETTER.search(text) else _WORD


def character_pairs(word: str) -> list[str]:
    """Pairs of neighbouring characters: they stand for words where no spaces part them. A short word is its own."""
    return [word[i : i + 2] for i in range(len(word) - 1)] if len(word) > 2 else [word]


def utf16_length(text: str) -> int:
    """The length in UTF-16 code units, as Telegram counts its limits."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
