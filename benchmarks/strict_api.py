"""A Bot API server of as little work as can be, which holds a bot to Telegram's limits and counts what it does.

    python benchmarks/strict_api.py [--paid | --free] [--bucket] [--ask-every 0.5]

It prints its port, answers any token, and tells its counts as JSON under /counts. Never more than 30 messages within
any second pass (1,000 with --paid; with --bucket a bucket of as many that refills at that pace, which lets up to
twice as many through in the first), none beyond a second's in a chat after a burst of five: the others get a 429.
With --ask-every it plays readers too: each asks /help or /latest once, and the time to the answer is kept.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

READERS_FROM = 9_000_000_000
_CHAT_BURST = 5
_ME = {"id": 1, "is_bot": True, "first_name": "Telegist", "username": "telegist_bot"}


@dataclass
class Bucket:
    """`size` at once, `rate` a second after that."""

    size: float
    rate: float
    left: float = field(init=False)
    at: float = 0.0

    def __post_init__(self) -> None:
        self.left = self.size

    def take(self, now: float) -> bool:
        self.left = min(self.size, self.left + (now - self.at) * self.rate)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


class Counts:
    """What came, and whether it was allowed to."""

    def __init__(self, per_second: int, *, strict: bool) -> None:
        self._per_second = per_second
        self._strict = strict
        self._second: deque[float] = deque()
        self._bucket = Bucket(per_second, per_second)
        self._chats: dict[int, Bucket] = {}
        self.arrived: Counter[int] = Counter()
        self.first = self.last = 0.0
        self.refused = 0
        self.over_bucket = 0
        self.asked: dict[int, float] = {}
        self.waited: list[float] = []

    def send(self, chat: int) -> int:
        """The seconds to wait; 0 where it passes."""
        now = time.monotonic()
        while self._second and self._second[0] <= now - 1:
            self._second.popleft()
        within = self._bucket.take(now)
        self.over_bucket += not within
        if self._strict:
            within = len(self._second) < self._per_second
        if not within or not self._chat(chat).take(now):
            self.refused += 1
            return 1
        self._second.append(now)
        if chat in self.asked:
            self.waited.append(now - self.asked.pop(chat))
        elif chat < READERS_FROM:
            self.arrived[chat] += 1
            self.first, self.last = self.first or now, now
        return 0

    def _chat(self, chat: int) -> Bucket:
        if chat not in self._chats:
            self._chats[chat] = Bucket(_CHAT_BURST, 1)
        return self._chats[chat]

    def told(self) -> dict[str, Any]:
        return {
            "chats": len(self.arrived),
            "doubled": self.arrived.total() - len(self.arrived),
            "seconds": self.last - self.first,
            "refused": self.refused,
            "over_bucket": self.over_bucket,
            "waited": sorted(self.waited),
            "unanswered": len(self.asked),
        }


class Readers:
    """People who ask something while a broadcast goes on, each once."""

    def __init__(self, counts: Counts, every: float) -> None:
        self._counts = counts
        self._every = every
        self._number = 0
        self._waiting: deque[dict[str, Any]] = deque()
        self._news = asyncio.Event()

    async def ask_now_and_then(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            if not self._counts.arrived:
                continue
            self._number += 1
            chat = READERS_FROM + self._number
            text = "/help" if self._number % 2 else "/latest"
            person = {"id": chat, "is_bot": False, "first_name": "Reader", "language_code": "en"}
            message = {
                "message_id": self._number,
                "date": int(time.time()),
                "from": person,
                "chat": {"id": chat, "type": "private", "first_name": "Reader"},
                "text": text,
                "entities": [{"type": "bot_command", "offset": 0, "length": len(text)}],
            }
            self._counts.asked[chat] = time.monotonic()
            self._waiting.append({"update_id": self._number, "message": message})
            self._news.set()

    async def updates(self, offset: int, wait: float) -> list[dict[str, Any]]:
        """As a long poll gives them."""
        while self._waiting and self._waiting[0]["update_id"] < offset:
            self._waiting.popleft()
        if not self._waiting:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), wait)
            except TimeoutError:
                return []
        return list(self._waiting)


class Api(asyncio.Protocol):
    """One connection: a request at a time, as HTTP clients do."""

    def __init__(self, counts: Counts, readers: Readers) -> None:
        self._counts = counts
        self._readers = readers
        self._got = b""
        self._numbers = 0
        self._transport: asyncio.Transport | None = None
        self._polls: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._got += data
        head, found, rest = self._got.partition(b"\r\n\r\n")
        if not found:
            return
        _, _, after = head.lower().partition(b"content-length:")
        length = int(after.partition(b"\r\n")[0] or 0)
        if len(rest) < length:
            return
        self._got = rest[length:]
        method = head.split(b" ", 2)[1].rpartition(b"/")[2].lower().decode()
        self._call(method, rest[:length].decode())

    def _call(self, method: str, body: str) -> None:
        match method:
            case "sendmessage":
                chat = int(parse_qs(body)["chat_id"][0])
                if wait := self._counts.send(chat):
                    self._refuse(wait)
                    return
                self._numbers += 1
                to = {"id": chat, "type": "private", "first_name": "Reader"}
                sent = {"message_id": self._numbers, "date": int(time.time()), "from": _ME, "chat": to, "text": "Sent."}
                self._answer(sent)
            case "getupdates":
                poll = asyncio.get_running_loop().create_task(self._poll(parse_qs(body)))
                self._polls.add(poll)
                poll.add_done_callback(self._polls.discard)
            case "getme":
                self._answer(_ME)
            case "counts":
                self._answer(self._counts.told())
            case _:
                self._answer(True)

    async def _poll(self, body: dict[str, list[str]]) -> None:
        offset, wait = int(body.get("offset", ["0"])[0]), float(body.get("timeout", ["0"])[0])
        self._answer(await self._readers.updates(offset, wait))

    def _answer(self, result: Any) -> None:
        self._write(200, {"ok": True, "result": result})

    def _refuse(self, wait: int) -> None:
        told = {"ok": False, "error_code": 429, "description": f"Too Many Requests: retry after {wait}"}
        self._write(429, {**told, "parameters": {"retry_after": wait}})

    def _write(self, status: int, answer: dict[str, Any]) -> None:
        body = json.dumps(answer).encode()
        head = f"HTTP/1.1 {status} OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        if self._transport is not None:
            self._transport.write(head.encode() + body)


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paid", action="store_true", help="1,000 messages a second pass")
    parser.add_argument("--free", action="store_true", help="all pass: how quick is the bot itself?")
    parser.add_argument("--bucket", action="store_true", help="a bucket counts, not each second")
    parser.add_argument("--ask-every", type=float, default=0.0, help="seconds between readers' questions (0: none ask)")
    options = parser.parse_args()
    counts = Counts(1_000_000 if options.free else 1_000 if options.paid else 30, strict=not options.bucket)
    readers = Readers(counts, options.ask_every)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Api(counts, readers), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    if options.ask_every:
        await readers.ask_now_and_then()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
