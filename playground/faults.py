"""Troubles to order: the next calls of a method are refused, delayed or cut off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from playground.errors import ApiError, WrongUseError, forbidden, too_many_requests

MAX_SECONDS = 86_400
Trouble = Literal["blocked", "too_many", "server_error", "bad_gateway", "delay", "cut_before", "cut_after", "refuse"]


@dataclass(frozen=True)
class Fault:
    """One order. ``method`` '*' means any but getUpdates; ``chat_id`` None any chat; ``seconds`` to wait or delay."""

    method: str
    trouble: Trouble
    times: int = 1
    chat_id: int | None = None
    seconds: float = 1.0
    code: int = 400
    description: str = "Bad Request"

    def matches(self, method: str, chat_id: int | None) -> bool:
        """Whether this call is meant."""
        wanted = self.method.lower()
        named = method != "getupdates" if wanted == "*" else wanted == method
        return named and self.chat_id in {None, chat_id}

    def error(self) -> ApiError | None:
        """The refusal to answer with, None for a delay or a cut."""
        match self.trouble:
            case "blocked":
                return forbidden("bot was blocked by the user")
            case "too_many":
                return too_many_requests(int(self.seconds))
            case "server_error":
                return ApiError(500, "Internal Server Error")
            case "bad_gateway":
                return ApiError(502, "Bad Gateway")
            case "refuse":
                return ApiError(self.code, self.description)
            case _:
                return None


class Faults:
    """The orders that still stand, oldest first."""

    def __init__(self) -> None:
        self._orders: list[Fault] = []

    def order(self, fault: Fault) -> None:
        """Add one. Raises `WrongUseError` for an unknown trouble or a number out of range."""
        if fault.trouble not in get_args(Trouble):
            raise WrongUseError(f"fault: {fault.trouble}: unknown, know {', '.join(get_args(Trouble))}")
        if type(fault.times) is not int or fault.times < 1:
            raise WrongUseError(f"fault: times: {fault.times!r}: must be a whole number from 1")
        if not isinstance(fault.seconds, int | float) or not 0 <= fault.seconds <= MAX_SECONDS:
            raise WrongUseError(f"fault: seconds: {fault.seconds!r}: must be a number from 0 to {MAX_SECONDS}")
        self._orders.append(fault)

    def clear(self) -> None:
        """Withdraw all."""
        self._orders.clear()

    def next_for(self, method: str, chat_id: int | None) -> Fault | None:
        """The order this call (lower-case name) falls under, used up by one."""
        for at, fault in enumerate(self._orders):
            if fault.matches(method, chat_id):
                if fault.times > 1:
                    self._orders[at] = replace(fault, times=fault.times - 1)
                else:
                    del self._orders[at]
                return fault
        return None
