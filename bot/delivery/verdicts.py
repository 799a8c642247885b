"""What becomes of a message after an attempt to send it: each error by its nature. Pure."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError, TimedOut

from bot.delivery.limiter import retry_after
from bot.delivery.outcomes import Fate
from bot.delivery.transport import FateUnknown, NeverSent
from storage.marks import Finished, Mark, Moved, PutBack, Unwelcome
from storage.outbox import LONGEST_WAIT
from storage.records import Message, State

_LONGEST_OUTAGE_PAUSE = 60.0
_NOT_WELCOME = ("chat not found", "not enough rights", "have no rights")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`label` is one of a handful, for who counts; `reason` is for the operator.

    `wait` seconds pass before it goes again; `counted`: as a failed attempt; `doubted`: though it may have gone out.
    `kept`: its words stay for the operator. `unwelcome`: the chat doesn't want us. `moved_to`: it has a new id.
    """

    fate: Fate
    label: str = ""
    reason: str | None = None
    number: int | None = None
    wait: float = 0.0
    counted: bool = True
    doubted: bool = False
    kept: bool = False
    unwelcome: bool = False
    moved_to: int | None = None

    @property
    def gravity(self) -> int:
        """How loudly to log it."""
        if self.fate is Fate.SENT or self.unwelcome or not self.counted:
            return logging.INFO
        return logging.ERROR if self.fate is Fate.FAILED else logging.WARNING


def sent(number: int) -> Verdict:
    """It went out; Telegram gave it this number."""
    return Verdict(Fate.SENT, number=number)


def verdict(error: TelegramError, message: Message, *, resend: bool) -> Verdict:
    """What an error means. BadRequest and TimedOut are NetworkErrors too, so they are looked for first.

    `resend`: what may have gone out is sent once more, though not twice.
    """
    said = error.message
    match error:
        case RetryAfter():
            return put_off("429", retry_after(error).total_seconds())
        case ChatMigrated():
            return replace(put_off("migrated", 0.0), reason="the group moved", moved_to=error.new_chat_id)
        case Forbidden():
            return Verdict(Fate.FAILED, "blocked", f"403: {said}", unwelcome=True)
        case BadRequest():
            unwelcome = any(sign in said.casefold() for sign in _NOT_WELCOME)
            return Verdict(Fate.FAILED, "refused", f"400: {said}", kept=not unwelcome, unwelcome=unwelcome)
        case TimedOut() | FateUnknown():
            return _in_doubt(said, message, resend)
        case _ if "invalid server response" in said.casefold():
            return _in_doubt(said, message, resend)
        case NeverSent():
            return _later("connect", said, message, _LONGEST_OUTAGE_PAUSE)
        case _:  # 5xx, a token refused for the moment
            return _later("server", said, message, LONGEST_WAIT.total_seconds())


def put_off(label: str, wait: float) -> Verdict:
    """It was told to wait, which is no failure."""
    return Verdict(Fate.RETRIED, label, label, wait=wait, counted=False)


def our_mistake(message: Message) -> Verdict:
    """Something broke in the bot: this message alone waits for its mending."""
    return _later("bug", "an error of the bot itself: see its log", message, LONGEST_WAIT.total_seconds())


def marks(message: Message, outcome: Verdict, now: datetime) -> tuple[Mark, ...]:
    """What is to be written down, in this order."""
    first: list[Mark] = []
    if outcome.moved_to is not None:
        first.append(Moved(message, outcome.moved_to))
    if outcome.unwelcome:
        first.append(Unwelcome(message))
    if outcome.fate is Fate.RETRIED:
        wait = min(timedelta(seconds=outcome.wait), LONGEST_WAIT)
        until = now + wait if wait else None
        return (*first, PutBack(message, until, outcome.reason, outcome.counted, outcome.doubted))
    state = State(outcome.fate.value)
    return (*first, Finished(message, state, outcome.reason, outcome.number, outcome.kept))


def _in_doubt(reason: str, message: Message, resend: bool) -> Verdict:
    if resend and message.doubts == 0:
        return Verdict(Fate.RETRIED, "timeout", reason, doubted=True)
    return Verdict(Fate.UNCERTAIN, "timeout", reason, kept=True)


def _later(label: str, reason: str, message: Message, longest: float) -> Verdict:
    return Verdict(Fate.RETRIED, label, reason, wait=min(2.0**message.attempts, longest))
