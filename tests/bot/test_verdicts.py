"""Each error of Telegram's by its nature: what becomes of the message, of its chat, and when it goes again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.delivery.outcomes import Fate
from bot.delivery.transport import FateUnknown, NeverSent
from bot.delivery.verdicts import marks, our_mistake, put_off, sent, verdict
from storage.marks import Finished, Moved, PutBack, Unwelcome
from storage.outbox import LONGEST_WAIT
from storage.records import Address, Kind, Message, State

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MESSAGE = Message(7, Kind.DIGEST, Address(1), 1, "day", 1, {"text": "news"}, State.QUEUED, 0, NOW)


@pytest.mark.parametrize(
    ("error", "fate", "label"),
    [
        (RetryAfter(30), Fate.RETRIED, "429"),
        (ChatMigrated(-1005), Fate.RETRIED, "migrated"),
        (Forbidden("Forbidden: bot was kicked from the group chat"), Fate.FAILED, "blocked"),
        (BadRequest("Chat not found"), Fate.FAILED, "refused"),
        (BadRequest("Can't parse entities"), Fate.FAILED, "refused"),
        (TimedOut(), Fate.RETRIED, "timeout"),
        (FateUnknown("connection lost"), Fate.RETRIED, "timeout"),
        (NetworkError("Invalid server response"), Fate.RETRIED, "timeout"),
        (NeverSent("no connection"), Fate.RETRIED, "connect"),
        (NetworkError("Bad Gateway"), Fate.RETRIED, "server"),
        (InvalidToken(), Fate.RETRIED, "server"),
    ],
)
def test_an_error_is_judged_by_its_nature(error: TelegramError, fate: Fate, label: str) -> None:
    outcome = verdict(error, MESSAGE, resend=True)
    assert (outcome.fate, outcome.label) == (fate, label)


def test_to_be_told_to_wait_is_obeyed_and_no_failure() -> None:
    outcome = verdict(RetryAfter(30), replace(MESSAGE, attempts=9), resend=True)
    assert marks(MESSAGE, outcome, NOW) == (PutBack(MESSAGE, NOW + timedelta(seconds=30), "429", counted=False),)
    assert marks(MESSAGE, put_off("pace", 5), NOW) == (
        PutBack(MESSAGE, NOW + timedelta(seconds=5), "pace", counted=False),
    )


def test_nothing_is_put_off_for_longer_than_the_longest_wait() -> None:
    (mark,) = marks(MESSAGE, verdict(RetryAfter(40_000), MESSAGE, resend=True), NOW)
    assert isinstance(mark, PutBack)
    assert mark.not_before == NOW + LONGEST_WAIT


@pytest.mark.parametrize(("attempts", "connect", "server"), [(0, 1, 1), (3, 8, 8), (7, 60, 128), (50, 60, 600)])
def test_the_pauses_grow_and_are_longer_where_telegram_itself_is_in_trouble(
    attempts: int, connect: float, server: float
) -> None:
    message = replace(MESSAGE, attempts=attempts)
    assert verdict(NeverSent("no connection"), message, resend=True).wait == connect
    assert verdict(NetworkError("Bad Gateway"), message, resend=True).wait == server
    assert our_mistake(message).wait == server


@pytest.mark.parametrize(
    ("doubts", "resend", "fate"),
    [(0, True, Fate.RETRIED), (1, True, Fate.UNCERTAIN), (0, False, Fate.UNCERTAIN)],
)
def test_what_may_have_gone_out_goes_once_more_or_never(doubts: int, resend: bool, fate: Fate) -> None:
    outcome = verdict(TimedOut(), replace(MESSAGE, doubts=doubts), resend=resend)
    assert (outcome.fate, outcome.doubted) == (fate, fate is Fate.RETRIED)


def test_a_chat_that_does_not_want_us_is_known_as_such_and_nothing_is_kept_for_it() -> None:
    first, second = marks(MESSAGE, verdict(Forbidden("Forbidden: user is deactivated"), MESSAGE, resend=True), NOW)
    assert first == Unwelcome(MESSAGE)
    assert second == Finished(MESSAGE, State.FAILED, "403: Forbidden: user is deactivated")


def test_what_is_refused_for_our_fault_is_kept_for_the_operator() -> None:
    (mark,) = marks(MESSAGE, verdict(BadRequest("Can't parse entities"), MESSAGE, resend=True), NOW)
    assert mark == Finished(MESSAGE, State.FAILED, "400: Can't parse entities", kept=True)


def test_a_group_is_followed_and_its_message_goes_at_once() -> None:
    first, second = marks(MESSAGE, verdict(ChatMigrated(-1005), MESSAGE, resend=True), NOW)
    assert first == Moved(MESSAGE, -1005)
    assert second == PutBack(MESSAGE, None, "the group moved", counted=False)


def test_what_went_out_is_known_by_telegrams_number() -> None:
    assert marks(MESSAGE, sent(99), NOW) == (Finished(MESSAGE, State.SENT, None, 99),)
