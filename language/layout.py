"""What was meant by words typed with the keyboard set to the other script."""

from __future__ import annotations

_ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>"
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ"
_TO_RUSSIAN = str.maketrans(_ENGLISH, _RUSSIAN)
_TO_ENGLISH = str.maketrans(_RUSSIAN, _ENGLISH)


def other_layout(text: str) -> str | None:
    """`text` as the same keys write it in Russian (ghbdtn is привет) or in English; None without letters of either."""
    letters = [letter for letter in text if letter.isalpha()]
    if letters and all(letter.isascii() for letter in letters):
        return text.translate(_TO_RUSSIAN)
    if any("\u0400" <= letter <= "\u04ff" for letter in letters):
        return text.translate(_TO_ENGLISH)
    return None
