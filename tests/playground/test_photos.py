"""Photos: what Telegram takes for one, how they are told of, changed in place and shown on the page."""

from __future__ import annotations

import json
import struct
from typing import Any

import aiohttp
import pytest

from playground import Playground, Reader
from playground.errors import ApiError
from playground.photos import MAX_BYTES, photo_size

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png(width: int, height: int, *, padding: int = 0) -> bytes:
    """As much of a PNG as tells its size."""
    head = b"\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\x08\x02\0\0\0\0\0\0\0"
    return SIGNATURE + head + b"\0" * padding + b"\0\0\0\0IEND\xaeB`\x82"


def jpeg(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xe0\0\x04ab\xff\xd0\xff\xc0\0\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\0"


def form(anna: Reader, **fields: str | bytes) -> aiohttp.FormData:
    made = aiohttp.FormData()
    made.add_field("chat_id", str(anna.id))
    for name, value in fields.items():
        if isinstance(value, bytes):
            made.add_field(name, value, filename=f"{name}.png", content_type="image/png")
        else:
            made.add_field(name, value)
    return made


@pytest.fixture
async def post(playground: Playground, http: aiohttp.ClientSession) -> Any:
    async def posted(method: str, data: aiohttp.FormData) -> dict[str, Any]:
        async with http.post(f"{playground.url}/bot{playground.token}/{method}", data=data) as response:
            return await response.json()

    return posted


@pytest.fixture
async def anna(playground: Playground) -> Reader:
    reader = playground.reader("Anna")
    await reader.send("/start")
    return reader


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (png(1020, 900), (1020, 900)),
        (png(200, 10), (200, 10)),
        (png(5000, 5000), (5000, 5000)),
        (jpeg(64, 48), (64, 48)),
    ],
)
def test_size_is_read_from_the_file(content: bytes, size: tuple[int, int]) -> None:
    assert photo_size(content) == size


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (png(5001, 5000), "PHOTO_INVALID_DIMENSIONS"),
        (png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (png(0, 100), "PHOTO_INVALID_DIMENSIONS"),
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (png(100, 100)[:-20], "IMAGE_PROCESS_FAILED"),
        (jpeg(64, 48)[:12], "IMAGE_PROCESS_FAILED"),
        (png(100, 100, padding=MAX_BYTES), "file is too big"),
    ],
)
def test_what_telegram_refuses_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(ApiError) as caught:
        photo_size(content)
    assert caught.value.description == f"Bad Request: {reason}"


async def test_a_photo_is_told_of_with_its_size(post, anna: Reader) -> None:
    answer = await post("sendPhoto", form(anna, photo=png(1020, 900), caption="<b>Storm</b>", parse_mode="HTML"))
    (shown,) = answer["result"]["photo"]
    assert (shown["width"], shown["height"]) == (1020, 900)
    assert answer["result"]["caption"] == "Storm"
    refused = await post("sendPhoto", form(anna, photo=png(10, 10), caption="x" * 1025))
    assert refused["description"] == "Bad Request: message caption is too long"
    assert (await post("sendPhoto", form(anna, photo=b"text")))["error_code"] == 400


async def test_a_photo_is_changed_in_place(post, anna: Reader, playground: Playground) -> None:
    sent = (await post("sendPhoto", form(anna, photo=png(10, 10))))["result"]

    async def change(media: object, **files: bytes) -> dict[str, Any]:
        number = str(sent["message_id"])
        return await post("editMessageMedia", form(anna, message_id=number, media=json.dumps(media), **files))

    media = {"type": "photo", "media": "attach://new", "caption": "<i>Dark</i>", "parse_mode": "HTML"}
    changed = (await change(media, new=png(20, 30)))["result"]
    assert changed["photo"][0]["height"] == 30
    assert (changed["caption"], changed["message_id"]) == ("Dark", sent["message_id"])
    assert "edit_date" in changed
    again = media | {"media": changed["photo"][0]["file_id"]}
    assert "message is not modified" in (await change(again))["description"]
    for wrong in (None, {"type": "sticker"}, {"type": "photo", "media": "attach://nothing"}, {"type": "photo"}):
        assert (await change(wrong))["error_code"] == 400
    assert "caption is too long" in (await change(media | {"caption": "x" * 1025}, new=png(20, 30)))["description"]
    assert playground.messages(anna)[-1].text == "Dark"


async def test_words_can_become_a_photo_but_no_photo_words(post, call, anna: Reader) -> None:
    sent = (await call("sendMessage", chat_id=anna.id, text="Words"))["result"]
    media = json.dumps({"type": "photo", "media": "attach://new"})
    number = str(sent["message_id"])
    assert (
        "photo" in (await post("editMessageMedia", form(anna, message_id=number, media=media, new=png(9, 9))))["result"]
    )
    refused = await call("editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="Words")
    assert refused["description"] == "Bad Request: there is no text in the message to edit"


async def test_the_page_gets_the_picture(post, anna: Reader, playground: Playground, http) -> None:
    sent = (await post("sendPhoto", form(anna, photo=png(10, 10))))["result"]["photo"][0]
    async with http.get(f"{playground.url}/playground/api/files/{sent['file_id']}") as response:
        assert response.headers["Content-Disposition"] == "inline"
        assert response.content_type == "image/png"
        assert await response.read() == png(10, 10)
