"""A text on its way into a chat: parsed, cleaned, trimmed, measured, as Telegram does when it accepts a message."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from playground.detection import detected
from playground.entities import Entity, FormattedText, in_order, untangled, utf16_length
from playground.errors import bad_request
from playground.html import MarkupError, parse_html

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100

_DROPPED = frozenset("\r\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u0333\u033f\u030a")
_INVISIBLE = " \n\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00a0\u2800\u3164"


def accepted_text(text: str, parse_mode: str, entities: list[Any] | None) -> FormattedText:
    """What a bot's text becomes. Raises `ApiError` 400 for markup Telegram refuses."""
    mode = parse_mode.lower()
    if mode not in {"", "html", "none"}:
        raise bad_request("unsupported parse_mode")
    try:
        if mode == "html":
            parsed = parse_html(text)
        else:
            text.encode()
            parsed = FormattedText(text, in_order(_given(entities or [])))
    except MarkupError as error:
        raise bad_request(f"can't parse entities: {error}") from None
    except UnicodeEncodeError:
        raise bad_request("text must be encoded in UTF-8") from None
    return settled(parsed)


def settled(parsed: FormattedText) -> FormattedText:
    """Cleaned of control characters, trimmed, spans untangled, links and commands found, at most 100 spans kept."""
    cleaned = _trimmed(_cleaned(parsed))
    spans = untangled(cleaned.entities)
    taken = [span for span in spans if span.type in {"code", "pre", "text_link", "text_mention"}]
    found = [new for new in detected(cleaned.text) if not any(_overlap(new, span) for span in taken)]
    return FormattedText(cleaned.text, in_order([*spans, *found])[:ENTITY_LIMIT])


def require_text(text: FormattedText) -> FormattedText:
    """The text of a message: not empty, at most 4,096 units."""
    if not text.text.strip(_INVISIBLE):
        raise bad_request("message text is empty")
    if utf16_length(text.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return text


def require_caption(text: FormattedText) -> FormattedText:
    """A caption: at most 1,024 units, may be empty."""
    if utf16_length(text.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return text


def _given(entities: list[Any]) -> Iterable[Entity]:
    for given in entities:
        if not isinstance(given, dict) or not isinstance(given.get("type"), str):
            raise bad_request("can't parse entities: expected an Object as MessageEntity")
        offset, length = given.get("offset"), given.get("length")
        if not isinstance(offset, int) or not isinstance(length, int):
            raise bad_request("can't parse entities: entity's offset and length must be integers")
        user = given.get("user")
        yield Entity(
            given["type"],
            offset,
            length,
            url=str(given.get("url", "")),
            language=str(given.get("language", "")),
            user_id=int(user["id"]) if isinstance(user, dict) and "id" in user else 0,
            custom_emoji_id=str(given.get("custom_emoji_id", "")),
        )


def _cleaned(parsed: FormattedText) -> FormattedText:
    kept: list[str] = []
    moved = [0]
    for char in parsed.text:
        units = 1 + (char > "\uffff")
        if char in _DROPPED:
            moved.append(moved[-1])
            continue
        kept.append(" " if char < " " and char != "\n" else char)
        start = moved[-1]
        moved.extend(range(start + 1, start + units + 1))
    last = len(moved) - 1
    spans = (
        replace(span, offset=moved[span.offset], length=moved[span.end] - moved[span.offset])
        for span in parsed.entities
        if 0 <= span.offset <= span.end <= last
    )
    return FormattedText("".join(kept), in_order(spans))


def _trimmed(text: FormattedText) -> FormattedText:
    body = text.text.rstrip(" \n")
    size = utf16_length(body)
    spans = [replace(span, length=min(span.end, size) - span.offset) for span in text.entities if span.offset < size]
    first = min((span.offset for span in spans), default=size)
    cut = min(len(body) - len(body.lstrip(" \n")), first)
    return FormattedText(body[cut:], tuple(replace(span, offset=span.offset - cut) for span in spans))


def _overlap(one: Entity, other: Entity) -> bool:
    return one.offset < other.end and other.offset < one.end
