"""What became of one attempt to send, as it is told to whoever counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from storage.records import Kind


class Fate(StrEnum):
    """`RETRIED` goes out again later; `UNCERTAIN` may have gone out and is not sent again."""

    SENT = "sent"
    RETRIED = "retried"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt's. `reason` is one of a handful of labels ('' where it was sent), `seconds` how long the call took.

    `waited` is how many seconds passed since the message was queued; None where it is not sent yet.
    """

    kind: Kind
    fate: Fate
    reason: str = ""
    seconds: float = 0.0
    waited: float | None = None
