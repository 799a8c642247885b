"""People, groups and channels as tests hold them: each does what its owner could do in the app."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playground import incoming
from playground.chats import Chat
from playground.errors import WrongUseError
from playground.inline import InlineAnswer, InlineResult
from playground.messages import Message
from playground.people import Status, User
from playground.world import Press, World

WAIT = 5.0


async def until(world: World, holds: Callable[[], Any], within: float = WAIT) -> Any:
    """Wait for ``holds()`` to be true and return what it gave. Raises `TimeoutError` after ``within`` seconds."""
    async with asyncio.timeout(within):
        while not (result := holds()):
            await world.changed.heard()
        return result


class Place:
    """A chat one can read in."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self._chat = chat
        self._read = {"new": 0, "edit": 0}

    @property
    def world(self) -> World:
        """All there is."""
        return self._world

    @property
    def id(self) -> int:
        """The chat's id."""
        return self._chat.id

    @property
    def chat(self) -> Chat:
        """The chat's state."""
        return self._chat

    @property
    def messages(self) -> list[Message]:
        """All that stands in the chat now, oldest first."""
        return list(self._chat.messages.values())

    @property
    def from_bot(self) -> list[Message]:
        """What the bot wrote, oldest first."""
        return [message for message in self.messages if message.from_bot]

    async def next_message(self, timeout: float = WAIT) -> Message:  # noqa: ASYNC109
        """The bot's next message not yet fetched this way."""
        return await self._next("new", timeout)

    async def next_edit(self, timeout: float = WAIT) -> Message:  # noqa: ASYNC109
        """The next edit of a message of the bot not yet fetched this way."""
        return await self._next("edit", timeout)

    async def _next(self, what: str, within: float) -> Message:
        found: tuple[int, Message] = await until(self._world, lambda: self._unread(what), within)
        self._read[what] = found[0]
        return found[1]

    def _unread(self, what: str) -> tuple[int, Message] | None:
        log = self._chat.log
        fresh = range(self._read[what], len(log))
        return next(((at + 1, log[at][1]) for at in fresh if log[at][0] == what and log[at][1].from_bot), None)


@dataclass(frozen=True)
class Pressed:
    """A pressed button; `answer` waits for what the bot says to it."""

    world: World
    press: Press

    async def answer(self, timeout: float = WAIT) -> dict[str, Any]:  # noqa: ASYNC109
        """``{"text", "show_alert", "url"}`` as the bot gave them."""
        await until(self.world, lambda: self.press.answer is not None, timeout)
        return self.press.answer or {}


@dataclass(frozen=True)
class Offered:
    """What the bot offers to somebody who typed after its name."""

    reader: Reader
    place: Place
    query: str
    answer: InlineAnswer

    @property
    def results(self) -> tuple[InlineResult, ...]:
        """The rows of the list."""
        return self.answer.results

    @property
    def note(self) -> str:
        """What the button above the list says; empty without one."""
        return self.answer.button["text"] if self.answer.button else ""

    async def choose(self, number: int = 0, *, thread: int | None = None) -> Message:
        """Send the row of that number, from 0, where it was asked for."""
        return incoming.choose(
            self.reader.world, self.reader.user, self.place.chat, self.results[number], thread_id=thread
        )

    async def press_note(self) -> None:
        """Press the button above the list: it starts the bot."""
        button = self.answer.button
        if button is None:
            raise WrongUseError("inline: no button stands above the list")
        await self.reader.send(f"/start {button['start_parameter']}")

    async def more(self) -> Offered:
        """Scroll to the end of the list. Raises `WrongUseError` where that is the end."""
        if not self.answer.next_offset:
            raise WrongUseError("inline: the list ends here")
        return await self.reader.inline(self.query, at=self.place, offset=self.answer.next_offset)


class Reader(Place):
    """A person in their private chat with the bot; they may also write in groups."""

    def __init__(self, world: World, user: User) -> None:
        super().__init__(world, world.chats[user.id])
        self.user = user

    async def send(
        self,
        text: str,
        *,
        to: Place | None = None,
        thread: int | None = None,
        reply_to: int | None = None,
        anonymous: bool = False,
        forwarded: bool = False,
    ) -> Message:
        """Write ``text``, here or in a group, as oneself or (admins of supergroups) anonymously."""
        origin = {"type": "hidden_user", "sender_user_name": "Somebody", "date": 1} if forwarded else None
        chat = (to or self).chat
        return incoming.say(
            self._world,
            self.user,
            chat,
            text,
            thread_id=thread,
            reply_to=reply_to,
            anonymous=anonymous,
            forward_origin=origin,
        )

    async def ask(
        self, text: str, *, to: Place | None = None, thread: int | None = None, anonymous: bool = False
    ) -> Message:
        """Write ``text`` and wait for what the bot says to it."""
        await self.send(text, to=to, thread=thread, anonymous=anonymous)
        return await (to or self).next_message()

    async def press(self, button: str, *, message: Message | None = None, of: Place | None = None) -> Pressed:
        """Press the button with this label or data, under ``message`` or the newest message that has it."""
        place = of or self
        for candidate in [message] if message is not None else reversed(place.messages):
            current = place.chat.messages.get(candidate.id, candidate)
            for row in current.buttons:
                for choice in row:
                    if choice.data and button in {choice.text, choice.data}:
                        press = incoming.press(self._world, self.user, place.chat, current.id, choice.data)
                        return Pressed(self._world, press)
        raise WrongUseError(f"press: {button!r}: no message has such a button")

    async def inline(
        self,
        query: str = "",
        *,
        at: Place | None = None,
        offset: str = "",
        timeout: float = WAIT,  # noqa: ASYNC109
    ) -> Offered:
        """Type the bot's name and a query, here or in a group, and wait for what the bot offers."""
        place = at or self
        asked = incoming.ask_inline(self._world, self.user, place.chat, query, offset)
        return Offered(self, place, query, await until(self._world, lambda: asked.answer, timeout))

    def block(self) -> None:
        """Stop the bot."""
        incoming.set_bot_status(self._world, self._chat, "kicked", self.user)

    def unblock(self) -> None:
        """Let it write again."""
        incoming.set_bot_status(self._world, self._chat, "member", self.user)


class Group(Place):
    """A group, a supergroup or a forum."""

    def __init__(self, world: World, chat: Chat, owner: User) -> None:
        super().__init__(world, chat)
        self._owner = owner

    def set_member(self, reader: Reader, status: Status) -> None:
        """Let somebody in, promote or remove them."""
        self._chat.members[reader.user.id] = status
        self._world.announce({"type": "chats"})

    def set_bot(self, status: Status) -> None:
        """Let the bot in, promote or remove it; it is told."""
        incoming.set_bot_status(self._world, self._chat, status, self._owner)

    def topic(self, name: str) -> int:
        """Open a topic and return its thread id."""
        return incoming.open_topic(self._world, self._chat, name, self._owner)

    def delete_topic(self, thread_id: int) -> None:
        """Delete a topic with its messages."""
        incoming.close_topic(self._world, self._chat, thread_id)

    def migrate(self) -> Group:
        """Become a supergroup; the handle of the new chat."""
        return Group(self._world, incoming.migrate(self._world, self._chat), self._owner)


class Channel(Group):
    """A channel; it posts as itself."""

    async def post(self, text: str) -> Message:
        """Publish a post."""
        return incoming.say(self._world, None, self._chat, text)
