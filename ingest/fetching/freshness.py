"""How long an answer stays fresh by its own word: https://www.rfc-editor.org/rfc/rfc9111#section-4.2."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(days=7)

_MAX_AGE = re.compile(r"""(?:^|[,\s])max-age\s{0,9}=\s{0,9}"?([0-9]{1,20})""", re.IGNORECASE)
_NEVER = re.compile(r"(?:^|[,\s])(?:no-cache|no-store)(?:$|[,\s=])", re.IGNORECASE)


def fresh_for(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long from `now` the answer with these headers is good by Cache-Control or Expires, a week at most.

    None where they don't say or say that it isn't. Names of headers are looked up as written here.
    """
    control = headers.get("Cache-Control", "")[:1000]
    if _NEVER.search(control):
        return None
    found = _MAX_AGE.search(control)
    if found:
        age = headers.get("Age", "").strip()
        spent = int(age) if age.isdecimal() and len(age) < 10 else 0
        return _bounded(timedelta(seconds=min(int(found.group(1)), 10**9) - spent))
    expires = moment(headers.get("Expires"))
    # Both are the site's: its clock may be wrong.
    return _bounded(expires - (moment(headers.get("Date")) or now)) if expires else None


def moment(text: str | None) -> datetime | None:
    """A header's date in UTC; None where there is none that can be read."""
    try:
        found = parsedate_to_datetime(text[:100]) if text else None
        return found and (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _bounded(wait: timedelta) -> timedelta | None:
    return min(wait, LONGEST) if wait > timedelta(0) else None


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """A Retry-After header, seconds or a date, as the time to wait from `now`, a week at most; None when absent, past
    or unreadable."""
    text = (value or "").strip()
    if text.isdecimal():
        return _bounded(timedelta(seconds=min(int(text[:20]), 10**9)))
    until = moment(text)
    return _bounded(until - now) if until else None
