"""``python -m playground`` as its users run it."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
async def test_it_says_where_it_is_and_stops_cleanly(http, sign):
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "playground", "--port", "0", "--news-port", "0"),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    place = json.loads(await asyncio.wait_for(process.stdout.readline(), 10))
    async with http.get(f"{place['api_url']}/bot{place['token']}/getMe") as response:
        assert (await response.json())["ok"]
    async with http.get(place["chat_url"]) as response:
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert len(place["feeds"]) == 3
    polling = asyncio.create_task(http.get(f"{place['api_url']}/bot{place['token']}/getUpdates?timeout=30&offset=-1"))
    async with http.get(f"{place['api_url']}/playground/api/state") as response:
        assert len((await response.json())["people"]) == 2
    process.send_signal(sign)
    _, errors = await asyncio.wait_for(process.communicate(), 5)
    assert process.returncode == 0
    assert b"Traceback" not in errors
    assert place["token"].encode() not in errors
    await asyncio.gather(polling, return_exceptions=True)


async def test_wrong_arguments_and_taken_ports_are_named(playground):
    port = playground.url.rpartition(":")[2]
    for arguments, code, word in (
        (("--token", "nonsense"), 2, b"token"),
        (("--port", port, "--no-news"), 1, b"port"),
    ):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "playground", *arguments),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        output, errors = await asyncio.wait_for(process.communicate(), 10)
        assert (process.returncode, output) == (code, b"")
        assert word in errors
        assert b"Traceback" not in errors
