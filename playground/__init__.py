"""Telegram's side of the wire: a strict local Bot API server with a web chat, and a small news site to read from."""

from playground.actors import Channel, Group, Offered, Place, Reader
from playground.errors import WrongUseError
from playground.messages import Button, Message
from playground.running import DEFAULT_TOKEN, Playground

__all__ = [
    "DEFAULT_TOKEN",
    "Button",
    "Channel",
    "Group",
    "Message",
    "Offered",
    "Place",
    "Playground",
    "Reader",
    "WrongUseError",
]
