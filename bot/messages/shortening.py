"""Texts made to fit the room there is, in UTF-16 units as Telegram counts."""

from __future__ import annotations

from collections.abc import Sequence

from language import utf16_length

_SHORTEST = 40  # units; what is cut shorter says nothing
_UNSPACED = ("。", "！", "？", "」", "』")  # Chinese and Japanese put no space between sentences


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` UTF-16 units, ended at a word with '…' where it was longer."""
    text = " ".join(text.split())
    if utf16_length(text) <= limit:
        return text
    kept = text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    return (kept.rpartition(" ")[0] or kept).rstrip(" ,;:—–-") + "…"


def take_sentences(sentences: Sequence[str], room: int) -> tuple[str, ...]:
    """As many whole sentences, from the first, as fit into `room` UTF-16 units; if none does, the first one cut."""
    taken: list[str] = []
    for sentence in sentences:
        if utf16_length(" ".join([*taken, sentence])) > room:
            break
        taken.append(sentence)
    if not taken and sentences and room > _SHORTEST:
        return (cut(sentences[0], room),)
    return tuple(taken)


def share_room(texts: Sequence[Sequence[str]], room: int) -> list[str]:
    """Of each text's sentences, as many as fit together into `room` UTF-16 units, a space or line end before each.

    Each text gets its first sentence before any gets its second, the earlier texts before the later. First sentences
    that don't fit all are cut, the longest ones; no other ever is.
    """
    left = room
    told: list[str] = [""] * len(texts)
    first = sorted((place for place, text in enumerate(texts) if text), key=lambda place: utf16_length(texts[place][0]))
    for rank, place in enumerate(first):
        fair = left // (len(first) - rank) - 1
        told[place] = cut(texts[place][0], fair) if fair > _SHORTEST else ""
        left -= utf16_length(told[place]) + 1
    whole = [bool(text) and told[place] == " ".join(text[0].split()) for place, text in enumerate(texts)]
    for number in range(1, max(map(len, texts), default=0)):
        for place, text in enumerate(texts):
            sentence = " ".join(text[number].split()) if whole[place] and number < len(text) else ""
            whole[place] = whole[place] and bool(sentence) and utf16_length(sentence) < left
            if whole[place]:
                told[place] += sentence if told[place].endswith(_UNSPACED) else f" {sentence}"
                left -= utf16_length(sentence) + 1
    return told
