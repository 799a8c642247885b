"""A running playground: the Bot API server, the control API and the web chat on one port."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from playground.actors import WAIT, Channel, Group, Place, Reader, until
from playground.api import ApiCall, BotApi, well_formed
from playground.chats import Kind
from playground.control import ControlApi
from playground.deliveries import Deliveries
from playground.faults import Fault, Faults, Trouble
from playground.incoming import set_bot_status
from playground.limits import Limits
from playground.messages import Message
from playground.people import Status, User
from playground.world import Clock, World, now

DEFAULT_TOKEN = "1234567:AAPlaygroundPlaygroundPlayground_00"  # noqa: S105 - a made-up token, good only here
MAX_BODY = 51 * 1024 * 1024


class Playground:
    """Telegram's side of the wire on 127.0.0.1.

    Use it as an async context manager; ``port=0`` takes a free one. ``clock`` gives UTC-aware times. With ``limits``
    the published rate limits answer 429. With ``privacy`` a bot that is no admin hears only commands in groups. With
    ``inline``, as after @BotFather's /setinline, what people type after the bot's name reaches it.

    A webhook may be set to this machine; one with an https address is brought to ``webhooks_to``
    ('http://127.0.0.1:8080') instead, as a reverse proxy would. Tries are ``webhook_pause`` seconds apart at first.
    """

    def __init__(
        self,
        token: str = DEFAULT_TOKEN,
        *,
        clock: Clock = now,
        host: str = "127.0.0.1",
        port: int = 0,
        limits: bool = False,
        privacy: bool = True,
        inline: bool = True,
        username: str = "telegist_demo_bot",
        name: str = "Telegist",
        webhooks_to: str = "",
        webhook_pause: float = 1.0,
    ) -> None:
        if not well_formed(token):
            raise ValueError("token: must look like 1234567:AAbbCC, digits, a colon, then letters, digits, - or _")
        self.token = token
        self._host = host
        self._port = port
        bot = User(int(token.partition(":")[0]), name, username=username, is_bot=True)
        self.world = World(bot, clock, privacy, inline=inline, webhooks_to=webhooks_to)
        self.faults = Faults()
        self.api = BotApi(self.world, token, self.faults, Limits() if limits else None)
        self._control = ControlApi(self.world, self.faults, lambda: self.api.calls)
        self._deliveries = Deliveries(self.world, webhook_pause)
        self._delivering: asyncio.Task[None] | None = None
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen."""
        app = web.Application(client_max_size=MAX_BODY)
        app.add_routes([*self.api.routes(), *self._control.routes()])
        # no access log: its lines would hold the token
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port, reuse_address=True)
        await site.start()
        self._port = int(self._runner.addresses[0][1])
        self._delivering = asyncio.create_task(self._deliveries.run())

    async def stop(self) -> None:
        """Send pollers and pages home and close the port."""
        self.world.updates.close()
        self._control.close()
        self.api.close()
        if self._delivering is not None:
            self._delivering.cancel()
            await asyncio.gather(self._delivering, return_exceptions=True)
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def url(self) -> str:
        """What a bot takes for ``https://api.telegram.org``; also the address of the web chat."""
        return f"http://{self._host}:{self._port}"

    @property
    def polled(self) -> bool:
        """Whether the bot waits for updates right now."""
        return self.world.updates.polled

    @property
    def webhook(self) -> str:
        """Where updates are brought; '' while they are to be polled."""
        return self.world.webhook.url if self.world.webhook else ""

    @property
    def calls(self) -> list[ApiCall]:
        """Every call the bot made, oldest first (the last 20,000)."""
        return list(self.api.calls)

    def calls_of(self, method: str) -> list[ApiCall]:
        """The calls of one method."""
        return [call for call in self.api.calls if call.method.lower() == method.lower()]

    def reader(self, first_name: str, *, language_code: str = "en", username: str = "", id: int = 0) -> Reader:  # noqa: A002
        """A new person, who has not started the bot yet."""
        return Reader(
            self.world, self.world.add_user(first_name, language_code=language_code, username=username, id=id)
        )

    def group(
        self,
        title: str,
        members: Sequence[Reader] = (),
        *,
        admins: Sequence[Reader] = (),
        supergroup: bool = False,
        forum: bool = False,
        username: str = "",
        bot: Status = "member",
    ) -> Group:
        """A new group of these people, the first admin its creator, into which the bot is brought."""
        kind: Kind = "supergroup" if supergroup or forum else "group"
        chat = self.world.add_chat(kind, title, username=username, is_forum=forum)
        people = [*admins, *(member for member in members if member not in admins)]
        chat.members |= {reader.user.id: "member" for reader in people}
        chat.members |= {reader.user.id: "administrator" for reader in admins}
        if people:
            chat.members[people[0].user.id] = "creator"
        owner = people[0].user if people else self.world.bot
        set_bot_status(self.world, chat, bot, owner)
        return Group(self.world, chat, owner)

    def channel(self, title: str, owner: Reader, *, username: str = "", bot: Status = "administrator") -> Channel:
        """A new channel with the bot as an admin."""
        chat = self.world.add_chat("channel", title, username=username)
        chat.members[owner.user.id] = "creator"
        set_bot_status(self.world, chat, bot, owner.user)
        return Channel(self.world, chat, owner.user)

    def messages(self, place: Place | int) -> list[Message]:
        """What stands in a chat now, oldest first."""
        return list(self.world.chats[place if isinstance(place, int) else place.id].messages.values())

    async def wait_for(self, holds: Callable[[], Any], timeout: float = WAIT) -> Any:  # noqa: ASYNC109
        """Wait until ``holds()`` is true, looking again after everything that happens."""
        return await until(self.world, holds, timeout)

    def fail(
        self,
        method: str,
        trouble: Trouble,
        *,
        times: int = 1,
        chat: Place | int | None = None,
        seconds: float = 1.0,
        code: int = 400,
        description: str = "Bad Request",
    ) -> None:
        """Order trouble for the next ``times`` calls of ``method`` ('*' for any but getUpdates); see `faults`."""
        chat_id = chat.id if isinstance(chat, Place) else chat
        self.faults.order(Fault(method, trouble, times, chat_id, seconds, code, description))
