"""Which function answers which method of the Bot API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from playground.params import Params
from playground.world import World

Handler = Callable[[World, Params], Awaitable[Any]]

METHODS: dict[str, Handler] = {}


def method(name: str) -> Callable[[Handler], Handler]:
    """Register the function that answers ``name``; names are found in any case."""

    def register(handler: Handler) -> Handler:
        METHODS[name.lower()] = handler
        return handler

    return register
