"""How moments, texts and numbers are kept in columns."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Integer, LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# SQLite only counts up by itself in a column declared INTEGER, which holds 64 bits there.
Identity = BigInteger().with_variant(Integer(), "sqlite")


def utc_now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


class Moment(TypeDecorator[datetime]):
    """A moment as whole microseconds since 1970 in UTC.

    An integer compares and indexes the same in every database, in eight bytes; ISO text only sorts rightly as long as
    every writer agrees on fraction and offset.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + timedelta(microseconds=value)


def microseconds(moment: datetime) -> int:
    """Since 1970. ValueError for a moment without its time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs its time zone: {moment!r}")
    return (moment - EPOCH) // timedelta(microseconds=1)


class CleanText(TypeDecorator[str]):
    """Text without what no database takes: NUL (PostgreSQL) and halves of surrogate pairs (UTF-8)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else clean(value)


def clean(text: str) -> str:
    """As `CleanText` keeps it."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


class Json(str):
    """A JSON value as text already: put there once for many rows."""

    __slots__ = ()


def as_json(value: Any) -> Json:
    """As `JsonText` keeps it; escaped to ASCII, so that any string survives."""
    return Json(json.dumps(value, separators=(",", ":")))


class JsonText(TypeDecorator[Any]):
    """A JSON value as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return value if value is None or isinstance(value, Json) else as_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Numbers(TypeDecorator[tuple[int, ...]]):
    """A tuple of integers, 4 or 8 bytes each: a letter for the width, then the numbers, little-endian."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Sequence[int] | None, dialect: Dialect) -> bytes | None:
        return None if value is None else pack(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> tuple[int, ...] | None:
        return None if value is None else unpack(value)


_RANGES = (("I", 0, 2**32), ("i", -(2**31), 2**31), ("Q", 0, 2**64), ("q", -(2**63), 2**63))


def pack(numbers: Sequence[int]) -> bytes:
    """Raises ValueError for numbers that need more than 64 bits."""
    if not numbers:
        return b""
    low, high = min(numbers), max(numbers)
    for letter, least, end in _RANGES:
        if least <= low and high < end:
            return letter.encode() + struct.pack(f"<{len(numbers)}{letter}", *numbers)
    raise ValueError(f"numbers of more than 64 bits: {low}..{high}")


def unpack(packed: bytes) -> tuple[int, ...]:
    """What `pack` was given."""
    if not packed:
        return ()
    letter = packed[:1].decode()
    return struct.unpack(f"<{(len(packed) - 1) // struct.calcsize(letter)}{letter}", packed[1:])
