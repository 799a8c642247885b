"""The web chat in a real browser: Chromium over its debugging port. Skips where Chromium is missing."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from playground import Playground

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: the web chat is not looked at")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-port=0"),
)
WATCH = """
new Promise((done) => {
  const look = () => { if (!(CONDITION)) return false; done(true); return true; };
  if (look()) return;
  const eye = new MutationObserver(() => look() && eye.disconnect());
  eye.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
})
"""


class Browser:
    """One tab, driven by the DevTools protocol."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._last = 0
        self.complaints: list[str] = []

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        self._last += 1
        await self._socket.send_json({"id": self._last, "method": method, "params": params})
        while True:
            answer = await self._socket.receive_json()
            if answer.get("method") in {"Runtime.exceptionThrown", "Log.entryAdded"}:
                self.complaints.append(str(answer["params"]))
            if answer.get("id") == self._last:
                return answer["result"]

    async def run(self, script: str) -> Any:
        """The value of a JavaScript expression; promises are awaited."""
        answer = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    async def appears(self, condition: str) -> None:
        """Wait, woken by changes of the document, until the expression is true."""
        await asyncio.wait_for(self.run(WATCH.replace("CONDITION", condition)), 5)


@pytest.fixture
async def browser(http: aiohttp.ClientSession, tmp_path: Any) -> AsyncIterator[Browser]:
    process = await asyncio.create_subprocess_exec(
        *(str(CHROMIUM), *FLAGS, f"--user-data-dir={tmp_path}", "about:blank"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    address = None
    while address is None:
        line = await asyncio.wait_for(process.stderr.readline(), 10)
        assert line, "Chromium ended before it listened"
        address = re.search(r"ws://([0-9.:]+)/", line.decode(errors="replace"))
    async with http.get(f"http://{address.group(1)}/json") as response:
        tab = next(tab for tab in await response.json() if tab["type"] == "page")
    async with http.ws_connect(tab["webSocketDebuggerUrl"], max_msg_size=0) as socket:
        yield Browser(socket)
    process.terminate()
    await process.communicate()


async def test_a_conversation_on_the_page(playground: Playground, browser: Browser, call: Any) -> None:
    anna = playground.reader("Anna")
    playground.reader("Иван", language_code="ru")
    await call("setMyCommands", commands=[{"command": "latest", "description": "The newest"}])
    for domain in ("Page", "Runtime", "Log"):
        await browser.call(f"{domain}.enable")
    await browser.call("Page.navigate", url=f"{playground.url}/")

    await browser.appears("document.querySelectorAll('.row').length === 2")
    await browser.run("document.getElementById('big').click()")
    await playground.wait_for(lambda: [m.text for m in anna.messages] == ["/start"])

    await call(
        "sendMessage",
        chat_id=anna.id,
        parse_mode="HTML",
        text="<b>Hello</b> <i>you</i> <a href='https://example.org'>there</a> &lt;img src=x onerror=alert(1)&gt;\n"
        "<blockquote expandable>one\ntwo\nthree\nfour\nfive</blockquote>",
        reply_markup={"inline_keyboard": [[{"text": "More", "callback_data": "m"}]]},
    )
    await browser.appears("document.querySelector('.theirs .text strong')?.textContent === 'Hello'")
    assert await browser.run("document.querySelector('.theirs a').href") == "https://example.org/"
    assert await browser.run("document.querySelectorAll('.theirs .text img').length") == 0
    assert "<img src=x" in await browser.run("document.querySelector('.theirs .text').textContent")
    fold = "document.querySelector('.theirs blockquote')"
    closed = await browser.run(f"{fold}.clientHeight")
    await browser.run(f"{fold}.click()")
    assert await browser.run(f"{fold}.getAttribute('aria-expanded')") == "true"
    assert await browser.run(f"{fold}.clientHeight") > closed

    await browser.run("document.querySelector('.key').click()")
    press = await playground.wait_for(lambda: next(iter(playground.world.presses.values()), None))
    await call("answerCallbackQuery", callback_query_id=press.id, text="Just a moment")
    await browser.appears("document.querySelector('.toast')?.textContent === 'Just a moment'")

    await browser.run("document.getElementById('slash').click()")
    await browser.appears("document.querySelector('#commands b')?.textContent === '/latest'")
    await browser.run("document.querySelector('#commands button').click()")
    await playground.wait_for(lambda: anna.messages[-1].text == "/latest")

    await call("editMessageText", chat_id=anna.id, message_id=anna.from_bot[0].id, text="Changed")
    await browser.appears("document.querySelector('.theirs .stamp')?.textContent.startsWith('edited')")
    menu = [{"command": "help", "description": "All commands"}]
    await asyncio.gather(
        *(call("setMyCommands", commands=menu) for _ in range(8)),
        *(call("sendMessage", chat_id=anna.id, text=f"burst {number}") for number in range(16)),
    )
    await browser.appears("document.querySelectorAll('.theirs').length === 17")
    await browser.call("Page.navigate", url=f"{playground.url}/?again")
    await browser.appears("document.querySelector('.theirs .text')?.textContent.startsWith('Changed')")
    assert browser.complaints == []


async def test_what_the_bot_offers_is_picked_from_a_list_over_the_field(
    playground: Playground, browser: Browser, call: Any
) -> None:
    anna = playground.reader("Anna")
    group = playground.group("Family", admins=[anna], bot="left")
    for domain in ("Page", "Runtime", "Log"):
        await browser.call(f"{domain}.enable")
    await browser.call("Page.navigate", url=f"{playground.url}/#{group.id}")
    await browser.appears("document.querySelector('.row[aria-current]')?.textContent.includes('Family')")

    def offers(first: int, last: int) -> list[dict[str, Any]]:
        content = {"message_text": "<b>Bridge</b> opened", "parse_mode": "HTML"}
        titles = {number: f"<i>Bridge</i> {number}" for number in range(first, last)}
        rows = {"type": "article", "input_message_content": content, "description": "The Gull"}
        return [rows | {"id": str(number), "title": title} for number, title in titles.items()]

    async def answer(results: list[dict[str, Any]], **params: Any) -> dict[str, Any]:
        update = (await call("getUpdates", timeout=5, allowed_updates=["inline_query"]))["result"][-1]
        await call("getUpdates", offset=update["update_id"] + 1)
        query: dict[str, Any] = update["inline_query"]
        assert (await call("answerInlineQuery", inline_query_id=query["id"], results=results, **params))["ok"]
        return query

    async def type_in(text: str) -> None:
        await browser.run(
            f"document.getElementById('text').value = '{text}';"
            "document.getElementById('text').dispatchEvent(new Event('input'))"
        )

    name = playground.world.bot.username
    await type_in(f"@{name}")
    assert await browser.run("document.getElementById('offers').hidden")
    await type_in(f"@{name} ")
    assert (await answer(offers(0, 20), next_offset="20"))["query"] == ""
    await browser.appears("document.querySelectorAll('.offer').length === 20")
    assert await browser.run("document.querySelector('.offer b').textContent") == "<i>Bridge</i> 0"
    await browser.run("document.getElementById('offers').scrollTo(0, 1e6)")
    assert (await answer(offers(20, 23)))["offset"] == "20"
    await browser.appears("document.querySelectorAll('.offer').length === 23")

    await type_in(f"@{name} zebra")
    note = {"text": "Nothing found", "start_parameter": "search"}
    assert (await answer([], button=note))["query"] == "zebra"
    await browser.appears("document.querySelector('.offer-note')?.textContent === 'Nothing found'")

    await type_in(f"@{name} bridge")
    await answer(offers(0, 2))
    await browser.appears("document.querySelectorAll('.offer').length === 2")
    for key in ("ArrowDown", "Enter"):
        await browser.run(
            f"document.getElementById('text').dispatchEvent(new KeyboardEvent('keydown', {{key: '{key}'}}))"
        )
    await browser.appears("document.querySelector('.mine .text strong')?.textContent === 'Bridge'")
    assert await browser.run("document.querySelector('.mine .via').textContent") == f"via @{name}"
    assert await browser.run("document.getElementById('text').value") == ""
    assert await browser.run("document.getElementById('offers').hidden")
    assert group.messages[-1].text == "Bridge opened"
    assert browser.complaints == []
