"""Undoing HTTP content codings a bounded piece at a time, so that a small answer can't become a gigabyte in memory."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator
from typing import Protocol

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ACCEPTED = "gzip, deflate, br, zstd"
_STEP = 64 * 1024

# The most a zstd answer may ask to look back, 8 MiB: RFC 9659 (https://www.rfc-editor.org/rfc/rfc9659).
_ZSTD_WINDOW = 23

# Each begins with a decompressor of its own, and an answer of nothing but empty frames would take half a minute.
_MOST_FRAMES = 256


class DamagedBody(Exception):
    """The body is not what its Content-Encoding says, or it breaks off."""


class BodyTooLarge(Exception):
    """Decompressed, the body is longer than allowed."""


class _Inflater(Protocol):
    def feed(self, data: bytes) -> Iterator[bytes]:
        """What `data` decompresses to, in pieces of some 64 KiB. Raises DamagedBody."""

    def finished(self) -> bool: ...


class _Plain:
    def feed(self, data: bytes) -> Iterator[bytes]:
        yield data

    def finished(self) -> bool:
        return True


class _Zlib:
    """gzip (of several members too) and deflate (with or without zlib's header, as servers disagree on it)."""

    def __init__(self, *, gzip: bool) -> None:
        self._gzip = gzip
        self._stream = zlib.decompressobj(wbits=31) if gzip else None
        self._seen = b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        try:
            yield from self._pieces(data)
        except zlib.error as error:
            raise DamagedBody(str(error)) from None

    def _pieces(self, data: bytes) -> Iterator[bytes]:
        if self._stream is None:
            self._seen += data
            if len(self._seen) < 2:
                return
            has_header = self._seen[0] & 0x0F == 8 and int.from_bytes(self._seen[:2], "big") % 31 == 0
            self._stream = zlib.decompressobj(wbits=15 if has_header else -15)
            data = self._seen
        while data:
            if self._stream.eof:
                self._seen += data
                if not (self._gzip and self._seen.startswith(b"\x1f\x8b")):
                    self._seen = self._seen[:2]  # padding after the end, or half of another member's mark
                    return
                data, self._seen = self._seen, b""
                self._stream = zlib.decompressobj(wbits=31)
            yield self._stream.decompress(data, _STEP)
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail

    def finished(self) -> bool:
        return self._stream is None or self._stream.eof


class _Brotli:
    def __init__(self) -> None:
        import brotli

        self._stream = brotli.Decompressor()
        self._error: type[Exception] = brotli.error

    def feed(self, data: bytes) -> Iterator[bytes]:
        try:
            yield self._stream.process(data, output_buffer_limit=_STEP)
            while not self._stream.is_finished():
                piece = self._stream.process(b"", output_buffer_limit=_STEP)
                if not piece:
                    return
                yield piece
        except self._error as error:
            raise DamagedBody(str(error)) from None

    def finished(self) -> bool:
        return bool(self._stream.is_finished())


class _Zstd:
    """zstd, of several frames too."""

    def __init__(self) -> None:
        self._stream = _zstd_stream()
        self._frames = 1

    def feed(self, data: bytes) -> Iterator[bytes]:
        try:
            while True:
                if self._stream.eof:
                    if not data:
                        return
                    if self._frames == _MOST_FRAMES:
                        raise DamagedBody(f"it is cut into more than {_MOST_FRAMES} frames")
                    self._frames += 1
                    self._stream = _zstd_stream()
                yield self._stream.decompress(data, _STEP)
                if self._stream.eof:
                    data = self._stream.unused_data
                elif self._stream.needs_input:
                    return
                else:
                    data = b""
        except zstd.ZstdError as error:
            raise DamagedBody(str(error)) from None

    def finished(self) -> bool:
        return bool(self._stream.eof)


def _zstd_stream() -> zstd.ZstdDecompressor:
    return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW})


class Body:
    """Collects an answer's body. `limit` holds for the bytes as sent and again for the bytes decompressed."""

    def __init__(self, coding: str, limit: int) -> None:
        """`coding` is the Content-Encoding header. Raises DamagedBody for one that wasn't asked for."""
        self._inflater = _inflater(coding.strip().lower())
        self._limit = limit
        self._sent = 0
        self._out = bytearray()

    def add(self, data: bytes) -> None:
        """Raises BodyTooLarge and DamagedBody."""
        self._sent += len(data)
        if self._sent > self._limit:
            raise BodyTooLarge
        # In slices, so that what a decompressor holds of its input stays small as well.
        for start in range(0, len(data), _STEP):
            for piece in self._inflater.feed(data[start : start + _STEP]):
                if len(self._out) + len(piece) > self._limit:
                    raise BodyTooLarge
                self._out += piece

    def whole(self) -> bytes:
        """The body once all has been added. Raises DamagedBody when it breaks off."""
        if self._sent and not self._inflater.finished():
            raise DamagedBody("it breaks off before its end")
        return bytes(self._out)


def _inflater(coding: str) -> _Inflater:
    if coding in ("", "identity", "none"):
        return _Plain()
    if coding in ("gzip", "x-gzip"):
        return _Zlib(gzip=True)
    if coding == "deflate":
        return _Zlib(gzip=False)
    if coding == "br":
        return _Brotli()
    if coding == "zstd":
        return _Zstd()
    raise DamagedBody(f"it comes in a coding that was not asked for ({coding[:40]!r})")
