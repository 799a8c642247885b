"""What Telegram takes for a photo: a PNG or JPEG of a bearable size and shape."""

from __future__ import annotations

import struct

from playground.errors import bad_request

MAX_BYTES = 10 * 1024 * 1024
MAX_SIDES = 10_000
MAX_RATIO = 20
_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG's segments that tell the size
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})  # those without a length


def photo_size(content: bytes) -> tuple[int, int]:
    """Its width and height in pixels. Raises `ApiError` 400 for what Telegram refuses."""
    if len(content) > MAX_BYTES:
        raise bad_request("file is too big")
    size = _png_size(content) or _jpeg_size(content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if min(size) < 1 or sum(size) > MAX_SIDES or max(size) > MAX_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def _png_size(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(_PNG) or content[12:16] != b"IHDR" or b"IEND" not in content[-12:]:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    place = 2 if content.startswith(b"\xff\xd8") else len(content)
    while place + 9 <= len(content) and content[place] == 0xFF:
        kind = content[place + 1]
        if kind in _FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 if kind in _BARE else 2 + int.from_bytes(content[place + 2 : place + 4])
    return None
