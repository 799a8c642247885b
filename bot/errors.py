"""What can go wrong on the bot's side, each message saying what, which, and what to do next."""

from __future__ import annotations


class TelegistError(Exception):
    """Base of the bot's own errors; its text is meant for the operator."""


class ConfigError(TelegistError):
    """A wrong configuration: one line a wrong key."""


class UnknownZone(TelegistError):
    """A time zone nobody knows; `near` are names that look alike."""

    def __init__(self, text: str, near: tuple[str, ...]) -> None:
        super().__init__(f"time zone: {text!r}: not a known one")
        self.text = text
        self.near = near


class WrongTime(TelegistError):
    """A time of day that is none."""

    def __init__(self, text: str) -> None:
        super().__init__(f"time: {text!r}: not a time of day, write it as 08:30")
        self.text = text
