"""The Bot API over real sockets: files stream, proxies and time-outs are kept to, errors tell what is known of a call's
fate, and no secret stands in them."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from telegram import Bot, InputFile
from telegram.error import TelegramError, TimedOut

from bot.delivery.transport import AiohttpRequest, FateUnknown, NeverSent, Way
from playground import Playground, Reader

TOKEN = "1234567:AAaaBBbbCCccDDddEEeeFFffGGggHHhhIIi"  # nobody's
Conversation = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def server(talk: Conversation) -> AsyncIterator[str]:
    """A server that does as told with each connection; its address."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    running = await asyncio.start_server(serve, "127.0.0.1")
    try:
        yield f"http://127.0.0.1:{running.sockets[0].getsockname()[1]}"
    finally:
        running.close()
        await running.wait_closed()


@asynccontextmanager
async def bot_at(url: str, way: Way | None = None, token: str = TOKEN) -> AsyncIterator[Bot]:
    request = AiohttpRequest(way)
    await request.initialize()
    try:
        yield Bot(token, f"{url}/bot", request=request, get_updates_request=request)
    finally:
        await request.shutdown()


async def say(bot: Bot) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await bot.send_message(1, "hello")
    assert "AAaaBB" not in f"{caught.value!r} {caught.value} {caught.value.message}"
    return caught.value


async def test_nobody_listening_means_never_sent() -> None:
    async def nobody(*_: object) -> None:
        raise AssertionError

    async with server(nobody) as url:
        pass  # closed again, so that nobody else has the port
    async with bot_at(url) as bot:
        assert isinstance(await say(bot), NeverSent)


async def test_a_connection_that_breaks_after_the_request_leaves_its_fate_unknown() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")

    async with server(hang_up) as url, bot_at(url) as bot:
        assert isinstance(await say(bot), FateUnknown)


async def test_an_answer_that_does_not_come_in_time_is_a_time_out() -> None:
    async def silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with server(silence) as url, bot_at(url, Way(read=0.05)) as bot:
        assert isinstance(await say(bot), TimedOut)


@pytest.mark.parametrize("answer", [b"407 Proxy Authentication Required", b"502 Bad Gateway"])
async def test_a_proxy_that_lets_nothing_through_means_never_sent(answer: bytes) -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 " + answer + b"\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()

    async with server(refuse) as url:
        proxy = url.replace("//", "//me:hunter2@")
        async with bot_at("https://telegram.invalid", Way(proxy=proxy)) as bot:
            error = await say(bot)
    assert isinstance(error, NeverSent)
    assert "hunter2" not in str(error)


async def test_calls_go_by_the_proxy() -> None:
    asked: list[bytes] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readuntil(b"\r\n")).strip())
        writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 47\r\n\r\n")
        writer.write(b'{"ok":false,"error_code":400,"description":"x"}')
        await writer.drain()

    async with server(proxy) as url, bot_at("http://telegram.invalid", Way(proxy=url)) as bot:
        await say(bot)
    assert asked == [f"POST http://telegram.invalid/bot{TOKEN}/sendMessage HTTP/1.1".encode()]


class Slowly(io.RawIOBase):
    """A file of `size` bytes that remembers the most it was asked for at once."""

    def __init__(self, size: int) -> None:
        self.left = size
        self.most = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self.most = max(self.most, len(buffer))
        count = min(len(buffer), self.left)
        buffer[:count] = b"x" * count
        self.left -= count
        return count


@pytest.mark.filterwarnings("ignore:unread_data")  # aiohttp's own, on the playground's side
async def test_files_are_read_as_they_leave(playground: Playground) -> None:
    reader: Reader = playground.reader("Anna")
    await reader.send("/start")
    content = Slowly(5_000_000)
    async with bot_at(playground.url, token=playground.token) as bot:
        await bot.send_document(reader.id, InputFile(content, filename="news.txt", read_file_handle=False))
    ((document,),) = [[message.attachment for message in reader.from_bot]]
    assert document is not None
    assert (document.name, document.size) == ("news.txt", 5_000_000)
    assert content.most < 1_000_000
